"""No module of gdlab imports itself by way of others, imports for type checking included."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def circle(imports: dict[str, set[str]]) -> list[str]:
    """Return a circle of a graph of imports, first module repeated at the end, or an empty list."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return error.args[1]
    return []


@pytest.fixture(scope="module")
def imports() -> dict[str, set[str]]:
    """Return the modules of gdlab, each with the modules that it imports anywhere in its file."""
    graph = grimp.build_graph("gdlab", cache_dir=None)
    # The package's own `__init__` only offers the public names; every module below may ask it for its version.
    return {m: graph.find_modules_directly_imported_by(m) - {"gdlab"} for m in graph.modules}


def test_there_is_no_circle_of_imports(imports: dict[str, set[str]]):
    assert circle(imports) == []


def test_imports_for_type_checking_and_inside_functions_are_counted(imports: dict[str, set[str]]):
    assert "gdlab.ui.pages.lab" in imports["gdlab.ui.main_window"]
    assert "gdlab.ui.pages.catalogue" in imports["gdlab.ui.main_window"]


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}})[0] in "abc"
