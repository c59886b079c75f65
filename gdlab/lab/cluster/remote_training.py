"""A trial that trains on a worker, as the sweep sees it: order by order, with the last checkpoint at hand."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from gdlab.engine.history import History, Mark
from gdlab.lab.cluster.messages import (
    MessageError,
    append_rows,
    arrays_below,
    known_rows,
    pack_message,
    table_of,
    tables_of,
    unpack_message,
    value_of,
)
from gdlab.lab.run import Run, Status
from gdlab.lab.sweeps.objective import last_index
from gdlab.lab.sweeps.seed_training import TrialRules
from gdlab.spec.errors import GdlabError

#: Seconds of an order: of the first one, and of any.
_FIRST, _LONGEST = 0.05, 0.4
#: Seconds from one checkpoint to the next.
_CHECKPOINT = 0.4


class Sender(Protocol):
    """What carries an order to a worker and returns the reply."""

    def send(self, order: bytes, worker: str, *, patient: bool = True) -> tuple[bytes, str]:
        """Return the reply, and which worker gave it.

        Args:
            order: the message.
            worker: which worker is preferred, "" for any.
            patient: whether to try again, and elsewhere, when it is not answered.
        """
        ...

    def leave(self, worker: str) -> None:
        """Take in that the trial is no longer on a worker."""
        ...

    def data_arrays(self) -> dict[str, np.ndarray]:
        """Return the user's own arrays as they are sent to a worker that lacks them."""
        ...

    def refuse(self, made_by: str) -> None:
        """Raise GdlabError where a worker's versions are not this process's."""
        ...


