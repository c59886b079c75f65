"""Whether a run that trained to its end learnt anything: against the best constant prediction, and its own start."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np

from gdlab.engine.history import History
from gdlab.engine.program.spec_members import loss_of
from gdlab.engine.trainer import Trainer
from gdlab.lab.number_text import format_number
from gdlab.lab.run import Status
from gdlab.lab.stability import Stability, stability
from gdlab.spec.bounds import exact_number
from gdlab.spec.errors import GdlabError
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run_length import FEWEST_STEPS
from gdlab.translation import in_english

_log = logging.getLogger(__name__)

#: A run has learnt something when its training loss is below this share of the best constant prediction's.
LEARNT = 0.99
#: A run that learnt nothing has diverged when its loss ends above this multiple of the loss at the start.
DIVERGED = 3.0
#: A gradient whose norm is below this share of the start's has vanished.
_VANISHED = 1e-3


@dataclass(frozen=True)
class Outcome:
    """How a run ended, and where that is a failure its measured reason and what to try."""

    status: Status = Status.FINISHED
    reason: str = ""


@in_english()
def outcome(trainer: Trainer, *, measured: bool = True) -> Outcome:
    """Return the outcome of a run that has trained to its end, or to a loss that is not finite.

    A run that is no better than guessing ends with a loss over its training part that is not below
    :data:`LEARNT` times the loss of the best constant prediction (for classes their shares, for values their mean or
    what else the loss prefers). Where it tells classes more often than their most frequent one is right, beyond what
    luck explains, it is no guess. It diverged where its loss also is above :data:`DIVERGED` times the loss at its
    start.

    Args:
        trainer: what trained it.
        measured: whether the reason of one that learnt nothing holds what is measured for it, gradients and the stable
            rate, which takes longer than a short run.
    """
    history, tag = trainer.history, objective_tag("train")
    if trainer.diverged:
        return Outcome(Status.DIVERGED, _reason(trainer, trainer.reason, diverged=True, measured=measured))
    if trainer.step < FEWEST_STEPS or tag not in history:
        return Outcome()
    guess = constant_loss(trainer)
    mean = float(np.mean(history.newest(tag, trainer.steps_per_epoch)))
    if mean < LEARNT * guess:
        return Outcome()
    loss = float(trainer.evaluate("train", metrics=())[objective_tag("train").removeprefix("train/")])
    first, last = _ends(history, trainer.steps_per_epoch)
    if loss < LEARNT * guess or (np.isnan(guess) and not last > DIVERGED * first):
        return Outcome()
    if not last > DIVERGED * first and _tells_classes(trainer):
        return Outcome()
    if last > DIVERGED * first:
        status, fact = Status.DIVERGED, f"the loss went from {format_number(first)} to {format_number(last)}"
    else:
        status, fact = Status.GUESSING, f"the training loss is {format_number(loss)}"
    if loss < guess:
        fact += f", less than {100 * (1 - LEARNT):.0f} % below the best constant prediction's {format_number(guess)}"
    elif np.isfinite(guess):
        fact += f", and the best constant prediction's is {format_number(guess)}"
    return Outcome(status, _reason(trainer, fact, diverged=status is Status.DIVERGED, measured=measured))


def _reason(trainer: Trainer, fact: str, *, diverged: bool, measured: bool) -> str:
    """Return why a run learnt nothing: what was seen, with what is measured for it where that is wanted."""
    return f"{fact}; {_measured(trainer, diverged=diverged)}" if measured else fact


def constant_loss(trainer: Trainer) -> float:
    """Return the loss of the best constant prediction on the training part, NaN where the loss knows none."""
    loss, examples = loss_of(trainer.spec), trainer.examples
    outputs = loss.items(trainer.arena.program.output, examples.target_width)[1]
    return loss.constant(np.asarray(examples.y_train), outputs)


def _tells_classes(trainer: Trainer) -> bool:
    """Return whether a run's classes are right clearly more often than the most frequent class is.

    The bound is four standard errors of a share above that class's share; a run that only kept the classes that its
    initial weights told by luck has learnt nothing, so it has to be as far above its start too.
    """
    if loss_of(trainer.spec).task != "classes":
        return False
    classes = np.asarray(trainer.examples.y_train).reshape(-1)
    chance = float(np.unique(classes, return_counts=True)[1].max() / len(classes))
    start = Trainer(trainer.spec, trainer.examples, code=trainer.code)
    before, now = (float(t.evaluate("train", metrics=("accuracy",))["accuracy"]) for t in (start, trainer))
    return now > max(chance, before) + 4 * np.sqrt(0.25 / len(classes))


def _ends(history: History, per_epoch: int) -> tuple[float, float]:
    """Return the loss at the start and at the end: the validation loss, or the mini-batches' where there is none."""
    val, train = objective_tag("val"), objective_tag("train")
    if val in history and len(history[val]) > 1:
        return float(history[val][0]), float(history[val][-1])
    return float(history[train][0]), float(np.mean(history.newest(train, per_epoch)))


def _measured(trainer: Trainer, *, diverged: bool) -> str:
    """Return rate and gradients in words, and what to try."""
    spec = trainer.spec
    try:
        start = stability(spec, trainer.examples)
        end = (
            Stability(float("nan"), 0.0) if trainer.diverged else stability(spec, trainer.examples, trainer.parameters)
        )
    except (GdlabError, MemoryError) as error:
        _log.warning("the gradient of a run that learnt nothing cannot be measured: %s", error)
        return "try a smaller learning rate" if diverged else "try another learning rate"
    rate = f"learning rate {exact_number(spec.optimizer.lr)}"
    if np.isfinite(start.stable_rate):
        rate += (
            f", where plain gradient descent is stable up to 2/λ_max = {format_number(start.stable_rate)} at the start"
        )
    norms = f"gradient norm {format_number(start.gradient_norm)} at the start"
    norms += f" and {format_number(end.gradient_norm)} at the end" if np.isfinite(end.gradient_norm) else ""
    return f"{rate}; {norms}; {_advice(spec.optimizer.lr, start, end, diverged=diverged)}"


def _advice(lr: float, start: Stability, end: Stability, *, diverged: bool) -> str:
    """Return what to try, from the rate and the gradients that were measured."""
    known = np.isfinite(start.stable_rate)
    if (known and lr > start.stable_rate) or diverged:
        bound = min(lr / 10, start.stable_rate) if known else lr / 10
        return f"try a learning rate below {format_number(bound)}"
    if end.gradient_norm < _VANISHED * start.gradient_norm:
        return "the gradient has vanished: try a smaller learning rate, another initialisation or other activations"
    if known and lr < 0.01 * start.stable_rate:
        return f"try a larger learning rate, such as {format_number(0.1 * start.stable_rate)}, or more epochs"
    return "try another learning rate, scaled inputs or more epochs"
