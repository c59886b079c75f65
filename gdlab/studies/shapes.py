"""What the table of each part of a study will look like: its rows with their levels, and its columns."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest
from gdlab.studies.experiment import levels_of
from gdlab.studies.kinds import Derivation
from gdlab.studies.model import Part, Study
from gdlab.studies.parsing import parse_procedure
from gdlab.studies.table import Row
from gdlab.studies.template import fill

#: A part has no more rows than this: whatever a study asks for, a table of more is a slip.
MOST_ROWS = 10_000


@dataclass(frozen=True)
class TableShape:
    """The rows of a table, the factors that they come from with their levels, and its columns.

    A column that ends with ``*`` stands for several.
    """

    rows: Sequence[Row]
    factors: Mapping[str, Sequence[str]]
    columns: Sequence[str]


def shapes_of(study: Study) -> dict[str, TableShape]:
    """Return the shape of each part's table at full size.

    Raises:
        SpecError: when a procedure or a derivation does not fit, or a part has too many rows.
    """
    made: dict[str, TableShape] = {}
    variables = {**study.vars, **(study.data[0].vars if study.data else {}), **study.full.vars}
    for i, part in enumerate(study.parts):
        try:
            made[part.name] = _shape_of(part, variables, made)
        except SpecError as error:
            raise SpecError([Problem(f"parts[{i}].{p.path}", p.message) for p in error.problems]) from None
    return made


def _shape_of(part: Part, variables: Mapping[str, object], known: Mapping[str, TableShape]) -> TableShape:
    if part.derive is not None:
        return _derived(part.derive, known[part.derive.of])
    if part.procedure is not None:
        try:
            held = parse_procedure(fill(part.procedure, variables))
        except SpecError as error:
            raise SpecError([Problem(place_inside("procedure", p.path), p.message) for p in error.problems]) from None
        rows = [Row(label, levels) for label, levels in held.tasks()]
        labels = [row.label for row in rows]
        if twice := next((label for label in labels if labels.count(label) > 1), ""):
            raise SpecError([Problem("procedure", f"two rows are called '{twice}'")])
        return TableShape(rows, levels_of(rows), held.columns())
    levels = {f.name: list(f.chosen("full")) for f in part.factors}
    if (count := prod(len(v) for v in levels.values())) > MOST_ROWS:
        raise SpecError([Problem("factors", f"these levels make {count:,} rows; at most {MOST_ROWS:,} are possible")])
    found = (dict(zip(levels, labels, strict=True)) for labels in itertools.product(*levels.values()))
    rows = [Row(", ".join(one.values()), one) for one in found]
    rows = [row for row in rows if not any(row.matches(bar) for bar in part.without)]
    if not rows:
        raise SpecError([Problem("without", "leaves out every combination of levels")])
    return TableShape(rows, levels, [column for m in part.measures for column in m.columns()])


def _derived(derivation: Derivation, of: TableShape) -> TableShape:
    by = getattr(derivation, "by", "")
    if by and by not in of.factors:
        hint = nearest(by, list(of.factors)) or f" There are {', '.join(of.factors) or 'none'}."
        raise SpecError([Problem("derive.by", f"part '{derivation.of}' has no factor '{by}'.{hint}")])
    if wrong := derivation.contradiction(of.factors):
        raise SpecError([Problem("derive", wrong)])
    rows = derivation.rows(list(of.rows), {name: list(levels) for name, levels in of.factors.items()})
    return TableShape(rows, levels_of(rows), derivation.columns())


def place_inside(field: str, path: str) -> str:
    """Return the place of a problem within a field; a problem of a variable names no place of its own."""
    return field if path in ("", "base", field) or path.startswith("preset ") else f"{field}.{path}"
