"""Make a procedure of the plain data that describes it."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import to_spec_error
from gdlab.studies.kinds import OptionalProcedure, Procedure


def parse_procedure(table: Any) -> Procedure:
    """Return the procedure that a table describes.

    Raises:
        SpecError: when there is no such procedure or a value does not fit.
    """
    try:
        found = TypeAdapter(OptionalProcedure).validate_python(table)
    except ValidationError as error:
        raise to_spec_error(error) from None
    if found is None:
        raise SpecError([Problem("procedure", "is missing")])
    return found
