"""From a study and a size to the runs that it needs."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from gdlab.data.catalogue import source_types
from gdlab.data.remote.base import RemoteSource
from gdlab.lab.intervals import Scale
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import dumps
from gdlab.spec.plain import is_table
from gdlab.spec.run import RunSpec
from gdlab.studies.kinds import Derivation, Procedure
from gdlab.studies.members import load_study_members
from gdlab.studies.model import DataChoice, Part, Size, Study
from gdlab.studies.parsing import parse_procedure
from gdlab.studies.table import Row, StudyTable
from gdlab.studies.template import fill


@dataclass(frozen=True)
class Job:
    """One run that a study needs, or one row of a procedure for one seed."""

    part: str
    row: str
    seed: int
    spec: RunSpec | None
    key: str
    procedure: Procedure | None = None
    timed: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything that a study will do at a size."""

    study: Study
    size: Size
    seeds: tuple[int, ...]
    jobs: tuple[Job, ...]
    tables: Mapping[str, StudyTable]
    data: str

    @cached_property
    def distinct(self) -> tuple[Job, ...]:
        """The jobs that are carried out: rows whose levels come to the same run share it."""
        first: dict[str, Job] = {}
        for job in self.jobs:
            first.setdefault(job.key, job)
        return tuple(first.values())

    def blank(self) -> dict[str, StudyTable]:
        """Return an empty table for each part."""
        return {
            k: StudyTable(t.rows, t.factors, t.seeds, scales=dict(t.scales), trials=dict(t.trials))
            for k, t in self.tables.items()
        }


def plan(study: Study, size: Size = "full", seeds: int | None = None) -> Plan:
    """Return the runs of a study at a size.

    Args:
        study: what is studied.
        size: "quick" or "full".
        seeds: seeds in place of the study's own number.

    Raises:
        SpecError: when the template does not give specs that fit.
    """
    load_study_members()
    budget = study.budget(size)
    count = budget.seeds if seeds is None else seeds
    if count < 1:
        raise SpecError([Problem("seeds", f"must be 1 or more (got {count})")])
    picked = tuple(range(count))
    choice = choose_data(study.data)
    variables = variables_of(study, size, choice)
    jobs: list[Job] = []
    tables: dict[str, StudyTable] = {}
    for part in study.parts:
        try:
            if part.derive is not None:
                tables[part.name] = _derived(part.derive, tables[part.derive.of])
                continue
            rows, factors, made = runs_of(study, part, size, picked, variables)
        except SpecError as error:
            raise SpecError(error.problems, f"study {study.name}, part {part.name}") from None
        scales, trials = _scales(part, next((job.procedure for job in made if job.procedure), None))
        tables[part.name] = StudyTable(rows, factors, picked, scales=scales, trials=trials)
        jobs += made
    return Plan(study, size, picked, tuple(jobs), tables, choice.says if choice else "")


def _derived(derivation: Derivation, source: StudyTable) -> StudyTable:
    """Return the empty table of a part that is reckoned from another's; a figure of the same name scatters alike."""
    rows = derivation.rows(list(source.rows), {k: list(v) for k, v in source.factors.items()})
    columns, own = derivation.columns(), derivation.scales()
    scales: dict[str, Scale] = {name: own.get(name, source.scales.get(name, "plain")) for name in columns}
    trials = {name: source.trials[name] for name in columns if name in source.trials}
    return StudyTable(rows, levels_of(rows), source.seeds, scales=scales, trials=trials)


