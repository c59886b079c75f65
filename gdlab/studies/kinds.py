"""The families of members that a study is put together from: measures, rules and procedures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, SerializeAsAny

from gdlab.spec.base import Member, resolver

if TYPE_CHECKING:
    from gdlab.lab.run import Run
    from gdlab.lab.train import SpecTrainer
    from gdlab.studies.table import StudyTable
    from gdlab.studies.verdict import Finding


class Measure(Member):
    """Take figures from a run that has ended; subclass it in a file of its own under ``studies/measures/``.

    Attributes:
        timed: whether the figures are times, which differ from one repetition to the next.
    """

    kind: ClassVar[str] = "measure"
    timed: ClassVar[bool] = False

    def says(self, column: str) -> str:
        """Return what a column of this measure holds, where its name needs a word more; "" where it does not."""
        return ""

    def take(self, run: Run, trained: Callable[[], SpecTrainer]) -> Mapping[str, float]:
        """Return figures by column name.

        Args:
            run: the run.
            trained: makes a trainer at the run's final parameters, for what the curves do not hold.
        """
        raise NotImplementedError


class Rule(Member):
    """Decide one part of a claim over a measured table; a subclass a file under ``studies/rules/``.

    A rule is data, fixed before the run: :meth:`words` says it in words from the same fields that :meth:`judge` uses.
    """

    kind: ClassVar[str] = "rule"

    def words(self) -> str:
        """Return when this part of the claim counts as held, as one sentence."""
        raise NotImplementedError

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns whose figures decide; by default those that the rule's ``column`` names."""
        column = getattr(self, "column", "")
        return (column,) if column else ()

    def judge(self, table: StudyTable) -> Finding:
        """Return whether it held in a measured table, with the figures that decide."""
        raise NotImplementedError


class Procedure(Member):
    """Measure something that is no race of runs; a subclass a file under ``studies/procedures/``.

    Attributes:
        timed: whether the figures are times.
    """

    kind: ClassVar[str] = "procedure"
    timed: ClassVar[bool] = False

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return the rows that are measured: a label and its level of each factor."""
        raise NotImplementedError

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return one row's figures for one seed; give up with KeyboardInterrupt when ``stop()`` says so."""
        raise NotImplementedError


AnyMeasure = Annotated[SerializeAsAny[Measure], BeforeValidator(resolver("measure"))]
AnyRule = Annotated[SerializeAsAny[Rule], BeforeValidator(resolver("rule"))]
OptionalProcedure = Annotated[SerializeAsAny[Procedure] | None, BeforeValidator(resolver("procedure", optional=True))]
