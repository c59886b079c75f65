"""Train one run: advance by steps, evaluate, save and restore, without threads, files or a screen."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from gdlab.engine import abi, blas, catalogue, diagnostics, machine, streams
from gdlab.engine.assembly import Arena, assemble, export_parameters, load_parameters
from gdlab.engine.history import History, Mark
from gdlab.engine.kin import loss_of, optimizer_of, schedule_of
from gdlab.engine.layout import from_torch_order, to_torch_order
from gdlab.engine.live import apply_edit, live_fields
from gdlab.engine.optimizers.base import ClosureOptimizer
from gdlab.engine.oracle import Oracle
from gdlab.engine.recorder import Recorder
from gdlab.engine.resume import check_same_run
from gdlab.engine.schedules.base import check
from gdlab.engine.targets import Arrays, prepare
from gdlab.spec.errors import DataError, StateError
from gdlab.spec.examples import Examples
from gdlab.spec.run import RunSpec


class Trainer:
    """Train the network of a spec on prepared examples.

    Args:
        spec: what to train and how.
        examples: the arrays.
        parameters: initial parameters under PyTorch's state_dict names and shapes; drawn from the seed if None.

    Raises:
        SpecError: when a layer or the loss does not fit the data.
        DataError: when the data hold no example or labels that the network has no output for.
    """

    def __init__(self, spec: RunSpec, examples: Examples, parameters: Mapping[str, Any] | None = None) -> None:
        catalogue.load()
        blas.one_thread()
        self.spec = spec
        self._loss, self._optimizer, self._schedule = loss_of(spec), optimizer_of(spec), schedule_of(spec)
        self.examples = examples
        self.n_examples = len(examples.x_train)
        if self.n_examples == 0:
            raise DataError(f"{examples.name or 'the data'}: the training part has no example")
        self.arena: Arena = assemble(spec, examples.shape, examples.target_width, self.n_examples)
        if parameters is not None:
            load_parameters(self.arena, dict(parameters))
        self._train = self._prepare(examples.x_train, examples.y_train)
        self._val = self._prepare(examples.x_val, examples.y_val)
        self._everything = np.arange(max(len(examples.x_train), len(examples.x_val)), dtype=np.int64)
        self.batch_size = int(self.arena.plan[machine.BATCH_SIZE])
        self._recorder = Recorder(self.n_examples, self.batch_size)
        self.steps_per_epoch = self._recorder.steps_per_epoch
        self.total_steps = spec.training.epochs * self.steps_per_epoch
        if spec.training.max_steps:
            self.total_steps = min(self.total_steps, spec.training.max_steps)
        self.history = History()
        self.elapsed = 0.0
        self.reason = ""
        self.diverged = False
        self._done_early = False
        self._memory: Mapping[str, float] = self._schedule.start() if self._schedule is not None else {}
        self._order_epoch = -1
        self._order = self._everything[: self.n_examples]
        self._best, self._stale = np.inf, 0
        self._scalars = np.zeros(self._optimizer.scalars())
        self._extra = 0
        if self._schedule is not None:
            by_step = self._schedule.interval == "step"
            check(self._schedule, self._optimizer.lr, self.total_steps if by_step else spec.training.epochs)
        self._with_input: Arena | None = None

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
    def finished(self) -> bool:
        """Tell whether there is nothing left to do."""
        return self.diverged or self._done_early or self.step >= self.total_steps

    @property
    def parameters(self) -> dict[str, np.ndarray]:
        """Return copies of parameters and buffers under PyTorch's state_dict names and shapes."""
        return export_parameters(self.arena)

    @property
    def averaged_parameters(self) -> dict[str, np.ndarray]:
        """Return what is evaluated: the averaged parameters where the run averages, else the parameters."""
        with self._at_evaluation_point():
            return export_parameters(self.arena)

    @property
    def kink_hits(self) -> int:
        """Return how often a subgradient was taken at a kink so far."""
        return int(self.arena.ctx[abi.KINK_HITS])

    # --- training ---------------------------------------------------------------------------------------------------
    def advance(self, steps: int = 1) -> int:
        """Train for up to ``steps`` mini-batches and return how many were done; evaluations happen on their own.

        A loss that is not finite sets ``diverged`` and ends the run at that step.
        """
        began = time.perf_counter()
        done = 0
        if self.step == 0 and not self.history.tables:
            self._record_evaluation(began)
        while done < steps and not self.finished:
            n = min(steps - done, self._steps_to_event())
            did = self._slice(n, began)
            done += did
            if not self.diverged and self._at_event():
                self._record_evaluation(began)
            if not self.diverged and (self._at_event() or self.step % self.steps_per_epoch == 0):
                self._after_epoch()
        self.elapsed += time.perf_counter() - began
        return done

    def ready(self) -> None:
        """Compile or load the machine for this run's precision now, without doing a step."""
        self._machine_steps(0, 0, np.zeros((0, 2)), np.zeros((0, 3)), self._room_for_probes(self.step, 0))
        machine.evaluate(*self.arena.core, *self._val, self._everything[:0], 0, 0)

    def evaluate(self, split: str = "val") -> dict[str, float]:
        """Return the loss, and the accuracy where there is one, over ``"train"`` or ``"val"`` in evaluation mode."""
        inputs, classes, values = self._val if split == "val" else self._train
        n = len(inputs)
        if n == 0:
            return {}
        fp = self.arena.fp
        fp[[abi.LOSS, abi.COUNT, abi.CORRECT]] = 0.0
        with self._at_evaluation_point():
            machine.evaluate(*self.arena.core, inputs, classes, values, self._everything[:n], 0, n)
        count = max(fp[abi.COUNT], 1.0)
        result = {"loss": float(fp[abi.LOSS] / count)}
        if self._loss.accuracy:
            result["accuracy"] = float(fp[abi.CORRECT] / count)
        return result

    def predict(self, inputs: np.ndarray) -> np.ndarray:
        """Return the network's outputs for inputs (N, *shape) in evaluation mode, (N, *output shape)."""
        x = from_torch_order(np.asarray(inputs), self.arena.mem.dtype)
        program = self.arena.program
        out = np.empty((len(x), program.output.size), self.arena.mem.dtype)
        with self._at_evaluation_point():
            machine.predict(*self.arena.core, x, program.output.offset, out)
        return to_torch_order(out, program.output.shape)

    def input_gradient(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Return the gradient of each example's own loss by its input, in evaluation mode.

        Args:
            inputs: examples, (N, *shape) in PyTorch's order.
            targets: their targets, as in the data.

        Returns:
            Gradients of the inputs' shape, in PyTorch's order.

        Raises:
            DataError: when the inputs are words, by which nothing can be differentiated.
        """
        if self._with_input is None:
            shape, width = self.examples.shape, self.examples.target_width
            self._with_input = assemble(self.spec, shape, width, self.n_examples, input_gradient=True)
        arena = self._with_input
        dx = arena.program.input.gradient
        if dx < 0:
            raise DataError("the network's first layer looks up words, so its loss has no gradient by the input")
        with self._at_evaluation_point():
            arena.weights[:] = self.arena.weights
        for here, there in zip(arena.program.buffers, self.arena.program.buffers, strict=True):
            arena.mem[here.offset : here.offset + here.size] = self.arena.mem[there.offset : there.offset + there.size]
        rows, classes, values = self._prepare(np.asarray(inputs), np.asarray(targets))
        out = np.empty_like(rows)
        machine.input_gradient(*arena.core, rows, classes, values, np.arange(len(rows)), dx, out)
        return to_torch_order(out, self.examples.shape)

    def feature_gradient(self, inputs: np.ndarray, targets: np.ndarray) -> np.ndarray:
        """Return the mean absolute gradient of the loss by each input number, of one input's shape."""
        return np.abs(self.input_gradient(inputs, targets)).mean(axis=0)

    def edit(self, **values: float) -> None:
        """Change live hyperparameters (lr, momentum, weight_decay, l1, clip_grad_norm, ...) from the next step on.

        Raises:
            SpecError: when a value is out of range or a name is not one that may change while a run trains.
        """
        self.spec, text = apply_edit(self.spec, values)
        self._optimizer = optimizer_of(self.spec)
        hyper = self._optimizer.hyper()
        self.arena.fp[self.arena.hyper : self.arena.hyper + len(hyper)] = hyper
        self.arena.use(self.spec)
        self.history.marks.append(Mark(self.step, "edit", text))

    # --- save and restore -------------------------------------------------------------------------------------------
    def state(self) -> dict[str, np.ndarray]:
        """Return everything that the run needs to go on bit for bit, as named arrays (fit for ``numpy.savez``)."""
        a = self.arena
        arrays = {
            "spec": np.array(json.dumps(self.spec.to_dict())),
            "mem": a.mem[: a.program.persistent].copy(),
            "ctx": a.ctx.copy(),
            "fp": a.fp.copy(),
            "scalars": self._scalars.copy(),
            "progress": np.array(
                [self.elapsed, self._best, self._stale, self.diverged, self._done_early, self._extra], np.float64
            ),
            "reason": np.array(self.reason),
            "schedule": np.array(json.dumps(dict(self._memory))),
        }
        return arrays | {f"history/{k}": v for k, v in self.history.state().items()}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        """Take back what :meth:`state` gave, here or in another process.

        Raises:
            StateError: when the state belongs to another network or optimizer, or misses a part.
        """
        try:
            mem, ctx, fp, scalars = state["mem"], state["ctx"], state["fp"], state["scalars"]
            spec = RunSpec.parse(json.loads(str(state["spec"])), "state")
            progress = [float(v) for v in state["progress"]]
            memory, reason = json.loads(str(state["schedule"])), str(state["reason"])
        except (KeyError, ValueError) as error:
            raise StateError(f"this is not a state of a run: {error}") from None
        a = self.arena
        check_same_run(self.spec, spec)
        sizes = ((a.program.persistent,), a.ctx.shape, a.fp.shape, self._scalars.shape)
        if tuple(np.shape(v) for v in (mem, ctx, fp, scalars)) != sizes or len(progress) != 6:
            raise StateError("the state belongs to a run on other data or with another version of this program")
        a.mem[: a.program.persistent] = mem
        a.ctx[:], a.fp[:], self._scalars[:] = ctx, fp, scalars
        # how much room this process has is its own affair
        a.ctx[abi.CAPACITY] = a.program.capacity
        self.elapsed, self._best = progress[:2]
        self._stale, self.diverged, self._done_early = int(progress[2]), bool(progress[3]), bool(progress[4])
        self.reason, self._memory, self._extra = reason, memory, int(progress[5])
        live = {name: getattr(spec.training, name) for name in live_fields(spec.training)}
        self.spec = self.spec.replace(optimizer=spec.optimizer, training=self.spec.training.replace(**live))
        a.use(self.spec)
        self._optimizer = optimizer_of(spec)
        self._order_epoch = -1
        self.history = History.restore(
            {k.removeprefix("history/"): v for k, v in state.items() if k.startswith("history/")}
        )

    # --- inside ---------------------------------------------------------------------------------------------------
    def _prepare(self, x: np.ndarray, y: np.ndarray) -> Arrays:
        outputs, dtype = int(self.arena.program.output.size), self.arena.mem.dtype
        return prepare(x, y, self._loss, self.examples.target_width, outputs, dtype)

    def _steps_to_event(self) -> int:
        ahead = [self.total_steps - self.step, self.steps_per_epoch - self.step % self.steps_per_epoch]
        if self.spec.training.eval_every:
            ahead.append(self.spec.training.eval_every - self.step % self.spec.training.eval_every)
        return min(ahead)

    def _at_event(self) -> bool:
        every = self.spec.training.eval_every or self.steps_per_epoch
        return self.step % every == 0 or self.step >= self.total_steps

    def _slice(self, n: int, began: float) -> int:
        epoch, within = divmod(self.step, self.steps_per_epoch)
        self._shuffle(epoch)
        first, start = within * self.batch_size, self.step
        rates, out, probes = self._rates(start, n), np.zeros((n, 3)), self._room_for_probes(start, n)
        t0 = time.perf_counter()
        if isinstance(self._optimizer, ClosureOptimizer):
            gradients = np.empty(n)
            did = self._closure_steps(self._optimizer, n, first, rates, out, probes, gradients)
        else:
            gradients = self._recorder.examples_at(np.arange(start + 1, start + n + 1)) + self._extra
            did = self._machine_steps(n, first, rates, out, probes)
        span = self.elapsed + t0 - began, self.elapsed + time.perf_counter() - began
        accuracy = bool(self._loss.accuracy)
        self._recorder.steps(self.history, start, did, rates, out, span, gradients, accuracy=accuracy)
        if did and not np.isfinite(out[did - 1, 0]):
            self._diverge(start + did, "loss", out[did - 1, 0])
        self._record_probes(start, did, probes, span, gradients)
        return did

    def _diverge(self, step: int, what: str, value: float) -> None:
        """End the run: a loss that is not finite has no gradient to follow."""
        self.diverged = True
        self.reason = f"the {what} became {'NaN' if np.isnan(value) else 'infinite'} at step {step}"
        self.history.marks.append(Mark(step, "diverged", self.reason))

    def _machine_steps(self, n: int, first: int, rates: np.ndarray, out: np.ndarray, probes: np.ndarray) -> int:
        a = self.arena
        return machine.advance(
            n, first, a.ops, a.plan, a.settings, *a.core[2:], *self._train, self._order, rates, out, probes
        )

    def _closure_steps(
        self,
        optimizer: ClosureOptimizer,
        n: int,
        first: int,
        rates: np.ndarray,
        out: np.ndarray,
        probes: np.ndarray,
        gradients: np.ndarray,
    ) -> int:
        a, sampled, every = self.arena, 0, self.spec.training.diagnostics_every
        for s in range(n):
            size = min(self.batch_size, self.n_examples - first)
            a.fp[a.hyper] = rates[s, 0]
            probing = every > 0 and (self.step + 1) % every == 0
            if probing:
                diagnostics.before(a.mem, a.program.n_parameters, a.plan[machine.GRADIENTS], a.plan[machine.SNAPSHOT])
            oracle = Oracle(a, self._train, self._order, first, size, self._scalars)
            out[s, 0] = optimizer.minimise(oracle)
            out[s, 2] = oracle.accuracy
            self._extra += (oracle.evaluations - 1) * size
            gradients[s] = self._recorder.examples_at(self.step + 1) + self._extra
            if not np.isfinite(out[s, 0]):
                return s + 1
            if probing:
                # the optimizer asked for more than one gradient: the last one is shown
                kept = int(a.plan[machine.SNAPSHOT] + a.plan[machine.GRADIENTS])
                a.mem[kept : kept + a.program.n_parameters] = a.gradient
                machine.probe(a.plan, a.ctx, a.mem, a.imem, probes[sampled])
                sampled += 1
            self._after_closure()
            first += size
        return n

    def _after_closure(self) -> None:
        """Do what the machine does after an update: average, bound the norms, count."""
        a = self.arena
        machine.update(*a.core)
        if a.settings[machine.MAX_NORM] > 0.0:
            machine.renormalise(a.plan, a.settings, a.mem, a.imem)
        a.ctx[abi.STEP] += 1

    def _shuffle(self, epoch: int) -> None:
        if epoch == self._order_epoch or not self.spec.training.shuffle:
            return
        self._order = streams.permutation(streams.key(self.spec.seed, streams.ORDER, epoch), self.n_examples)
        self._order_epoch = epoch

    def _rates(self, start: int, n: int) -> np.ndarray:
        rates = np.full((n, 2), np.nan)
        schedule, base = self._schedule, self._optimizer.lr
        if schedule is None:
            rates[:, 0] = base
            return rates
        by_step = schedule.interval == "step"
        ticks = np.arange(start, start + n) if by_step else np.array([start // self.steps_per_epoch])
        horizon = self.total_steps if by_step else self.spec.training.epochs
        rates[:, 0] = schedule.rates(ticks, base, horizon, self._memory)
        if self._optimizer.cycles:
            momenta = schedule.momenta(ticks, self._optimizer.hyper()[1], horizon)
            if momenta is not None:
                rates[:, 1] = momenta
        return rates

    def _room_for_probes(self, start: int, n: int) -> np.ndarray:
        """Return a line for each step of a slice that is sampled."""
        every = self.spec.training.diagnostics_every
        lines = (start + n) // every - start // every if every else 0
        return np.empty((lines, diagnostics.columns(self.arena.program, self.arena.probed)))

    def _record_probes(
        self, start: int, did: int, probes: np.ndarray, span: tuple[float, float], gradients: np.ndarray
    ) -> None:
        every = self.spec.training.diagnostics_every
        steps = np.arange(start + 1, start + did + (0 if self.diverged else 1))
        steps = steps[steps % every == 0] if every else steps[:0]
        if len(steps):
            self._recorder.probes(self.history, start, did, steps, probes, self.arena.probe_tags, span, gradients)

    def _record_evaluation(self, began: float) -> None:
        result = self.evaluate("val")
        if not result:
            return
        elapsed = self.elapsed + time.perf_counter() - began
        gradients = self._recorder.examples_at(self.step) + self._extra
        self._recorder.evaluation(self.history, self.step, elapsed, gradients, result)
        if not np.isfinite(result["loss"]):
            self._diverge(self.step, "validation loss", result["loss"])

    def _watched_loss(self) -> float:
        """Return the newest validation loss, or without a validation part the mean training loss of the last epoch."""
        if len(self._val[0]):
            return self.history.last("val/loss")
        return float(np.mean(self.history["train/loss"][-self.steps_per_epoch :]))

    def _after_epoch(self) -> None:
        t, loss = self.spec.training, self._watched_loss()
        kind = "validation" if len(self._val[0]) else "training"
        if self.step % self.steps_per_epoch == 0 and self._schedule is not None and np.isfinite(loss):
            rate = self.history.last("train/lr")
            self._memory = self._schedule.observe(self._memory, loss, rate)
        if loss < self._best:
            self._best, self._stale = loss, 0
        elif self.step % self.steps_per_epoch == 0:
            self._stale += 1
        if t.target_loss and loss <= t.target_loss:
            self._finish(f"the {kind} loss reached {t.target_loss}")
        elif t.patience and self._stale >= t.patience:
            self._finish(f"no better {kind} loss for {t.patience} epochs")

    def _finish(self, reason: str) -> None:
        self._done_early, self.reason = True, reason
        self.history.marks.append(Mark(self.step, "stopped", reason))

    @contextmanager
    def _at_evaluation_point(self) -> Generator[None]:
        """Put the averaged parameters in the place of the parameters, where the run has any."""
        point = self.arena.average_vector
        if point is None and self._optimizer.evaluates >= 0 and self.step > 0:
            point = self.arena.slot(self._optimizer.evaluates)
        if point is None:
            yield
            return
        held = self.arena.weights.copy()
        self.arena.weights[:] = point
        try:
            yield
        finally:
            self.arena.weights[:] = held
