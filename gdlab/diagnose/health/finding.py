"""What a check found wrong with a run, and what to try."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gdlab.spec.change import change
from gdlab.spec.run import RunSpec

#: The share of a weight matrix's length by which one of the first steps of a run usually changes it.
USUAL_SHARE = 5e-3


@dataclass(frozen=True)
class Remedy:
    """A change of the spec that may help.

    Attributes:
        words: what is changed, as an advice: "try a learning rate of 0.01".
        changes: the new values by dotted path, as :func:`gdlab.spec.change.change` takes them.
        anew: whether the trial begins with new weights; otherwise it may go on from a point of the run.
    """

    words: str
    changes: Mapping[str, Any] = field(default_factory=dict)
    anew: bool = True


@dataclass(frozen=True)
class HealthFinding:
    """One thing that is wrong with a run.

    Attributes:
        check: the type of the check that found it.
        title: what is wrong in a few words.
        sentence: what was measured, with its figures.
        figure: the figure that decided.
        remedy: what to try.
        since: the step from which on it is so.
        examples: the places of the training examples that it is about, the worst first.
    """

    check: str
    title: str
    sentence: str
    figure: float
    remedy: Remedy
    since: int = 0
    examples: tuple[int, ...] = ()

    def spec_to_try(self, spec: RunSpec) -> RunSpec:
        """Return a run's spec with the remedy in it.

        Args:
            spec: what the run trained.

        Raises:
            SpecError: when the remedy does not fit the spec.
        """
        return change(spec, self.remedy.changes).replace(name=f"{spec.name or spec.optimizer.type}, {self.title}"[:200])


def figure_text(value: float) -> str:
    """Return a figure with three significant digits."""
    return f"{value:.3g}"


def share_text(value: float) -> str:
    """Return a share in percent with two decimals, and with two significant digits where it is below 0.01 %."""
    return f"{100 * value:.2f} %" if abs(value) >= 1e-4 or value == 0 else f"{100 * value:.2g} %"
