"""Go on with runs that were interrupted: by a crash, a power cut, a closed terminal, or the end of a session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.trainer import Trainer
from gdlab.lab.run import Run, Status
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.store import Store, StoreError
from gdlab.lab.train import Arrays, train
from gdlab.spec.errors import GdlabError, StateError


@dataclass(frozen=True)
class Interrupted:
    """A run that can go on.

    Attributes:
        run: its record, with the metrics up to the checkpoint.
        state: the state at its last checkpoint, None where it had not begun or made none.
    """

    run: Run
    state: dict[str, np.ndarray] | None

    @property
    def begin(self) -> dict[str, Any]:
        """Return what a session's or a trainer's start takes besides the spec."""
        return {"state": self.state, "record": self.run}


def take_over(store: Store, key: str, data: Arrays | None = None) -> Interrupted:
    """Make an interrupted run this process's own and return it with its last checkpoint.

    Args:
        store: where it is kept.
        key: its id, the start of its id, or its name.
        data: the arrays that it was trained on, for a run whose data were given from Python.

    Raises:
        StoreError: when there is no such run, it was not interrupted, or another process goes on with it already.
        StateError: when its data are missing.
    """
    (run, *others) = store.load([key])
    if others:
        raise StoreError(f"'{key}' is the name of {len(others) + 1} runs; give the id of one (`gdlab runs` lists them)")
    if run.status not in (Status.INTERRUPTED, Status.STOPPED):
        raise StoreError(
            f"run {run.id} ({run.label}) is {run.status}; only an interrupted or stopped run can be resumed"
        )
    if run.own_data and data is None:
        raise StateError(
            f"run {run.id} ({run.label}) was trained on arrays given from Python; "
            "resume it there, with gdlab.lab.resume.resume(id, data=(X_train, y_train, ...))"
        )
    if not store.claim(run.id):
        raise StoreError(f"run {run.id} ({run.label}) is being resumed by another process")
    state = store.checkpoint(run.id)
    # Metrics may be ahead of the checkpoint; those rows come again. Without a checkpoint it begins anew.
    held = {k.removeprefix("history/"): v for k, v in (state or {}).items() if k.startswith("history/")}
    run.history = History.restore(held)
    run.status, run.reason = Status.QUEUED, ""
    return Interrupted(run, state)


def resume(
    key: str,
    store: Store | None = None,
    data: Arrays | None = None,
    *,
    progress: Callable[[Trainer], None] | None = None,
    preparing: Callable[[str], None] | None = None,
    recorder: RunRecorder | None = None,
) -> Run:
    """Go on with an interrupted run from its last checkpoint to its end, bit for bit as if nothing had happened.

    Args:
        key: its id, the start of its id, or its name.
        store: where it is kept; the user's own store if None.
        data: the arrays that it was trained on, for a run whose data were given from Python.
        progress: called between slices with the trainer; see :func:`gdlab.lab.train.train`.
        preparing: called with what is done before the first step.
        recorder: writes the run on; one of its own if None.

    Returns:
        The run, as :func:`gdlab.lab.train.train` returns it.

    Raises:
        StoreError: when there is no such run or it was not interrupted.
        StateError: when its data or its network are not those that it was trained with.
    """
    store = store or Store()
    found = take_over(store, key, data)
    writer = recorder or RunRecorder(store)
    try:
        return train(
            found.run.spec,
            data,
            progress=progress,
            preparing=preparing,
            recorder=writer,
            run=found.run,
            state=found.state,
        )
    except StateError as error:
        raise StateError(f"run {found.run.id} ({found.run.label}) cannot go on: {error}") from None
    finally:
        if recorder is None:
            writer.close()


def resume_all(
    keys: Sequence[str],
    store: Store,
    *,
    each: Callable[[str], Run],
) -> tuple[list[Run], list[str]]:
    """Resume several runs one after the other; one that cannot go on keeps none of the others from it.

    Args:
        keys: their ids; every interrupted run for none.
        store: where they are kept.
        each: resumes one run by its id.

    Returns:
        The runs, and the reasons why others could not go on.
    """
    runs: list[Run] = []
    problems: list[str] = []
    for key in keys or [run.id for run in store.interrupted()]:
        try:
            runs.append(each(key))
        except GdlabError as error:
            problems.append(str(error))
        if runs and runs[-1].status is Status.STOPPED:
            break
    return runs, problems
