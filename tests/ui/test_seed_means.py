"""Runs of a race that differ in the seed alone are drawn as one mean with a band, which is that of a comparison."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from gdlab.lab.comparison.compared_run import compared_runs
from gdlab.lab.comparison.group_curves import group_curve
from gdlab.lab.comparison.run_groups import group_runs
from gdlab.lab.saved_experiment import RacePlan
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLines
from tests.lab.small import SMALL

_PLAN = RacePlan({"optimizer": ("SGD(lr=0.1)", "Adam")}, seeds=2)


@pytest.fixture
def race(drive):
    """Give the driver of a window in which two optimizers with two seeds each were raced, and are drawn as means."""
    drive.window.experiment.load(SMALL)
    drive.wait(lambda: drive.window.experiment.examples.name == "moons")
    drive.lab.starter.race([variant.spec for variant in _PLAN.variants(SMALL)])
    drive.wait(lambda: len(drive.runs) == 4 and all(run.status.ended for run in drive.runs))
    drive.rest()
    drive.lab.curves.controls.set_spread("minmax")
    drive.settle()
    yield drive
    drive.lab.curves.controls.set_spread("")  # settings are kept from one window to the next


def test_the_mean_and_band_of_each_chart_are_those_that_compare_computes(race, tmp_path):
    controls = race.lab.curves.controls
    controls.smoothing.setValue(700)
    store = Store(tmp_path / "runs.sqlite")
    for run in race.runs:
        store.save(run.run)
    lines = RunLines(store).refresh()[0][::-1]
    for spread in ("ci95", "sd", "se", "minmax"):
        controls.set_spread(spread)
        race.settle()
        for tag, name in (("val/loss", "loss"), ("train/loss", "loss"), ("val/accuracy", "metric")):
            groups = group_runs(compared_runs(store, lines, tag))
            chart = race.lab.curves.chart(name)
            found = {chart._series[key].style.label: key for key in chart.keys if key[1] == tag}
            part = "train" if tag.startswith("train") else "validation"
            assert list(found) == [f"{group.label} · {part}, 2 seeds" for group in groups]
            for key, group in zip(found.values(), groups, strict=True):
                wanted = group_curve(group, tag, "step", spread, 0.7)
                line, band = chart._series[key].line, chart._bands[key]
                np.testing.assert_array_equal([line.xs, line.ys], [wanted.x, wanted.y])
                np.testing.assert_array_equal(band.data, [wanted.x, wanted.low, wanted.high])
                assert chart.plot.view.viewRange()[1][1] >= wanted.high.max()  # the axes have space for the band


def test_legend_pointer_and_copied_data_name_mean_and_band_and_each_run_comes_back(race):
    controls, chart = race.lab.curves.controls, race.lab.curves.chart("loss")
    assert controls.seed_means.isVisible()
    assert chart._legend.text().endswith("mean of 2 seeds, min–max")
    assert "seeds 0, 1" in chart._legend.toolTip()
    values = [run.history["val/loss"][1] for run in race.runs[:2]]
    read = next(r for r in chart.readings(6.0, 0.5, 1.0, 1.0) if "SGD" in r.label and "validation" in r.label)
    assert (read.band, read.value) == ((min(values), max(values)), pytest.approx(np.mean(values)))
    chart._on_pointer(chart.plot.view.mapViewToScene(QPointF(6.0, 0.5)))
    assert "mean" in chart._hover._text.text()
    assert "min–max" in chart._hover._text.text()
    rows = list(csv.DictReader(io.StringIO(chart.data_text())))
    row = next(r for r in rows if r["curve"] == read.label and float(r["step"]) == read.x)
    assert (float(row["low"]), float(row["high"])) == read.band
    kept = race.lab.view_state()

    first, *_ = run_ids = [run.id for run in race.runs]
    race.lab.book.set_visible(first, False)  # a hidden run leaves the mean
    race.settle()
    assert sum("2 seeds" in chart._series[key].style.label for key in chart.keys) == 2
    race.lab.book.set_visible(first, True)
    controls.set_spread("")
    race.settle()
    assert {key[0] for key in chart.keys} == set(run_ids)
    assert not chart._bands
    race.lab.restore_view(kept)
    assert controls.spread == "minmax"
    controls.x_axis.setCurrentText("Wall time")  # runs of a race do not begin together
    race.settle()
    assert {key[0] for key in chart.keys} == set(run_ids)
    controls.x_axis.setCurrentText("Step")
