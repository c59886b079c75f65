"""The engine's members, from layers to augmentations, registered all at once."""

from __future__ import annotations

from gdlab.spec.registry import load_members


def load_engine_members() -> None:
    """Register every member that a network and its training may have, by importing the modules that define them."""
    for kind in ("layer", "loss", "metric", "optimizer", "schedule", "init", "average", "augmentation"):
        load_members(kind)
