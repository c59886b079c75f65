"""The families of members that a study is put together from: measures, rules, procedures and derivations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field, SerializeAsAny

from gdlab.lab.intervals import Scale
from gdlab.spec.base import Member
from gdlab.spec.resolver import resolver

if TYPE_CHECKING:
    from gdlab.lab.run import Run
    from gdlab.lab.train import SpecTrainer
    from gdlab.studies.table import Row, StudyTable
    from gdlab.studies.verdict import Finding


class Measure(Member):
    """The base of measures, which take figures from a run that has ended; a file under ``studies/measures/`` each.

    Attributes:
        timed: whether the figures are times, which differ from one repetition to the next.
        scale: how the figures scatter: evenly ("plain"), by factors ("log"), as shares of trials ("share")
            or as other proportions from 0 to 1 ("proportion").
    """

    kind: ClassVar[str] = "measure"
    timed: ClassVar[bool] = False
    scale: ClassVar[Scale] = "plain"

    def columns(self) -> tuple[str, ...]:
        """Return the columns that it fills; one that ends with ``*`` stands for all that begin so."""
        raise NotImplementedError

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

    def take_timed(self, run: Run, seconds_per_example: float) -> Mapping[str, float]:
        """Return figures by column name, of a measure of times, from what one example takes.

        Args:
            run: the run.
            seconds_per_example: as measured interleaved with the other runs of the seed.
        """
        raise NotImplementedError


class Rule(Member):
    """The base of rules, which decide one part of a claim over a measured table; a file under ``studies/rules/`` each.

    A rule is data, fixed before the run: :meth:`words` says it in words from the same fields that :meth:`judge` uses.
    """

    kind: ClassVar[str] = "rule"

    def words(self) -> str:
        """Return when this part of the claim counts as held, as one sentence."""
        raise NotImplementedError

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return in a sentence why no figures could decide the rule, "" where some can.

        Args:
            factors: the factors of the rule's part with their levels.
        """
        return ""

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns whose figures decide; by default those that the rule's ``column`` names."""
        column = getattr(self, "column", "")
        return (column,) if column else ()

    def labels_read(self) -> tuple[str, ...]:
        """Return the levels of the factor ``by`` that the rule names."""
        return tuple(getattr(self, "labels", ()))

    def levels_read(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Yield the field and the levels of each set of rows that the rule reads."""
        for name in ("a", "b", "where"):
            found = getattr(self, name, None)
            if isinstance(found, dict):
                yield name, found

    def nested(self, part: str) -> Iterator[tuple[str, Rule]]:
        """Yield the rule itself with its part; a rule that is made of others yields those."""
        yield part, self

    def parts_read(self, part: str) -> tuple[str, ...]:
        """Return the parts whose figures decide."""
        return tuple(dict.fromkeys(name for name, _ in self.nested(part)))

    def judge_in(self, tables: Mapping[str, StudyTable], part: str) -> Finding:
        """Return whether it held in the tables of all parts; by default only its own part's is read."""
        return self.judge(tables[part])

    def judge(self, table: StudyTable) -> Finding:
        """Return whether it held in a measured table, with the figures that decide."""
        raise NotImplementedError


class Procedure(Member):
    """The base of procedures, which measure what is no race of runs; a file under ``studies/procedures/`` each.

    Attributes:
        timed: whether the figures are times.
        scales: the columns whose figures scatter by factors ("log"), are shares ("share") or
            proportions of a number that differs from seed to seed ("proportion").
    """

    kind: ClassVar[str] = "procedure"
    timed: ClassVar[bool] = False
    scales: ClassVar[Mapping[str, Scale]] = {}

    def columns(self) -> tuple[str, ...]:
        """Return the columns that it fills; one that ends with ``*`` stands for all that begin so."""
        raise NotImplementedError

    def trials(self) -> Mapping[str, int]:
        """Return of how many trials the figures of a column of shares are shares; 1 where it is not named."""
        return {}

    def tasks(self) -> Sequence[tuple[str, Mapping[str, str]]]:
        """Return the rows that are measured: a label and its level of each factor."""
        raise NotImplementedError

    def measure(self, row: str, seed: int, stop: Callable[[], bool]) -> Mapping[str, float]:
        """Return one row's figures for one seed; give up with KeyboardInterrupt when ``stop()`` says so."""
        raise NotImplementedError


class Derivation(Member):
    """A table that is reckoned from another part's; a subclass a file under ``studies/derivations/``."""

    kind: ClassVar[str] = "derivation"
    of: str = Field(..., description="The part, earlier in the file, whose table is read.")

    def columns(self) -> tuple[str, ...]:
        """Return the columns that it fills."""
        raise NotImplementedError

    def columns_read(self) -> tuple[str, ...]:
        """Return the columns of the other part that it reads."""
        return tuple(found for name in ("column", "choose", "cost") if (found := getattr(self, name, "")))

    def contradiction(self, factors: Mapping[str, Sequence[str]]) -> str:
        """Return in a sentence why it gives no figures, "" where it does.

        Args:
            factors: the factors of the part that is read, with their levels.
        """
        return ""

    def scales(self) -> Mapping[str, Scale]:
        """Return how the figures of its columns scatter, where not evenly."""
        return {}

    def rows(self, rows: list[Row], factors: Mapping[str, list[str]]) -> list[Row]:
        """Return the rows, from those of the other part and the levels of its factors."""
        raise NotImplementedError

    def fill(self, source: StudyTable, target: StudyTable) -> None:
        """Fill the table from the other part's, whose runs have ended."""
        raise NotImplementedError


OptionalDerivation = Annotated[
    SerializeAsAny[Derivation] | None, BeforeValidator(resolver("derivation", optional=True))
]
AnyMeasure = Annotated[SerializeAsAny[Measure], BeforeValidator(resolver("measure"))]
AnyRule = Annotated[SerializeAsAny[Rule], BeforeValidator(resolver("rule"))]
OptionalProcedure = Annotated[SerializeAsAny[Procedure] | None, BeforeValidator(resolver("procedure", optional=True))]
