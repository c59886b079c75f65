"""Compare runs that differ in what is varied and share everything else bit for bit."""

from __future__ import annotations

import itertools
import logging
import math
import operator
import os
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from gdlab.lab.chosen_on_test import ChosenOnTest, chosen_on_test
from gdlab.lab.curves_picture import CurvesPicture
from gdlab.lab.edits import with_edits
from gdlab.lab.live_output import live_output
from gdlab.lab.number_text import format_number
from gdlab.lab.previews import check_spec
from gdlab.lab.race import Race
from gdlab.lab.ranking import Ranking, default_tag, rank
from gdlab.lab.run import Run, Status, new_id, run_summary
from gdlab.lab.run_names import variant_label, variant_name
from gdlab.lab.run_progress import ComparisonProgress
from gdlab.lab.statistics import estimate
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.train import Arrays
from gdlab.lab.training_progress import TrainingProgress
from gdlab.spec.base import Member
from gdlab.spec.calls import shorten
from gdlab.spec.change import change
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.html import html_details, html_table, html_text
from gdlab.spec.metrics import higher_is_better, names_beside_objective, objective, objective_tag, split_tag
from gdlab.spec.run import RunSpec, required_spec, spec_html

if TYPE_CHECKING:
    from gdlab.lab.cluster.cluster_runs import ClusterRuns
    from gdlab.lab.cluster.place import ClusterPlace

_log = logging.getLogger(__name__)
#: Runs of one comparison at most; a grid is easily written that no computer holds.
MOST_RUNS = 10_000


@dataclass(frozen=True)
class Variant:
    """One combination of varied values: its label, its values and its spec."""

    label: str
    values: tuple[tuple[str, str], ...]
    spec: RunSpec


def variants(
    spec: RunSpec,
    vary: Mapping[str, Sequence[Any]],
    seeds: int = 1,
    pairs: Sequence[Mapping[str, Any]] = (),
) -> list[Variant]:
    """Return every combination of the varied values, each once a seed (the spec's own and those after it).

    Args:
        spec: what all share.
        vary: values by dotted path, which are crossed.
        seeds: how many seeds of each.
        pairs: sets of values that are side by side; each is crossed with what is varied.

    Raises:
        SpecError: when a path or a value does not fit, values contradict each other, two variants are the same
            run, or there are no values or seeds.
    """
    vary, seeds = _lists(vary), _count_of_seeds(seeds)
    count = math.prod([len(pairs) or 1, seeds, *map(len, vary.values())])
    if count > MOST_RUNS:
        raise SpecError([Problem("vary", f"makes {count:,} runs with all seeds; at most {MOST_RUNS:,} are compared")])
    made: list[Variant] = []
    labels: dict[RunSpec, str] = {}
    for pair, *combination in itertools.product(pairs or [{}], *vary.values()):
        crossed = dict(zip(vary.keys(), combination, strict=True))
        if twice := [path for path in crossed if path in pair]:
            raise SpecError([Problem(twice[0], "is varied and given in a pair; take it out of one of them")])
        changes = {**pair, **crossed}
        varied = change(spec, changes)
        values = tuple((path, _written(value)) for path, value in changes.items())
        label = _label(pair, values, varied)
        if varied in labels:
            raise SpecError(
                [Problem("vary", f"'{labels[varied]}' and '{label}' are the same run; take one of them out")]
            )
        labels[varied] = label
        for k in range(seeds):
            title = shorten(label or spec.name or "run", 160)
            name = variant_name(label, spec.name, varied.seed + k if seeds > 1 else None)
            made.append(Variant(title, values, varied.replace(name=name, seed=varied.seed + k)))
    return made


