"""Train without a window: one run to its end, in the caller's thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from threading import Lock
from typing import Any

import numpy as np

from gdlab import data as sources
from gdlab.data.arrays import from_arrays
from gdlab.engine import trainer as engine
from gdlab.engine.machine.code_in_use import NATIVE
from gdlab.engine.machine.shipped_kernels import usual_code
from gdlab.engine.program import compilation
from gdlab.engine.program.spec_members import loss_of
from gdlab.lab.axes_remark import axes_remark
from gdlab.lab.code_choice import CODES
from gdlab.lab.compiler_process import compile_behind
from gdlab.lab.data_name import default_name
from gdlab.lab.live_output import live_output
from gdlab.lab.number_text import format_duration
from gdlab.lab.outcome import Outcome, outcome
from gdlab.lab.run import Run, Status
from gdlab.lab.run_progress import RunProgress
from gdlab.lab.schedule_remark import schedule_remark
from gdlab.lab.store.recorder import RunRecorder
from gdlab.spec.errors import GdlabError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec, required_spec

_log = logging.getLogger(__name__)

Arrays = tuple[np.ndarray, ...]
_SLICE = 0.02


class Terminated(KeyboardInterrupt):
    """The end of the process, asked for by the system: a log-out, a shutdown, a closed terminal.

    A run that it stops is "interrupted" and goes on at the next start, while one that a person stops is "stopped".
    """


class SpecTrainer(engine.Trainer):
    """A trainer that loads the data of its spec; the public name is ``gdlab.Trainer``.

    Args:
        spec: what to train and how.
        data: the user's own arrays ``(X_train, y_train)`` or ``(X_train, y_train, X_val, y_val)`` in place of the
            spec's data; X is (N, *shape) in PyTorch's axes order.
        parameters: initial parameters under PyTorch's state_dict names and shapes.

    Raises:
        SpecError: when the spec does not fit the data.
        DataError: when the data cannot be had or used.
    """

    def __init__(self, spec: RunSpec, data: Arrays | None = None, parameters: Mapping[str, Any] | None = None) -> None:
        spec = required_spec(spec)
        super().__init__(spec, examples_for(spec, data), parameters)


def examples_for(spec: RunSpec, data: Arrays | None = None) -> Examples:
    """Return the prepared examples of a spec, or the user's own arrays as examples."""
    if data is not None:
        by_class = loss_of(spec).targets == "class"
        ignored = getattr(spec.loss, "ignore_index", None)
        return from_arrays(data, seed=spec.seed, dtype=spec.training.dtype, one_hot=by_class, ignored=ignored)
    return sources.load(spec.data, spec.seed, dtype=spec.training.dtype)


def prepared_trainer(
    spec: RunSpec,
    examples: Examples,
    parameters: Mapping[str, Any] | None,
    say: Callable[[str], None],
    code: str | None = None,
) -> engine.Trainer:
    """Return a trainer that is ready for its first step, saying what is compiled and how much is left.

    Args:
        spec: the run.
        examples: its data.
        parameters: initial parameters; drawn from the seed if None.
        say: called with what is done.
        code: the machine code that computes it, as :mod:`gdlab.lab.code_choice` chooses it; if None, the usual one.

    Raises:
        SpecError: when the spec does not fit the data.
    """
    began = time.monotonic()

    def progress(name: str, i: int, total: int) -> None:
        spent = time.monotonic() - began
        left = format_duration(max(1.0, spent / (i - 1) * (total - i + 1))) if i > 1 else ""
        say(f"Compiling {name}, {i} of {total}, about {left} left" if left else f"Compiling {name}, {i} of {total}")

    # The window's child begins at the other end.
    compilation.prepare(spec, examples.shape, progress, backwards=True, code=code)
    return engine.Trainer(spec, examples, parameters, code=code)


