"""A page is one file: the rail, the menus, the palette and the keyboard find it by themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from gdlab.ui import pages
from gdlab.ui.actions.commands import commands
from gdlab.ui.app import make_app, make_window
from gdlab.ui.pages import base
from gdlab.ui.pages.catalogue import load_pages

_FILE = '''
"""A page for a test."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from gdlab.ui.actions.menu_action import MenuAction
from gdlab.ui.pages.base import Page


class NotesPage(Page):
    """A page of notes."""

    name, title, icon, order, shortcut = "notes", "Notes", "list", 30, "Ctrl+9"
    closed = written = 0

    @classmethod
    def make(cls, context):
        page = cls()
        QVBoxLayout(page).addWidget(QLabel(context.experiment.spec.name))
        return page

    @classmethod
    def menu_actions(cls, page):
        return [MenuAction("&Notes", "Write a note", lambda: page().write(), ("Ctrl+9, Ctrl+9",))]

    def write(self):
        self.written += 1

    def shut_down(self):
        NotesPage.closed += 1
'''


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a file with a page to the folder of pages, for one test."""
    (tmp_path / "notes.py").write_text(_FILE, encoding="utf-8")
    monkeypatch.setattr(pages, "__path__", [*pages.__path__, str(tmp_path)])
    yield
    base._PAGES.pop("notes", None)
    sys.modules.pop("gdlab.ui.pages.notes", None)


@pytest.fixture
def window(notes, qtbot):
    """Open a window that finds the page."""
    make_app()
    made = make_window(keep=False)
    made.ask_before_leaving = False
    made.show()
    qtbot.waitUntil(lambda: made.experiment.examples is not None, timeout=60_000)
    yield made
    made.close()
    made.deleteLater()


def actions(window) -> dict[str, QAction]:
    """Return the actions of the menus by their texts."""
    return {a.text(): a for menu in window.menuBar().actions() for a in menu.menu().actions()}


def test_the_rail_shows_the_page(window):
    button = window.findChild(QPushButton, "nav_notes")
    button.click()
    assert window.pages.currentWidget().name == "notes"
    assert [b.text() for b in window.rail.buttons] == [
        "Lab", "Presets", "Compare", "Sweeps", "Landscape", "Health", "Rules", "Studies", "Notes", "Set-up",
    ]  # fmt: skip


def test_the_menus_offer_the_page_and_what_it_can_do(window):
    actions(window)["Go to Notes"].trigger()
    actions(window)["Write a note"].trigger()
    assert window.pages.currentWidget().written == 1
    titles = [menu.text() for menu in window.menuBar().actions()]
    assert titles == ["&File", "&Edit", "&Run", "&View", "&Notes", "&Help"]


def test_the_palette_offers_the_page_once(window):
    found = [c for c in commands(window.menuBar(), window.rail.buttons, None) if c.words == "Go to Notes"]
    assert [c.keys for c in found] == ["Ctrl+9"]
    found[0].act()
    assert window.pages.currentWidget().name == "notes"


def test_the_keyboard_reaches_every_page(window, qtbot):
    for key, name in (
        (Qt.Key.Key_9, "notes"),
        (Qt.Key.Key_8, "studies"),
        (Qt.Key.Key_3, "compare"),
        (Qt.Key.Key_1, "lab"),
    ):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda n=name: window.pages.currentWidget().name == n)


def test_the_page_is_shut_down_with_the_window(window):
    page = type(window.page("notes"))
    window.close()
    assert page.closed == 1


def test_the_pages_of_the_program_have_names_and_shortcuts_of_their_own():
    found = load_pages()
    assert [page.name for page in found] == [
        "lab",
        "presets",
        "compare",
        "sweeps",
        "landscape",
        "health",
        "rules",
        "studies",
        "setup",
    ]
    keys = base.page_shortcuts(found)
    assert [keys[page.name] for page in found] == [f"Ctrl+{place}" for place in range(1, len(found) + 1)]
