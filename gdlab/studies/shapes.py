"""What the table of each part of a study will look like: its factors with their levels, and its columns."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest
from gdlab.studies.experiment import levels_of
from gdlab.studies.model import Part, Study
from gdlab.studies.parsing import parse_procedure
from gdlab.studies.table import Row
from gdlab.studies.template import fill


@dataclass(frozen=True)
class TableShape:
    """The factors of a table with their levels, and its columns; one that ends with ``*`` stands for several."""

    factors: Mapping[str, Sequence[str]]
    columns: Sequence[str]


def shapes_of(study: Study) -> dict[str, TableShape]:
    """Return the shape of each part's table at full size.

    Raises:
        SpecError: when a procedure does not fit.
    """
    made: dict[str, TableShape] = {}
    variables = {**study.vars, **(study.data[0].vars if study.data else {}), **study.full.vars}
    for part in study.parts:
        made[part.name] = _shape_of(part, variables, made)
    return made


def _shape_of(part: Part, variables: Mapping[str, object], known: Mapping[str, TableShape]) -> TableShape:
    if part.derive is not None:
        by = getattr(part.derive, "by", "")
        factors = known[part.derive.of].factors
        if by and by not in factors:
            hint = nearest(by, list(factors)) or f" There are {', '.join(factors) or 'none'}."
            raise SpecError([Problem("parts", f"part '{part.derive.of}' has no factor '{by}'.{hint}")])
        rows = part.derive.rows(_rows(known[part.derive.of]), _lists(known[part.derive.of]))
        return TableShape(levels_of(rows), part.derive.columns())
    if part.procedure is not None:
        held = parse_procedure(fill(part.procedure, variables))
        rows = [Row(label, levels) for label, levels in held.tasks()]
        return TableShape(levels_of(rows), held.columns())
    columns = [column for m in part.measures for column in m.columns()]
    return TableShape({f.name: list(f.chosen("full")) for f in part.factors}, columns)


def _lists(shape: TableShape) -> dict[str, list[str]]:
    return {name: list(levels) for name, levels in shape.factors.items()}


def _rows(shape: TableShape) -> list[Row]:
    """Return every combination of levels as a row."""
    found = itertools.product(*shape.factors.values())
    return [Row(", ".join(labels), dict(zip(shape.factors, labels, strict=True))) for labels in found]