def train(
    spec: RunSpec,
    data: Arrays | None = None,
    parameters: Mapping[str, Any] | None = None,
    *,
    progress: Callable[[engine.Trainer], None] | bool | None = None,
    preparing: Callable[[str], None] | None = None,
    recorder: RunRecorder | None = None,
    run: Run | None = None,
    state: Mapping[str, np.ndarray] | None = None,
    judge: bool = True,
    native: bool = False,
) -> Run:
    """Train a spec to its end and return the run.

    Args:
        spec: what to train and how.
        data: the user's own arrays in place of the spec's data; see :class:`Trainer`.
        parameters: initial parameters; see :class:`Trainer`.
        progress: called between slices with the trainer. KeyboardInterrupt, from it or from the keyboard, ends the
            run as stopped and what was trained is kept. True shows a bar (in a notebook under the cell, else a line of
            text), False nothing; None shows the bar in a notebook only.
        preparing: called with what is done before the first step, such as compiling a kernel.
        recorder: writes the run into a store from its start on; see :class:`gdlab.lab.store.recorder.RunRecorder`.
        run: the record to fill in, made with an identity beforehand; a new one if None.
        state: where to go on from, as :meth:`gdlab.engine.trainer.Trainer.state` gave it.
        judge: whether a run that learnt nothing gets a status of its own; see :mod:`gdlab.lab.outcome`.
        native: whether to wait until the code for this processor is compiled where that is not so yet; else such a
            run is computed by the code that came with gdlab, if there is any; see :mod:`gdlab.lab.code_choice`.

    Returns:
        The run: ``history``, ``parameters``, ``spec``, ``status``.
    """
    spec = required_spec(spec)
    report = progress if callable(progress) else None
    output = None if callable(progress) else live_output(progress)
    if output is None:
        return _train(spec, data, parameters, report, preparing or _no_progress, recorder, run, state, judge, native)
    shown = RunProgress(output, default_name(spec))
    try:
        run = _train(spec, data, parameters, shown, preparing or shown.preparing, recorder, run, state, judge, native)
    except BaseException as error:
        shown.fail(error)
        raise
    shown.end(run)
    return run


def _train(
    spec: RunSpec,
    data: Arrays | None,
    parameters: Mapping[str, Any] | None,
    progress: Callable[[engine.Trainer], None] | None,
    say: Callable[[str], None],
    recorder: RunRecorder | None,
    run: Run | None,
    state: Mapping[str, np.ndarray] | None,
    judge: bool,
    native: bool,
) -> Run:
    """Train a spec to its end; the arguments are those of :func:`train`."""
    is_new, run = run is None, run or Run(spec, name=spec.name)
    run.own_data = data is not None
    trainer: engine.Trainer | None = None
    if recorder is not None:
        recorder.begin(run, resumed=state is not None)
    try:
        say("Preparing the data")
        examples = examples_for(spec, data)
        _warn_once(schedule_remark(spec, len(examples.x_train)))
        _warn_once(axes_remark(spec, examples))
        run.code = _code_of(run, examples.shape, resumed=state is not None and not is_new, native=native)
        made = prepared_trainer(spec, examples, parameters, say, run.code)
        if state is not None:
            made.restore(state)
        trainer = made
        run.history, run.status = trainer.history, Status.RUNNING
        try:
            for _ in slices(trainer):
                if recorder is not None:
                    recorder.offer(run, trainer)
                if progress is not None:
                    progress(trainer)
        except KeyboardInterrupt as signal:
            run.reason = "interrupted"
            conclude(run, trainer, judge=False)
            if isinstance(signal, Terminated) and not trainer.finished:
                run.status = Status.INTERRUPTED
        else:
            conclude(run, trainer, judge=judge)
    except BaseException as error:
        if recorder is not None:
            _record_failure(recorder, run, trainer, error, resumed=state is not None, is_new=is_new)
        raise
    if recorder is not None:
        recorder.end(run, trainer)
    return run


