"""The specs of many runs in one TOML file: one whole spec, and of each run the parts that differ from it.

The table ``[shared]`` is the spec of the first run. The table ``[runs."NAME"]`` of each run holds its parts (``seed``,
``optimizer``, ...) that are others, each as a whole, and under ``without`` the names of parts that it does not have.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tomli_w

from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.files import read_text
from gdlab.spec.plain import is_sequence, is_table
from gdlab.spec.run import RunSpec
from gdlab.spec.toml_text import toml_tables

_HEAD = (
    "# The specs of {count} runs. [shared] is the spec of the first; each run's table holds the parts that differ.\n"
    "# gdlab.lab.spec_sheet.load_specs reads the file.\n\n"
)


def specs_text(names: Sequence[str], specs: Sequence[RunSpec]) -> str:
    """Return the file's text.

    Args:
        names: the runs' names, all different.
        specs: their specs, as many, at least one.
    """
    shared = specs[0].to_dict()
    runs: dict[str, Any] = {}
    for name, spec in zip(names, specs, strict=True):
        table = spec.to_dict()
        own = {part: value for part, value in table.items() if part not in shared or shared[part] != value}
        without = [part for part in shared if part not in table]
        runs[name] = own | ({"without": without} if without else {})
    return _HEAD.format(count=len(specs)) + tomli_w.dumps({"shared": shared, "runs": runs})


def load_specs(path: str | Path) -> dict[str, RunSpec]:
    """Return the specs of a file by the runs' names, in order.

    Raises:
        SpecError: when the file cannot be read, is none of these or holds a spec that is not valid.
    """
    try:
        table: Any = toml_tables(read_text(Path(path)))
    except (ValueError, RecursionError) as error:
        raise SpecError([Problem("", f"this is not TOML: {error}")], str(path)) from None
    shared, runs = (table.get(name) for name in ("shared", "runs"))
    if not is_table(shared) or not is_table(runs):
        raise SpecError([Problem("", "a file of several specs has the tables [shared] and [runs]")], str(path))
    found: dict[str, RunSpec] = {}
    for name, own in runs.items():
        if not is_table(own):
            raise SpecError([Problem(f"runs.{name}", "should be a table")], str(path))
        without = own.get("without", ())
        left_out = {str(part) for part in without} if is_sequence(without) else set[str]()
        parts = {part: value for part, value in shared.items() if part not in left_out}
        found[name] = RunSpec.parse(parts | {k: v for k, v in own.items() if k != "without"}, str(path))
    return found
