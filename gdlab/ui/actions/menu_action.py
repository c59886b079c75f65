"""The description of one entry of the menus, by which pages and the window offer what they can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QAction


@dataclass(frozen=True)
class MenuAction:
    """One entry of a menu, or a menu within it.

    Attributes:
        menu: the title of the menu that holds the entry, such as "&File".
        text: what the entry says; "&" marks the letter of its mnemonic, and a tab precedes keys that are shown only.
        act: what is done when the entry is chosen; None for an entry with an inner menu or a ready action.
        keys: the shortcuts.
        name: the object name of the action.
        tip: the tooltip.
        group: entries are sorted by group, and a separator is between two groups.
        inner: the entries of a menu within the menu.
        action: a ready action, such as those of an undo stack, in place of one made from ``text`` and ``act``.
    """

    menu: str
    text: str = ""
    act: Callable[[], object] | None = None
    keys: tuple[str, ...] = ()
    name: str = ""
    tip: str = ""
    group: int = 0
    inner: tuple[MenuAction, ...] = ()
    action: QAction | None = None
