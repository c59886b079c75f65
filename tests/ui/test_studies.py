"""The Studies page, worked as a person does."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from gdlab.paths import data_dir
from gdlab.spec.errors import GdlabError
from gdlab.studies.catalogue import ORDER, user_folder
from gdlab.studies.last_results import Remembered, remembered_results
from tests.studies.tiny import TINY


@pytest.fixture
def page(window, qtbot):
    path = user_folder() / "tiny.toml"
    path.write_text(TINY, encoding="utf-8")
    window.findChild(QPushButton, "nav_studies").click()
    qtbot.waitUntil(lambda: "tiny" in window.studies.cards, timeout=30_000)
    yield window.studies
    path.unlink()


def test_every_study_has_a_card_with_its_claim(page):
    assert len(page.cards) == len(ORDER) + 1
    assert page.cards["learning-rate"].state.text() == "not run yet"


def test_a_result_of_the_command_line_appears_on_its_card(page, qtbot):
    noted = {"learning-rate": {"state": "held", "text": "It held.", "size": "quick", "day": "2026-01-02"}}
    (data_dir() / "study-verdicts.json").write_text(json.dumps(noted), encoding="utf-8")
    qtbot.waitUntil(lambda: "quick, 2026-01-02" in page.cards["learning-rate"].state.text(), timeout=10_000)


def test_cards_stand_in_groups_and_are_found_by_words(page):
    page.search.setText("sharpness")
    shown = [name for name, card in page.cards.items() if not card.isHidden()]
    assert "edge-of-stability" in shown
    assert "dropout" not in shown
    page.search.setText("no such words at all")
    assert all(card.isHidden() for card in page.cards.values())
    page.search.clear()
    assert not any(card.isHidden() for card in page.cards.values())
    assert page.cards["tiny"].study.group == "own"


def test_a_booklet_has_every_study_whether_it_was_run_or_not(page, qtbot, tmp_path):
    path = tmp_path / "all.html"
    page.write_booklet(path)
    qtbot.waitUntil(lambda: "all.html" in page.banner.text, timeout=30_000)
    text = path.read_text(encoding="utf-8")
    assert all(f"id='{name}'" in text for name in (*ORDER, "tiny"))
    assert "Not run yet." in text
    page.write_booklet(tmp_path / "all.docx")
    qtbot.waitUntil(lambda: "a report's name ends with .html or .pdf" in page.banner.text, timeout=30_000)
    assert not (tmp_path / "all.docx").exists()


def test_the_figures_of_an_opened_study_are_as_large_as_its_words(page):
    detail = page.open("tiny")
    tables = detail.figures.findChildren(QLabel)
    assert len(tables) > 1
    assert all(t.property("role") != "caption" for t in tables)
    assert min(t.font().pixelSize() for t in tables) >= detail.verdict.words.font().pixelSize()
    page.close_study()


def test_a_study_opens_runs_and_gives_its_verdict(page, qtbot, window, tmp_path):
    page.cards["tiny"].button.click()
    detail = page.stack.currentWidget()
    detail.bar.quick.click()
    qtbot.waitUntil(lambda: detail.job is not None and detail.job.result is not None, timeout=60_000)
    qtbot.waitUntil(lambda: "held" in detail.verdict.state.text(), timeout=10_000)
    assert "5 seeds" in detail.verdict.words.text()
    assert "held" in page.cards["tiny"].state.text()
    assert detail.bar.halt.isEnabled() is False
    detail.export(tmp_path / "out.csv")
    qtbot.waitUntil((tmp_path / "out.csv").exists, timeout=10_000)
    qtbot.waitUntil(lambda: "out.csv" in detail.banner.text, timeout=10_000)
    detail.export(tmp_path / "out.docx")
    qtbot.waitUntil(lambda: "out.docx" in detail.banner.text, timeout=10_000)
    assert all(ending in detail.banner.text for ending in (".csv", ".png", ".svg", ".pdf", ".html"))
    page.write_booklet(tmp_path / "all.pdf")
    assert "Writing the booklet" in page.banner.text
    assert not page.booklet.isEnabled()
    qtbot.waitUntil(lambda: "all.pdf" in page.banner.text, timeout=30_000)
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")
    detail.bar.to_lab.click()
    assert window.pages.currentWidget() is window.lab
    assert window.experiment.spec.data.type == "iris"


def test_what_ends_while_it_is_drawn_is_drawn_as_well(page, qtbot, monkeypatch):
    detail = page.open("tiny")
    detail.run("quick")
    qtbot.waitUntil(lambda: detail.job is not None and detail.job.result is not None, timeout=60_000)
    qtbot.waitUntil(lambda: not detail._timer.isActive(), timeout=10_000)
    seen, drawn = iter([True]), []
    monkeypatch.setattr(type(detail.job), "busy", property(lambda _job: next(seen, False)))
    monkeypatch.setattr(detail, "_draw", lambda _job, whole: drawn.append(whole))
    detail.refresh()  # it ends right after the first question whether it is busy
    assert "running" in detail.verdict.state.text()
    detail.refresh()
    assert drawn[-1]
    assert "held" in detail.verdict.state.text()


def test_a_running_study_shows_no_earlier_verdict_and_one_that_fails_says_so(page, qtbot, monkeypatch):
    page.cards["tiny"].show_remembered(Remembered("held", "Held.", "full", "2026-01-02", seeds=8))
    detail = page.open("tiny")
    assert "held" in detail.verdict.state.text()

    def fails(*_arguments, **_named):
        raise GdlabError("no such thing")

    monkeypatch.setattr("gdlab.studies.runner.judge", fails)
    shown = []
    detail.changed.connect(lambda: shown.append(detail.verdict.state.text()))
    detail.run("quick")
    qtbot.waitUntil(lambda: "could not be run" in detail.verdict.state.text(), timeout=60_000)
    assert any("running" in text for text in shown)
    assert page.cards["tiny"].state.text() == "could not be run"
    page.close_study()


def test_a_file_that_is_added_changed_broken_or_removed_is_seen_while_the_page_is_shown(page, qtbot):
    path = user_folder() / "fresh.toml"
    path.write_text(TINY, encoding="utf-8")
    qtbot.waitUntil(lambda: "fresh" in page.cards, timeout=10_000)
    detail = page.open("fresh")
    path.write_text(TINY.replace("Two rates on iris", "Another title"), encoding="utf-8")
    qtbot.waitUntil(lambda: page.cards["fresh"].study.title == "Another title", timeout=10_000)
    assert page.stack.currentWidget() is page.details["fresh"] is not detail
    path.write_text("title = [", encoding="utf-8")
    qtbot.waitUntil(lambda: "fresh" not in page.cards, timeout=10_000)
    assert "left out" in page.banner.text
    path.unlink()
    qtbot.waitUntil(page.banner.isHidden, timeout=10_000)
    assert "fresh" not in page.details
    assert page.stack.currentIndex() == 0


def test_a_file_without_titles_has_headings_all_the_same(page, qtbot):
    path = user_folder() / "bare.toml"
    bare = TINY.replace('title = "Validation loss"', "").replace('title = "Loss"', "")
    path.write_text(bare.replace('look = "The curves."', "").replace('teaches = "Rates matter."', ""), encoding="utf-8")
    qtbot.waitUntil(lambda: "bare" in page.cards, timeout=10_000)
    detail = page.open("bare")
    words = [label.text() for label in detail.findChildren(QLabel) if not label.isHidden()]
    assert {"Validation loss", "Loss"} <= set(words)
    assert any(text.startswith("<p>Measured: main.") for text in words)
    assert not next(label for label in detail.findChildren(QLabel) if label.text() == "Reading it").isVisible()
    page.close_study()
    path.unlink()


def test_words_of_a_study_file_are_shown_as_they_are(page, qtbot):
    path = user_folder() / "marked.toml"
    path.write_text(TINY.replace("after three", "<b>after</b> <img src='x'> three"), encoding="utf-8")
    page.refresh()
    qtbot.waitUntil(lambda: "marked" in page.cards, timeout=10_000)
    labels = page.cards["marked"].findChildren(QLabel)
    (claim,) = (label for label in labels if "three" in label.text())
    assert claim.textFormat() is Qt.TextFormat.PlainText
    assert all(label.textFormat() is not Qt.TextFormat.AutoText for label in labels if label.wordWrap())
    path.unlink()


def test_a_card_is_no_higher_after_the_window_was_narrow(page, window, qtbot):
    claim = next(label for label in page.cards["grokking"].findChildren(QLabel) if label.wordWrap())
    heights = []
    for width in (1440, 1024, 1440):
        window.resize(width, 900)
        qtbot.wait(200)
        heights.append([label.height() for label in page.cards["grokking"].findChildren(QLabel) if label.wordWrap()])
    assert heights[2] == heights[0]
    assert claim.height() == claim.minimumHeight()


def test_a_study_can_be_stopped_and_the_page_left(page, qtbot):
    detail = page.open("quick")
    detail.run("full")
    qtbot.waitUntil(lambda: detail.job is not None and detail.job.busy, timeout=30_000)
    detail.bar.halt.click()
    assert detail.bar.halt.text() == "Stopping…"  # at once, whatever is under way
    assert not detail.bar.halt.isEnabled()
    qtbot.waitUntil(lambda: not detail.job.busy, timeout=60_000)
    qtbot.waitUntil(detail.bar.quick.isEnabled, timeout=10_000)
    assert detail.bar.halt.text() == "Stop"
    assert detail.job.result is None
    assert "stopped at" in detail.verdict.state.text()
    assert "stopped at" in page.cards["quick"].state.text()
    noted = {name: asdict(Remembered("held", "Held.", "full", "2026-01-02", seeds=8)) for name in ("quick", "tiny")}
    (data_dir() / "study-verdicts.json").write_text(json.dumps(noted))  # as another process does
    page.refresh()
    qtbot.waitUntil(lambda: "held" in page.cards["tiny"].state.text(), timeout=10_000)
    assert "stopped at" in page.cards["quick"].state.text()  # as its opened study says
    page.close_study()


def test_a_verdict_of_more_seeds_by_another_process_stands_on_the_card_and_in_the_opened_study(page, qtbot):
    detail = page.open("tiny")
    detail.run("quick")
    qtbot.waitUntil(lambda: "5 seeds" in page.cards["tiny"].state.text(), timeout=60_000)
    noted = remembered_results()["tiny"]
    more = replace(noted, state="mixed", size="full", seeds=20, newer="quick, 5 seeds: held")
    (data_dir() / "study-verdicts.json").write_text(json.dumps({"tiny": asdict(more)}))
    page.refresh()
    qtbot.waitUntil(lambda: "20 seeds" in page.cards["tiny"].state.text(), timeout=10_000)
    assert "mixed" in detail.verdict.state.text()
    assert "20 seeds" in detail.verdict.state.text()
    assert "This run" in detail.verdict.words.text()


def test_a_card_and_its_opened_study_tell_the_same_verdict_after_a_restart(page):
    card = page.cards["tiny"]
    newer = {"seeds": 8, "newer": "quick, 1 seed, 2026-01-03: inconclusive"}
    card.show_remembered(
        Remembered("held", "Held: of 1 rule 1 held.", "full", "2026-01-02", "Held: it is below.", **newer)
    )
    detail = page.open("tiny")
    assert "held" in card.state.text()
    assert "held" in detail.verdict.state.text()
    assert "full, 8 seeds, 2026-01-02" in detail.verdict.state.text()
    assert all("quick, 1 seed" in text for text in (card.state.text(), detail.verdict.words.text()))
    assert "it is below" in detail.verdict.words.text()
