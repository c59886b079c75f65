"""How long a run is: examples in a mini-batch, steps in an epoch, steps in all. Every part of the program asks here."""

from __future__ import annotations

from dataclasses import dataclass

from gdlab.spec.run import RunSpec

#: A run of fewer steps is too short to be judged: whether it learnt, and whether it is sound.
FEWEST_STEPS = 30


@dataclass(frozen=True)
class RunLength:
    """The length of a run over a training part of known size.

    Attributes:
        n_examples: examples of the training part.
        batch_size: examples in a mini-batch; the last one of an epoch may hold fewer.
        steps_per_epoch: mini-batches in a pass over the training part.
        total_steps: steps of the whole run, at most ``max_steps``.
        epochs: passes that the spec asks for.
    """

    n_examples: int
    batch_size: int
    steps_per_epoch: int
    total_steps: int
    epochs: int


def run_length(spec: RunSpec, n_examples: int) -> RunLength:
    """Return how long a run of a spec is.

    Args:
        spec: the run.
        n_examples: examples of its training part; none counts as one.
    """
    t, n = spec.training, max(n_examples, 1)
    batch_size = n if t.batch_size == "full" else min(int(t.batch_size), n)
    per_epoch = -(-n // batch_size)
    total = t.epochs * per_epoch
    return RunLength(n_examples, batch_size, per_epoch, min(total, t.max_steps) if t.max_steps else total, t.epochs)
