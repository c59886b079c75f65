"""What a worker of a cluster does: it trains a trial for a while and sends back what is new.

A trial stays in the worker's memory from one order to the next. An order says at which step the sweep believes each run
to be; a worker that does not have the trial at these steps, since it is another one or was started anew, asks for the
last checkpoints, and goes on from there.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gdlab.lab.cluster.messages import (
    MessageError,
    arrays_below,
    list_of,
    new_rows,
    pack_message,
    table_of,
    tables_of,
    unpack_message,
    value_of,
)
from gdlab.lab.run import Run, Status
from gdlab.lab.store.made_by import made_by
from gdlab.lab.sweeps.place import array_hash
from gdlab.lab.sweeps.seed_training import LocalSeed, LocalTraining, TrialRules
from gdlab.lab.train import Arrays
from gdlab.spec.errors import GdlabError
from gdlab.spec.plain import is_list
from gdlab.spec.run import RunSpec

#: Seconds after which a trial that no client asked for is forgotten.
_FORGOTTEN = 300.0
#: Seconds of training between two looks at the clock.
_SLICE = 0.02


@dataclass
class _Held:
    """A trial in this worker's memory."""

    training: LocalTraining
    data: str
    used: float = field(default_factory=time.monotonic)
    lock: threading.Lock = field(default_factory=threading.Lock)


_TRIALS: dict[str, _Held] = {}
_ARRAYS: dict[str, dict[str, np.ndarray]] = {}
_GUARD = threading.Lock()


def train_for_a_while(order: bytes) -> bytes:
    """Carry out an order and return the reply; the one function of gdlab that a cluster calls with trials.

    Args:
        order: see :class:`gdlab.lab.cluster.remote_training.RemoteTraining`.

    Returns:
        A message: what each run has measured since, its checkpoint where that was asked for, and when it has ended its
        parameters; or what the worker lacks; or the sentence of an error.
    """
    try:
        header, arrays = unpack_message(order)
        return _carry_out(header, arrays)
    except (GdlabError, MemoryError) as error:
        return pack_message({"error": str(error) or "there is not enough memory", "made_by": made_by()})


def worker_facts() -> str:
    """Return versions, system and processor of this worker, as JSON text."""
    return made_by()


