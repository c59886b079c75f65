"""The variant that validation chooses, on the examples that were set aside: one figure that nothing was chosen by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from gdlab.lab.number_text import format_metric
from gdlab.lab.run import Run
from gdlab.lab.statistics import Estimate, estimate
from gdlab.lab.sweeps.seed_training import held_out_figures
from gdlab.lab.train import SpecTrainer
from gdlab.spec.metrics import title_of


@dataclass(frozen=True)
class ChosenOnTest:
    """What the variant that came first in validation reaches on the test part.

    Attributes:
        label: the variant; fraction: the share of the examples that is the test part.
        figures: each metric by its name, over the variant's seeds.
    """

    label: str
    fraction: float
    figures: Mapping[str, Estimate]

    @property
    def sentence(self) -> str:
        """What was found, in a sentence."""
        parts: list[str] = []
        for name, found in self.figures.items():
            half = f" ± {format_metric(name, found.half)}" if np.isfinite(found.half) else ""
            parts.append(f"{title_of(name, short=True)} {format_metric(name, found.mean)}{half}")
        share = f"{100 * self.fraction:.0f} % of the examples"
        part = f"the test part ({share}, which neither training nor this order has seen)"
        return f"Chosen by validation is {self.label}. On {part} it has {', '.join(parts)}"


def chosen_on_test(label: str, runs: Sequence[Run], names: Sequence[str]) -> ChosenOnTest | None:
    """Return what a variant reaches on the test part, None where none was set aside.

    Args:
        label: the variant that came first in validation.
        runs: its runs, one a seed.
        names: the metrics.
    """
    fraction = float(getattr(runs[0].spec.data, "test_fraction", 0.0))
    if not fraction or any(run.own_data or not run.evaluated for run in runs):
        return None
    tags = [f"val/{name}" for name in names]
    found = [held_out_figures(SpecTrainer(run.spec, None, run.evaluated), tags, None) for run in runs]
    known = [name for name in names if all(name in one for one in found)]
    return ChosenOnTest(label, fraction, {n: estimate(np.array([one[n] for one in found])) for n in known})
