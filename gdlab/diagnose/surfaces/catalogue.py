"""All surfaces, found by importing every module of this folder."""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache

from pydantic import TypeAdapter, ValidationError

from gdlab.diagnose import surfaces
from gdlab.diagnose.surfaces.base import AnySurface, Surface
from gdlab.spec.base import members
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import to_spec_error

_ADAPTER: TypeAdapter[Surface] = TypeAdapter(AnySurface)


@cache
def load_surfaces() -> None:
    """Import every module of this folder once."""
    for module in sorted(pkgutil.iter_modules(surfaces.__path__), key=lambda m: m.name):
        importlib.import_module(f"{surfaces.__name__}.{module.name}")


def surface_names() -> list[str]:
    """Return the names of all surfaces but that of one's own formula, in alphabetical order."""
    return sorted(name for name in members("surface") if name != "Formula")


def surface_of(given: Surface | str) -> Surface:
    """Return the surface that a text names, such as ``"Ravine(condition=50)"``, or writes as a formula in x and y.

    Raises:
        SpecError: when it is neither; of a formula it says what is wrong and at which character.
    """
    if isinstance(given, Surface):
        return given
    text = given.strip()
    head = re.match(r"[A-Za-z_]\w*", text)
    alone = head is not None and head.group() == text and text not in ("x", "y", "e", "pi")
    known = head is not None and head.group().lower() in {name.lower() for name in members("surface")}
    try:
        if alone or known:
            return _ADAPTER.validate_python(text)
        return _ADAPTER.validate_python({"type": "Formula", "text": text})
    except ValidationError as error:
        raise SpecError([_named(problem) for problem in to_spec_error(error).problems]) from None


def _named(problem: Problem) -> Problem:
    """Return a problem with a formula under the word by which the person who typed it knows it."""
    return Problem("formula", problem.message) if problem.path == "text" else problem