def _lists(vary: Any) -> dict[str, list[Any]]:
    """Return the values of each path as a list.

    Raises:
        SpecError: when something else than lists of values was given.
    """
    if not isinstance(vary, Mapping):
        raise SpecError([Problem("vary", f"must be a table of lists of values by path (got {type(vary).__name__})")])
    given: dict[str, Any] = {str(path): values for path, values in cast(Mapping[Any, Any], vary).items()}
    found: dict[str, list[Any]] = {}
    for path, values in given.items():
        if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
            raise SpecError([Problem(path, f"must be a list of values (got {values!r})")])
        found[path] = list(cast(Iterable[Any], values))
        if not found[path]:
            raise SpecError([Problem(path, "needs at least one value")])
    return found


def _count_of_seeds(seeds: Any) -> int:
    """Return a number of seeds.

    Raises:
        SpecError: when it is no whole number above 0.
    """
    try:
        count = operator.index(seeds)
    except TypeError:
        raise SpecError([Problem("seeds", f"must be a whole number (got {seeds!r})")]) from None
    if count < 1:
        raise SpecError([Problem("seeds", f"must be 1 or more (got {count})")])
    return count


def _label(pair: Mapping[str, Any], values: Sequence[tuple[str, str]], spec: RunSpec) -> str:
    """Return what a variant is called: the name that its settings give, and the values that are varied besides."""
    named = str(pair.get("name") or "")
    shown = [(path, text) for path, text in values if not named or path not in pair]
    texts = [_setting(path, text, spec) for path, text in shown]
    return ", ".join([named] * bool(named) + texts)


def _setting(path: str, text: str, spec: RunSpec) -> str:
    """Return a varied value as a label says it: a member by itself, anything else with its path."""
    if path not in ("optimizer", "schedule"):
        return f"{path}={text}"
    held: Member | None = getattr(spec, path)
    if held is not None and held.short_call() != held.as_call():
        return held.short_call()
    return f"no {path}" if text == "none" else text


def compare(
    spec: RunSpec,
    vary: Mapping[str, Sequence[Any]] | None = None,
    seeds: int = 1,
    data: Arrays | None = None,
    *,
    pairs: Sequence[Mapping[str, Any]] = (),
    workers: int | None = None,
    progress: Callable[[int, TrainingProgress], None] | bool | None = None,
    preparing: Callable[[str], None] | None = None,
    recorder: RunRecorder | None = None,
    cluster: str | ClusterPlace = "",
) -> Comparison:
    """Train every combination of the varied values and return the runs, in order of the combinations.

    Args:
        spec: what all runs share.
        vary: values by dotted path; ``{"optimizer": ["SGD(lr=0.1)", "Adam"], "training.batch_size": [16, 64]}``.
        seeds: how many seeds of each.
        data: the user's own arrays in place of the spec's data.
        pairs: sets of values that are side by side instead of being crossed, such as
            ``[{"optimizer": "SGD(lr=0.1)", "schedule": "CosineAnnealingLR"}, {"optimizer": "AdamW"}]``.
        workers: runs at a time; the number of cores by default.
        progress: called from worker threads with the run's place and its trainer; KeyboardInterrupt stops all. True
            shows a table of the runs (in a notebook under the cell, else as text), False nothing; None shows it in a
            notebook only.
        preparing: called from worker threads with what is done before a run's first step; KeyboardInterrupt stops all.
        recorder: writes every run into a store, from the beginning of the comparison on and each as it ends.
        cluster: Dask's workers instead of threads: ``"local:4"`` for processes of this machine, or a scheduler's
            address; one that is connected already stays so.

    Returns:
        The runs, a list that a notebook shows as a table. After an interruption (Ctrl+C) those that had begun, with
        what they had trained; the log names the others.

    Raises:
        SpecError: when anything does not fit; nothing is trained then.
        GdlabError: when the cluster cannot be used, or is lost.
    """
    made = variants(required_spec(spec), vary or {}, seeds, pairs)
    for variant in made:
        check_spec(variant.spec, data)
    output = None if callable(progress) else live_output(progress)
    shown = None if output is None else ComparisonProgress(output, [variant.spec.name for variant in made])
    group = new_id()
    records = [Run(v.spec, name=v.spec.name, group=group, own_data=data is not None) for v in made]
    report = progress if callable(progress) else shown and shown.note
    with _connected(cluster, data) as there:
        race = Race(records, data, report, recorder, preparing, there)
        threads = min(there.threads, len(records)) if there else workers or os.cpu_count() or 1
        runs = race.run(threads, shown and shown.show)
    if len(runs) < len(made):
        _log.warning("interrupted: %d of %d runs never began", len(made) - len(runs), len(made))
    if shown is not None:
        shown.end(runs)
    return Comparison(runs)


