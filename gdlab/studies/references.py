"""Check, when a study is read, that its rules and charts name levels and columns that its parts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.metrics import metric_of, registered, split_tag
from gdlab.spec.problems import nearest
from gdlab.studies.kinds import Rule
from gdlab.studies.model import Chart, Part, Study
from gdlab.studies.shapes import TableShape, shapes_of

#: The axes without which a chart shows nothing.
_AXES = {"levels": ("x",), "heat": ("x", "y")}
#: Curves that are no metrics.
_OTHER_CURVES = ("train/lr", "train/grad_norm", "train/sharpness", "train/stability_edge", "train/lowest_eigenvalue",
                 "train/hessian_trace", "train/noise_scale", "train/gradient_cosine")  # fmt: skip


@dataclass(frozen=True)
class _Reader:
    """What a part has: where a name is not among it, a problem says what is nearest."""

    part: str
    shape: TableShape

    def levels(self, path: str, where: Mapping[str, str]) -> Iterator[Problem]:
        """Yield a problem for each factor and level that there is not."""
        for factor, level in where.items():
            yield from self.factor(path, factor)
            if factor in self.shape.factors:
                yield from self.labels(path, factor, [str(level)])
        known = all(str(level) in self.shape.factors.get(factor, ()) for factor, level in where.items())
        if known and not any(row.matches(where) for row in self.shape.rows):
            yield Problem(path, f"part '{self.part}' has no row with all of these levels; 'without' leaves it out")

    def factor(self, path: str, name: str) -> Iterator[Problem]:
        """Yield a problem where there is no such factor."""
        if name not in self.shape.factors:
            yield Problem(path, f"part '{self.part}' has no factor '{name}'.{_known(name, self.shape.factors)}")

    def labels(self, path: str, factor: str, labels: Sequence[str]) -> Iterator[Problem]:
        """Yield a problem for each level that a factor does not have."""
        known = self.shape.factors.get(factor, ())
        for label in labels:
            if known and label not in known:
                yield Problem(path, f"'{label}' is no level of '{factor}'.{_known(label, known)}")

    def columns(self, path: str, names: Sequence[str]) -> Iterator[Problem]:
        """Yield a problem for each column that no measure fills."""
        for name in names:
            if not any(_fits(name, given) for given in self.shape.columns):
                shown = [c.removesuffix("*").strip() for c in self.shape.columns]
                yield Problem(path, f"nothing measured in part '{self.part}' is called '{name}'.{_known(name, shown)}")


def check_references(study: Study) -> None:
    """Refuse a study whose rules or charts name a factor, a level or a column that there is not.

    Raises:
        SpecError: with every such name, where it is, and the nearest that there is.
    """
    shapes = shapes_of(study)
    found: list[Problem] = []
    for i, check in enumerate(study.checks):
        for name, rule in check.rule.nested(study.part(check.part).name):
            if name not in shapes:
                found.append(Problem(f"checks[{i}].rule", f"there is no part '{name}'.{_known(name, shapes)}"))
                continue
            found += _of_rule(f"checks[{i}].rule", rule, _Reader(name, shapes[name]))
    for i, part in enumerate(study.parts):
        if part.derive is not None:
            of = _Reader(part.derive.of, shapes[part.derive.of])
            found += of.columns(f"parts[{i}].derive", part.derive.columns_read())
        found += _of_measures(f"parts[{i}].measures", part)
        for j, chart in enumerate(part.charts):
            found += _of_chart(f"parts[{i}].charts[{j}]", part, chart, _Reader(part.name, shapes[part.name]))
    if found:
        raise SpecError(found)


def _of_rule(path: str, rule: Rule, reader: _Reader) -> Iterator[Problem]:
    """Yield what a rule names and the part does not have; where it names nothing such, whether it can be decided."""
    found = list(_names_of(path, rule, reader))
    yield from found
    if not found and (wrong := rule.contradiction(reader.shape.factors)):
        yield Problem(path, wrong)


def _names_of(path: str, rule: Rule, reader: _Reader) -> Iterator[Problem]:
    for name, where in rule.levels_read():
        yield from reader.levels(f"{path}.{name}", where)
    if by := getattr(rule, "by", ""):
        yield from reader.factor(f"{path}.by", by)
        yield from reader.labels(f"{path}.labels", by, rule.labels_read())
    yield from reader.columns(f"{path}.column", rule.columns_read())


def _of_measures(path: str, part: Part) -> Iterator[Problem]:
    """Yield a problem for each curve that no run has, and for each column that two measures would fill."""
    filled: set[str] = set()
    for j, measured in enumerate(part.measures):
        if (tag := getattr(measured.take, "tag", "")) and not _is_curve(tag):
            yield Problem(f"{path}[{j}].take.tag", f"no run has a curve '{tag}'.{_known(tag, _curves())}")
        columns = measured.columns()
        if measured.column and measured.column not in columns:
            yield Problem(
                f"{path}[{j}].column", "this measure fills several columns and names them itself; leave it out"
            )
        if twice := sorted(filled.intersection(columns)):
            yield Problem(f"{path}[{j}]", f"an earlier measure fills '{twice[0]}' already; give it another column")
        filled.update(columns)


def _of_chart(path: str, part: Part, chart: Chart, reader: _Reader) -> Iterator[Problem]:
    yield from reader.levels(f"{path}.where", chart.where)
    for name in ("x", "y", "lines", "best"):
        if factor := getattr(chart, name):
            yield from reader.factor(f"{path}.{name}", factor)
        elif name in _AXES.get(chart.kind, ()):
            yield Problem(f"{path}.{name}", f"a chart of kind '{chart.kind}' needs a factor here")
    if chart.kind != "runs" and chart.best:
        yield Problem(f"{path}.best", f"only curves have a best level; a chart of kind '{chart.kind}' shows them all")
    if chart.best and not chart.column:
        yield Problem(f"{path}.column", "give the column by which a level is the best")
    elif chart.kind != "runs" or chart.best:
        yield from reader.columns(f"{path}.column", [chart.column])
    if chart.kind != "runs":
        return
    if not part.base:
        yield Problem(f"{path}.kind", f"part '{part.name}' trains no runs, so it has no curves")
    elif chart.tag.startswith(("train/", "val/")) and chart.tag not in _OTHER_CURVES and not _is_curve(chart.tag):
        yield Problem(f"{path}.tag", f"no run has a curve '{chart.tag}'.{_known(chart.tag, _curves())}")


def _is_curve(tag: str) -> bool:
    """Return whether a tag is a metric of a part of the examples."""
    return bool(split_tag(tag)[1]) and metric_of(tag) is not None


def _curves() -> list[str]:
    return [f"{split}/{metric.tag}" for split in ("train", "val") for metric in registered()]


def _fits(name: str, given: str) -> bool:
    """Return whether a column, or how some columns begin, is one that a measure fills."""
    if not given.endswith("*"):
        return name == given or (name.endswith(" ") and given.startswith(name))
    head = given.removesuffix("*")
    return name.startswith(head) or head.startswith(name)


def _known(name: str, known: Sequence[str] | Mapping[str, object]) -> str:
    return nearest(name, list(known)) or f" There are {', '.join(known) or 'none'}."
