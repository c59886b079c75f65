"""What procedures measured is kept beside the store, figures that are infinite or undefined too."""

from __future__ import annotations

import json
import math
from pathlib import Path

from gdlab.studies.kept_figures import KeptFigures


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
