"""Train one run: advance by steps, save and restore, without threads, files or a screen."""

from __future__ import annotations

import operator
import time
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np

from gdlab.engine.history import History, Mark
from gdlab.engine.machine import abi
from gdlab.engine.machine.code_in_use import using_code
from gdlab.engine.optimizers.closure import ClosureOptimizer
from gdlab.engine.program import diagnostics
from gdlab.engine.program.arena import Arena
from gdlab.engine.program.assembly import assemble
from gdlab.engine.program.example_arrays import fingerprint
from gdlab.engine.program.optimizer_state import optimizer_state
from gdlab.engine.program.spec_members import metrics_of, optimizer_of, schedule_of
from gdlab.engine.training.arena_state import ArenaState
from gdlab.engine.training.checkpoints import Checkpoint
from gdlab.engine.training.curvature_recording import CurvatureRecorder
from gdlab.engine.training.curvature_sampler import CurvatureSampler
from gdlab.engine.training.early_stopping import EarlyStopping
from gdlab.engine.training.exclusive import exclusive
from gdlab.engine.training.live_edits import apply_edit, live_fields
from gdlab.engine.training.metric_fit import measured_metrics
from gdlab.engine.training.progress import Progress
from gdlab.engine.training.recording import Recorder
from gdlab.engine.training.run_budget import RunBudget
from gdlab.engine.training.run_network import RunNetwork
from gdlab.engine.training.segment import Segment
from gdlab.engine.training.segment_loop import SegmentLoop
from gdlab.engine.training.step_schedule import StepSchedule
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.examples import Examples
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run import RunSpec
from gdlab.spec.run_length import run_length


