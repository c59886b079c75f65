"""Names by which several runs are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol

from gdlab.spec.calls import shorten

#: Stands in a run's name between the variant and the seed, and before the name of its experiment.
SEED_MARK, EXPERIMENT_MARK = " · seed ", " – "
#: Letters that the variant and the experiment have at the most in a run's name.
_LONGEST_VARIANT, _LONGEST_EXPERIMENT = 120, 40


def variant_name(variant: str, experiment: str, seed: int | None) -> str:
    """Return the name of a run of a comparison: "Adam, lr=0.1 · seed 2 – digits".

    Args:
        variant: what distinguishes it, "" for nothing.
        experiment: the name of the spec that was varied, "" for none.
        seed: its seed, None where each variant has one.
    """
    name = shorten(variant or experiment or "run", _LONGEST_VARIANT) + ("" if seed is None else f"{SEED_MARK}{seed}")
    return name + (f"{EXPERIMENT_MARK}{shorten(experiment, _LONGEST_EXPERIMENT)}" if variant and experiment else "")


def variant_label(name: str) -> str:
    """Return the variant in the name of a run of a comparison, without seed and experiment."""
    label, mark, _ = name.partition(SEED_MARK)
    return label if mark else name.rpartition(EXPERIMENT_MARK)[0] or name


class NamedRun(Protocol):
    """A run that is named in a list: its label and identity."""

    @property
    def label(self) -> str:
        """Return the name that is shown."""
        ...

    @property
    def id(self) -> str:
        """Return the identity."""
        ...


def unique_names(runs: Sequence[NamedRun]) -> list[str]:
    """Return a name for each run by which no two are confused."""
    labels = [r.label for r in runs]
    count = Counter(labels)
    return [label if count[label] == 1 else f"{label} [{r.id}]" for label, r in zip(labels, runs, strict=True)]
