"""Whether presets reach the figures that their sentences claim: every claim, on several seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gdlab.lab.number_text import format_metric
from gdlab.lab.preset_header import Claim
from gdlab.lab.presets import Preset
from gdlab.lab.run import Run, run_summary

#: The seeds on which a claim has to hold.
CHECKED_SEEDS = 3


@dataclass(frozen=True)
class CheckedClaim:
    """A claim of a preset beside what was measured.

    Attributes:
        preset: the preset's name.
        variant: what the run is called.
        claim: the figure and its bound.
        measured: the figure of each seed; a status is a text.
    """

    preset: str
    variant: str
    claim: Claim
    measured: tuple[float | str, ...]

    @property
    def holds(self) -> bool:
        """Return whether every seed keeps the bound."""
        return bool(self.measured) and all(self.claim.holds(value) for value in self.measured)

    @property
    def figures(self) -> str:
        """The measured figures in words."""
        tag = self.claim.figure.removeprefix("best ")
        return ", ".join(value if isinstance(value, str) else format_metric(tag, value) for value in self.measured)


def check_preset(
    preset: Preset, seeds: int = CHECKED_SEEDS, before_step: Callable[[], None] = lambda: None
) -> list[CheckedClaim]:
    """Train a preset and return its claims with what was measured.

    Args:
        preset: the preset.
        seeds: how many seeds, from the experiment's own on.
        before_step: called now and then while it trains; KeyboardInterrupt stops it.
    """
    runs = preset.train(seeds, before_step)
    groups = [runs[first : first + seeds] for first in range(0, len(runs), seeds)]
    found: list[CheckedClaim] = []
    for claim in preset.header.claims:
        group = groups[claim.variant - 1] if claim.variant <= len(groups) else []
        label = group[0].name.partition(" · ")[0] if group else f"variant {claim.variant}"
        found.append(CheckedClaim(preset.name, label, claim, tuple(_figures(group, claim.figure))))
    return found


def _figures(runs: Iterable[Run], figure: str) -> Iterable[float | str]:
    for run in runs:
        if figure == "status":
            yield str(run.status)
        else:
            yield float(run_summary(run).get(figure, float("nan")))
