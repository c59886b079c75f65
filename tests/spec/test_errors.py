"""Errors keep what they say on the way between processes."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

import gdlab
from gdlab.spec.errors import GdlabError, Problem, SpecError


def raise_a_spec_error() -> None:
    raise SpecError([Problem("optimizer.lr", "must be at least 0", 3), Problem("seed", "is required")], "a.toml")


def every_error_class() -> list[type[GdlabError]]:
    for module in pkgutil.walk_packages(gdlab.__path__, "gdlab."):
        if ".ui" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, todo = [], [GdlabError]
    while todo:
        kind = todo.pop()
        found.append(kind)
        todo += kind.__subclasses__()
    return [kind for kind in found if kind.__module__.startswith("gdlab.")]


def test_a_spec_error_keeps_its_problems_when_it_is_pickled_and_copied():
    with pytest.raises(SpecError) as caught:
        raise_a_spec_error()
    for made in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):  # noqa: S301 - our own bytes
        assert made.problems == caught.value.problems
        assert made.source == "a.toml"
        assert str(made) == str(caught.value)


def test_a_spec_error_of_a_process_pool_says_what_it_said_there():
    with (
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool,
        pytest.raises(SpecError, match=r"a\.toml: optimizer\.lr \(line 3\): must be at least 0") as caught,
    ):
        pool.submit(raise_a_spec_error).result()
    assert [p.path for p in caught.value.problems] == ["optimizer.lr", "seed"]


def test_every_error_class_of_ours_survives_pickling_with_its_attributes():
    kinds = every_error_class()
    assert SpecError in kinds
    assert len(kinds) >= 6
    for kind in kinds:
        error = kind([Problem("a", "is wrong")], "file") if kind is SpecError else kind("a sentence")
        error.noted = "what was added later"  # pyright: ignore[reportAttributeAccessIssue]
        made = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert (type(made), str(made), made.args, vars(made)) == (kind, str(error), error.args, vars(error))
