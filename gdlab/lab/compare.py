"""Compare runs that differ in what is varied and share everything else bit for bit."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event
from typing import Any

import numpy as np

from gdlab.engine.trainer import Trainer as EngineTrainer
from gdlab.lab.run import Run, new_id, summary
from gdlab.lab.train import Arrays, train
from gdlab.spec.base import Member
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError, Problem, SpecError
from gdlab.spec.run import RunSpec


@dataclass(frozen=True)
class Variant:
    """Name one combination of varied values and hold its spec."""

    label: str
    values: tuple[tuple[str, str], ...]
    spec: RunSpec


def variants(spec: RunSpec, vary: Mapping[str, Sequence[Any]], seeds: int = 1) -> list[Variant]:
    """Return every combination of the varied values, each once a seed (the spec's own and those after it).

    Raises:
        SpecError: when a path or a value does not fit, or there are no values or seeds.
    """
    if seeds < 1:
        raise SpecError([Problem("seeds", f"must be 1 or more (got {seeds})")])
    for path, values in vary.items():
        if not values:
            raise SpecError([Problem(path, "needs at least one value")])
    made: list[Variant] = []
    for combination in itertools.product(*vary.values()):
        changes = dict(zip(vary.keys(), combination, strict=True))
        varied = change(spec, changes)
        values = tuple((path, _written(value)) for path, value in changes.items())
        label = ", ".join(text if path in ("optimizer", "schedule") else f"{path}={text}" for path, text in values)
        for k in range(seeds):
            name = (label or spec.name or "run") + (f" · seed {spec.seed + k}" if seeds > 1 else "")
            made.append(Variant(label or spec.name or "run", values, varied.replace(name=name, seed=spec.seed + k)))
    return made


def compare(
    spec: RunSpec,
    vary: Mapping[str, Sequence[Any]],
    seeds: int = 1,
    data: Arrays | None = None,
    *,
    workers: int | None = None,
    progress: Callable[[int, EngineTrainer], None] | None = None,
) -> list[Run]:
    """Train every combination of the varied values and return the runs, in order of the combinations.

    Args:
        spec: what all runs share.
        vary: values by dotted path; ``{"optimizer": ["SGD(lr=0.1)", "Adam"], "training.batch_size": [16, 64]}``.
        seeds: how many seeds of each.
        data: the user's own arrays in place of the spec's data.
        workers: runs at a time; the number of cores by default.
        progress: called from worker threads with the run's place and its trainer; KeyboardInterrupt stops all.

    Raises:
        SpecError: when anything does not fit; nothing is trained then.
    """
    made = variants(spec, vary, seeds)
    group, stop = new_id(), Event()

    def one(i: int) -> Run:
        def look(trainer: EngineTrainer) -> None:
            if stop.is_set():
                raise KeyboardInterrupt
            if progress is not None:
                progress(i, trainer)

        run = train(made[i].spec, data, progress=look)
        run.group = group
        return run

    with ThreadPoolExecutor(workers or os.cpu_count() or 1, thread_name_prefix="gdlab-run") as pool:
        futures = [pool.submit(one, i) for i in range(len(made))]
        try:
            return [f.result() for f in futures]
        except (KeyboardInterrupt, GdlabError) as error:
            stop.set()
            for f in futures:
                f.cancel()
            if isinstance(error, KeyboardInterrupt):
                return [f.result() for f in futures if not f.cancelled()]
            raise


@dataclass(frozen=True)
class Row:
    """Hold a line of the table of a comparison: a variant's figures over its seeds."""

    label: str
    runs: tuple[Run, ...]
    status: str
    val_loss: tuple[float, float]
    val_accuracy: tuple[float, float]
    best_accuracy: float
    best_loss: float
    seconds: float
    examples_per_s: float


def table(runs: Sequence[Run]) -> list[Row]:
    """Return one row a variant, best first: by final validation accuracy, then loss; diverged runs last."""
    groups: dict[str, list[Run]] = {}
    for run in runs:
        groups.setdefault(run.label.split(" · seed ")[0], []).append(run)
    rows = [_row(label, members) for label, members in groups.items()]
    return sorted(rows, key=_rank)


def _row(label: str, runs: list[Run]) -> Row:
    figures = [summary(r) for r in runs]

    def column(key: str) -> np.ndarray:
        return np.array([float(f.get(key, np.nan)) for f in figures])

    def spread(key: str) -> tuple[float, float]:
        values = column(key)
        return float(values.mean()), float(values.std(ddof=1)) if len(values) > 1 else 0.0

    statuses = list(dict.fromkeys(str(r.status) for r in runs))
    return Row(
        label,
        tuple(runs),
        ", ".join(statuses),
        spread("val/loss"),
        spread("val/accuracy"),
        float(column("best val/accuracy").mean()),
        float(column("best val/loss").mean()),
        float(column("seconds").mean()),
        float(column("examples_per_s").mean()),
    )


def _rank(row: Row) -> tuple[bool, float, float]:
    accuracy, loss = row.val_accuracy[0], row.val_loss[0]
    return (
        "diverged" in row.status,
        -accuracy if np.isfinite(accuracy) else 0.0,
        loss if np.isfinite(loss) else np.inf,
    )


def _written(value: Any) -> str:
    if isinstance(value, Member):
        defaults = {k: f.default for k, f in type(value).model_fields.items()}
        changed = {k: v for k, v in value if k != "type" and v != defaults[k]}
        return f"{value.type}({', '.join(f'{k}={v}' for k, v in changed.items())})" if changed else value.type
    if isinstance(value, dict) and "type" in value:
        rest = ", ".join(f"{k}={v}" for k, v in value.items() if k != "type")
        return f"{value['type']}({rest})" if rest else str(value["type"])
    return str(value)
