"""``gdlab members`` names everything that a spec may hold, with the fields that the program has."""

from __future__ import annotations

import re

import pytest

from gdlab.cli import main
from gdlab.cli.console import out
from gdlab.spec.base import kinds, members
from gdlab.spec.fields import fields

ALL = [(kind, name) for kind in kinds() for name in members(kind)]


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Return a function that gives what the command prints, on one line; no sentence is broken between columns."""
    monkeypatch.setattr(out, "width", 2000)

    def run(*names: str) -> str:
        assert main(["members", *names]) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


def test_without_a_name_every_member_of_every_kind_is_named(printed):
    words = set(re.findall(r"\w+", printed()))
    assert {name for _, name in ALL} <= words
    assert set(kinds()) <= words


@pytest.mark.parametrize("kind", kinds())
def test_a_kind_is_listed_by_its_name_and_its_plural(printed, kind: str):
    text = printed(kind)
    assert text == printed(f"{kind}es" if kind.endswith("s") else f"{kind}s")
    for name, cls in members(kind).items():
        assert name in text
        assert " ".join(cls.title.split()) in text


def test_every_member_is_shown_with_all_its_fields(printed):
    for kind, name in ALL:
        text = printed(name)
        assert f"({kind})" in text
        for field in fields(members(kind)[name]):
            assert f"{field.name} " in text, (name, field.name)
            assert " ".join(field.help.split()) in text, (name, field.name)


def test_defaults_and_bounds_are_those_of_the_class(printed):
    text = printed("SGD")
    rate = next(field for field in fields(members("optimizer")["SGD"]) if field.name == "lr")
    assert f"lr {rate.default:g} at least 0" in text
    assert rate.range.startswith("at least 0")


def test_capitals_do_not_matter_but_where_they_tell_a_member_from_a_kind(printed):
    assert printed("adamw") == printed("AdamW")
    assert "(metric)" in printed("Loss")
    assert "CrossEntropyLoss" in printed("loss")


def test_references_of_the_documentation_are_plain_names(printed):
    for kind in kinds():
        assert not re.search(r":\w+:`|``", printed(kind)), kind


def test_the_words_of_other_programs_lead_to_the_kind(printed):
    assert printed("schedulers") == printed("schedule")
    assert printed("initializers") == printed("init")


@pytest.mark.parametrize(("name", "words"), [("Adm", "Did you mean Adam?"), ("", "The kinds are layer, loss")])
def test_an_unknown_name_ends_with_2_and_says_what_there_is(capsys, name: str, words: str):
    assert main(["members", name]) == 2
    captured = capsys.readouterr()
    assert words in captured.err
    assert not captured.out
