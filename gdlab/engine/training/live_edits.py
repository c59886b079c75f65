"""Which fields may change while a run trains, and how a change becomes a new spec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from gdlab.spec.base import Spec
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import to_spec_error
from gdlab.spec.run import RunSpec


def live_fields(part: Spec) -> list[str]:
    """Return the names of the fields of a part that may change while a run trains."""
    return [
        n
        for n, f in type(part).model_fields.items()
        if isinstance(f.json_schema_extra, dict) and f.json_schema_extra.get("live")
    ]


def apply_edit(spec: RunSpec, values: Mapping[str, Any]) -> tuple[RunSpec, str]:
    """Return the spec with live fields of its optimizer or training changed, and a text such as "lr → 0.01".

    Raises:
        SpecError: when a name is not live or a value is out of range.
    """
    changes: dict[str, dict[str, Any]] = {"optimizer": {}, "training": {}}
    for name, value in values.items():
        part = next((p for p in changes if name in live_fields(getattr(spec, p))), None)
        if part is None:
            allowed = live_fields(spec.optimizer) + live_fields(spec.training)
            raise SpecError([Problem(name, f"cannot change while a run trains; these can: {', '.join(allowed)}")])
        changes[part][name] = value
    try:
        edited = spec.replace(**{p: getattr(spec, p).replace(**c) for p, c in changes.items() if c})
    except ValidationError as error:
        raise to_spec_error(error) from None
    return edited, ", ".join(f"{n} → {v}" for n, v in values.items())
