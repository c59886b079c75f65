"""What procedures measured is kept beside the store, figures that are infinite or undefined too."""

from __future__ import annotations

import json
import math
from pathlib import Path

from gdlab.lab.store import Store
from gdlab.studies import kept_figures
from gdlab.studies.experiment import plan
from gdlab.studies.kept_figures import KeptFigures
from gdlab.studies.measures.curves import Final
from gdlab.studies.runner import StudyRun
from tests.studies.test_catalogue import tiny_study


def test_infinite_and_undefined_figures_are_kept(tmp_path: Path):
    store = tmp_path / "runs.sqlite"
    measured = {"loss": 0.25, "steps": math.inf, "slope": -math.inf, "rate": math.nan}
    KeptFigures(store).put("a job", measured)
    again = KeptFigures(store).get("a job")
    assert again is not None
    assert list(again) == list(measured)
    assert all(
        a == b or (math.isnan(a) and math.isnan(b)) for a, b in zip(again.values(), measured.values(), strict=True)
    )
    assert KeptFigures(store).get("another job") is None

    def refused(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    json.loads((tmp_path / "runs-figures.json").read_text(encoding="utf-8"), parse_constant=refused)


def test_a_word_that_is_no_figure_is_measured_again(tmp_path: Path):
    kept = KeptFigures(tmp_path / "runs.sqlite")
    kept.put("a job", {"loss": math.inf})
    path = tmp_path / "runs-figures.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"inf"', '"much"'), encoding="utf-8")
    assert kept.get("a job") is None


def test_a_long_measure_of_a_kept_run_is_not_taken_again(tmp_path, monkeypatch):
    takes = []
    take = Final.take

    def counted(self, run, trained):
        takes.append(run.id)
        return take(self, run, trained)

    monkeypatch.setattr(Final, "take", counted)
    monkeypatch.setattr(kept_figures, "_LONG", -1.0)
    store = Store(tmp_path / "studies.sqlite")
    one = plan(tiny_study(), "quick", 1)
    results = [StudyRun(one, store).run() for _ in range(2)]
    assert len(takes) == len(one.jobs)
    losses = [[f for f in r.tables["main"].long() if f[1] == "loss"] for r in results if r is not None]
    assert losses[0] == losses[1]
    StudyRun(one, store, fresh=True).run()
    assert len(takes) == 2 * len(one.jobs)


def test_a_file_that_another_process_wrote_is_read_again(tmp_path: Path):
    mine, other = (KeptFigures(tmp_path / "runs.sqlite") for _ in range(2))
    mine.put("first", {"loss": 1.0})
    other.put("second", {"loss": 2.0})
    mine.put("third", {"loss": 3.0})
    assert [other.get(key) for key in ("first", "second", "third")] == [{"loss": float(n)} for n in (1, 2, 3)]