class Trainer(RunNetwork):
    """The training of one network on prepared examples, in this thread.

    Args:
        spec: what to train and how.
        examples: the arrays.
        parameters: initial parameters under PyTorch's state_dict names and shapes; drawn from the seed if None.
        code: the machine code that computes the run: "native", this processor's own, or that which
            :func:`gdlab.engine.program.compilation.shipped_code` returns; if None, what ``GDLAB_KERNELS`` says, and
            "native" where that is not set.

    Raises:
        SpecError: when a layer or the loss does not fit the data.
        DataError: when the data hold no example or labels that the network has no output for.
    """

    def __init__(
        self, spec: RunSpec, examples: Examples, parameters: Mapping[str, Any] | None = None, *, code: str | None = None
    ) -> None:
        super().__init__(spec, examples, parameters, code=code)
        self._optimizer, self._schedule = optimizer_of(spec), schedule_of(spec)
        length = run_length(spec, self.n_examples)
        self.batch_size = length.batch_size
        metrics = metrics_of(spec.metrics)
        self._measured = measured_metrics(metrics)
        self._step_schedule = StepSchedule.of(
            spec, self._schedule, self._optimizer, length, measures=bool(self._measured)
        )
        self._recorder = Recorder(
            length,
            spec.training.diagnostics_every,
            metrics,
            spec.training.history_bytes,
            self._step_schedule.steps_read_back(spec, validates=len(examples.x_val) > 0),
        )
        self.steps_per_epoch, self.total_steps = self._step_schedule.steps_per_epoch, self._step_schedule.total_steps
        shape, targets = examples.shape, examples.target_width
        sampler = CurvatureSampler(self.arena, self._train, shape, targets, spec.seed, self._assemble_measuring)
        self._curvature = CurvatureRecorder(sampler, self._recorder, self.batch_size)
        self._budget = RunBudget.of(
            spec.training, self.batch_size, evaluates_again=isinstance(self._optimizer, ClosureOptimizer)
        )
        self.history, self._progress = History(), Progress()
        self._schedule_memory: Mapping[str, float] = self._schedule.start() if self._schedule is not None else {}
        self._loop = SegmentLoop(
            self.arena,
            self._train,
            self._val,
            self._step_schedule,
            self._measure,
            moves_within_a_step=isinstance(self._optimizer, ClosureOptimizer),
        )

    # --- where it stands --------------------------------------------------------------------------------------------
    @property
    def step(self) -> int:
        """Return how many steps are done."""
        return int(self.arena.ctx[abi.STEP])

    @property
    def epoch(self) -> float:
        """Return how many passes over the training part are done, with the fraction of the current one."""
        return self._recorder.examples_at(self.step) / self.n_examples

    @property
    def gradients(self) -> int:
        """Return how many gradients of single examples were evaluated."""
        return int(self._recorder.examples_at(self.step)) + self._progress.extra

    @property
    def planned_steps(self) -> int:
        """Return how many steps the run will do: all, or what its budget allows at the pace that it had so far."""
        return self._budget.planned_steps(self.total_steps, self.step, self.gradients, self.elapsed)

    @property
    def finished(self) -> bool:
        """Return whether there is nothing left to do."""
        return self.diverged or self._progress.done_early or self.step >= self.total_steps

    @property
    def elapsed(self) -> float:
        """Return the seconds of training, without pauses."""
        return self._progress.elapsed

    @property
    def diverged(self) -> bool:
        """Return whether a loss was not finite, which ended the run."""
        return self._progress.diverged

    @property
    def reason(self) -> str:
        """Return why the run ended before its last step, "" when it did not."""
        return self._progress.reason

    @property
    @exclusive
    def optimizer_state(self) -> dict[str, dict[str, np.ndarray]]:
        """Return copies of what the optimizer keeps for each parameter, as PyTorch's ``state_dict()["state"]`` has it.

        Keys are the parameters' names, then PyTorch's names (``exp_avg``, ``momentum_buffer``, ...); arrays have
        PyTorch's shapes, and numbers are arrays without an axis. SGD and RMSprop show a ``momentum_buffer`` of zeros
        where PyTorch has none, since their momentum may be switched on while they train. L-BFGS's vectors, which
        PyTorch keeps flat, are divided among the parameters.
        """
        return optimizer_state(self.arena, self._optimizer)

    @property
    def kink_hits(self) -> int:
        """Return how often a subgradient was taken at a kink so far."""
        return int(self.arena.ctx[abi.KINK_HITS])

    # --- training ---------------------------------------------------------------------------------------------------
    @exclusive
    def advance(self, steps: int = 1) -> int:
        """Train for up to ``steps`` mini-batches and return how many were done; evaluations happen on their own.

        A loss that is not finite sets ``diverged`` and ends the run at that step.

        Raises:
            SpecError: when ``steps`` is not a whole number.
        """
        steps = _whole(steps)
        began, before, done = time.perf_counter(), self.elapsed, 0
        while done < steps and not self.finished:
            most = min(steps - done, self._step_schedule.steps_until_check(self.step, self.spec, self._optimizer))
            team = self.arena.team
            if team is not None:
                most = min(most, team.choice.steps)
            if self._budget.is_bounded:
                self._progress.elapsed = before + time.perf_counter() - began
                most = min(most, self._budget.steps_left(self.step, self.gradients, self.elapsed))
            began += self._curvature.before(self.step, self.spec, self._optimizer, self.history)
            segment = self._next_segment(most)
            called = time.perf_counter()
            self._progress.extra += self._loop.run(segment, self.spec, self._optimizer)
            segment.span = before + called - began, before + time.perf_counter() - began
            if team is not None:
                work = segment.steps_done + segment.evaluations_done * segment.evaluation_cost
                team.note(work, time.perf_counter() - called)
            self._record(segment)
            began += self._curvature.after(segment, self.spec, self._optimizer, self.history)
            done += segment.steps_done
            if self._budget.is_bounded:
                self._progress.elapsed = before + time.perf_counter() - began
                self._end_where_budget_is_used_up()
        self._progress.elapsed = before + time.perf_counter() - began
        return done

    @exclusive
    def ready(self) -> None:
        """Compile or load the machine for this run's precision now, without doing a step."""
        self._loop.run(self._next_segment(0), self.spec, self._optimizer)

    @exclusive
    def edit(self, **values: float) -> None:
        """Change live hyperparameters (lr, momentum, weight_decay, l1, clip_grad_norm, ...) from the next step on.

        Raises:
            SpecError: when a value is out of range or a name is not one that may change while a run trains.
        """
        self.spec, text = apply_edit(self.spec, values)
        self._optimizer = optimizer_of(self.spec)
        self.arena.set_hyper(self._optimizer.hyper())
        self.arena.apply_options(self.spec)
        self.history.marks.append(Mark(self.step, "edit", text))

    # --- save and restore -------------------------------------------------------------------------------------------
    @exclusive
    def state(self, *, history: bool = True, into: Mapping[str, np.ndarray] | None = None) -> dict[str, np.ndarray]:
        """Return everything that the run needs to go on bit for bit, as named arrays (fit for ``numpy.savez``).

        Args:
            history: whether the metrics are among them; who keeps these apart can leave them out.
            into: an earlier state that is no longer needed; its large array is overwritten and used again.
        """
        return Checkpoint(
            self.spec,
            ArenaState.of(self.arena, (into or {}).get("mem")),
            self._progress,
            self._schedule_memory,
            self.history,
            self._data_fingerprint,
        ).arrays(history=history)

    @property
    def state_size(self) -> int:
        """Return how many bytes the large part of a state takes, its metrics not counted."""
        return self.arena.program.persistent * self.arena.mem.itemsize

    def state_memory(self) -> dict[str, np.ndarray]:
        """Return memory for :meth:`state` to write into, which another thread may ask for while training goes on."""
        return {"mem": ArenaState.memory(self.arena)}

    @exclusive
    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Take back what :meth:`state` gave, here or in another process.

        Raises:
            StateError: when the state belongs to another network or optimizer, or misses a part.
        """
        checkpoint = Checkpoint.read(state)
        checkpoint.check(self.spec, self.arena, self._data_fingerprint)
        checkpoint.arena.put(self.arena)
        live = {name: getattr(checkpoint.spec.training, name) for name in live_fields(checkpoint.spec.training)}
        self.spec = self.spec.replace(optimizer=checkpoint.spec.optimizer, training=self.spec.training.replace(**live))
        self._optimizer = optimizer_of(checkpoint.spec)
        self.arena.apply_options(self.spec)
        self.arena.set_hyper(self._optimizer.hyper())
        self._progress, self._schedule_memory, self.history = checkpoint.progress, checkpoint.memory, checkpoint.history
        self._loop.begin_anew()
        if checkpoint.spec.training.monitor != self.spec.training.monitor:
            self._progress.best, self._progress.stale = float("inf"), 0  # they were another curve's

    @cached_property
    def _data_fingerprint(self) -> np.ndarray:
        return fingerprint(self._train, self._val)

    # --- inside ---------------------------------------------------------------------------------------------------
    def _assemble_measuring(self, spec: RunSpec) -> Arena:
        """Return an arena of the run's network in which another spec's options hold, to be asked for gradients."""
        with using_code(self.code):
            return assemble(spec, self.examples.shape, self.examples.target_width, self.n_examples, loss=self._loss)

    def _next_segment(self, n: int) -> Segment:
        """Return the arrays that the machine needs for the next ``n`` steps."""
        start = self.step
        rates = self._step_schedule.rates(start, n, self._optimizer, self._schedule_memory)
        evaluates_first = start == 0 and not self.history.tables and n > 0
        events = np.concatenate(
            [[start] if evaluates_first else [], self._step_schedule.evaluations(start, start + n)]
        ).astype(np.int64)
        events = events if len(self._val[0]) else events[:0]
        every = self.spec.training.diagnostics_every
        lines = (start + n) // every - start // every if every else 0
        probes = np.empty((lines, diagnostics.sample_width(self.arena.program, self.arena.probed)))
        taken = self._recorder.examples_at(np.arange(start, start + n + 1)) + self._progress.extra
        return Segment(
            start,
            rates,
            events,
            np.zeros((n, 3)),
            np.zeros((len(events), 2)),
            probes,
            taken[1:],
            int(taken[0]),
            len(self._val[0]) / (3 * self.batch_size) * (2 if self._measured else 1),
            measured=np.full((len(events), len(self._measured)), np.nan),
        )

    def _end_where_budget_is_used_up(self) -> None:
        """End the run with an evaluation once its budget of seconds or gradients is used up."""
        if self.finished or not self._budget.is_used_up(self.gradients, self.elapsed):
            return
        self._progress.done_early = True
        tag = objective_tag("val")
        if len(self._val[0]) and (tag not in self.history or self.history.index(tag)[-1] != self.step):
            values = self.evaluate("val")
            index = {
                "step": self.step, "epoch": self.epoch, "examples": self._recorder.examples_at(self.step),
                "gradients": self.gradients, "elapsed": self.elapsed, "wall_time": time.time(),
            }  # fmt: skip
            known = {f"val/{name}": value for name, value in values.items() if isinstance(value, float)}
            measured = {f"val/{metric.name}" for metric in self._measured}
            for tags in (set(known) - measured, measured):  # each table has its own
                if tags:
                    self.history.record(index, {tag: known[tag] for tag in known if tag in tags}, 1)

    def _measure(self, line: np.ndarray) -> None:
        """Fill a line with the metrics of the validation part that the compiled loop does not sum."""
        values = self._evaluator.measure(self._val, self._measured)
        line[:] = [values[metric.name] for metric in self._measured]

    def _record(self, segment: Segment) -> None:
        """Record a segment, and see whether it diverged or ends early."""
        self._recorder.record(self.history, segment, self.arena.probe_tags)
        early_stopping = EarlyStopping(
            self.spec.training, self._step_schedule, self.history, self._progress, validates=len(self._val[0]) > 0
        )
        self._schedule_memory = early_stopping.check(segment, self._schedule_memory)
        sound = self._loop.sound_weights
        if self.diverged and sound is not None and not np.isfinite(self.arena.weights).all():
            # A compiled optimizer stops before it touches the weights; one that moves within a step may be beyond.
            self.arena.weights[:] = sound


def _whole(steps: Any) -> int:
    try:
        return operator.index(steps)
    except TypeError:
        raise SpecError([Problem("steps", f"must be a whole number of mini-batches (got {steps!r})")]) from None
