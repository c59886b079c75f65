"""The base class of the window's pages, and the register that each page joins by being defined."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Self

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from gdlab.lab.saved_experiment import SavedExperiment
from gdlab.translation import tr
from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.bridge import Bridge
from gdlab.ui.experiment import QtExperiment
from gdlab.ui.settings import Settings

_PAGES: dict[str, type[Page]] = {}


class PageContext(QObject):
    """What the window shares with its pages.

    Attributes:
        bridge: the runs, and work in the background.
        experiment: the experiment that is being edited.
        settings: the user's settings; ``setting_changed`` carries the name of one that was changed.
        page_wanted: carries the name of a page that is to be brought into sight.
        preset_wanted: carries the name of a preset that is to be opened.
        session_began: when the window's session began, in seconds since 1970.
        pages: the widget that the pages are in; a page that is made inside it is styled once only.
        saved: returns what a file of the experiment would hold now, its race and the views of the pages included.
    """

    setting_changed = Signal(str)
    page_wanted = Signal(str)
    preset_wanted = Signal(str)

    def __init__(
        self,
        bridge: Bridge,
        experiment: QtExperiment,
        settings: Settings,
        pages: QWidget,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.pages = pages
        self.bridge, self.experiment, self.settings = bridge, experiment, settings
        self.session_began = time.time()
        self.saved: Callable[[], SavedExperiment] = lambda: SavedExperiment(experiment.spec)


class Page(QWidget):
    """A page of the window.

    A subclass that declares ``name`` is registered, and the window makes a page of it: a button on the rail, named
    ``nav_<name>``, an entry of the View menu and of the command palette, and a shortcut. It takes one file in this
    folder, or one folder with a module ``page``.

    Attributes:
        name: the identifier, lower case.
        title: what the button says.
        icon: the name of the icon, as in ``resources/icons/icons.toml``.
        order: pages are sorted by it; the first is in sight when the window opens.
        foot: whether the button is at the foot of the rail.
        shortcut: the keys that bring the page into sight, "" for those of its place on the rail.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    icon: ClassVar[str]
    order: ClassVar[int] = 50
    foot: ClassVar[bool] = False
    shortcut: ClassVar[str] = ""

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        if "name" in cls.__dict__:
            _PAGES[cls.name] = cls

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("page", True)
        self.setAccessibleName(tr(getattr(self, "title", "")))

    @classmethod
    def make(cls, context: PageContext) -> Self:
        """Return the page, connected to what the window shares; every page defines this.

        It is called when the page is first wanted, perhaps long after the window was opened: what the bridge holds by
        then is asked for, and not only waited for.
        """
        raise NotImplementedError(f"{cls.__name__} does not define make()")

    @classmethod
    def menu_actions(cls, page: Callable[[], Any]) -> Sequence[MenuAction]:
        """Return what the page adds to the menus.

        Args:
            page: returns the page, which is made then if it has not been in sight yet: for the actions to call.
        """
        return ()

    def single_keys(self) -> Mapping[Qt.Key, Callable[[], object]]:
        """Return what keys without a modifier do while the page is in sight and the focus has no use for them."""
        return {}

    def hidden_while_presenting(self) -> Sequence[QWidget]:
        """Return what the presentation mode leaves out besides the window's frame: all but the charts."""
        return ()

    def controls_while_presenting(self) -> Sequence[QWidget]:
        """Return what the presentation mode shows only while the pointer is at the top of the page."""
        return ()

    def after_presenting(self) -> None:
        """Hide again what was switched off, or has come to its end, while it was not in sight."""

    def save_settings(self, settings: Settings) -> None:
        """Write what the page remembers into the settings, before the window closes."""

    def view_state(self) -> Mapping[str, object]:
        """Return what the page shows as plain data for a file: texts, numbers, switches and lists of these."""
        return {}

    def restore_view(self, state: Mapping[str, object]) -> None:
        """Show what :meth:`view_state` described; a file from elsewhere may hold anything, which is then left alone."""

    def shut_down(self) -> None:
        """Stop whatever the page does in the background and wait for it, before the window closes."""


def registered_pages() -> list[type[Page]]:
    """Return the pages that have been defined, in order; :func:`gdlab.ui.pages.catalogue.load_pages` defines all."""
    return sorted(_PAGES.values(), key=lambda page: (page.order, page.name))


def page_shortcuts(pages: Sequence[type[Page]]) -> dict[str, str]:
    """Return the keys of each page by its name: its own, or Ctrl+1 to Ctrl+9 in the order of the rail.

    Args:
        pages: the pages in their order; those at the rail's foot count last.
    """
    own = {page.shortcut for page in pages}
    free = iter([keys for keys in (f"Ctrl+{digit}" for digit in range(1, 10)) if keys not in own])
    return {page.name: page.shortcut or next(free, "") for page in sorted(pages, key=lambda page: page.foot)}
