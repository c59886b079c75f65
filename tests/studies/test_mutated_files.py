"""Shipped study files with something changed at random: refused with a place, or a study that can be planned."""

from __future__ import annotations

import random
import tomllib

import pytest
import tomli_w

from gdlab.paths import resource
from gdlab.spec.errors import SpecError
from gdlab.studies.catalogue import ORDER, load_study
from gdlab.studies.experiment import plan

FILES = {path.stem: path.read_text(encoding="utf-8") for path in resource("studies").rglob("*.toml")}
VALUES = (float("nan"), float("inf"), 10**30, -1, True, "", "$nothing", [], {}, {"a": 1}, ["x"])


def places(table, path=()):
    """Yield the path of everything in a table."""
    for key, value in table.items() if isinstance(table, dict) else enumerate(table):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


def mutant(name, rng):
    """Return a study's text with one thing deleted, replaced or misspelt."""
    table = tomllib.loads(FILES[name])
    path = rng.choice(list(places(table)))
    held = table
    for key in path[:-1]:
        held = held[key]
    value = held.pop(path[-1]) if isinstance(held, dict) else held[path[-1]]
    kind = rng.choice(("delete", "replace", "misspell"))
    if kind == "misspell" and isinstance(held, dict):
        held[f"{path[-1]}x"] = value
    elif kind == "replace" or isinstance(held, list):
        held[path[-1]] = rng.choice(VALUES)
    return tomli_w.dumps(table)


def read(file):
    """Return where the problems of a file are, and the jobs of a quick run where there are none."""
    try:
        study = load_study(file)
    except SpecError as error:
        return [problem.line or problem.path for problem in error.problems], ()
    return [], plan(study, "quick", 1).jobs


@pytest.mark.parametrize("name", ORDER)
def test_a_mutated_file_is_refused_with_a_place_or_can_be_planned(name, tmp_path):
    rng, file = random.Random(name), tmp_path / f"{name}.toml"
    for _ in range(2):
        file.write_text(mutant(name, rng), encoding="utf-8")
        problems, jobs = read(file)
        assert jobs or problems
        assert all(place for place in problems)