def levels_of(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the levels of each factor in the order in which rows have them."""
    factors: dict[str, list[str]] = {}
    for row in rows:
        for name, level in row.levels.items():
            known = factors.setdefault(name, [])
            if level not in known:
                known.append(level)
    return factors


def _scales(part: Part, held: Procedure | None) -> tuple[dict[str, Scale], dict[str, int]]:
    """Return how the figures of a part's columns scatter, where that is known, and of how many trials shares are."""
    if held is not None:
        return {column: held.scales.get(column, "plain") for column in held.columns()}, dict(held.trials())
    said: dict[str, Scale] = {}
    for measured in part.measures:
        said |= dict.fromkeys(measured.columns(), measured.scale or measured.take.scale)
    return said, {}


def choose_data(choices: tuple[DataChoice, ...]) -> DataChoice | None:
    """Return the first data set that is there without a download, the last one where none is."""
    for choice in choices:
        source = source_types().get(str(choice.spec.get("type")))
        if source is None:
            continue
        if not issubclass(source, RemoteSource) or choice.spec.get("path") or source.fetched():
            return choice
    return choices[-1] if choices else None


def variables_of(study: Study, size: Size, choice: DataChoice | None) -> dict[str, Any]:
    """Return the variables of a size, with the data that were chosen."""
    variables = {**study.vars, **(choice.vars if choice else {}), **study.budget(size).vars}
    return {**variables, "data": choice.spec} if choice is not None else variables


def runs_of(
    study: Study, part: Part, size: Size, seeds: tuple[int, ...], variables: Mapping[str, Any]
) -> tuple[list[Row], dict[str, list[str]], list[Job]]:
    """Return the rows of a part that is not derived, the levels of its factors, and its jobs.

    Args:
        study: the study.
        part: the part.
        size: which of its budgets.
        seeds: the seeds of each row.
        variables: the values of the template's variables, but for those of the factors' levels.

    Raises:
        SpecError: when the template does not give specs that fit.
    """
    if part.procedure is not None:
        return _procedure(study, part, seeds, variables)
    chosen = {f.name: f.chosen(size) for f in part.factors}
    rows: list[Row] = []
    jobs: list[Job] = []
    read: dict[tuple[str, str], Any] = {}
    for combination in itertools.product(*(levels.items() for levels in chosen.values())):
        levels = dict(zip(chosen, (label for label, _ in combination), strict=True))
        row = Row(_label(part, levels), levels)
        if any(row.matches(bar) for bar in part.without):
            continue
        rows.append(row)
        own = dict(variables)
        for _, values in combination:
            own |= values
        row_spec = _row_spec(fill(part.base, own), read)
        for seed in seeds:
            spec = row_spec.replace(seed=seed, name=f"{row.label} · seed {seed}"[:200])
            jobs.append(
                Job(part.name, row.label, seed, spec, _key(study, part, dumps(spec.replace(name=""))), None, part.timed)
            )
    return rows, {k: list(v) for k, v in chosen.items()}, jobs


def _row_spec(table: dict[str, Any], read: dict[tuple[str, str], Any]) -> RunSpec:
    """Return the spec of a row; parts that another row has too are read once, and so is their text written once.

    Args:
        table: the tables of the row's spec.
        read: the parts that have been read, by their name and their text; this row's are added.
    """
    texts = {name: (name, json.dumps(value, default=repr)) for name, value in table.items() if is_table(value)}
    known = {name: read[text] for name, text in texts.items() if text in read}
    spec = RunSpec.parse({**table, "seed": 0, "name": "", **known})
    read |= {text: getattr(spec, name) for name, text in texts.items()}
    return spec


def _procedure(
    study: Study, part: Part, seeds: tuple[int, ...], variables: Mapping[str, Any]
) -> tuple[list[Row], dict[str, list[str]], list[Job]]:
    held = parse_procedure(fill(part.procedure, variables))
    rows = [Row(label, levels) for label, levels in held.tasks()]
    text = held.model_dump_json()
    jobs = [
        Job(part.name, r.label, s, None, _key(study, part, f"{text}|{r.label}|{s}"), held, part.timed)
        for r in rows
        for s in seeds
    ]
    return rows, levels_of(rows), jobs


def _label(part: Part, levels: Mapping[str, str]) -> str:
    shown = []
    for factor in part.factors:
        level = levels[factor.name]
        named = not any(isinstance(v, dict) for v in factor.levels)
        shown.append(f"{factor.title or factor.name} {level}" if named and len(part.factors) >= 1 else level)
    return ", ".join(shown) or part.title or part.name


def _key(study: Study, part: Part, text: str) -> str:
    """Return the identity of a run of a study: equal specs have equal ones, on any machine."""
    return hashlib.sha256(f"{study.name}\n{part.name}\n{text}".encode()).hexdigest()[:16]
