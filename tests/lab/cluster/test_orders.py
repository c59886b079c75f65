"""Trials on workers, without a network: orders and replies as bytes, workers that forget, messages that are hostile."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gdlab.engine.history import History
from gdlab.lab.cluster import worker
from gdlab.lab.cluster.messages import MessageError, append_rows, new_rows, pack_message, unpack_message
from gdlab.lab.cluster.place import ClusterPlace
from gdlab.lab.cluster.requirements import refuse_other_versions
from gdlab.lab.cluster.worker import train_for_a_while
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.store.codec import pack_arrays
from gdlab.lab.store.made_by import made_by
from gdlab.lab.sweeps.place import LocalPlace, array_hash
from gdlab.lab.sweeps.seed_training import TrialRules
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.train import train
from gdlab.spec.errors import GdlabError, SpecError
from tests.lab.cluster.direct import DirectPlace
from tests.lab.small import same, spec
from tests.lab.sweeps.searches import carried_out, small_sweep


@pytest.mark.parametrize(("forgets", "epochs"), [(0, 1500), (2, 60), (3, 200)])
def test_a_run_on_a_worker_that_forgets_is_that_of_training_alone(
    forgets: int, epochs: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("gdlab.lab.cluster.remote_training._CHECKPOINT", 0.0)
    monkeypatch.setattr("gdlab.lab.cluster.remote_training._FIRST", 0.001)
    monkeypatch.setattr("gdlab.lab.cluster.remote_training._LONGEST", 0.002)
    monkeypatch.setattr(worker, "_SLICE", 0.001)
    place = DirectPlace(forgets=forgets)
    run = Run(spec(epochs=epochs))
    training = place.begin([(run, None)], TrialRules())
    while not training.finished:
        training.advance(0.001)
    training.end(None)
    assert place.orders > 3
    assert json.loads(run.made_by)["gdlab"]
    assert same(run, train(spec(epochs=epochs)))


def test_a_sweep_on_a_worker_is_that_in_this_process(tmp_path: Path):
    sweep = small_sweep(pruner="asha", seeds=2, confirm=1, confirm_seeds=2)
    here = carried_out(tmp_path, sweep, "here")
    there = SweepRun(sweep, "there", Store(tmp_path / "runs.sqlite"), DirectPlace())
    there.run()
    assert [trial.values for trial in there.trials] == [trial.values for trial in here.trials]
    whole = {t.number: t.figures for t in here.trials if t.figures}
    assert {t.number: t.figures for t in there.trials if t.figures}.items() <= whole.items() | set()
    assert there.confirmation.rows == here.confirmation.rows


def test_arrays_from_python_are_sent_to_a_worker_that_lacks_them(tmp_path: Path):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(80, 2)).astype(np.float32)
    y = (x[:, 0] > 0).astype(np.int64)
    data, test = (x[:50], y[:50], x[50:65], y[50:65]), (x[65:], y[65:])
    sweep = small_sweep(trials=2, confirm=1, confirm_seeds=2)
    done = [
        SweepRun(sweep, f"n{i}", Store(tmp_path / "runs.sqlite"), place)
        for i, place in enumerate((LocalPlace(1, data, test), DirectPlace(data, test, forgets=3)))
    ]
    for one in done:
        one.run()
    assert [t.figures for t in done[0].trials] == [t.figures for t in done[1].trials]
    assert done[0].confirmation.rows == done[1].confirmation.rows


def test_what_goes_wrong_on_a_worker_is_told_as_a_sentence():
    training = DirectPlace().begin([(Run(spec(data="csv(path='/nowhere.csv', target='y')")), None)], TrialRules())
    with pytest.raises(GdlabError, match=r"nowhere\.csv"):
        training.advance(0.01)


class TestHostileMessages:
    RUN = {"step": 0, "spec": spec().to_dict(), "id": "a", "ended": False, "known": []}
    GOOD = {"trial": "hostile", "runs": [RUN], "seconds": 0.0, "state": False, "data": "", "sequential": False}

    @pytest.mark.parametrize(
        "blob",
        [
            b"",
            b"\x80\x04\x95abc.",  # the beginning of a pickle
            b"gdA2" + b"\xff" * 40,
            pack_arrays({"header": np.array("[1]")}, compress=False),
            pack_arrays({"header": np.array("{" * 5000)}, compress=False),
            pack_arrays({"other": np.zeros(2)}, compress=False),
            None,
            "text",
        ],
    )
    def test_bytes_that_are_no_message_are_refused(self, blob):
        with pytest.raises(MessageError, match="damaged or not gdlab's"):
            unpack_message(blob)

    @pytest.mark.parametrize(
        "changes",
        [
            {"trial": 3},
            {"runs": "x"},
            {"runs": [{"step": 0, "spec": "__import__('os')", "id": "a", "ended": False, "known": []}]},
            {"runs": [{"step": 0, "spec": {"data": {"type": "evil"}}, "id": "a", "ended": False, "known": []}]},
            {"runs": [{"step": True}]},
            {"seconds": "long"},
            {"data": "0" * 32},
        ],
    )
    def test_an_order_of_another_form_is_answered_with_a_sentence(self, changes):
        order = {**self.GOOD, "pauses": False, "run_seconds": 0.0, "tested": [], **changes}
        header, arrays = unpack_message(train_for_a_while(pack_message(order)))
        assert "error" in header or header.get("lacks") == "data"
        assert not arrays

    def test_arrays_under_another_hash_are_refused(self):
        x = np.zeros((3, 2), np.float32)
        order = {**self.GOOD, "data": array_hash([x + 1]), "pauses": False, "run_seconds": 0.0, "tested": []}
        header, _ = unpack_message(train_for_a_while(pack_message(order, {"data/0": x})))
        assert "not those of its hash" in header["error"]

    def test_metrics_with_gaps_or_other_names_are_refused(self):
        run = train(spec(epochs=1))
        told, arrays = new_rows(run.history, [])
        copy = History()
        append_rows(copy, told, arrays)
        assert np.array_equal(copy["train/loss"], run.history["train/loss"])
        with pytest.raises(MessageError, match="leave a gap"):
            append_rows(copy, [{**told[0], "first": 999}], arrays)
        with pytest.raises(MessageError, match="another order"):
            append_rows(copy, list(reversed(told)), {f"{1 - int(k[0])}{k[1:]}": v for k, v in arrays.items()})
        with pytest.raises(MessageError, match="unequal length"):
            append_rows(History(), told, {**arrays, "0/step": arrays["0/step"][:-1]})


def test_workers_of_another_version_are_refused_and_another_processor_is_remarked():
    own = json.loads(made_by())
    said: list[str] = []
    refuse_other_versions(json.dumps(own), said.append)
    assert said == []
    refuse_other_versions(json.dumps({**own, "processor": "other"}), said.append)
    assert "last bits" in said[0]
    refuse_other_versions(json.dumps({**own, "tiles": "other"}), said.append)
    assert f"tiles other, not {own['tiles']}" in said[1]
    for name in ("gdlab", "numba"):
        with pytest.raises(GdlabError, match=f"has {name} 0.0, and this is"):
            refuse_other_versions(json.dumps({**own, name: "0.0"}), said.append)
    with pytest.raises(GdlabError, match="does not say which gdlab"):
        refuse_other_versions("[]", said.append)


@pytest.mark.parametrize("address", ["local:0", "local:x", "scheduler", "http://a", "local:9999"])
def test_an_address_of_another_form_is_refused(address: str):
    with pytest.raises(SpecError, match="cluster"):
        ClusterPlace(address)
