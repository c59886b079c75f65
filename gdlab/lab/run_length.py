"""How many steps a run makes."""

from __future__ import annotations

from gdlab.spec.run import RunSpec


def run_steps(spec: RunSpec, n_examples: int) -> tuple[int, int]:
    """Return the steps of an epoch and of the whole run."""
    t = spec.training
    batch = n_examples if t.batch_size == "full" else min(int(t.batch_size), n_examples)
    per_epoch = -(-n_examples // max(batch, 1))
    steps = t.epochs * per_epoch
    return per_epoch, min(steps, t.max_steps) if t.max_steps else steps