class RemoteState:
    """The last checkpoint of a run on a worker, from which the store writes.

    Attributes:
        step, elapsed: where the checkpoint was made.
        history: the metrics, which may be ahead of it.
    """

    def __init__(self, history: History) -> None:
        self.step, self.elapsed, self.history = 0, 0.0, history
        self.arrays: dict[str, np.ndarray] = {}

    @property
    def state_size(self) -> int:
        """Return 0, since the arrays that came from the worker are handed over as they are."""
        return 0

    def state_memory(self) -> dict[str, np.ndarray]:
        """Return nothing, since nothing is copied."""
        return {}

    def state(self, *, history: bool = True, into: Mapping[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
        """Return the arrays, which are new with each checkpoint; metrics are never among them."""
        del history, into
        return dict(self.arrays)


class RemoteSeed:
    """One run of a trial that trains on a worker.

    Attributes:
        planned_steps, total_steps: how many steps it will do, and how many its epochs have, as its worker says.
    """

    def __init__(self, run: Run, state: Mapping[str, np.ndarray] | None) -> None:
        self.run, self.figures = run, {}
        self.had_ended = run.status.ended and state is None and run.status is not Status.INTERRUPTED
        self.finished = self.had_ended
        self.step = self.planned_steps = self.total_steps = 0
        self.last = RemoteState(run.history)
        if state is not None:
            self._go_on_from(state)

    def _go_on_from(self, state: Mapping[str, np.ndarray]) -> None:
        held = arrays_below(state, "history/")
        self.last.arrays = {name: array for name, array in state.items() if not name.startswith("history/")}
        self.run.history = self.last.history = History.restore(held)
        self.last.step, self.last.elapsed = int(last_index(self.run, "step")), self.run.elapsed
        self.step = -1

    @property
    def recordable(self) -> RemoteState | None:
        """Return what the store writes from, None before the first checkpoint."""
        return self.last if self.last.arrays and self.step >= 0 else None


class RemoteTraining:
    """The runs of one trial on a worker.

    An order names the trial, its runs with spec, step and what of their metrics is known here, how long to train, and
    whether a checkpoint is wanted. A worker that lacks the trial or its data says so and gets them with the next order.

    Args:
        key: the trial's identity on the worker.
        runs: the runs, each from its start or from a state.
        rules: what holds for each of them.
        sender: carries orders to workers.
        data_hash: the content hash of the user's own arrays, "" for none.
    """

    def __init__(
        self,
        key: str,
        runs: Sequence[tuple[Run, Mapping[str, np.ndarray] | None]],
        rules: TrialRules,
        sender: Sender,
        data_hash: str,
    ) -> None:
        self._key, self._rules, self._sender, self._data = key, rules, sender, data_hash
        self._seeds = [RemoteSeed(run, state) for run, state in runs]
        self._worker = ""
        self._seconds = _FIRST
        self._checkpoint = time.monotonic()
        self._is_concluded = all(seed.finished for seed in self._seeds)

    @property
    def seeds(self) -> Sequence[RemoteSeed]:
        """Return the runs, in the order of their seeds."""
        return self._seeds

    @property
    def finished(self) -> bool:
        """Return whether every run has trained to its end."""
        return all(seed.finished for seed in self._seeds)

    def advance(self, seconds: float) -> None:
        """Have a worker train for a while: longer from order to order, and no longer than a fraction of a second.

        Raises:
            GdlabError: what went wrong on the worker.
        """
        now = time.monotonic()
        wants_state = now - self._checkpoint >= _CHECKPOINT
        self._order(max(seconds, self._seconds), wants_state=wants_state)
        if wants_state:
            self._checkpoint = now
        self._seconds = min(2 * self._seconds, _LONGEST / 2 if self._rules.pauses else _LONGEST)

    def end(self, status: Status | None, reason: str = "") -> None:
        """Conclude the runs; one that is to go on another time gets its newest checkpoint, if the worker answers."""
        if status is not None and not self._is_concluded and any(seed.step > 0 for seed in self._seeds):
            keep = status in (Status.STOPPED, Status.INTERRUPTED)
            try:
                self._order(0.0, wants_state=keep, forget=True, patient=False)
            except (GdlabError, OSError):
                keep = False  # the last checkpoint has to do
        self._sender.leave(self._worker)
        self._worker = ""
        for seed in self._seeds:
            if seed.had_ended or (seed.finished and status is not Status.FAILED):
                continue
            if status is not None:
                seed.run.reason, seed.run.status = reason, status

    # --- orders and replies -------------------------------------------------------------------------------------------
    def _order(self, seconds: float, *, wants_state: bool, forget: bool = False, patient: bool = True) -> None:
        """Send an order, with states or data where the worker lacks them, and take in the reply."""
        with_states = any(seed.step < 0 for seed in self._seeds)
        with_data = False
        for _ in range(6):
            order = self._message(seconds, wants_state, forget, with_states=with_states, with_data=with_data)
            reply, self._worker = self._sender.send(order, self._worker, patient=patient)
            header, arrays = unpack_message(reply)
            self._sender.refuse(value_of(header, "made_by", str))
            if header.get("error"):
                raise GdlabError(value_of(header, "error", str)[:2000])
            lacks = header.get("lacks")
            if lacks == "states":
                with_states = True
                self._go_back()
            elif lacks == "data":
                with_data = True
            else:
                self._take_in(header, arrays)
                return
            if not patient:
                return
        raise MessageError("the workers of the cluster keep asking for what they were sent")

    def _message(self, seconds: float, wants_state: bool, forget: bool, *, with_states: bool, with_data: bool) -> bytes:
        runs: list[dict[str, Any]] = []
        arrays: dict[str, np.ndarray] = self._sender.data_arrays() if with_data else {}
        for i, seed in enumerate(self._seeds):
            spec = seed.run.spec.to_dict()
            step = max(seed.step, 0) if not with_states else seed.last.step
            known = [list(pair) for pair in known_rows(seed.run.history)] if not with_states else []
            runs.append({"id": seed.run.id, "spec": spec, "step": step, "ended": seed.finished, "known": known})
            if with_states and seed.last.arrays and not seed.finished:
                state = self._state_of(seed)
                arrays |= {f"state/{i}/{name}": array for name, array in state.items()}
        rules = self._rules
        header = {
            "trial": self._key,
            "runs": runs,
            "seconds": seconds,
            "state": wants_state,
            "states": with_states,
            "forget": forget,
            "data": self._data,
            "sequential": rules.sequential,
            "pauses": rules.pauses,
            "run_seconds": rules.run_seconds,
            "tested": list(rules.tested),
            "judged": rules.judged,
            "measured": rules.measured,
        }
        return pack_message(header, arrays)

    def _state_of(self, seed: RemoteSeed) -> dict[str, np.ndarray]:
        """Return a run's last checkpoint with its metrics up to there, as a trainer takes it back."""
        history = until_step(seed.run.history, seed.last.step)
        rows = {f"history/{name}": array for name, array in history.state().items()}
        return seed.last.arrays | rows

    def _go_back(self) -> None:
        """Go back to the last checkpoints: the worker that was ahead of them is gone."""
        for seed in self._seeds:
            seed.step = seed.last.step

    def _take_in(self, header: Mapping[str, Any], arrays: Mapping[str, np.ndarray]) -> None:
        told = tables_of(header, "runs")
        if len(told) != len(self._seeds):
            raise MessageError("a reply of the cluster is not about the runs of its order")
        for i, (seed, one) in enumerate(zip(self._seeds, told, strict=True)):
            if seed.had_ended or (seed.finished and not header.get("finished")):
                continue
            append_rows(seed.run.history, tables_of(one, "tables"), arrays_below(arrays, f"rows/{i}/"))
            seed.step, seed.run.elapsed = value_of(one, "step", int), value_of(one, "elapsed", float)
            seed.planned_steps, seed.total_steps = value_of(one, "planned", int), value_of(one, "total", int)
            seed.finished = value_of(one, "finished", bool)
            seed.run.history.marks = [Mark(value_of(m, "step", int), *_words(m)) for m in tables_of(one, "marks")]
            seed.run.status = Status.RUNNING
            seed.run.made_by = value_of(header, "made_by", str)
            if state := arrays_below(arrays, f"state/{i}/"):
                seed.last.arrays = state
                seed.last.step, seed.last.elapsed = seed.step, seed.run.elapsed
                seed.last.history = seed.run.history
            if header.get("finished") and seed.finished:
                seed.run.averaged = arrays_below(arrays, f"averaged/{i}/")
                self._conclude(seed, one, arrays_below(arrays, f"parameters/{i}/"))
        self._is_concluded = bool(header.get("finished"))

    def _conclude(self, seed: RemoteSeed, one: Mapping[str, Any], parameters: dict[str, np.ndarray]) -> None:
        try:
            seed.run.status = Status(value_of(one, "status", str))
        except ValueError:
            raise MessageError("a reply of the cluster has an unknown status") from None
        seed.run.reason, seed.run.parameters = value_of(one, "reason", str)[:2000], parameters
        seed.run.preparation = table_of(one, "preparation")
        seed.figures = {str(name): float(value) for name, value in table_of(one, "figures").items()}


def until_step(history: History, step: int) -> History:
    """Return the rows of a history up to a step."""
    kept = History(marks=[mark for mark in history.marks if mark.step <= step])
    for table in history.tables:
        rows = table.rows
        n = int(np.searchsorted(rows.read("step"), step, side="right"))
        kept.tables.append(type(table)(table.tags, rows=type(rows)(rows.columns, n, rows.generation)))
    return kept


def _words(mark: Mapping[str, Any]) -> tuple[str, str]:
    return value_of(mark, "kind", str)[:200], value_of(mark, "text", str)[:2000]
