"""Apply a study's rules to its measured tables and put the verdict into words."""

from __future__ import annotations

from collections.abc import Mapping

from gdlab.spec.errors import SpecError
from gdlab.studies.model import Study
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding, Judged, RuleOutcome, State, Verdict, decide

_MOST_NAMED = 4


def judge(study: Study, tables: Mapping[str, StudyTable], *, size: str = "full", data: str = "") -> Verdict:
    """Return the verdict over measured tables; a rule whose figures are missing tells nothing."""
    judged: list[Judged] = []
    for check in study.checks:
        try:
            found = check.rule.judge(tables[study.part(check.part).name])
        except SpecError as error:
            found = Finding(RuleOutcome.UNCLEAR, str(error))
        judged.append(Judged(f"{check.says} {check.rule.words()}".strip(), found.outcome, found.figures, check.decides))
    state = decide([j.outcome for j in judged if j.supports])
    remarks = tuple(r.text for r in study.remarks if judged[r.check].outcome == r.when)
    text = f"{_outcomes(state, judged)} {_measured(study, tables, size, data)}"
    return Verdict(state, text, tuple(judged), remarks)


def measures(study: Study) -> list[str]:
    """Return the measures that the deciding rules look at, each once, in their order."""
    found: dict[str, None] = {}
    for check in (c for c in study.checks if c.decides):
        taken = [m.take for m in study.part(check.part).measures]
        for column in check.rule.columns_read():
            found[next((said for m in taken if (said := m.says(column))), column)] = None
    return list(found)


def _outcomes(state: State, judged: list[Judged]) -> str:
    deciding = [j for j in judged if j.supports]
    held = sum(j.outcome is RuleOutcome.HELD for j in deciding)
    failed = sum(j.outcome is RuleOutcome.FAILED for j in deciding)
    unclear = len(deciding) - held - failed
    rules = "1 rule" if len(deciding) == 1 else f"{len(deciding)} rules"
    counts = [f"{held} held", f"{failed} did not"] + [f"{unclear} cannot be told"] * bool(unclear)
    return f"{state.capitalize()}: of {rules} {', '.join(counts)}."


def _measured(study: Study, tables: Mapping[str, StudyTable], size: str, data: str) -> str:
    """Return what was measured, in which size, over how many seeds, on which data."""
    names = measures(study)
    more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
    what = _listed(names[:_MOST_NAMED] + more)
    seeds = len(next(iter(tables.values())).seeds)
    over = f"{seeds} seeds, means with 95 % intervals (Student's t)" if seeds > 1 else "one seed, so without intervals"
    return f"Measured {size}: {what}, over {over}" + (f", on {data}." if data else ".")


def _listed(names: list[str]) -> str:
    return " and ".join([*[", ".join(names[:-1])] * (len(names) > 1), *names[-1:]])
