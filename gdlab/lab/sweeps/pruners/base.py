"""What a pruner is to a sweep: it makes Optuna's pruner when the sweep begins."""

from __future__ import annotations

from typing import Any

from gdlab.spec.kinds import PrunerSpec


class Pruner(PrunerSpec):
    """The rule by which a sweep ends a poor trial early; subclass it in a file of this folder."""

    def make(self) -> Any:
        """Return Optuna's pruner."""
        raise NotImplementedError
