"""What a report says: the same for the page in HTML and in PDF."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.lab.edits import edits_of, with_edits
from gdlab.lab.experiment_link import experiment_link
from gdlab.lab.number_text import format_duration, format_metric
from gdlab.lab.ranking import default_tag, rank
from gdlab.lab.run import Run
from gdlab.lab.run_names import unique_names
from gdlab.lab.scatter_remark import scatter_remarks
from gdlab.lab.statistics import estimate
from gdlab.lab.store.made_by import made_by
from gdlab.spec.change import difference
from gdlab.spec.metrics import higher_is_better, metric_tags, words_of
from gdlab.spec.run import RunSpec

#: Variants whose settings are listed.
_MOST_VARIANTS = 12


@dataclass(frozen=True)
class ReportedVariant:
    """Runs of equal settings, which differ in their seeds at most.

    Attributes:
        label: what tells it from the others.
        runs: its runs.
    """

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Findings:
    """The texts of a report.

    Attributes:
        title: what it is of.
        claims: what can be said, in sentences.
        header, rows: the table of figures: a row a variant.
        settings: name and value of what all runs share, or of the first.
        differences: a heading and the value of each variant, for what differs.
        repeat: how to repeat it, line by line.
    """

    title: str
    claims: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    settings: tuple[tuple[str, str], ...]
    differences: tuple[tuple[str, ...], ...]
    repeat: tuple[str, ...]


def variants_of(runs: Sequence[Run]) -> list[ReportedVariant]:
    """Return runs grouped by their settings; seeds and names aside. Runs of other programs stand alone."""
    groups: dict[Any, list[Run]] = {}
    for run in runs:
        key = run.id if run.is_foreign else (run.spec.replace(seed=0, name=""), edits_of(run))
        groups.setdefault(key, []).append(run)
    firsts = [found[0] for found in groups.values()]
    labels = [_without_seed(name, groups[key]) for name, key in zip(unique_names(firsts), groups, strict=True)]
    labels = labels if len(set(labels)) == len(labels) else unique_names(firsts)
    own = [run for run in firsts if not run.is_foreign]
    paths = difference([run.spec.replace(seed=0) for run in own]) if len(own) > 1 else {}
    told = {
        run.id: [f"{path.rpartition('.')[2]} {values[k]}" for path, values in paths.items()]
        for k, run in enumerate(own)
    }
    said = [
        ", ".join(told[run.id]) if run.id in told and 0 < len(paths) <= 2 else name
        for run, name in zip(firsts, labels, strict=True)
    ]
    unlike = said if len(set(said)) == len(said) else labels
    named = [with_edits(label, run) for label, run in zip(unlike, firsts, strict=True)]
    return [ReportedVariant(label, tuple(found)) for label, found in zip(named, groups.values(), strict=True)]


def _without_seed(name: str, runs: Sequence[Run]) -> str:
    """Return the name of a group of seeds without what names the seed of its first run."""
    seed = f"seed {runs[0].spec.seed}"
    return name.removesuffix(seed).rstrip(" ·,") or name if len(runs) > 1 else name


def findings(runs: Sequence[Run]) -> Findings:
    """Return what a report of runs says.

    Args:
        runs: one run or more.
    """
    variants = variants_of(runs)
    tags = list(dict.fromkeys(tag for run in runs for tag in metric_tags(run.history) if tag.startswith("val/")))
    names = [tag.removeprefix("val/") for tag in tags]
    tag = default_tag(names) if names else ""
    first = next((run for run in runs if not run.is_foreign), None)
    title = runs[0].label if len(variants) == 1 else f"Comparison of {len(variants)} variants"
    return Findings(
        title,
        tuple(_claims(variants, tag)),
        ("variant", "seeds", *(words_of(t) for t in tags), "best " + words_of(tag) if tag else "", "time a run"),
        tuple(_row(variant, tags, tag) for variant in variants),
        tuple(_settings(first.spec)) if first is not None else (),
        tuple(_differences(variants)),
        tuple(_repeat(variants, first)),
    )


def _claims(variants: Sequence[ReportedVariant], tag: str) -> list[str]:
    """Return what can be said of the variants, and what the figures rest on."""
    if not tag:
        return ["The runs have no validation part, so nothing is claimed about new data."]
    claims: list[str] = []
    if len(variants) > 1:
        claims += rank([(variant.label, variant.runs) for variant in variants], tag).sentences
    else:
        claims.append(_claim_of_one(variants[0], tag))
    claims += [f"{text}." for text in scatter_remarks([(variant.label, variant.runs) for variant in variants], [tag])]
    for variant in variants:
        troubled = [run for run in variant.runs if run.status not in ("finished", "imported")]
        if troubled:
            said = dict.fromkeys(f"{run.status}{f': {run.reason}' if run.reason else ''}" for run in troubled)
            count = f"{len(troubled)} of {len(variant.runs)} runs"
            claims.append(f"{variant.label}: {count} did not simply finish ({'; '.join(said)}).")
    foreign = sum(run.is_foreign for variant in variants for run in variant.runs)
    if foreign:
        claims.append(f"{foreign} of the runs were trained by another program and imported.")
    claims.append("Figures are of the validation part, which may have guided choices; ± is half of the 95 % interval.")
    return claims


def _claim_of_one(variant: ReportedVariant, tag: str) -> str:
    found = estimate(_last(variant, tag))
    words = words_of(tag)
    if found.n > 1:
        return (
            f"{variant.label} ends with a {words} of {format_metric(tag, found.mean)} "
            f"(95 % CI {format_metric(tag, found.low)} to {format_metric(tag, found.high)}, {found.n} seeds)."
        )
    best, step = variant.runs[0].history.best(tag)
    return (
        f"{variant.label} ends with a {words} of {format_metric(tag, found.mean)} (best {format_metric(tag, best)} "
        f"at step {step}). One seed gives no interval: another seed may give another figure."
    )


def _last(variant: ReportedVariant, tag: str) -> np.ndarray:
    return np.array([run.history.last(tag) for run in variant.runs])


def _row(variant: ReportedVariant, tags: Sequence[str], tag: str) -> tuple[str, ...]:
    """Return a row of the table: the last value of each metric, the best one of the first, and the time."""
    cells = [variant.label, str(len({run.spec.seed for run in variant.runs}))]
    for each in tags:
        found = estimate(_last(variant, each))
        half = "" if np.isnan(found.half) else f" ± {format_metric(each, found.half)}"
        cells.append(format_metric(each, found.mean) + half)
    best = [run.history.best(tag)[0] for run in variant.runs if tag]
    ends = (max if higher_is_better(tag) else min)(best) if best else float("nan")
    return (*cells, format_metric(tag, ends), format_duration(float(np.mean([run.elapsed for run in variant.runs]))))


def _settings(spec: RunSpec) -> list[tuple[str, str]]:
    t = spec.training
    rows = [
        ("data", spec.data.as_call()),
        ("network", " → ".join(layer.as_call() for layer in spec.network.layers)),
        ("loss", spec.loss.as_call()),
        ("optimizer", spec.optimizer.as_call()),
        ("schedule", "" if spec.schedule is None else spec.schedule.as_call()),
        ("training", f"{t.epochs} epochs, mini-batches of {t.batch_size}, {t.dtype}"),
        ("average", "" if t.average is None else t.average.as_call()),
    ]
    return [(name, text) for name, text in rows if text]


def _differences(variants: Sequence[ReportedVariant]) -> list[tuple[str, ...]]:
    own = [variant for variant in variants if not variant.runs[0].is_foreign][:_MOST_VARIANTS]
    if len(own) < 2:
        return []
    table = difference([variant.runs[0].spec.replace(seed=0) for variant in own])
    return [("", *(variant.label for variant in own)), *((path, *map(_cell, cells)) for path, cells in table.items())]


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _repeat(variants: Sequence[ReportedVariant], first: Run | None) -> list[str]:
    """Return the seeds, the versions and the command that trains the first run again."""
    seeds = sorted({run.spec.seed for variant in variants for run in variant.runs})
    made: Mapping[str, Any] = json.loads(made_by())
    versions = ", ".join(f"{name} {value}" for name, value in made.items())
    lines = [f"Seeds: {', '.join(map(str, seeds))}.", f"Report made with {versions}."]
    if first is not None and first.own_data:
        lines.append("The runs were trained on arrays given from Python, which no file brings back.")
    elif first is not None:
        lines.append(f"Train {first.label} again: gdlab run {experiment_link(first.spec)}")
        lines.append("Equal specs give equal figures, bit for bit, on one kind of processor and version.")
    return lines
