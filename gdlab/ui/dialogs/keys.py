"""What the keys do, and what the mouse does in charts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.dialogs.show import show_dialog

_KEYS = (
    ("Ctrl+Enter", tr_noop("start a run")),
    ("Space", tr_noop("start, pause, go on")),
    ("S", tr_noop("single step")),
    ("Ctrl+R", tr_noop("race")),
    ("Ctrl+B", tr_noop("branch: go on from a point of the chosen run with other settings")),
    ("Ctrl+K", tr_noop("every command by a few letters")),
    ("Ctrl+Z, Ctrl+Shift+Z", tr_noop("undo, redo an edit of the experiment")),
    ("Ctrl+N, Ctrl+O, Ctrl+S", tr_noop("new, open, save the experiment")),
    ("Ctrl+E", tr_noop("export runs as CSV")),
    ("Alt+Up, Alt+Down", tr_noop("move the chosen layer")),
    ("Ctrl+D, Delete", tr_noop("duplicate, remove the chosen layer; run again, remove the chosen runs")),
    ("F2, H", tr_noop("rename, hide or show the chosen runs")),
    ("Ctrl+Shift+O", tr_noop("open your own data")),
    ("Ctrl+I", tr_noop("show or hide Look inside")),
    ("Shift+F1", tr_noop("explain the field with the focus, or what is clicked next")),
    ("F11", tr_noop("full screen")),
    ("F5", tr_noop("present: only the charts, in large type; Esc comes back")),
    (tr_noop("Drag in a chart"), tr_noop("zoom to a box; Shift-drag pans, Alt+wheel zooms, double-click shows all")),
)


def shown_keys(keys: str) -> str:
    """Return keys, with commas between them, as keyboards of the language name them."""
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(QKeySequence(each).toString(form) or tr(each) for each in keys.split(", "))


def show_keys(over: QWidget, pages: Sequence[tuple[str, str]]) -> None:
    """Show the keys over a window.

    Args:
        over: a widget of the window.
        pages: the shortcuts of the pages, each with what it does.
    """
    box = QMessageBox(over)
    box.setWindowTitle(tr("Keys and mouse"))
    rows = "".join(f"<tr><td><b>{shown_keys(keys)}</b></td><td>{tr(what)}</td></tr>" for keys, what in (*_KEYS, *pages))
    box.setText(f'<table cellspacing="4">{rows}</table>')
    show_dialog(box, over)
