"""Whether a saved state belongs to a run: what may differ between the two specs, and what may not."""

from __future__ import annotations

from typing import Any

from gdlab.engine.live import live_fields
from gdlab.spec.errors import StateError
from gdlab.spec.run import RunSpec

#: Training options that shape the state or the path; the rest is live or says when to stop and what to watch.
_FIXED = ("batch_size", "dtype", "shuffle", "average", "kink")


def check_same_run(ours: RunSpec, theirs: RunSpec) -> None:
    """Compare everything that cannot change while a run trains.

    Raises:
        StateError: naming what differs.
    """
    parts: dict[str, tuple[Any, Any]] = {
        "network": (ours.network, theirs.network),
        "loss": (ours.loss, theirs.loss),
        "seed": (ours.seed, theirs.seed),
        "schedule": (ours.schedule, theirs.schedule),
        "optimizer": (ours.optimizer.type, theirs.optimizer.type),
    }
    parts |= {n: (getattr(ours.training, n), getattr(theirs.training, n)) for n in _FIXED}
    if ours.optimizer.type == theirs.optimizer.type:
        fixed = set(type(ours.optimizer).model_fields) - set(live_fields(ours.optimizer))
        parts |= {n: (getattr(ours.optimizer, n), getattr(theirs.optimizer, n)) for n in sorted(fixed)}
    differs = [name for name, (a, b) in parts.items() if a != b]
    if differs:
        raise StateError(f"the state belongs to another run, whose {' and '.join(differs)} differ from this one's")