def _carry_out(header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> bytes:
    key = value_of(header, "trial", str)
    wanted = [value_of(one, "step", int) for one in tables_of(header, "runs")]
    if not wanted:
        raise MessageError("an order of the cluster has no runs")
    held = _TRIALS.get(key)
    own = value_of(header, "data", str)
    if held is None or held.data != own or [_step(seed) for seed in held.training.seeds] != wanted:
        given = "states" in header and bool(header["states"])
        if any(wanted) and not given:
            return pack_message({"lacks": "states", "made_by": made_by()})
        data = _data(own, arrays)
        if data is None:
            return pack_message({"lacks": "data", "made_by": made_by()})
        held = _Held(_begin(header, arrays, data), own)
        with _GUARD:
            _TRIALS[key] = held
            _forget_old()
    with held.lock:
        held.used = time.monotonic()
        return _advance(key, held.training, header)


def _begin(
    header: Mapping[str, Any], arrays: Mapping[str, np.ndarray], data: Mapping[str, np.ndarray]
) -> LocalTraining:
    """Return the training of an order's runs, from their start or from the checkpoints that came with it."""
    rules = rules_of(header)
    own: Arrays | None = tuple(data[name] for name in sorted(data) if name.startswith("data/")) or None
    test: Arrays | None = tuple(data[f"test/{i}"] for i in range(2)) if "test/0" in data else None
    seeds: list[LocalSeed] = []
    for i, one in enumerate(tables_of(header, "runs")):
        run = Run(RunSpec.parse(table_of(one, "spec")), id=value_of(one, "id", str), own_data=own is not None)
        ended = value_of(one, "ended", bool)
        state = arrays_below(arrays, f"state/{i}/") or None
        run.status = Status.FINISHED if ended else Status.QUEUED
        seeds.append(LocalSeed(run, state, rules, own, test))
    return LocalTraining(seeds, rules)


def rules_of(header: Mapping[str, Any]) -> TrialRules:
    """Return the rules of an order's runs."""
    return TrialRules(
        value_of(header, "sequential", bool),
        value_of(header, "pauses", bool),
        value_of(header, "run_seconds", float),
        tuple(str(name) for name in list_of(header, "tested")),
        value_of(header, "judged", bool),
        value_of(header, "measured", bool),
    )


def _advance(key: str, training: LocalTraining, header: Mapping[str, Any]) -> bytes:
    """Train for as long as the order says, and return what is new."""
    until = time.monotonic() + min(value_of(header, "seconds", float), 5.0)
    while time.monotonic() < until and not training.finished:
        training.advance(_SLICE)
    finished = training.finished
    if finished:
        training.end(None)
        _TRIALS.pop(key, None)
    told: list[dict[str, Any]] = []
    sent: dict[str, np.ndarray] = {}
    for i, (seed, one) in enumerate(zip(training.seeds, tables_of(header, "runs"), strict=True)):
        tables, rows = new_rows(seed.run.history, _known(one))
        sent |= {f"rows/{i}/{name}": row for name, row in rows.items()}
        told.append(_told(seed, tables))
        if seed.trainer is not None and (value_of(header, "state", bool) and not finished):
            state = seed.trainer.state(history=False)
            sent |= {f"state/{i}/{name}": array for name, array in state.items()}
        if finished and seed.trainer is not None:
            for kind, held in (("parameters", seed.run.parameters), ("averaged", seed.run.averaged)):
                sent |= {f"{kind}/{i}/{name}": array for name, array in held.items()}
    if header.get("forget"):
        _TRIALS.pop(key, None)
    return pack_message({"runs": told, "finished": finished, "made_by": made_by()}, sent)


def _told(seed: LocalSeed, tables: list[dict[str, Any]]) -> dict[str, Any]:
    trainer, run = seed.trainer, seed.run
    return {
        "step": _step(seed),
        "elapsed": trainer.elapsed if trainer is not None else 0.0,
        "planned": trainer.planned_steps if trainer is not None else 0,
        "total": trainer.total_steps if trainer is not None else 0,
        "finished": seed.finished,
        "diverged": trainer is not None and trainer.diverged,
        "marks": [{"step": mark.step, "kind": mark.kind, "text": mark.text} for mark in run.history.marks],
        "status": str(run.status),
        "reason": run.reason,
        "figures": seed.figures,
        "preparation": run.preparation if run.status.ended else {},
        "tables": tables,
    }


def _step(seed: LocalSeed) -> int:
    return seed.trainer.step if seed.trainer is not None else 0


def _known(one: Mapping[str, Any]) -> list[tuple[int, int]]:
    pairs = list_of(one, "known")
    if not all(is_list(pair) and len(pair) == 2 and all(isinstance(n, int) for n in pair) for pair in pairs):
        raise MessageError("a message of the cluster has no rows that are known")
    return [(pair[0], pair[1]) for pair in pairs]


def _data(wanted: str, arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray] | None:
    """Return the user's own arrays by their content hash: nothing for "", None where they have to be sent first.

    Raises:
        MessageError: when what was sent does not have the hash.
    """
    if not wanted:
        return {}
    sent = {name: array for name, array in arrays.items() if name.startswith(("data/", "test/"))}
    if sent and wanted not in _ARRAYS:
        if array_hash(list(sent.values())) != wanted:
            raise MessageError("the arrays of a message are not those of its hash")
        _ARRAYS.clear()  # one set at a time
        _ARRAYS[wanted] = sent
    return _ARRAYS.get(wanted)


def _forget_old() -> None:
    now = time.monotonic()
    for key in [key for key, held in _TRIALS.items() if now - held.used > _FORGOTTEN]:
        del _TRIALS[key]
