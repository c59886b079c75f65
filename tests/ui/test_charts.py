"""A chart of the Lab is one file: it is shown, drawn from the histories and controlled like the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gdlab.ui import charts
from gdlab.ui.charts import base
from gdlab.ui.charts.catalogue import load_charts

_FILE = '''
"""A chart for a test."""

from gdlab.ui.charts.tag_chart import TagChart, TagLine


class GradientSizeChart(TagChart):
    """The norm of the whole gradient."""

    name, heading, order, log_y = "size", "Gradient size", 15, False
    empty_text = "Nothing yet."
    lines = (TagLine("train/grad_norm", "train"),)
'''


@pytest.fixture
def size_chart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a file with a chart to the folder of charts, for one test."""
    (tmp_path / "size.py").write_text(_FILE, encoding="utf-8")
    monkeypatch.setattr(charts, "__path__", [*charts.__path__, str(tmp_path)])
    yield
    base._CHARTS.pop("size", None)
    sys.modules.pop("gdlab.ui.charts.size", None)


def test_a_chart_in_one_file_is_shown_and_drawn(size_chart, drive):
    run = drive.train(training__epochs=2)
    chart = drive.lab.curves.chart("size")
    assert drive.find("chart_size") is chart
    assert chart.isVisible()
    drawn = chart._series[(run.id, "train/grad_norm")]
    assert len(drawn.y) == len(run.history["train/grad_norm"])
    drive.lab.book.remove(run.id)
    assert chart.keys == []


def test_the_charts_follow_the_controls(size_chart, drive):
    controls = drive.lab.curves.controls
    controls.smoothing.setValue(900)
    controls.log_y.setChecked(True)
    controls.log_x.setChecked(True)
    found = {c.name: (c._smoothing, c._scales.log_x, c._scales.log_y) for c in drive.lab.curves.charts}
    assert found == {
        "loss": (0.9, True, True),
        "size": (0.9, True, False),
        "metric": (0.9, True, False),
        "rate": (0.0, True, True),
        "norm": (0.9, True, True),
    }


def test_the_charts_of_the_program_come_in_order():
    assert [chart.name for chart in load_charts()] == ["loss", "metric", "rate", "norm"]
