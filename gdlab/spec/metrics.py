"""What the program asks of metrics without knowing any: which a run has, and what a tag such as ``val/f1`` stands for.

The members are registered once :func:`gdlab.engine.catalogue.load_engine_members` has imported them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, cast

from gdlab.spec.base import members
from gdlab.spec.calls import parse_call, read_list
from gdlab.spec.kinds import LossSpec, MetricSpec
from gdlab.spec.plain import is_sequence, is_table
from gdlab.translation import tr

SPLITS = {"train": "training", "val": "validation", "test": "test"}


def split_tag(tag: str) -> tuple[str, str]:
    """Return (metric, split) of a tag: ``val/loss`` is loss on val, ``grad_norm/0.weight`` has no split."""
    head, _, rest = tag.partition("/")
    return (rest, head) if head in SPLITS and rest else (tag, "")


def registered() -> list[type[MetricSpec]]:
    """Return the metrics that there are, the objective first."""
    return list(_known().values())


def _known() -> dict[str, type[MetricSpec]]:
    """Return the metrics by their tags, the objective first."""
    return _by_tag(tuple(cast("list[type[MetricSpec]]", list(members("metric").values()))))


@lru_cache(maxsize=4)
def _by_tag(known: tuple[type[MetricSpec], ...]) -> dict[str, type[MetricSpec]]:
    """Return metrics by their tags, the objective first; a sweep of short runs asks for them all the time."""
    return {metric.tag: metric for metric in sorted(known, key=lambda metric: not metric.objective)}


def objective() -> type[MetricSpec]:
    """Return the metric that training makes small."""
    return registered()[0]


def objective_tag(split: str) -> str:
    """Return the tag of the objective on a part of the examples: ``train/loss``, ``val/loss``."""
    return f"{split}/{objective().tag}"


def is_share(tag: str) -> bool:
    """Return whether a tag's values are shares, which are shown in percent."""
    metric = metric_of(tag)
    return metric is not None and metric.unit == "%"


def metric_of(tag: str) -> type[MetricSpec] | None:
    """Return the metric that a tag (``val/f1@micro``) is a value of, None where it is of something else."""
    name = split_tag(tag)[0].partition("@")[0]
    return _known().get(name)


def higher_is_better(tag: str) -> bool:
    """Return whether a larger value of a tag is the better one; of what is no metric the smaller one is."""
    metric = metric_of(tag)
    return metric is not None and metric.better == "higher"


def chosen_metrics(loss: LossSpec, chosen: Sequence[MetricSpec] | None) -> tuple[MetricSpec, ...]:
    """Return the objective and the chosen metrics, or for None those that are usual for the loss; each name once."""
    first = objective()()
    if chosen is None:
        chosen = [metric() for metric in registered() if metric.default and loss.task in metric.tasks]
    return tuple({metric.name: metric for metric in (first, *chosen)}.values())


def metric_tags(tags: Iterable[str]) -> list[str]:
    """Return the tags that are values of metrics on a part of the examples: training first, then validation."""
    found = [tag for tag in tags if split_tag(tag)[1] and metric_of(tag) is not None]
    return sorted(found, key=lambda tag: list(SPLITS).index(split_tag(tag)[1]))


def names_beside_objective(tags: Iterable[str]) -> list[str]:
    """Return the names of the metrics beside the objective that tags are values of, in their order."""
    first = objective().tag
    return list(dict.fromkeys(name for tag in metric_tags(tags) if (name := split_tag(tag)[0]) != first))


def title_of(name: str, *, short: bool = False) -> str:
    """Return what a metric's name reads as: "F1 (micro)" for ``f1@micro``; the name itself where it is no metric's."""
    metric = metric_of(name)
    if metric is None:
        return name
    title = tr((metric.short or metric.title) if short else metric.title)
    rest = split_tag(name)[0].partition("@")[2]
    return f"{title} ({rest})" if rest else title


def words_of(tag: str) -> str:
    """Return what a tag reads as within a sentence: "validation loss", "training F1"."""
    name, split = split_tag(tag)
    title = title_of(name)
    metric = metric_of(name)
    is_english = metric is None or title.startswith(metric.title)
    title = title[:1].lower() + title[1:] if is_english and (title[1:2].islower() or title[1:2] == "-") else title
    return tr("{split} {metric}", split=tr(SPLITS[split]), metric=title) if split else title


def read_metrics(value: Any) -> Any:
    """Return the list of metrics that a person gave: None for an empty one, a list of one for a single metric.

    Args:
        value: None, a text such as ``"F1, TopKAccuracy(k=3)"`` with or without brackets around it, a metric, a table
            with ``type``, or a list of these. A tag (``roc_auc``) stands for the metric that has it.
    """
    value = read_list(value)
    return [_typed(part) for part in value] if is_sequence(value) else value


def _typed(value: Any) -> Any:
    """Return a text or table whose type is a metric's tag with the name of the metric's class in its place."""
    table = parse_call(value) if isinstance(value, str) else value
    if not is_table(table) or "type" not in table:
        return value
    named = {metric.tag: name for name, metric in members("metric").items() if issubclass(metric, MetricSpec)}
    return {**table, "type": named.get(str(table["type"]), table["type"])}
