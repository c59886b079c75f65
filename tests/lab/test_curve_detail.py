"""Zooming into a long stored curve reads its rows: a peak is found at its own step, smoothed first and thinned then."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.lab.comparison.compared_run import compared_runs
from gdlab.lab.comparison.group_details import CurveView, detail_wanted, read_details
from gdlab.lab.comparison.run_groups import EACH_RUN, RunGroup, group_runs
from gdlab.lab.curves import smooth
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.store.run_lines import RunLines
from tests.lab.comparison.stored import history_of
from tests.lab.small import SMALL

ROWS, PEAK = 150_000, 98_765  # three parts of the store


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> tuple[Store, RunGroup, np.ndarray]:
    """Keep a noisy run of many steps in which one step stands out, and return its only group."""
    values = np.random.default_rng(0).normal(size=ROWS)
    values[PEAK] = 7.123456789
    store = Store(tmp_path_factory.mktemp("detail") / "runs.sqlite")
    store.save(Run(SMALL, history=history_of(values, "train/loss", every=1), status=Status.FINISHED, elapsed=1.0))
    runs = compared_runs(store, RunLines(store).refresh()[0], "train/loss")
    return store, group_runs(runs, EACH_RUN)[0], values


def view(left: float, right: float, weight: float = 0.0, column: str = "step", points: int = 1000) -> CurveView:
    return CurveView("train/loss", column, weight, left, right, points)


def read(kept, seen: CurveView, held=None):
    wanted = detail_wanted(kept[1], seen, held)
    return None if wanted is None else read_details(kept[0], [wanted])[0]


def test_the_overview_is_read_no_further_where_it_is_fine_enough(kept):
    assert detail_wanted(kept[1], view(0, ROWS), None) is None
    assert detail_wanted(kept[1], view(0, ROWS / 4), None) is not None


@pytest.mark.parametrize("column", ["step", "elapsed", "epoch"])
def test_a_zoom_reads_every_row_with_its_own_step_and_value(kept, column):
    _, group, values = kept
    scale = {"step": 1.0, "elapsed": 1e-3, "epoch": 1 / 45}[column]
    found = read(kept, view((PEAK - 40) * scale, (PEAK + 40) * scale, column=column))
    at = int(found.values.argmax())
    assert found.rows.width == 1
    assert found.x[at] == pytest.approx(PEAK * scale, rel=1e-15)
    assert found.values[at] == 7.123456789
    assert np.array_equal(found.values, values[found.rows.first : found.rows.last])
    assert detail_wanted(group, view((PEAK - 9) * scale, (PEAK + 9) * scale, column=column), found) is None


@pytest.mark.parametrize("weight", [0.6, 0.999])
def test_a_curve_is_smoothed_from_row_to_row_before_it_is_thinned(kept, weight):
    whole = smooth(kept[2], weight)
    found = read(kept, view(0, ROWS, weight))
    places = found.x.astype(int)
    assert (found.rows.first, found.rows.last) == (0, ROWS)
    np.testing.assert_allclose(found.y, whole[places], rtol=1e-9, atol=1e-12)
    assert np.array_equal(found.values, kept[2][places])
    assert found.y.max() == pytest.approx(whole.max())
    assert found.y.min() == pytest.approx(whole.min())


def test_a_part_in_the_middle_is_smoothed_as_in_the_whole_curve(kept):
    found = read(kept, view(PEAK - 400, PEAK + 400, 0.99))
    np.testing.assert_allclose(found.y, smooth(kept[2], 0.99)[found.x.astype(int)], rtol=1e-9, atol=1e-12)


def test_a_coarser_part_keeps_the_extremes_of_its_buckets(kept):
    found = read(kept, view(90_000, 105_000, points=400))
    assert found.rows.width > 1
    assert len(found.x) < 3000
    assert found.values.max() == 7.123456789
    assert found.x[found.values.argmax()] == PEAK


def test_a_run_that_is_gone_or_shorter_has_no_part(kept, tmp_path):
    wanted = detail_wanted(kept[1], view(0, 1000), None)
    empty = Store(tmp_path / "runs.sqlite")
    empty.save(Run(SMALL, history=history_of([1.0, 2.0]), status=Status.FINISHED, elapsed=1.0))
    assert read_details(empty, [wanted]) == [None]
