"""The table ``[sweep]`` of a spec file: what is searched, how, towards what, and for how long."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import tomli_w
from pydantic import Field, ValidationError, field_validator

from gdlab.spec.base import Spec, knob
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import parsed, read_text, run_tables, with_data_beside, with_lines
from gdlab.spec.kinds import AnyPruner, AnySampler
from gdlab.spec.metrics import higher_is_better, split_tag
from gdlab.spec.plain import is_table
from gdlab.spec.problems import nearest, to_spec_error
from gdlab.spec.run import MANY, RunSpec
from gdlab.spec.space import SearchParameter, SearchSpace
from gdlab.spec.space_reading import read_space

#: Objectives that are no metric; the smaller value is the better one.
COSTS = ("seconds", "parameters", "steps")


class SweepTable(Spec):
    """The fields of ``[sweep]``."""

    sampler: AnySampler = Field(default="tpe", validate_default=True, description="How configurations are chosen.")
    pruner: AnyPruner = Field(default="none", validate_default=True, description="How poor trials are ended early.")
    metric: tuple[str, ...] = Field(
        default=("val/loss",),
        description="What is to become good: curves such as val/loss, or seconds, parameters, steps.",
    )
    value: Literal["last", "best"] = knob("last", "Whether the last or the best value of a curve counts.")
    trials: int = knob(50, "How many configurations are tried; 0 sets no bound.", ge=0, le=MANY)
    seeds: int = knob(1, "Runs of each configuration, with the spec's seed and those after it.", ge=1, le=1000)
    seconds: float = knob(0.0, "Begin no trial after this time; 0 sets no bound.", unit="s", ge=0)
    epochs: float = knob(0.0, "Begin no trial after so many epochs of all runs together; 0 sets no bound.", ge=0)
    examples: int = knob(0, "Begin no trial after so many examples of all runs; 0 sets no bound.", ge=0, le=MANY)
    run_seconds: float = knob(
        0.0, "Time budget of each run: it ends after so much training; 0 is none.", unit="s", ge=0
    )
    test_fraction: float = knob(
        0.2, "Share of the examples that the search never sees, on which its best is checked; 0 is none.", ge=0, lt=1
    )
    confirm: int = knob(3, "How many of the best configurations are run again on fresh seeds; 0 checks none.", ge=0)
    confirm_seeds: int = knob(5, "Fresh seeds with which the best configurations are run again.", ge=2, le=1000)
    seed: int = knob(0, "Seed of the sampler.", ge=0, lt=2**31)
    space: dict[str, Any] = Field(default_factory=dict, description="The values of each field that is searched.")

    @field_validator("metric", mode="before")
    @classmethod
    def _one_metric_is_a_list_too(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value


class SweepSpec(SweepTable):
    """A sweep: the table ``[sweep]`` with the run beside which it stands.

    Raises:
        SpecError: when anything in it is wrong; it names every wrong field.
    """

    run: RunSpec

    def __init__(self, /, **fields: Any) -> None:
        try:
            super().__init__(**fields)
        except ValidationError as error:
            raise _in_the_table(to_spec_error(error, keys=lambda loc: SweepTable.model_fields)) from None
        if problems := [*_objective_problems(self), *_search_problems(self)]:
            raise SpecError(problems)

    @cached_property
    def search_space(self) -> SearchSpace:
        """Return the space, read and checked.

        Raises:
            SpecError: with every field that is wrong.
        """
        return read_space(self.space, self.run)

    @cached_property
    def searched_run(self) -> RunSpec:
        """Return the run with the test part set aside, of which every configuration is a variation."""
        return self.run.replace(data=self.run.data.replace(test_fraction=self.test_fraction))

    @property
    def guided(self) -> list[SearchParameter]:
        """The parameters that the sampler chooses by what it has learnt; the others are drawn by lot."""
        space, guides = self.search_space, self.sampler.guides
        found = space.parameters() if guides == "every field" else space.common()
        return [p for p in found if p.kind != "choice"] if guides == "common numbers" else found

    @property
    def remark(self) -> str:
        """What a person should know of the sampler with this space, as a sentence; "" for nothing."""
        guided = {parameter.name for parameter in self.guided}
        drawn = [parameter.name for parameter in self.search_space.parameters() if parameter.name not in guided]
        if not drawn:
            return ""
        fields = "numbers" if self.sampler.guides == "common numbers" else "fields"
        shown = ", ".join(drawn[:3]) + (f" and {len(drawn) - 3} more" if len(drawn) > 3 else "")
        chosen = f"{self.sampler.type} chooses {fields} that every configuration has"
        return f"{chosen} and draws {shown} by lot; tpe searches all"

    def table(self) -> dict[str, Any]:
        """Return the table ``[sweep]`` as plain data."""
        return {key: value for key, value in self.to_dict().items() if key != "run"}

    def changed(self, **changes: Any) -> SweepSpec:
        """Return a copy with some fields of the table changed."""
        return SweepSpec(**{name: getattr(self, name) for name in type(self).model_fields} | changes)

    def to_toml(self) -> str:
        """Return the text of a spec file that :func:`parse_sweep` reads back."""
        return tomli_w.dumps({**self.run.to_dict(), "sweep": self.table()})

    def higher(self, metric: str) -> bool:
        """Return whether a larger value of an objective is the better one."""
        return metric not in COSTS and higher_is_better(metric)


def load_sweep(path: str | Path) -> SweepSpec:
    """Return the sweep that a spec file with a table ``[sweep]`` describes.

    Raises:
        SpecError: when the file is missing, has no such table or describes no valid sweep; it names file, line, field.
    """
    where = Path(path)
    sweep = parse_sweep(read_text(where), str(path), as_json=where.suffix.lower() == ".json")
    run = with_data_beside(sweep.run, where.absolute().parent)
    return sweep if run == sweep.run else sweep.changed(run=run)


def parse_sweep(text: str, source: str = "", *, as_json: bool = False) -> SweepSpec:
    """Return the sweep that a text describes.

    Args:
        text: the text of a spec file with a table [sweep].
        source: what errors call it, such as the file's name.
        as_json: whether it is JSON and not TOML.

    Raises:
        SpecError: when it has no such table, or one that is not well formed; it names every wrong field.
    """
    tables = parsed(text, source, as_json=as_json)
    held: Any = tables.pop("sweep", None)
    if not is_table(held):
        hint = 'there is no table [sweep]; add one with a [sweep.space], such as "optimizer.lr" = [0.01, 0.1]'
        raise SpecError([Problem("sweep", hint)], source)
    try:
        if "run" in held:
            raise SpecError([Problem("sweep.run", "is not a known key; the run is the rest of the file")])
        return SweepSpec(**held, run=RunSpec.parse(run_tables(tables)))
    except SpecError as error:
        raise with_lines(error, text, source, as_json=as_json) from None


def _in_the_table(error: SpecError) -> SpecError:
    return SpecError([Problem(f"sweep.{p.path}" if p.path else "sweep", p.message) for p in error.problems])


def _objective_problems(sweep: SweepSpec) -> list[Problem]:
    """Return what is wrong with the objectives."""
    measured = [metric.name for metric in sweep.run.metrics if metric.scalar]
    known = [*(f"{part}/{name}" for part in ("val", "train") for name in measured), *COSTS]
    problems = [
        Problem("sweep.metric", f"'{metric}' is not measured.{nearest(metric, known)} Measured are {', '.join(known)}")
        for metric in sweep.metric
        if metric not in known
    ]
    if not sweep.metric or len(set(sweep.metric)) < len(sweep.metric):
        problems.append(Problem("sweep.metric", "must be one objective or a list of different ones"))
    return problems


def _search_problems(sweep: SweepSpec) -> list[Problem]:
    """Return what is wrong with the space, and with sampler and pruner for it."""
    problems: list[Problem] = []
    sampler, pruner = sweep.sampler, sweep.pruner
    if len(sweep.metric) > 1 and not sampler.several:
        problems.append(Problem("sweep.sampler", f"{sampler.type} searches for one objective; take nsga2 or tpe"))
    if len(sweep.metric) > 1 and pruner.reads != "nothing":
        problems.append(Problem("sweep.pruner", 'of several objectives no trial is pruned; take pruner = "none"'))
    if sweep.seeds < pruner.fewest_seeds:
        need = f"{pruner.type} compares seeds and needs {pruner.fewest_seeds} or more to end a trial early"
        problems.append(Problem("sweep.pruner", f"{need} (seeds = {sweep.seeds})"))
    if pruner.reads == "evaluations" and any(split_tag(metric)[1] != "val" for metric in sweep.metric[:1]):
        problems.append(Problem("sweep.pruner", f"{pruner.type} needs a curve of the validation part as the metric"))
    if not any((sweep.trials, sweep.seconds, sweep.epochs, sweep.examples)):
        problems.append(Problem("sweep.trials", "give a bound: trials, seconds, epochs or examples"))
    if not sweep.space:
        return [*problems, Problem("sweep.space", 'is empty; give a field, such as "optimizer.lr" = [0.01, 0.1]')]
    try:
        parameters = sweep.search_space.parameters()
    except SpecError as error:
        return [*problems, *error.problems]
    if len(sweep.guided) < sampler.fewest_guided:
        what = "range" if sampler.guides == "common numbers" else "field"
        need = f"{sampler.fewest_guided} {what}{'s' * (sampler.fewest_guided > 1)} or more"
        text = f"{sampler.type} needs {need} that every configuration has (here {len(sweep.guided)}); take tpe"
        problems.append(Problem("sweep.sampler", text))
    if sampler.enumerates:
        problems += [
            Problem(f"sweep.space.{parameter.name}", "a grid needs a list, a step, or points, such as points = 5")
            for parameter in parameters
            if not parameter.grid()
        ]
    return problems
