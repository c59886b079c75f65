"""The main window: a frame that is shown at once, and the pages that come into it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gdlab.translation import tr
from gdlab.ui.settings import Settings
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.fault_banner import FaultBanner
from gdlab.ui.widgets.rail import Rail

if TYPE_CHECKING:
    from pathlib import Path

    from gdlab.lab.saved_experiment import RacePlan, SavedExperiment
    from gdlab.spec.run import RunSpec
    from gdlab.ui.actions.files import ExperimentFile
    from gdlab.ui.actions.menu_action import MenuAction
    from gdlab.ui.actions.plugins import PluginNotice
    from gdlab.ui.actions.saving import RunSaver
    from gdlab.ui.bridge import Bridge
    from gdlab.ui.experiment import QtExperiment
    from gdlab.ui.pages.base import Page
    from gdlab.ui.pages.lab import LabPage
    from gdlab.ui.pages.setup import SetupPage
    from gdlab.ui.pages.studies.page import StudiesPage
    from gdlab.ui.presentation import Presentation

_SIZE = QSize(1440, 900)
_LEAST = QSize(1024, 700)


class MainWindow(QMainWindow):
    """The main window: a rail of pages, the page in sight, and the menus.

    A new window is an empty frame that can be shown at once; :meth:`fill` puts the pages into it, for which the
    engine, the data sets and the charts have to be imported first.
    """

    filled = Signal()

    bridge: Bridge
    experiment: QtExperiment
    files: ExperimentFile
    plugins: PluginNotice
    presentation: Presentation
    saver: RunSaver

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.setWindowTitle("gdlab")
        self.setMinimumSize(_LEAST)
        self.settings = settings or Settings()
        self._take_size()
        self.is_filled = False
        self.ask_before_leaving = True
        self._is_closing = self._is_closed = False
        self.pages = QStackedWidget()
        self.rail = Rail()
        self.rail.page_wanted.connect(self.show_page)
        self._kinds: dict[str, type[Page]] = {}
        self._made: dict[str, Page] = {}
        self._waiting = EmptyState(tr("Starting…"), icon="lab")
        self.pages.addWidget(self._waiting)
        whole = QWidget()
        whole.setProperty("page", True)
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        self.faults = FaultBanner()
        self.store_banner = Banner()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.faults)
        column.addWidget(self.store_banner)
        column.addWidget(self.pages, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(whole)

    @property
    def lab(self) -> LabPage:
        """The page of the experiment and its runs."""
        return cast("LabPage", self.page("lab"))

    @property
    def studies(self) -> StudiesPage:
        """The page of the studies."""
        return cast("StudiesPage", self.page("studies"))

    @property
    def setup(self) -> SetupPage:
        """The page of the settings."""
        return cast("SetupPage", self.page("setup"))

    def page(self, name: str) -> Page:
        """Return the page of that name; it is made when it is first asked for, as most are not in most sessions.

        Raises:
            KeyError: when there is none.
        """
        if name not in self._made:
            page = self._made[name] = self._kinds[name].make(self._context)
            self.pages.addWidget(page)
        return self._made[name]

    def show_page(self, name: str) -> None:
        """Bring the page of that name into sight.

        Raises:
            KeyError: when there is none.
        """
        self.pages.setCurrentWidget(self.page(name))
        self.rail.mark(name)

    def fill(self, spec: RunSpec, bridge: Bridge) -> None:
        """Put the pages and menus into the window."""
        from gdlab.ui.actions.files import ExperimentFile
        from gdlab.ui.actions.plugins import PluginNotice
        from gdlab.ui.actions.saving import RunSaver
        from gdlab.ui.experiment import QtExperiment
        from gdlab.ui.menus import build_menus
        from gdlab.ui.presentation import Presentation

        self.bridge = bridge
        self.experiment = QtExperiment(spec, self)
        self._add_pages()
        self.files = ExperimentFile(self.experiment, self.lab.banner, self)
        self.presentation = Presentation(self, [self.rail])
        self.lab.opener.experiment_dropped.connect(self.open_file)
        self._context.preset_wanted.connect(self.files.open_preset)
        self.files.beside = self._beside_experiment
        self._context.saved = self.files.content
        self.lab.importer.experiment_found.connect(self.files.take)
        self.files.opened.connect(self._on_opened)
        self.saver = RunSaver(bridge, self.lab.starter.begin, self.store_banner, self)
        build_menus(self.menuBar(), self._menu_actions())
        self._follow_title()
        self.lab.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lab.setFocus()  # not the first button, which would take Space for itself
        self.is_filled = True
        self.experiment.refresh()
        self.plugins = PluginNotice(self.lab.banner, self)
        self.plugins.show()
        self.filled.emit()

    def open_file(self, path: Path) -> None:
        """Open an experiment (a file, a preset, a link) with its race and view, or bring the runs of a bundle in."""
        from gdlab.lab.bundle.files import is_zip_bundle
        from gdlab.lab.importing import is_bundle

        if str(path).startswith("preset:"):
            self.files.open_preset(str(path))
        elif str(path).startswith("gdlab:"):
            self.files.open_link(str(path))
        elif path.suffix.lower() in (".toml", ".json") or (is_bundle(path) and not is_zip_bundle(path)):
            self.files.open(path)
        else:
            self.lab.importer.read([path], is_opened=True)

    def show_waiting(self, text: str) -> None:
        """Show in the empty frame why there is nothing yet."""
        self._waiting.set_text(text)

    def start_compiling(self) -> None:
        """Compile in a child process whatever the experiment needs and this machine has not compiled yet."""
        self.lab.compile_notice.start()

    def load_ahead(self) -> None:
        """Import in the background what the first comparison would otherwise wait for."""
        from gdlab.lab.statistics import load_statistics

        self.bridge.in_background(load_statistics, lambda _future: None)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def toggle_presentation(self) -> None:
        """Show only the charts of the page in sight, in large type over the whole screen, or come back."""
        self.presentation.toggle(self._page_in_sight())

    # --- Qt -----------------------------------------------------------------------------------------------------------
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the page's single keys, such as Space, where the control with the focus has no use for them."""
        if not self.is_filled:
            super().keyPressEvent(event)
            return
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        act = self._page_in_sight().single_keys().get(Qt.Key(event.key())) if plain else None
        if act is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            act()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.is_filled:
            super().closeEvent(event)
            return
        if self._is_closing or not self._may_close():
            event.setAccepted(self._is_closed)
            return
        self._is_closing = True
        try:
            self._save_settings()
            self.saver.close(self._shut_pages_down, ask=self.ask_before_leaving)
        finally:
            self._is_closed = True
        super().closeEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------
    def _may_close(self) -> bool:
        """Ask what is to be asked; a signal may close the window meanwhile, which leaves nothing to do."""
        may_close = not self.ask_before_leaving or (self.files.may_leave() and self.saver.may_close())
        return may_close and not self._is_closing

    def _shut_pages_down(self) -> None:
        for page in self._made.values():
            page.shut_down()

    def _add_pages(self) -> None:
        from gdlab.ui.pages.base import PageContext
        from gdlab.ui.pages.catalogue import load_pages

        self._context = PageContext(self.bridge, self.experiment, self.settings, self.pages, self)
        self._context.page_wanted.connect(self.show_page)
        self._kinds = {kind.name: kind for kind in load_pages()}
        for name, kind in self._kinds.items():
            self.rail.add_button(name, kind.icon, tr(kind.title), foot=kind.foot)
        self.show_page(next(iter(self._kinds)))
        self.pages.removeWidget(self._waiting)
        self._waiting.deleteLater()

    def _page_in_sight(self) -> Page:
        return cast("Page", self.pages.currentWidget())

    def _menu_actions(self) -> list[MenuAction]:
        """Return the entries of all menus: those of the files, of the pages and of the window."""
        from gdlab.ui.actions.commands import open_palette
        from gdlab.ui.actions.menu_action import MenuAction
        from gdlab.ui.dialogs.keys import show_keys
        from gdlab.ui.pages.base import page_shortcuts
        from gdlab.ui.widgets.explained import explain_focus

        actions = self.files.menu_actions()
        actions += [MenuAction("&Edit", action=action) for action in self.experiment.undo_actions()]
        shortcuts = page_shortcuts(list(self._kinds.values()))
        titles = {name: tr(kind.title) for name, kind in self._kinds.items()}
        pages = [(keys, tr("go to {title}", title=titles[name])) for name, keys in shortcuts.items() if keys]
        for name, kind in self._kinds.items():
            show, keys = partial(self.show_page, name), (shortcuts[name],) if shortcuts[name] else ()
            actions += kind.menu_actions(partial(self.page, name))
            actions.append(MenuAction("&View", tr("Go to {title}", title=titles[name]), show, keys, group=1))
        return [
            *actions,
            MenuAction("&File", tr("&Quit"), self.close, ("Ctrl+Q",), group=9),
            MenuAction("&View", tr("Full screen"), self.toggle_full_screen, ("F11",)),
            MenuAction("&View", tr("&Present the charts"), self.toggle_presentation, ("F5",)),
            MenuAction("&View", tr("&Commands…"),
                       lambda: open_palette(self, self.rail.buttons, self.pages.currentWidget()), ("Ctrl+K",)),
            MenuAction("&Help", tr("Keys and mouse"), lambda: show_keys(self, pages), ("F1",)),
            MenuAction("&Help", tr("&What is this?"), explain_focus, ("Shift+F1",),
                       tip=tr("Explain the field with the focus, or what is clicked next")),
        ]  # fmt: skip

    def _take_size(self) -> None:
        """Restore the window's last size, limited to the size of the screen."""
        wanted, screen = (
            QSize(self.settings.width, self.settings.height),
            self.screen().availableSize().expandedTo(_SIZE),
        )
        self.resize(wanted.boundedTo(screen).expandedTo(_LEAST))
        if self.settings.maximized:
            self.setWindowState(self.windowState() | Qt.WindowState.WindowMaximized)

    def _save_settings(self) -> None:
        size = self.normalGeometry().size() if self.isMaximized() or self.isFullScreen() else self.size()
        self.settings.width, self.settings.height = size.width(), size.height()
        self.settings.maximized = self.isMaximized()
        self.settings.session_began = self._context.session_began
        for page in self._made.values():
            page.save_settings(self.settings)
        self.settings.save()

    def _beside_experiment(self) -> tuple[RacePlan | None, dict[str, object]]:
        """Return what is saved beside the experiment: its race, the page in sight, and what each page shows."""
        pages = {name: dict(page.view_state()) for name, page in self._made.items()}
        view: dict[str, object] = {"page": self._page_in_sight().name}
        return self.lab.starter.plan, view | {name: state for name, state in pages.items() if state}

    def _on_opened(self, saved: SavedExperiment) -> None:
        """Show an opened file as it was saved, and offer its race."""
        for name in self._kinds:
            state = saved.view.get(name)
            if isinstance(state, dict):
                self.page(name).restore_view(state)  # pyright: ignore[reportUnknownArgumentType]
        wanted = str(saved.view.get("page", ""))
        if wanted in self._kinds:
            self.show_page(wanted)
        self.lab.starter.offer_race(saved.race, saved.about)
        banner = getattr(self._page_in_sight(), "banner", None)
        if saved.race is not None and banner is not None and banner is not self.lab.banner:
            self.lab.starter.offer_beside(banner)

    def _follow_title(self) -> None:
        """Call the window by its experiment, now and whenever that changes."""
        self._on_title()
        self.experiment.history_changed.connect(self._on_title)
        self.experiment.spec_changed.connect(self._on_title)
        self.files.saved.connect(self._on_title)

    def _on_title(self, *_: object) -> None:
        self.setWindowTitle(tr("{title} – gdlab", title=self.files.title))
