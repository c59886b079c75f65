"""Comparisons and studies on workers: the same figures as in this process, whatever workers forget or lose."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.lab.cluster.cluster_runs import ClusterRuns
from gdlab.lab.resume import resume
from gdlab.lab.run import Status
from gdlab.lab.store import Store
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.sweeps.place import PlaceLostError
from gdlab.studies.catalogue import parse_study
from gdlab.studies.experiment import plan
from gdlab.studies.export import write_csv
from gdlab.studies.members import load_all_members
from gdlab.studies.runner import StudyRun
from tests.lab.cluster.direct import DirectPlace
from tests.lab.small import same, spec
from tests.studies.tiny import TINY

TIMED = '[[parts.measures]]\ntake = { type = "seconds_per_epoch" }\n'
RATES = {"lr": [0.1, 0.5]}


@pytest.fixture(autouse=True)
def short_orders(monkeypatch: pytest.MonkeyPatch):
    for name, seconds in (("_CHECKPOINT", 0.0), ("_FIRST", 0.001), ("_LONGEST", 0.002)):
        monkeypatch.setattr(f"gdlab.lab.cluster.remote_training.{name}", seconds)
    monkeypatch.setattr("gdlab.lab.cluster.worker._SLICE", 0.001)


def test_a_comparison_on_a_worker_is_that_in_this_process(tmp_path: Path):
    seen: list[int] = []
    recorder = RunRecorder(Store(tmp_path / "runs.sqlite"))
    there = gdlab.compare(
        spec(epochs=600),
        RATES,
        progress=lambda i, shown: seen.append(shown.planned_steps),
        recorder=recorder,
        cluster=DirectPlace(forgets=3),
    )
    recorder.close()
    here = gdlab.compare(spec(epochs=600), RATES)
    assert all(same(a, b) for a, b in zip(here, there, strict=True))
    assert [(run.name, run.status, run.reason) for run in there] == [(r.name, r.status, r.reason) for r in here]
    assert {run.id for run in Store(tmp_path / "runs.sqlite").list()} == {run.id for run in there}
    assert max(seen) == 600 * 5


def test_arrays_of_a_comparison_are_sent_and_what_learnt_nothing_is_told():
    rng = np.random.default_rng(0)
    data = (rng.normal(size=(60, 2)).astype(np.float32), rng.integers(0, 2, 60))
    rates = {"lr": [1e-9, 0.1]}
    there = gdlab.compare(spec(epochs=20), rates, data=data, cluster=DirectPlace(data))
    here = gdlab.compare(spec(epochs=20), rates, data=data)
    assert there[0].status is here[0].status is Status.GUESSING
    assert all(same(a, b) for a, b in zip(here, there, strict=True))


def test_a_run_of_a_lost_cluster_goes_on_from_its_checkpoint(tmp_path: Path):
    store = Store(tmp_path / "runs.sqlite")
    recorder = RunRecorder(store, interval=0.0)  # the run is long enough for several orders on any machine
    with pytest.raises(PlaceLostError):
        gdlab.compare(spec(epochs=20_000), {"lr": [0.1]}, recorder=recorder, cluster=DirectPlace(lost_after=2))
    recorder.close()
    (line,) = store.list()
    assert line.status == "interrupted"
    whole = gdlab.compare(spec(epochs=20_000), {"lr": [0.1]})[0]
    assert same(resume(line.id, store), whole)


def test_a_study_on_a_worker_is_that_in_this_process(tmp_path: Path):
    load_all_members()
    untimed = parse_study({"name": "tiny", **tomllib.loads(TINY.replace(TIMED, ""))})
    texts: list[bytes] = []
    for cluster in (None, ClusterRuns(DirectPlace(forgets=3))):
        result = StudyRun(plan(untimed, "quick"), cluster=cluster).run()
        texts.append(write_csv([result], tmp_path / "a.csv").read_bytes())
    assert texts[0] == texts[1]
