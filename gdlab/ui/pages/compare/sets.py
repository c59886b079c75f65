"""Which runs the Compare page opens with: those of this session, of the last one, the last race, or chosen ones."""

from __future__ import annotations

from collections.abc import Sequence

from gdlab.lab.store.run_lines import RunLine
from gdlab.translation import tr, tr_n, tr_noop

THIS, LAST, RACE, CHOSEN = "this", "last", "race", "chosen"
#: What each set is called.
TITLES = {
    THIS: tr_noop("This session"),
    LAST: tr_noop("Last session"),
    RACE: tr_noop("Last race"),
    CHOSEN: tr_noop("Chosen runs"),
}
#: Runs that a session's comparison has at the most, the newest.
_MOST = 200


def runs_of_set(
    name: str, lines: Sequence[RunLine], began: float, before: float, chosen: Sequence[str]
) -> list[RunLine]:
    """Return the runs of a set, the oldest first.

    Args:
        name: one of :data:`TITLES`.
        lines: all runs, the newest first.
        began: when this session began, in seconds since 1970.
        before: when the session before it began.
        chosen: the ids that a person chose.
    """
    if name == CHOSEN:
        by_id = {line.run.id: line for line in lines}
        return [by_id[key] for key in chosen if key in by_id]
    if name == THIS:
        found = [line for line in lines if line.run.started >= began]
    elif name == LAST:
        found = [line for line in lines if before <= line.run.started < began]
    else:
        group = next((line.run.group for line in lines if line.run.group), "")
        found = [line for line in lines if line.run.group == group] if group else list(lines[:1])
    return found[:_MOST][::-1]


def first_set(lines: Sequence[RunLine], began: float, before: float) -> str:
    """Return the set that is shown unasked: this session's runs, else the last session's, else the last race."""
    for name in (THIS, LAST):
        if runs_of_set(name, lines, began, before, ()):
            return name
    return RACE


def missing_sentence(lines: Sequence[RunLine], chosen: Sequence[str]) -> str:
    """Return what is to be said of chosen runs that a store does not have, "" where it has them all.

    Args:
        lines: all runs of the store.
        chosen: the ids of the runs that were chosen, perhaps on another computer.
    """
    known = {line.run.id for line in lines}
    missing = sum(key not in known for key in chosen)
    if not missing:
        return ""
    if missing == len(chosen):
        return tr("None of the runs of this comparison is kept here.")
    return tr_n(
        "{n} of the {chosen} runs of this comparison is not kept here.",
        "{n} of the {chosen} runs of this comparison are not kept here.",
        missing,
        chosen=len(chosen),
    )
