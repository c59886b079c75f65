"""A saved experiment, race or comparison is one file that opens as it was left, in the window and by its name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from gdlab.cli import main as command
from gdlab.lab.saved_experiment import RacePlan, SavedExperiment, load_saved
from gdlab.spec.errors import SpecError
from gdlab.spec.files import load_spec
from gdlab.ui.dialogs.race import RaceDialog
from tests.lab.small import SMALL

PLAN = RacePlan({"optimizer": ("SGD(lr=0.1)", "Adam"), "training.batch_size": ("5", "10")}, seeds=2, budget="3 epochs")


def test_a_file_gives_back_spec_race_and_view_and_reads_as_a_spec(tmp_path):
    path = tmp_path / "demo.toml"
    view = {"page": "compare", "lab": {"log_y": True, "smoothing": 0.3}, "compare": {"runs": ["a"], "target": 0.5}}
    path.write_text(SavedExperiment(SMALL, PLAN, view).text(), encoding="utf-8")
    assert load_saved(path) == SavedExperiment(SMALL, PLAN, view)
    assert load_spec(path) == SMALL
    assert [v.spec.training.epochs for v in PLAN.variants(SMALL)] == [3] * 8
    pairs = RacePlan(pairs=("optimizer=Adam; batch_size=5", "optimizer=SGD(lr=0.1)"))
    assert RacePlan.from_table(pairs.to_table()) == pairs
    assert len(pairs.variants(SMALL)) == 2


@pytest.mark.parametrize(
    ("race", "words"),
    [
        ("race = 3", "should be a table"),
        ("[race]\nseeds = 0", "race.seeds"),
        ("[race]\nvary = 1", "race.vary"),
        ("[race.vary]\noptimizer = 3", "race.vary"),
        ("[race]\npairs = [1]", "race.pairs"),
        ("[race]\nother = 1", "race.other"),
        ("[race]\nbudget = 5", "race.budget"),
    ],
)
def test_a_race_of_another_form_is_refused_by_name(tmp_path, race, words):
    path = tmp_path / "x.toml"
    path.write_text(race, encoding="utf-8")
    with pytest.raises(SpecError, match=words):
        load_saved(path)


def test_the_window_saves_and_opens_a_race_with_its_view(drive, tmp_path):
    window, path = drive.window, tmp_path / "demo.gdlab"  # the ending that a double click opens
    window.experiment.load(SMALL)
    drive.wait(lambda: window.experiment.examples is not None and window.experiment.examples.name == "moons")
    drive.rest()
    drive.click("race")
    dialog = window.findChild(RaceDialog)
    dialog.show_plan(replace(PLAN, budget="1234567 examples"))
    assert dialog.budget == "1234567 examples"
    dialog.show_plan(PLAN)
    assert dialog.plan == PLAN
    drive.qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    drive.wait(lambda: len(drive.runs) == 8 and all(run.status.ended for run in drive.runs))
    drive.rest()
    window.lab.curves.controls.log_y.setChecked(True)
    window.show_page("compare")
    window.files.save_to(path)
    assert load_saved(path).race == PLAN
    window.show_page("lab")
    window.lab.curves.controls.log_y.setChecked(False)
    window.lab.starter.remove([run.id for run in drive.runs])
    window.lab.starter.plan = None
    window.open_file(path)
    assert window.pages.currentWidget().name == "compare"
    assert window.lab.curves.controls.log_y.isChecked()
    assert "a race of 8 runs" in window.lab.banner.text
    drive.wait(lambda: not window.bridge.moving)
    offered = window.page("compare").banner  # on the page in sight, too
    assert "a race of 8 runs" in offered.text
    drive.qtbot.mouseClick(offered._action, Qt.MouseButton.LeftButton)
    drive.wait(lambda: len(drive.runs) == 8 and all(run.status.ended for run in drive.runs))
    drive.rest()
    text = path.read_text(encoding="utf-8").replace('page = "compare"', "page = 7")
    path = path.with_suffix(".toml")
    path.write_text(text, encoding="utf-8")
    window.open_file(path)
    assert not window.findChild(RaceDialog)


def test_a_file_is_opened_by_its_name_and_a_missing_one_is_said(tmp_path, monkeypatch, capsys):
    path, opened = tmp_path / "demo.toml", []
    path.write_text(SavedExperiment(SMALL, PLAN).text(), encoding="utf-8")
    monkeypatch.setattr("gdlab.ui.launch.open_window", lambda file: opened.append(file) or 0)
    assert command([str(path)]) == 0
    assert opened == [path]
    assert command([str(tmp_path / "none.toml")]) == 2
    assert "there is no such file" in capsys.readouterr().err
