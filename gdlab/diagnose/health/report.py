"""The health of a run: every check's answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gdlab import data as sources
from gdlab.diagnose.health.catalogue import all_checks
from gdlab.diagnose.health.evidence import EndedRun, RunEvidence
from gdlab.diagnose.health.finding import HealthFinding
from gdlab.diagnose.trained_run import check_trained
from gdlab.spec.errors import DataError
from gdlab.spec.examples import Examples
from gdlab.spec.html import html_table
from gdlab.spec.metrics import objective_tag
from gdlab.spec.run_length import FEWEST_STEPS


@dataclass(frozen=True)
class HealthReport:
    """What is wrong with a run, and what was found in order.

    Attributes:
        findings: what is wrong, in the order of the checks.
        passed: the titles of the checks that found nothing.
        steps: how many steps the run made; below :data:`~gdlab.spec.run_length.FEWEST_STEPS` it is too short to be
            judged.
    """

    findings: tuple[HealthFinding, ...]
    passed: tuple[str, ...]
    steps: int = FEWEST_STEPS

    @property
    def sound(self) -> bool:
        """Return whether nothing is wrong."""
        return not self.findings

    @property
    def long_enough(self) -> bool:
        """Return whether the run made enough steps to be judged where nothing was found."""
        return self.steps >= FEWEST_STEPS

    def __str__(self) -> str:
        """Return a line a finding, or the sentence that there is none."""
        if self.sound and not self.long_enough:
            return f"The run is too short to be judged: it made {self.steps} steps, and {FEWEST_STEPS} are needed."
        if self.sound:
            return f"The run is sound: none of {len(self.passed)} checks found anything."
        return "\n".join(f"{f.title}: {f.sentence} {f.remedy.words}" for f in self.findings)

    def _repr_html_(self) -> str:
        """Return a table of the findings for a notebook."""
        if self.sound:
            return html_table([("Health", str(self))])
        return html_table(
            [(f.title, f.sentence, f.remedy.words) for f in self.findings], ("finding", "", "what to try")
        )


def health(
    run: EndedRun,
    *,
    examples: Examples | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> HealthReport:
    """Return what is wrong with a run, in sentences with figures, and what to try.

    >>> import gdlab
    >>> layers = ["Linear(out_features=8)", "ReLU", "Linear(out_features=2)"]
    >>> run = gdlab.train(gdlab.RunSpec(data="moons", network={"layers": layers}, optimizer="SGD(lr=300)"))
    >>> gdlab.health(run).sound
    False

    Args:
        run: a run that has been trained.
        examples: prepared examples, for runs on data of one's own.
        progress: is told how many checks are done, and of how many; it may raise KeyboardInterrupt.

    Raises:
        DataError: when the run has no parameters, or its examples cannot be had.
    """
    check_trained(run)
    if run.own_data and examples is None:
        raise DataError("the run was trained on arrays of its own, which it does not keep; give them as examples")
    held = examples or sources.load(run.spec.data, run.spec.seed, dtype=run.spec.training.dtype)
    evidence, checks = RunEvidence(run, held), all_checks()
    found: list[HealthFinding] = []
    passed: list[str] = []
    for done, check in enumerate(checks, 1):
        finding = check.examine(evidence)
        if finding is not None:
            found.append(finding)
        else:
            passed.append(check.title)
        progress(done, len(checks))
    tag = objective_tag("train")
    made = int(run.history.index(tag, "step")[-1]) if tag in run.history and len(run.history[tag]) else 0
    return HealthReport(tuple(found), tuple(passed), made)
