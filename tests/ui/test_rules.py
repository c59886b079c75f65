"""The Rules page: what is typed is checked at the character, completed, raced, kept and used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLabel


@pytest.fixture
def page(drive):
    drive.click("nav_rules")
    found = drive.window.pages.currentWidget()
    assert found.name == "rules"
    return found


def test_a_rule_is_checked_as_it_is_typed_and_completed(drive, page, qtbot):
    told = drive.find("rule_told", QLabel)
    assert "beta1 = 0.9" in told.text()
    page.editor.clear()
    qtbot.keyClicks(page.editor, "state memory")
    qtbot.keyClick(page.editor, Qt.Key.Key_Return)
    qtbot.keyClicks(page.editor, "p = p - lr * q")
    assert told.text() == (
        "line 2, character 14: 'q' is not known; a formula may use g, memory, p, lr, t, pi, e, sqrt, exp, log, sin, "
        "cos, tan, tanh, abs, floor, min, max, sign, clip, where, norm, mean, sum"
    )
    mark = page.editor.extraSelections()[0]
    assert mark.cursor.selectedText() == "q"
    assert not page.buttons["race"].isEnabled()
    qtbot.keyClick(page.editor, Qt.Key.Key_Backspace)
    qtbot.keyClicks(page.editor, "me")
    assert page.editor.completer.popup().isVisible()
    page.editor.completer.popup().hide()
    qtbot.keyClick(page.editor, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    assert page.editor.completer.popup().isVisible()
    page.editor.complete("memory")
    page.editor.completer.popup().hide()
    assert page.editor.text.endswith("p = p - lr * memory")
    assert page.editor.extraSelections() == []
    assert page.buttons["race"].isEnabled()


def test_a_rule_races_is_kept_exported_and_used(drive, page, monkeypatch, tmp_path):
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path))
    page.editor.setPlainText("# mine\nparam lr = 0.002\np = p - lr * g / (1 + norm(g))\n")
    drive.click("rule_race")
    drive.wait(lambda: page.result is not None, timeout=60_000)
    assert page.result.descents[0].optimizer.lr == 0.002
    assert len(page.result.descents) == 3
    assert "this rule: " in drive.find("rule_outcome", QLabel).text()
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("mine", True))
    drive.click("rule_save")
    assert (tmp_path / "rules" / "mine.rule").read_text(encoding="utf-8") == page.editor.text
    assert page.kept.value() == "mine"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / "mine.py"), ""))
    drive.click("rule_export")
    assert "class Mine(torch.optim.Optimizer):" in (tmp_path / "mine.py").read_text(encoding="utf-8")
    drive.click("rule_use")
    assert drive.window.experiment.spec.optimizer.as_call() == "UpdateRule(text=mine)"
    drive.set("optimizer.lr", 0.01)
    drive.set("training.epochs", 1)
    drive.click("nav_lab")
    run = drive.train()
    assert run.run.spec.optimizer.lr == 0.01
    assert run.run.history.last("train/loss") < run.run.history["train/loss"][0]
