"""What a study is: a claim, the printed figures, an experiment and the rules that decide, all plain data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator

from gdlab.spec.base import Spec
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.known_keys import known_keys
from gdlab.spec.problems import to_spec_error
from gdlab.studies.drawn_levels import drawn_levels
from gdlab.studies.kinds import AnyMeasure, AnyRule, OptionalDerivation, OptionalProcedure
from gdlab.studies.written_names import name_pattern
from gdlab.translation import tr_noop

#: Stands behind a rule on which no verdict hangs.
ONLY_SHOWN = tr_noop(" (shown, decides nothing)")
Size = Literal["quick", "full"]
Group = Literal["article", "classics", "own"]


#: A figure as it is printed: a number, its zeros at the end and all, and perhaps a unit or a word behind it.
_FIGURE = re.compile(r"[+−-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?( .+| ?%)?")


class Printed(Spec):
    """A table as the article prints it.

    A figure is a number or a text; a text keeps the zeros at its end ("0.10"). What begins like a number must be one.
    """

    caption: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | float, ...], ...] = ()

    @model_validator(mode="after")
    def _is_a_rectangle(self) -> Self:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row needs {len(self.columns)} cells, one a column")
        return self

    @model_validator(mode="after")
    def _figures_are_numbers(self) -> Self:
        for cell in (cell for row in self.rows for cell in row[1:]):
            if isinstance(cell, str) and re.match(r"[+−-]?\.?\d", cell) and not _FIGURE.fullmatch(cell):
                raise ValueError(f"'{cell}' begins like a number and is none")
        return self


class Factor(Spec):
    """What differs between runs, and its levels.

    A level is a plain value, which becomes the variable ``$<name>``, or a table with a ``label`` and the variables
    that it sets. A table ``{low, high, count}`` in place of the list draws them; see :func:`drawn_levels`. ``quick``
    lists the labels that a quick run keeps; none keeps all.
    """

    name: Annotated[str, name_pattern(r"\w+", "needs letters, digits and underscores alone, as in a variable's name")]
    title: str = ""
    levels: tuple[Any, ...] = Field(min_length=1)
    quick: tuple[str, ...] = ()

    def chosen(self, size: Size) -> dict[str, dict[str, Any]]:
        """Return the variables of each level by its label."""
        made = {}
        for level in self.levels:
            if isinstance(level, dict):
                label = str(level["label"])
                variables = {k: v for k, v in level.items() if k != "label"}
                made[label] = {self.name: label, **variables}
            else:
                made[label_of(level)] = {self.name: level}
        if size == "quick" and self.quick:
            return {k: v for k, v in made.items() if k in self.quick}
        return made

    @field_validator("levels", mode="before")
    @classmethod
    def _drawn(cls, value: Any, info: ValidationInfo) -> Any:
        return drawn_levels(value, str(info.data.get("name", ""))) if isinstance(value, Mapping) else value

    @model_validator(mode="after")
    def _labels_differ(self) -> Self:
        if any(isinstance(level, dict) and "label" not in level for level in self.levels):
            raise ValueError("a level that is a table needs a label")
        if any(isinstance(level, list | tuple) for level in self.levels):
            raise ValueError("a level is a plain value, or a table with a label")
        labels = list(self.chosen("full"))
        if len(labels) != len(self.levels):
            raise ValueError("two levels have the same label")
        if unknown := set(self.quick) - set(labels):
            raise ValueError(f"quick names {', '.join(sorted(unknown))}, which is no level; there are {labels}")
        return self


class Measured(Spec):
    """What is taken from each run: the measure, and how its columns are called."""

    take: AnyMeasure
    column: str = Field(default="", description="The column's name; a measure of several columns names them itself.")
    scale: Literal["", "plain", "log", "share", "proportion"] = Field(
        default="", description="How the figures scatter."
    )

    def columns(self) -> tuple[str, ...]:
        """Return the columns that it fills; one that ends with ``*`` stands for all that begin so."""
        given = self.take.columns()
        return (self.column,) if self.column and len(given) == 1 and not given[0].endswith("*") else given

    def named(self, figures: Mapping[str, float]) -> Mapping[str, float]:
        """Return figures under the column's name, where one was given and there is one figure."""
        return {self.column: next(iter(figures.values()))} if self.column and len(figures) == 1 else figures


class Chart(Spec):
    """What a picture shows.

    ``runs``: the curves of ``tag``. ``levels``: ``column`` against the levels of ``x``, a line for each level of
    ``lines``. ``columns``: each row as a line over the columns that begin with ``column``. ``heat``: ``column`` over
    the levels of ``x`` and ``y``. ``bars``: ``column``, a bar a row. With ``best`` the curves of a search are those of
    the best level of that factor alone, by the mean of ``column``.
    """

    kind: Literal["runs", "levels", "columns", "heat", "bars"]
    title: str = ""
    tag: str = "train/loss"
    column: str = ""
    x: str = ""
    y: str = ""
    lines: str = ""
    x_label: str = Field(default="", description="What the axis shows; empty takes the factor's or the curve's name.")
    y_label: str = Field(default="", description="What the other axis shows; empty takes the column's name.")
    where: dict[str, str] = Field(default_factory=dict, description="Show only rows with these levels.")
    best: str = Field(default="", description="Of this factor's levels, show only the one with the best column.")
    goal: Literal["low", "high"] = Field(default="low", description="Whether low or high is best.")
    axis: Literal["epoch", "step", "examples", "elapsed"] = "epoch"
    log_x: bool = False
    log_y: bool = False