@contextmanager
def _connected(cluster: str | ClusterPlace, data: Arrays | None) -> Generator[ClusterRuns | None]:
    """Give what trains on a cluster, None for this process; a connection that is made here is closed."""
    if not cluster:
        yield None
        return
    from gdlab.lab.cluster.cluster_runs import ClusterRuns
    from gdlab.lab.cluster.place import ClusterPlace

    if isinstance(cluster, str):
        with ClusterPlace(cluster, data) as place:
            yield ClusterRuns(place)
    else:
        yield ClusterRuns(cluster)


class Comparison(list[Run]):
    """The runs of a comparison: a list that a notebook shows as a table, best first."""

    def plot(self, title: str = "", theme: str = "light") -> CurvesPicture:
        """Return the runs' curves as a picture that a notebook shows.

        Args:
            title: what is above.
            theme: "light" or "dark".
        """
        return CurvesPicture(self, title, theme)

    def ranking(self, tag: str = "", target: float | None = None) -> Ranking:
        """Return what can be said of the variants' order, paired by seed; ``print`` shows its sentences.

        Args:
            tag: the curve of which the last value counts, such as ``"val/loss"``; "" is what the table ranks by.
            target: a value of the curve: the steps to it count then.
        """
        return comparison_ranking(self, tag, target)

    def on_test(self) -> ChosenOnTest | None:
        """Return what the variant that comes first in validation reaches on the test part (``data.test_fraction``).

        The other variants are not measured on it: a choice made by its figures would need another test part.
        """
        return comparison_on_test(self)

    def _repr_html_(self) -> str:
        """Return a row a variant, with the mean over its seeds and its 95 % interval, and the first run's spec."""
        if not self:
            return html_text("no runs")
        rows = comparison_table(self)
        tags = list(dict.fromkeys(tag for run in self for tag in run.history if tag.startswith("val/")))
        tags = tags or [objective_tag("train")]
        header = ("variant", "runs", "status", *tags, *(f"best {tag}" for tag in tags), "seconds")
        table = [
            (row.label, str(len(row.runs)), row.status, *_figures(row.runs, tags), f"{row.seconds:.2f}") for row in rows
        ]
        ranking = html_details("Ranking, paired by seed", self.ranking().html()) if len(rows) > 1 else ""
        return html_table(table, header) + ranking + html_details("Spec of the first run", spec_html(self[0].spec))


def _figures(runs: Sequence[Run], tags: Sequence[str]) -> list[str]:
    """Return the last, then the best value of each metric: the mean over runs, ± half its 95 % interval."""
    values = [[run.history.last(tag) for run in runs] for tag in tags]
    values += [[run.history.best(tag)[0] for run in runs] for tag in tags]
    found = [estimate(np.array(v)) for v in values]
    return [format_number(e.mean) + (f" ± {format_number(e.half, 2)}" if np.isfinite(e.half) else "") for e in found]


@dataclass(frozen=True)
class ComparisonRow:
    """A line of the table of a comparison: a variant's figures over its seeds.

    Attributes:
        label: the variant; runs: one a seed; status: theirs, each once.
        last: the mean of each metric's last value on the validation part, by the metric's name, and half the width of
            its 95 % interval (Student's t over the seeds; NaN for one seed).
        best: the mean of each metric's best value there.
        seconds: the mean time of training; examples_per_s: the mean speed.
    """

    label: str
    runs: tuple[Run, ...]
    status: str
    last: dict[str, tuple[float, float]]
    best: dict[str, float]
    seconds: float
    examples_per_s: float


