"""The list of a store: what another process writes appears, and long curves are drawn from their overviews."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np

from gdlab.engine.history import History
from gdlab.lab.comparison.run_sheet import RunSheet
from gdlab.lab.picture import plot_runs
from gdlab.lab.run import Run, Status
from gdlab.lab.store import Store
from gdlab.lab.store.changes import StoreChanges
from gdlab.lab.store.overview import LONG
from gdlab.lab.store.run_lines import RunLines
from tests.lab.comparison.stored import history_of, run_of, store_of_many
from tests.lab.small import SMALL


def test_only_lines_that_changed_are_read_again(tmp_path):
    store = store_of_many(tmp_path / "runs.sqlite", 50)
    changes, lines = StoreChanges(store.path), RunLines(store)
    assert changes.happened()
    assert not changes.happened()
    assert len(lines.refresh()[1]) == 50
    store.save(run_of([1.0, 0.5], id="new00001", started=2e9))
    store.tag_all(["00000003", "00000004"], "good")
    store.rename("00000005", "other")
    store.remove(["00000006"])
    assert changes.happened()
    found, changed = lines.refresh()
    assert changed == {"new00001", "00000003", "00000004", "00000005"}
    assert found[0].run.id == "new00001"
    assert len(found) == 50
    assert [line.run.id for line in RunLines(store, removed=True).refresh()[0]] == ["00000006"]
    changes.close()


def test_a_sheet_filters_sorts_and_groups(tmp_path):
    sheet = RunSheet()
    sheet.set_lines(RunLines(store_of_many(tmp_path / "runs.sqlite", 120)).refresh()[0])
    assert [c.title for c in sheet.columns][5:7] == ["Val loss", "Best loss"]
    sheet.set_filter("ADAM run")
    assert len(sheet.rows) == 40
    assert {row.line.optimizer for row in sheet.rows} == {"Adam"}
    sheet.set_order("Val loss", descending=True)
    losses = [row.line.run.summary["val/loss"] for row in sheet.rows]
    assert losses == sorted(losses, reverse=True)
    sheet.set_grouping("Race")
    assert sum(row.line is None for row in sheet.rows) == 3
    heading = sheet.rows[0].heading
    sheet.toggle(heading)
    assert sheet.rows[0].count == len(sheet.members(heading))
    assert sheet.rows[1].line is None


def long_history(n: int) -> History:
    made, rng = History(), np.random.default_rng(0)
    step = np.arange(1, n + 1.0)
    index = dict.fromkeys(("step", "epoch", "examples", "gradients", "elapsed", "wall_time"), step)
    made.table("train/loss").append({**index, "train/loss": 1 / step + 0.1 * rng.random(n)}, n)
    return made


def test_a_long_curve_has_an_overview_with_its_extremes_its_ends_and_every_new_best(tmp_path):
    store, n = Store(tmp_path / "runs.sqlite"), 3 * LONG
    run = Run(SMALL, history=long_history(n), status=Status.FINISHED)
    store.save(run)
    curve = store.curves([run.id], "train/loss")[run.id]
    whole = np.array(run.history["train/loss"])
    kept = curve.rows["value"]
    assert curve.length == n
    assert curve.is_thinned
    assert len(kept) < LONG
    assert (kept[0], kept[-1], kept.min(), kept.max()) == (whole[0], whole[-1], whole.min(), whole.max())
    np.testing.assert_allclose(curve.means["value"].mean(), whole.mean(), rtol=1e-3)
    for target in (0.5, 0.1, 0.01, 0.001):
        first = np.flatnonzero(whole <= target)
        found = np.flatnonzero(kept <= target)
        assert len(first) == 0 or curve.rows["step"][found[0]] == first[0] + 1


def test_a_run_that_goes_on_after_its_overview_was_written_is_drawn_as_it_is_now(tmp_path):
    store = Store(tmp_path / "runs.sqlite")
    run = Run(SMALL, history=long_history(LONG + 5), status=Status.FINISHED)
    store.save(run)
    run.history = long_history(LONG + 4000)
    with store._transaction(write=True) as db:
        from gdlab.lab.store.records import SavedRows, write_history

        db.execute("DELETE FROM parts")
        write_history(db, run.id, run.history, SavedRows())
    assert store.curves([run.id], "train/loss")[run.id].rows["step"][-1] == LONG + 4000


def test_runs_without_the_tag_and_damaged_ones_are_left_out(tmp_path):
    store = Store(tmp_path / "runs.sqlite")
    good, bad = run_of([1.0, 0.5]), run_of([1.0, 0.5])
    store.save(good)
    store.save(bad)
    with store._transaction(write=True) as db:
        db.execute("UPDATE parts SET data = x'00' WHERE run = ?", (bad.id,))
    assert set(store.curves([good.id, bad.id, "none"], "val/loss")) == {good.id}
    assert store.curves([good.id], "val/f1") == {}


def test_a_drawing_of_three_hundred_runs_is_under_a_megabyte(tmp_path):
    runs = [Run(SMALL.replace(seed=k), history=long_history(120), name=f"Adam, lr=0.01 · seed {k}") for k in range(300)]
    for run in runs:
        run.history.tables.append(history_of(np.random.default_rng(run.spec.seed).random(120)).tables[0])
    drawn = plot_runs(runs, tmp_path / "runs.svg")
    assert drawn.stat().st_size < 1_000_000
    ElementTree.parse(drawn)
