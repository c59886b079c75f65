"""What a sweep has found, in sentences, as a table of trials (CSV) and as the best spec."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from gdlab.lab.columns.cells import cell_text
from gdlab.lab.files import write_file
from gdlab.lab.number_text import format_duration, format_number, format_share
from gdlab.lab.sweeps.confirm import CheckedConfiguration, Confirmation
from gdlab.lab.sweeps.outcome import SweepOutcome, best_trial, best_trials, ended_trials
from gdlab.lab.sweeps.sweep_run import SweepRun
from gdlab.lab.sweeps.trial import SweepTrial, TrialState
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps
from gdlab.spec.metrics import words_of
from gdlab.spec.run import RunSpec
from gdlab.translation import in_english

_FIRST = ("trial", "state")
_LAST = ("epochs", "examples", "seconds", "ended_at", "runs", "reason")


def sentences(done: SweepOutcome) -> list[str]:
    """Return what a sweep came to: how many trials, what they cost, the best, and how much of the gain was luck."""
    trials, sweep = done.trials, done.sweep
    counts = {state: sum(trial.state is state for trial in trials) for state in TrialState}
    parts = [f"{count} {state}" for state, count in counts.items() if count]
    epochs = sum(trial.epochs for trial in trials)
    spent = f"{format_number(epochs)} epochs, {format_duration(done.seconds)}"
    said = [f"{len(trials)} trial{'s' * (len(trials) != 1)} ({', '.join(parts)}) in {spent}"]
    best = best_trial(sweep, trials)
    if not ended_trials(trials):
        return ["No trial has ended yet"]
    if best is None:
        return [*said, _nothing_found(trials)]
    for trial in best_trials(sweep, trials) if len(sweep.metric) > 1 else [best]:
        figures = ", ".join(f"{m} {format_number(f)}" for m, f in zip(sweep.metric, trial.figures, strict=True))
        mean = f" (mean over {sweep.seeds} seeds)" if sweep.seeds > 1 else ""
        place = "On the front" if len(sweep.metric) > 1 else "Best"
        said.append(f"{place}: trial {trial.number}, {trial.label}: {figures}{mean}")
    return said + (luck_sentences(done.confirmation) if done.confirmation is not None else [])


def _nothing_found(trials: Sequence[SweepTrial]) -> str:
    """Return why none of the trials that ended is the best."""
    if any(trial.state is TrialState.GUESSING for trial in trials):
        return "No trial learnt anything; search other learning rates, or train for longer"
    return "No trial ended with a finite figure; search smaller learning rates"


def luck_sentences(found: Confirmation) -> list[str]:
    """Return what the check on fresh seeds says of a search's best configurations."""
    seeds = len(found.rows[0].fresh)
    where = f"{seeds} fresh seeds and the test part" if found.on_test else f"{seeds} fresh seeds"
    said = [f"Checked on {where}, {words_of(found.metric)}:"]
    said += [f"  {_row(row)}" for row in found.rows]
    if found.luck is None:
        return [*said, "The gain over the spec itself cannot be told: a run of one of the two had no finite figure"]
    luck, gain = found.luck, found.luck.found
    if luck.seen <= 0:
        return [*said, "The search found nothing better than the spec itself"]
    interval = (
        f" (95 % CI {format_number(gain.low, 3)} to {format_number(gain.high, 3)})" if gain.low == gain.low else ""
    )
    seen = f"The search's best is {format_number(luck.seen, 3)} better than the spec itself as the search saw it"
    again = f"and {format_number(gain.mean, 3)}{interval} on fresh seeds"
    verdict = {
        "held": "the gain held",
        "did not hold": "the gain did not hold",
        "cannot be told": "whether there is a gain cannot be told",
    }[luck.told]
    said.append(f"{seen}, {again}: {verdict}")
    if luck.told == "cannot be told":  # the share would be a guess
        return [*said, "How much of it was luck cannot be told either"]
    return [*said, _share(luck.share, luck.luck)]


def _share(share: float, luck: float) -> str:
    if share <= 0:
        return "None of the gain was luck"
    part = format_share(min(share, 1.0), 0)
    return f"{part} of the gain ({format_number(luck, 3)}) was luck of the search's seeds and examples"


def _row(row: CheckedConfiguration) -> str:
    name = row.label if row.trial < 0 else f"trial {row.trial}, {row.label}"
    return f"{name}: {row.found} (the search saw {format_number(row.seen)})"


def best_spec(done: SweepRun) -> RunSpec:
    """Return the spec of the best trial, named after the sweep.

    Raises:
        GdlabError: when no trial learnt anything and ended with a finite figure.
    """
    if done.best is None:
        raise GdlabError("no trial learnt anything and ended with a finite figure, so there is no best spec")
    return done.search.spec_of(done.best).replace(name=f"{done.name} best")


@in_english()
def write_best_spec(done: SweepRun, path: Path) -> Path:
    """Write the spec of the best trial and return the path."""
    return write_file(path, dumps(best_spec(done)))


def trials_csv(trials: Sequence[SweepTrial], metrics: Sequence[str]) -> str:
    """Return a table of trials as CSV: one row a trial, a column a parameter."""
    names = list(dict.fromkeys(name for trial in trials for name in trial.values))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell_text(name) for name in (*_FIRST, *metrics, *names, *_LAST)])
    for trial in trials:
        figures = trial.figures or (None,) * len(metrics)
        values = [trial.values.get(name) for name in names]
        last = (trial.epochs, trial.examples, trial.seconds, trial.at, " ".join(trial.runs), trial.reason)
        writer.writerow([cell_text(cell) for cell in (trial.number, str(trial.state), *figures, *values, *last)])
    return text.getvalue()


@in_english()
def write_csv_of_trials(done: SweepRun, path: Path) -> Path:
    """Write the table of trials and return the path."""
    return write_file(path, trials_csv(done.trials, done.sweep.metric))


def markdown(done: SweepRun) -> str:
    """Return the report as Markdown: the sentences, the table of the best trials and the best spec."""
    lines = [
        f"# Sweep {done.name}",
        "",
        *(f"{sentence}." if not sentence.endswith(":") else sentence for sentence in sentences(done)),
        *([f"{done.sweep.remark}."] if done.sweep.remark else []),
        "",
    ]
    if done.best is not None:
        lines += ["## Best spec", "", "```toml", dumps(best_spec(done)).rstrip(), "```", ""]
    return "\n".join(lines)
