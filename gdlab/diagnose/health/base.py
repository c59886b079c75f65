"""What a check of a run's health is: one question about a run, answered by a finding or by nothing."""

from __future__ import annotations

from typing import ClassVar

from gdlab.diagnose.health.evidence import RunEvidence
from gdlab.diagnose.health.finding import HealthFinding, Remedy
from gdlab.spec.base import Member


class HealthCheck(Member):
    """A question about a run; subclass it in a file of its own under ``diagnose/health/checks/``.

    Its fields are the bounds beyond which it alarms.

    Attributes:
        order: checks are asked and shown by it.
    """

    kind: ClassVar[str] = "check"
    order: ClassVar[int] = 50

    def examine(self, evidence: RunEvidence) -> HealthFinding | None:
        """Return what is wrong, None where nothing is.

        Args:
            evidence: the run and what can be measured of it.
        """
        raise NotImplementedError

    def finding(
        self, sentence: str, figure: float, remedy: Remedy, *, since: int = 0, examples: tuple[int, ...] = ()
    ) -> HealthFinding:
        """Return a finding of this check.

        Args:
            sentence: what was measured.
            figure: the figure that decided.
            remedy: what to try.
            since: the step from which on it is so.
            examples: the places of the training examples that it is about.
        """
        return HealthFinding(self.type, self.title, sentence, figure, remedy, since, examples)