def comparison_table(runs: Sequence[Run]) -> list[ComparisonRow]:
    """Return one row a variant, best first: by the first metric's last validation value, then by the loss's.

    The first metric is the first beside the loss that the runs have. Variants of which a run
    learnt nothing, diverged or failed come last.
    """
    groups: dict[tuple[str, RunSpec], list[Run]] = {}
    for run in runs:
        label = with_edits(variant_label(run.label), run)
        groups.setdefault((label, run.spec.replace(name="", seed=0)), []).append(run)
    names = compared_metrics(runs)
    with np.errstate(invalid="ignore", over="ignore"):  # a diverged run has no finite figures
        rows = [_row(label, members, names) for (label, _), members in groups.items()]
        return sorted(rows, key=lambda row: _rank(row, [*names[1:2], names[0]]))


def comparison_ranking(runs: Sequence[Run], tag: str = "", target: float | None = None) -> Ranking:
    """Return the ranking of the variants of a comparison; see :meth:`Comparison.ranking`.

    Raises:
        SpecError: when no run has the curve.
    """
    tag = tag or default_tag(compared_metrics(runs))
    known = dict.fromkeys(name for run in runs for name in run.history.metrics())
    if tag not in known:
        raise SpecError([Problem("tag", f"no run has the curve '{tag}'; choose one of {', '.join(known)}")])
    return rank([(row.label, row.runs) for row in comparison_table(runs)], tag, target)


def comparison_on_test(runs: Sequence[Run]) -> ChosenOnTest | None:
    """Return what the first variant of a comparison reaches on the test part, None where there is none."""
    rows = comparison_table(runs)
    return chosen_on_test(rows[0].label, rows[0].runs, compared_metrics(runs)) if rows else None


def compared_metrics(runs: Sequence[Run]) -> list[str]:
    """Return the names of the metrics that runs have on the validation part, the loss first."""
    tags = [tag for run in runs for tag in run.history if split_tag(tag)[1] == "val"]
    return [objective().tag, *names_beside_objective(tags)]


def _row(label: str, runs: list[Run], names: Sequence[str]) -> ComparisonRow:
    figures = [run_summary(r) for r in runs]

    def column(key: str) -> np.ndarray:
        return np.array([float(f.get(key, np.nan)) for f in figures])

    def spread(key: str) -> tuple[float, float]:
        found = estimate(column(key))
        return found.mean, found.half

    statuses = list(dict.fromkeys(str(r.status) for r in runs))
    return ComparisonRow(
        label,
        tuple(runs),
        ", ".join(statuses),
        {name: spread(f"val/{name}") for name in names},
        {name: float(column(f"best val/{name}").mean()) for name in names},
        float(column("seconds").mean()),
        float(column("examples_per_s").mean()),
    )


def _rank(row: ComparisonRow, names: Sequence[str]) -> tuple[bool, *tuple[float, ...]]:
    values = [-row.last[name][0] if higher_is_better(name) else row.last[name][0] for name in names]
    lost = any(status in row.status for status in (Status.GUESSING, Status.DIVERGED, Status.FAILED))
    return (lost, *(value if np.isfinite(value) else np.inf for value in values))


def _written(value: Any) -> str:
    """Return a varied value as a person would write it: a member as a call with the fields that it changes."""
    if value is None:
        return "none"
    if isinstance(value, Member):
        return value.as_call()
    if not isinstance(value, dict) or "type" not in value:
        return f"{value}"
    table: dict[str, Any] = {**value}
    name = str(table.pop("type"))
    return f"{name}({', '.join(f'{k}={v}' for k, v in table.items())})" if table else name
