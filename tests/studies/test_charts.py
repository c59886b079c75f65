"""Pictures show what their charts ask for, and say how many lines they leave out."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from gdlab.engine.history import History
from gdlab.lab.intervals import interval
from gdlab.spec.errors import SpecError
from gdlab.studies.charts import LINES, picture
from gdlab.studies.members import load_all_members
from gdlab.studies.model import Chart, Part
from gdlab.studies.references import check_references
from gdlab.studies.study_curve import at_pace
from gdlab.studies.table import Row, StudyTable
from tests.studies.test_catalogue import tiny_study

load_all_members()
PART = Part(name="main", procedure={"type": "saddle_walks", "methods": {"a": "SGD"}})


def searched(methods: str, figures: dict[str, float]) -> tuple[StudyTable, dict[str, list[History]]]:
    """Make a table of methods by two rates, and a curve for each row."""
    rows = [Row(f"{m} {lr}", {"method": m, "lr": lr}) for m in methods for lr in ("0.1", "1")]
    table = StudyTable(rows, {"method": list(methods), "lr": ["0.1", "1"]}, (0,))
    for row in rows:
        table.put(row.label, 0, {"steps": figures.get(row.label, 5.0)})
    history = History()
    steps = np.arange(1, 3)
    index = {"step": steps, "epoch": steps, "examples": steps, "elapsed": steps, "wall_time": 1e9}
    history.record(index, {"val/loss": np.array([1.0, 2.0])}, 2)
    return table, {row.label: [history] for row in rows}


def test_a_picture_of_a_search_shows_each_method_at_its_best_level_alone():
    table, curves = searched("ab", {"a 1": 2.0, "b 0.1": float("inf"), "b 1": 9.0})
    chart = Chart(kind="runs", tag="val/loss", best="lr", column="steps")
    assert [line.label for line in picture(chart, PART, table, curves).lines] == ["a 1", "b 1"]
    chart = Chart(kind="runs", tag="val/loss", best="lr", column="steps", goal="high")
    assert [line.label for line in picture(chart, PART, table, curves).lines] == ["a 0.1", "b 0.1"]


def test_levels_that_were_drawn_at_random_make_a_line_from_left_to_right():
    levels = ["0.5", "0.01", "3", "0.1"]
    table = StudyTable([Row(v, {"lr": v}) for v in levels], {"lr": levels}, (0,))
    for level in levels:
        table.put(level, 0, {"loss": 2 * float(level)})
    (line,) = picture(Chart(kind="levels", column="loss", x="lr"), PART, table, {}).lines
    assert line.x.tolist() == [0.01, 0.1, 0.5, 3.0]
    assert line.y.tolist() == [0.02, 0.2, 1.0, 6.0]


def test_a_band_on_a_logarithmic_axis_does_not_reach_down_to_zero():
    table = StudyTable([Row("a", {"x": "1"})], {"x": ["1"]}, (0, 1, 2))
    table.put_all("a", "c", np.array([0.01, 0.02, 1.0]))
    band = {log_y: picture(Chart(kind="levels", column="c", x="x", log_y=log_y), PART, table, {}).lines[0].low[0]
            for log_y in (False, True)}  # fmt: skip
    assert band[False] < 0
    assert picture(Chart(kind="bars", column="c", log_y=True), PART, table, {}).lines[0].low[0] > 0
    assert np.isclose(band[True], 1.03 / 30)


def test_a_band_above_zero_is_drawn_whole_on_a_logarithmic_axis():
    table = StudyTable([Row("a", {"x": "1"})], {"x": ["1"]}, (0, 1, 2), scales={"c": "log"})
    table.put_all("a", "c", np.array([1e-4, 1.0, 1e4]))
    (line,) = picture(Chart(kind="levels", column="c", x="x", log_y=True), PART, table, {}).lines
    assert line.low[0] == interval(np.array([1e-4, 1.0, 1e4]), "log").low < 1e-6


def test_an_interval_that_ends_beyond_the_largest_number_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert interval(np.array([1e10, 1e300, 1e100]), "log").high == np.inf


def test_lines_that_are_left_out_are_counted_whatever_the_chart():
    table, curves = searched("abcdefghijklmnopqrst", {})
    runs = picture(Chart(kind="runs", tag="val/loss"), PART, table, curves)
    levels = picture(Chart(kind="levels", column="steps", x="lr", lines="method"), PART, table, curves)
    assert (len(runs.lines), runs.hidden) == (LINES, 40 - LINES)
    assert (len(levels.lines), levels.hidden) == (LINES, 20 - LINES)


@pytest.mark.parametrize(
    ("chart", "says"),
    [
        ({"best": "rate", "column": "loss"}, "no factor 'rate'"),
        ({"best": "lr", "column": "los"}, "Did you mean loss"),
        ({"best": "lr"}, "column"),
    ],
)
def test_the_best_level_needs_a_factor_and_a_figure_that_there_are(chart, says):
    main = tiny_study().parts[0]
    study = tiny_study(parts=[main.replace(charts=(Chart(kind="runs", **chart),))])
    with pytest.raises(SpecError, match=says):
        check_references(study)


def test_seconds_are_those_of_the_pace_that_was_measured_and_never_go_back():
    histories = []
    for n in (2, 4):
        steps = np.arange(1, n + 1)
        index = {"step": steps, "epoch": steps, "examples": 10 * steps, "elapsed": 99 - steps, "wall_time": 1e9}
        histories.append(History())
        histories[-1].record(index, {"val/loss": 1.0 / steps}, n)
    table = StudyTable([Row("a", {})], {}, (0, 1))
    chart = Chart(kind="runs", tag="val/loss", axis="elapsed")
    paces = [5.0, 0.1, 0.2]  # as on a machine that was busy for a while
    (line,) = picture(chart, PART, table, {"a": [at_pace(one, paces) for one in histories]}).lines
    assert line.x.tolist() == pytest.approx([2.0, 4.0, 6.0, 8.0])
    (line,) = picture(chart, PART, table, {"a": [at_pace(one, ()) for one in histories]}).lines
    assert line.x.tolist() == [98.0, 97.0, 96.0, 95.0]
