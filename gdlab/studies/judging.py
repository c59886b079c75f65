"""Apply a study's rules to its measured tables and put the verdict into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gdlab.spec.errors import SpecError
from gdlab.studies.grid_edges import edge_remarks
from gdlab.studies.model import Check, Study
from gdlab.studies.rules.base import in_quotes
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import Finding, Judged, RuleOutcome, State, Verdict, corrected, decide, headline
from gdlab.translation import in_english, tr_noop

_MOST_NAMED = 4


@in_english()
def judge(study: Study, tables: Mapping[str, StudyTable], *, size: str = "full", data: str = "") -> Verdict:
    """Return the verdict over measured tables; a rule whose figures are missing tells nothing.

    Args:
        study: the study.
        tables: the measured tables of its parts, by name.
        size: whether it was run ``quick`` or ``full``.
        data: what it was measured on, in words.
    """
    found = [_finding(study, check, tables) for check in study.checks]
    deciding = [i for i, check in enumerate(study.checks) if check.decides]
    for i, better in zip(deciding, corrected([found[i] for i in deciding]), strict=True):
        found[i] = better
    judged = [
        Judged(_words(c), f.outcome, f.figures, c.decides, _p_value(f))
        for c, f in zip(study.checks, found, strict=True)
    ]
    state = decide([j.outcome for j in judged if j.supports])
    remarks = (*(r.text for r in study.remarks if judged[r.check].outcome == r.when), *edge_remarks(study, tables))
    text = f"{_outcomes(state, judged)} {_measured(study, tables, size, data)}"
    return Verdict(state, text, tuple(judged), remarks, headline(study.claim, state))


def _finding(study: Study, check: Check, tables: Mapping[str, StudyTable]) -> Finding:
    name = study.part(check.part).name
    try:
        found = check.rule.judge_in(tables, name)
    except SpecError as error:
        return Finding(RuleOutcome.UNCLEAR, str(error))
    load = max((tables[part].busy_for(check.rule.columns_read()) for part in check.rule.parts_read(name)), default=0.0)
    if load:
        said = f"{found.figures} Other programs took {100 * load:.0f} % of the time; run it again on a quiet machine."
        return replace(found, outcome=RuleOutcome.BUSY, figures=said)
    return found


def _p_value(found: Finding) -> float:
    """Return the p-value of an outcome, NaN where it is not to be told now."""
    if found.outcome is RuleOutcome.BUSY:
        return float("nan")
    return min(found.evidence.held, found.evidence.failed)


def _words(check: Check) -> str:
    return f"{check.says} {check.rule.words()}".strip()


def measures(study: Study) -> list[str]:
    """Return the measures that the deciding rules look at, each once, in their order."""
    found: dict[str, None] = {}
    for check in (c for c in study.checks if c.decides):
        taken = [m.take for m in study.part(check.part).measures]
        for column in check.rule.columns_read():
            found[next((said for m in taken if (said := m.says(column))), column.removesuffix(" @ "))] = None
    return list(found)


def _outcomes(state: State, judged: list[Judged]) -> str:
    deciding = [j for j in judged if j.supports]
    held = sum(j.outcome is RuleOutcome.HELD for j in deciding)
    failed = sum(j.outcome is RuleOutcome.FAILED for j in deciding)
    busy = sum(j.outcome is RuleOutcome.BUSY for j in deciding)
    unclear = len(deciding) - held - failed - busy
    counts = [tr_noop(f"{held} held"), f"{failed} did not"] + [f"{unclear} cannot be told"] * bool(unclear)
    counts += [f"{busy} not to be told now"] * bool(busy)
    said = ", ".join(counts)
    told = tr_noop(f"of 1 rule {said}") if len(deciding) == 1 else tr_noop(f"of {len(deciding)} rules {said}")
    return f"{state.capitalize()}: {told}."


def _measured(study: Study, tables: Mapping[str, StudyTable], size: str, data: str) -> str:
    """Return what was measured, in which size, over how many seeds, on which data."""
    names = measures(study)
    what = _listed([in_quotes(name) for name in names[:_MOST_NAMED]], len(names) - _MOST_NAMED)
    seeds = len(next(iter(tables.values())).seeds)
    over = f"{seeds} seeds, with 95 % intervals" if seeds > 1 else "one seed, so without intervals"
    said = f"Measured {'quick' if size == 'quick' else 'full'}: {what}, over {over}"
    said += f", on {data}." if data else "."
    return said


def _listed(names: list[str], more: int) -> str:
    """Return names as a list: “a”, “b” and “c”; and how many more there are."""
    if more > 0:
        named = ", ".join(names)
        return tr_noop(f"{named} and {more} more")
    first, last = ", ".join(names[:-1]), names[-1].strip("“”")
    return tr_noop(f"{first} and “{last}”") if first else names[-1]
