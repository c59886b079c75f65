"""The example in a member's docstring runs and prints what it says; kinds that promise one have one each."""

from __future__ import annotations

import doctest

import pytest

from gdlab.spec import base
from gdlab.studies.members import load_all_members

load_all_members()
ALL = [(kind, name) for kind in base.kinds() for name in base.members(kind)]
#: Kinds of which every member shows an example.
PROMISED = ("layer", "loss", "optimizer", "schedule", "average", "init")


def example_of(kind: str, name: str) -> doctest.DocTest | None:
    """Return the example in a member's own docstring, None where it has none."""
    cls = base.members(kind)[name]
    found = doctest.DocTestParser().get_doctest(cls.__dict__.get("__doc__") or "", {}, name, None, None)
    return found if found.examples else None


EXAMPLES = [(kind, name) for kind, name in ALL if example_of(kind, name) is not None]


@pytest.mark.parametrize(("kind", "name"), EXAMPLES, ids=[f"{k}-{n}" for k, n in EXAMPLES])
def test_a_members_example_prints_what_it_says(kind: str, name: str) -> None:
    said: list[str] = []
    example = example_of(kind, name)
    assert example is not None
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    assert runner.run(example, out=said.append).failed == 0, "".join(said)


@pytest.mark.parametrize("kind", PROMISED)
def test_every_member_of_these_kinds_has_an_example(kind: str) -> None:
    shipped = {n for n, cls in base.members(kind).items() if cls.__module__.startswith("gdlab.")}
    assert shipped
    assert sorted(shipped - {name for k, name in EXAMPLES if k == kind}) == []
