"""The menu bar, built from the actions that the window and its pages offer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from gdlab.translation import tr, tr_noop
from gdlab.ui.actions.menu_action import MenuAction

#: The titles of the menus, first to last; a menu that is not listed is before Help.
MENUS = (tr_noop("&File"), tr_noop("&Edit"), tr_noop("&Run"), tr_noop("&View"))
_HELP = tr_noop("&Help")


def build_menus(bar: QMenuBar, actions: Sequence[MenuAction]) -> None:
    """Fill a menu bar with actions: by menu, then by group, then in the order given."""
    others = [a.menu for a in actions if a.menu not in (*MENUS, _HELP)]
    for title in dict.fromkeys((*MENUS, *others, _HELP)):
        of_menu = [a for a in actions if a.menu == title]
        if of_menu:
            _fill(bar.addMenu(tr(title)), of_menu)


def _fill(menu: QMenu, actions: Sequence[MenuAction]) -> None:
    ordered = sorted(actions, key=lambda action: action.group)
    for at, (_, group) in enumerate(groupby(ordered, key=lambda action: action.group)):
        if at:
            menu.addSeparator()
        for action in group:
            _add(menu, action)


def _add(menu: QMenu, action: MenuAction) -> None:
    if action.inner:
        inner = menu.addMenu(action.text)
        inner.setToolTipsVisible(True)
        _fill(inner, action.inner)
    else:
        menu.addAction(action.action or _made(menu, action))


def _made(menu: QMenu, action: MenuAction) -> QAction:
    made = QAction(action.text, menu)
    if action.keys:
        made.setShortcuts([QKeySequence(keys) for keys in action.keys])
    if action.name:
        made.setObjectName(action.name)
    if action.tip:
        made.setToolTip(action.tip)
    act = action.act
    if act is not None:
        made.triggered.connect(lambda _checked=False: act())
    return made
