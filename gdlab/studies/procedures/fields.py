"""The fields that procedures share: methods by label, the spec of a run, numbers that make rows."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field

from gdlab.spec.base import Spec, knob
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.kinds import AnyOptimizer
from gdlab.spec.run import RunSpec


class _Method(Spec):
    """An optimizer, and the noise that is added to its gradients."""

    optimizer: AnyOptimizer
    noise: float = knob(0.0, "Deviation of the normal noise.", ge=0)


class _Named(Spec):
    """Methods by label, to be checked."""

    methods: dict[str, _Method] = Field(min_length=1)


def _checked_methods(methods: dict[str, Any]) -> dict[str, Any]:
    """Return methods as they are given, each of which is an optimizer, or a table of one and a noise."""
    _Named.model_validate({"methods": {k: v if isinstance(v, dict) else {"optimizer": v} for k, v in methods.items()}})
    return methods


def _checked_run(table: dict[str, Any]) -> dict[str, Any]:
    """Return the table of a run as it is given, which is a valid spec."""
    try:
        RunSpec.parse({**table, "seed": 0})
    except SpecError as error:
        raise SpecError([Problem(f"spec.{p.path}", p.message) for p in error.problems]) from None
    return table


#: Methods by label: an optimizer as a call, or ``{optimizer = "...", noise = 1.0}``.
Methods = Annotated[dict[str, Any], AfterValidator(_checked_methods)]
#: Optimizers as calls, by label.
Calls = Annotated[dict[str, str], AfterValidator(_checked_methods)]
#: The spec of a run without its seed.
RunTable = Annotated[dict[str, Any], AfterValidator(_checked_run)]
#: Dimensions of a space in which points are looked for.
Dimensions = Annotated[tuple[Annotated[int, Field(ge=1, le=200)], ...], Field(min_length=1)]
#: Conditions of quadratics: the largest curvature over the smallest.
Conditions = Annotated[tuple[Annotated[int, Field(ge=2, le=100_000)], ...], Field(min_length=1)]
#: Positive numbers, such as rates, each of which makes a row.
Positive = Annotated[tuple[Annotated[float, Field(gt=0)], ...], Field(min_length=1)]
#: Whole numbers from 0.
Counts = Annotated[tuple[Annotated[int, Field(ge=0, le=1_000_000)], ...], Field(min_length=1)]