class Part(Spec):
    """One experiment of a study: a race, or a procedure."""

    name: Annotated[str, name_pattern(r"[\w-]+", "needs letters, digits, underscores and hyphens alone")] = "main"
    title: str = ""
    base: dict[str, Any] = Field(default_factory=dict)
    factors: tuple[Factor, ...] = ()
    without: tuple[dict[str, str], ...] = Field(default=(), description="Combinations of levels to leave out.")
    measures: tuple[Measured, ...] = ()
    procedure: Any = None
    derive: OptionalDerivation = None
    charts: tuple[Chart, ...] = ()
    timed: bool = Field(default=False, description="Measure times apart from the training, runs interleaved.")

    @property
    def heading(self) -> str:
        """What stands above its table: its title, or its name."""
        return self.title or self.name

    @model_validator(mode="after")
    def _factors_differ(self) -> Self:
        names = [factor.name for factor in self.factors]
        if twice := next((name for i, name in enumerate(names) if name in names[:i]), ""):
            raise ValueError(f"two factors have the same name '{twice}'")
        return self

    @model_validator(mode="after")
    def _measures_something(self) -> Self:
        other = [name for name in ("procedure", "derive") if getattr(self, name) is not None]
        if not other and not (self.base and self.measures):
            raise ValueError("a part needs a base and measures, or a procedure, or what it is derived from")
        if len(other) == 2 or (other and (self.measures or self.factors or self.base)):
            raise ValueError(f"a part with a {other[0]} has no base, factors, measures or other source")
        return self


class Check(Spec):
    """One rule over one part's table, and what it decides."""

    rule: AnyRule
    part: str = ""
    decides: bool = Field(default=True, description="Off: shown with the verdict, but the verdict does not hang on it.")
    says: str = Field(default="", description="What this rule stands for, in words.")


class Remark(Spec):
    """A sentence that belongs to the verdict when a rule came out a certain way."""

    check: int = Field(ge=0)
    when: Literal["held", "did not hold", "not told by these figures", "not to be told on this machine now"]
    text: str


class Budget(Spec):
    """The seeds and the variables of a size."""

    seeds: int = Field(default=3, ge=1, le=1000)
    vars: dict[str, Any] = Field(default_factory=dict)


class DataChoice(Spec):
    """A data set that is offered; the first that is there without a download is taken."""

    spec: dict[str, Any]
    says: str = ""
    vars: dict[str, Any] = Field(default_factory=dict)


class Study(Spec):
    """A complete study; everything that decides the verdict is here before the run.

    Raises:
        SpecError: when anything in it is wrong.
    """

    name: Annotated[
        str, Field(max_length=60),
        name_pattern(r"[a-z0-9][a-z0-9-]*", "needs small letters, digits and hyphens alone, no hyphen first"),
    ]  # fmt: skip
    title: str
    group: Group = Field(default="own", description="Under which heading it stands.")
    source: str = Field(default="", description="Where the claim comes from.")
    claim: str
    printed: Printed | None = None
    data: tuple[DataChoice, ...] = ()
    vars: dict[str, Any] = Field(default_factory=dict)
    quick: Budget = Field(default_factory=Budget)
    full: Budget = Field(default_factory=Budget)
    parts: tuple[Part, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = Field(min_length=1)
    remarks: tuple[Remark, ...] = ()
    look: str = ""
    teaches: str = ""
    caveat: str = ""

    def __init__(self, /, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as error:
            raise to_spec_error(error, keys=partial(known_keys, type(self), fields)) from None

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Self:
        if found := list(self._wrong_references()):
            raise SpecError(found)
        return self

    def _wrong_references(self) -> Iterator[Problem]:
        """Yield a problem for each part that is named twice, or named and not there."""
        names = [p.name for p in self.parts]
        for i, part in enumerate(self.parts):
            if part.name in names[:i]:
                yield Problem(f"parts[{i}].name", f"two parts have the same name '{part.name}'")
            if part.derive is not None and part.derive.of not in names[:i]:
                said = f"part '{part.name}' is derived from '{part.derive.of}', which is no earlier part"
                yield Problem(f"parts[{i}].derive.of", said)
        for i, check in enumerate(self.checks):
            if check.part and check.part not in names:
                yield Problem(f"checks[{i}].part", f"there is no part '{check.part}'; there are {', '.join(names)}")
        for i, remark in enumerate(self.remarks):
            if remark.check >= len(self.checks):
                said = f"there is no check {remark.check}, beyond the {len(self.checks)} there are, counted from 0"
                yield Problem(f"remarks[{i}].check", said)

    def budget(self, size: Size) -> Budget:
        """Return the seeds and variables of a size."""
        return self.quick if size == "quick" else self.full

    def part(self, name: str) -> Part:
        """Return a part by name, the first for ""."""
        return next((p for p in self.parts if p.name == name), self.parts[0])

    def rules_in_words(self) -> list[str]:
        """Return what decides, in words, one sentence a rule."""
        return [f"{c.says} {c.rule.words()}".strip() + ("" if c.decides else ONLY_SHOWN) for c in self.checks]


def label_of(value: Any) -> str:
    """Return how a plain level is called."""
    return f"{value:g}" if isinstance(value, float) else str(value)


__all__ = [
    "Budget", "Chart", "Check", "DataChoice", "Factor", "Group", "Measured", "OptionalProcedure", "Part",
    "Printed", "Remark", "Size", "SpecError", "Study",
]  # fmt: skip
