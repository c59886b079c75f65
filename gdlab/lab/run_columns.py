"""The columns of the table of runs: what each shows of a run, and how wide it gets."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from gdlab.lab.number_text import format_count, format_duration, format_number, format_share
from gdlab.lab.run import Status
from gdlab.lab.run_book import ShownRun
from gdlab.spec.metrics import is_share, objective, objective_tag, title_of, words_of
from gdlab.translation import local_number, tr, tr_noop

#: Signs before the status, so that it does not speak by colour alone.
SIGNS = {
    Status.QUEUED: "○",
    Status.RUNNING: "▶",
    Status.PAUSED: "‖",
    Status.FINISHED: "✓",
    Status.STOPPED: "■",
    Status.PRUNED: "✂",
    Status.INTERRUPTED: "◧",
    Status.GUESSING: "≈",
    Status.DIVERGED: "⚡",
    Status.FAILED: "✕",
    Status.IMPORTED: "⇣",
}


@dataclass(frozen=True)
class RunsColumn:
    """A column of the table: its title, its value for sorting, its text and the widest such text.

    Where there is no space for all columns, those of the highest rank go first, and those of a ``metric`` that no run
    has in any case.
    """

    title: str
    value: Callable[[ShownRun], Any]
    text: Callable[[Any], str] = str
    widest: str = ""
    tip: str = ""
    left: bool = False
    rank: int = 0
    metric: str = ""


def _best(tag: str) -> Callable[[ShownRun], float]:
    return lambda shown: shown.run.history.best(tag)[0]


def _last(tag: str) -> Callable[[ShownRun], float]:
    return lambda shown: shown.run.history.last(tag)


def _epoch(shown: ShownRun) -> float:
    trainer = shown.run.trainer
    return trainer.epoch if trainer is not None else 0.0


def _best_at(shown: ShownRun) -> float:
    history = shown.run.history
    tags = [tag for tag in history.metrics() if tag.startswith("val/")]
    *_, tag = tags[:2] or [objective_tag("val")]
    return float(history.best(tag)[1])


def _speed(shown: ShownRun) -> float:
    trainer, seconds = shown.run.trainer, shown.run.elapsed
    return trainer.epoch * trainer.n_examples / seconds if trainer is not None and seconds > 0 else math.nan


def _count(value: float) -> str:
    return format_count(value) if math.isfinite(value) and value >= 0 else "–"


def _status(shown: ShownRun) -> str:
    return f"{SIGNS[shown.run.status]} {tr(shown.run.status)}"


#: The rank of the columns of fields in which runs differ: the name mostly says it already.
EXTRA_RANK = 6
FIRST_COLUMNS = (
    RunsColumn(tr_noop("Run"), lambda s: s.name, left=True),
    RunsColumn(tr_noop("Status"), _status, widest="≈ no better than guessing", left=True),
    RunsColumn(
        tr_noop("Progress"), lambda s: s.run.progress, lambda v: f"{100 * v:.0f} %", "100 %        ", left=True, rank=1
    ),
    RunsColumn(
        tr_noop("Epoch"),
        _epoch,
        lambda v: local_number(f"{v:.1f}"),
        "1000.0",
        tr_noop("Passes over the training part"),
        rank=5,
    ),
)
LAST_COLUMNS = (
    RunsColumn(tr_noop("Best @"), _best_at, _count, "1 000 000", tr_noop("Step of the best validation figure"), rank=7),
    RunsColumn(
        tr_noop("Time"),
        lambda s: s.run.elapsed,
        format_duration,
        "59:59 min",
        tr_noop("Training time, pauses excluded"),
        rank=3,
    ),
    RunsColumn(tr_noop("Examples/s"), _speed, _count, "10 000 000", tr_noop("Training examples a second"), rank=8),
)


def metric_columns(name: str) -> list[RunsColumn]:
    """Return the columns of a metric: the newest and the best value on the validation part; of the loss one more."""
    train, val, short = f"train/{name}", f"val/{name}", title_of(name, short=True)
    text, widest = (format_share, "100.00 %") if is_share(name) else (format_number, "1.234e-05")
    shown = partial(RunsColumn, text=text, widest=widest, rank=2)
    newest_tip = tr("Newest {metric} over the validation part", metric=words_of(name))
    newest = shown(tr("Val {metric}", metric=short), _last(val), tip=newest_tip)
    best = shown(tr("Best {metric}", metric=short), _best(val), tip=tr("Best {metric} so far", metric=words_of(val)))
    if name != objective().tag:
        return [replace(newest, metric=name), replace(best, metric=name)]
    mini_batch = tr("{metric} of the newest mini-batch", metric=title_of(name))
    first = shown(tr("Train {metric}", metric=short), _last(train), tip=mini_batch, rank=4)
    return [first, replace(newest, rank=1), replace(best, rank=3)]
