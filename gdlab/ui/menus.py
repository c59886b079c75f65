"""The menus and their keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from gdlab.lab.presets import presets
from gdlab.ui.actions.commands import open_palette
from gdlab.ui.actions.files import window_spec
from gdlab.ui.dialogs.keys import show_keys

if TYPE_CHECKING:
    from gdlab.ui.main_window import MainWindow


def build_menus(window: MainWindow) -> None:
    """Fill the menu bar of a window that has its pages."""
    _file(window)
    _edit(window)
    _run(window)
    _view(window)
    helps = window.menuBar().addMenu("&Help")
    _act(helps, "Keys and mouse", "F1", lambda: show_keys(window))


def _file(window: MainWindow) -> None:
    menu, files, opener = window.menuBar().addMenu("&File"), window.files, window.lab.opener
    _act(menu, "&New experiment", "Ctrl+N", files.new)
    _presets(window, menu)
    _act(menu, "&Open…", "Ctrl+O", files.ask_open)
    _act(menu, "&Save", "Ctrl+S", files.save)
    _act(menu, "Save &as…", "Ctrl+Shift+S", files.ask_save)
    menu.addSeparator()
    _act(menu, "Open &data…", "Ctrl+Shift+O", opener.ask_file, name="open_data_action")
    _act(menu, "Open data &folder…", "", opener.ask_folder)
    menu.addSeparator()
    _act(menu, "&Export CSV…", "Ctrl+E", window.lab.exporter.ask, name="export_csv")
    menu.addSeparator()
    _act(menu, "&Quit", "Ctrl+Q", window.close)


def _presets(window: MainWindow, file: QMenu) -> None:
    menu = file.addMenu("New from &preset")
    menu.setToolTipsVisible(True)
    for preset in presets().values():
        action = menu.addAction(preset.name, lambda p=preset: window.experiment.load(window_spec(p.name)))
        action.setToolTip(preset.comment)


def _edit(window: MainWindow) -> None:
    menu, stack = window.menuBar().addMenu("&Edit"), window.experiment.undo_stack
    undo, redo = stack.createUndoAction(window, "Undo"), stack.createRedoAction(window, "Redo")
    undo.setShortcut(QKeySequence("Ctrl+Z"))
    redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
    menu.addActions([undo, redo])


def _run(window: MainWindow) -> None:
    menu, starter = window.menuBar().addMenu("&Run"), window.lab.starter
    _act(menu, "&Start", "Ctrl+Return", starter.start, more="Ctrl+Enter")
    _act(menu, "Start or &pause\tSpace", "", starter.toggle_start)
    _act(menu, "Single s&tep\tS", "", starter.single_step)
    _act(menu, "St&op", "Ctrl+.", starter.stop)
    _act(menu, "&Reset chosen run", "", starter.reset)
    menu.addSeparator()
    _act(menu, "R&ace…", "Ctrl+R", starter.ask_race)
    _act(menu, "&Branch from chosen run…", "Ctrl+B", window.lab.brancher.ask)


def _view(window: MainWindow) -> None:
    menu = window.menuBar().addMenu("&View")
    _act(menu, "Look &inside", "Ctrl+I", window.lab.controls.inside.toggle)
    _act(menu, "Full screen", "F11", window.toggle_full_screen)
    _act(menu, "&Commands…", "Ctrl+K", lambda: open_palette(window))


def _act(menu: QMenu, text: str, keys: str, act: Callable[[], object], *, name: str = "", more: str = "") -> QAction:
    action = QAction(text, menu)
    if keys:
        action.setShortcuts([QKeySequence(k) for k in (keys, more) if k])
    if name:
        action.setObjectName(name)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
    return action
