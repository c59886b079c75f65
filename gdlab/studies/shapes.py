"""What the table of each part of a study will look like: its factors with their levels, and its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gdlab.studies.model import Part, Study
from gdlab.studies.parsing import parse_procedure
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
        made[part.name] = _shape_of(part, variables)
    return made


def _shape_of(part: Part, variables: Mapping[str, object]) -> TableShape:
    if part.procedure is not None:
        held = parse_procedure(fill(part.procedure, variables))
        factors: dict[str, list[str]] = {}
        for _, levels in held.tasks():
            for name, level in levels.items():
                if level not in factors.setdefault(name, []):
                    factors[name].append(level)
        return TableShape(factors, held.columns())
    columns = [column for m in part.measures for column in m.columns()]
    return TableShape({f.name: list(f.chosen("full")) for f in part.factors}, columns)
