"""Apply a study's rules to its measured tables and put the verdict into words."""

from __future__ import annotations

from collections.abc import Mapping

from gdlab.spec.errors import SpecError
from gdlab.studies.model import Study
from gdlab.studies.table import Table
from gdlab.studies.verdict import Finding, Judged, Outcome, State, Verdict, decide


def judge(study: Study, tables: Mapping[str, Table], *, size: str = "full", data: str = "") -> Verdict:
    """Return the verdict over measured tables; a rule whose figures are missing tells nothing."""
    judged: list[Judged] = []
    for check in study.checks:
        try:
            found = check.rule.judge(tables[study.part(check.part).name])
        except SpecError as error:
            found = Finding(Outcome.UNCLEAR, str(error))
        judged.append(Judged(f"{check.says} {check.rule.words()}".strip(), found.outcome, found.figures, check.decides))
    state = decide([j.outcome for j in judged if j.supports])
    remarks = tuple(r.text for r in study.remarks if judged[r.check].outcome == r.when)
    return Verdict(state, _text(state, judged, tables, size, data), tuple(judged), remarks)


def _text(state: State, judged: list[Judged], tables: Mapping[str, Table], size: str, data: str) -> str:
    deciding = [j for j in judged if j.supports]
    held = sum(j.outcome is Outcome.HELD for j in deciding)
    failed = sum(j.outcome is Outcome.FAILED for j in deciding)
    unclear = len(deciding) - held - failed
    counts = [f"{held} held", f"{failed} did not"] + [f"{unclear} cannot be told"] * bool(unclear)
    seeds = len(next(iter(tables.values())).seeds)
    over = f"{seeds} seeds, means with 95 % intervals (Student's t)" if seeds > 1 else "one seed, so without intervals"
    what = f"{state.capitalize()}: of {len(deciding)} rules {', '.join(counts)}. Measured {size} over {over}"
    return what + (f", on {data}." if data else ".")