def _code_of(run: Run, shape: tuple[int, ...], *, resumed: bool, native: bool) -> str:
    """Return the machine code for a run; where it is not this processor's own, have that compiled for the next ones."""
    if native and usual_code() == NATIVE:
        return NATIVE
    code = CODES.choose(run.spec, shape, run.group, run.code if resumed else "")
    if code != NATIVE:
        compile_behind(run.spec, shape)
    return code


def _record_failure(
    recorder: RunRecorder,
    run: Run,
    trainer: engine.Trainer | None,
    error: BaseException,
    *,
    resumed: bool,
    is_new: bool,
) -> None:
    """Have a run written that ended by an error, with what had been trained until then.

    One that could not go on from its checkpoint, since its data are missing for now, may do so another time. A new one
    that its data or its network refuse leaves nothing: it was never trained.
    """
    if is_new and trainer is None and isinstance(error, GdlabError):
        recorder.withdraw(run)
        return
    if trainer is not None:
        conclude(run, trainer, judge=False)
    stopped = isinstance(error, KeyboardInterrupt | SystemExit)
    run.status = Status.INTERRUPTED if stopped or (resumed and trainer is None) else Status.FAILED
    run.reason = "" if stopped else str(error) or type(error).__name__
    recorder.end(run, trainer)


_REMARKED: set[str] = set()
_REMARKING = Lock()


def _warn_once(text: str) -> None:
    """Log a remark on a spec, if there is one; the runs of a comparison, in several threads, may share it."""
    with _REMARKING:
        new = bool(text) and text not in _REMARKED
        _REMARKED.add(text)
    if new:
        _log.warning("%s", text)


def _no_progress(text: str) -> None:
    """Do nothing, where no progress is wanted."""


def slices(trainer: engine.Trainer, seconds: float = _SLICE) -> Iterator[int]:
    """Advance a trainer to its end in slices of about ``seconds``, yielding after each."""
    n = 1
    while not trainer.finished:
        began = time.perf_counter()
        trainer.advance(n)
        took = time.perf_counter() - began
        n = next_slice(n, took, seconds)
        yield n


def next_slice(n: int, took: float, seconds: float) -> int:
    """Return how many steps to take next so that a slice lasts about ``seconds``; it grows at most eightfold."""
    return max(1, min(8 * n, int(n * seconds / max(took, 1e-6))))


def conclude(run: Run, trainer: engine.Trainer, *, judge: bool = True, measured: bool = True) -> Run:
    """Fill in a run's results from its trainer; the status comes last, so that who sees it sees the rest.

    Args:
        run: the record to fill in.
        trainer: what trained it.
        judge: whether a run that trained to its end but learnt nothing is told apart.
        measured: whether the reason of such a run holds what is measured for it; see :func:`gdlab.lab.outcome.outcome`.
    """
    run.parameters = trainer.parameters
    run.averaged = averaged_parameters(trainer, run.parameters)
    run.preparation = fitted_preparation(trainer.examples)
    run.elapsed = trainer.elapsed
    run.history = trainer.history
    run.reason = trainer.reason or run.reason
    if not trainer.finished:
        run.status = Status.STOPPED
    else:
        plain = Outcome(Status.DIVERGED if trainer.diverged else Status.FINISHED)
        ended = outcome(trainer, measured=measured) if judge else plain
        run.reason, run.status = ended.reason or run.reason, ended.status
    return run


def averaged_parameters(trainer: engine.Trainer, last: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the averaged parameters that a trainer evaluates at, nothing where these are its last parameters.

    Args:
        trainer: which trained.
        last: its last parameters.
    """
    found = trainer.averaged_parameters
    return {} if all(np.array_equal(found[name], value, equal_nan=True) for name, value in last.items()) else found


def fitted_preparation(examples: Examples) -> dict[str, Any]:
    """Return what new rows are prepared by, with the inputs' shape and the classes, as plain data."""
    about = {"input_shape": list(examples.shape), "classes": list(examples.classes), "outputs": examples.target_width}
    return about | dict(examples.extra.get("preparation", {}))
