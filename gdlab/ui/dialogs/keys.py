"""What the keys do, and what the mouse does in charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QMessageBox, QWidget

from gdlab.ui.dialogs.show import show_dialog

_KEYS = (
    ("Ctrl+Enter", "start a run"),
    ("Space", "start, pause, go on"),
    ("S", "single step"),
    ("Ctrl+R", "race"),
    ("Ctrl+B", "branch: go on from a point of the chosen run with other settings"),
    ("Ctrl+K", "every command by a few letters"),
    ("Ctrl+Z, Ctrl+Shift+Z", "undo, redo an edit of the experiment"),
    ("Ctrl+N, Ctrl+O, Ctrl+S", "new, open, save the experiment"),
    ("Ctrl+E", "export runs as CSV"),
    ("Alt+Up, Alt+Down", "move the chosen layer"),
    ("Ctrl+D, Delete", "duplicate, remove the chosen layer; run again, remove the chosen runs"),
    ("F2, H", "rename, hide or show the chosen runs"),
    ("Ctrl+Shift+O", "open your own data"),
    ("Ctrl+I", "show or hide Look inside"),
    ("Shift+F1", "explain the field with the focus, or what is clicked next"),
    ("F11", "full screen"),
    ("F5", "present: only the charts, in large type; Esc comes back"),
    ("Drag in a chart", "zoom to a box; Shift-drag pans, Alt+wheel zooms, double-click shows all"),
)


def show_keys(over: QWidget, pages: Sequence[tuple[str, str]]) -> None:
    """Show the keys over a window.

    Args:
        over: a widget of the window.
        pages: the shortcuts of the pages, each with what it does.
    """
    box = QMessageBox(over)
    box.setWindowTitle("Keys and mouse")
    rows = "".join(f"<tr><td><b>{keys}</b></td><td>{what}</td></tr>" for keys, what in (*_KEYS, *pages))
    box.setText(f'<table cellspacing="4">{rows}</table>')
    show_dialog(box, over)
