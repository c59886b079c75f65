"""The labels of fields: a plain title, with the name that a spec uses where the title is not that name."""

from __future__ import annotations

import pytest

from gdlab.spec.base import kinds, members
from gdlab.spec.fields import fields
from gdlab.spec.run import RunSpec
from gdlab.ui.forms.editors import field_label
from gdlab.ui.forms.titles import TITLES, field_title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("T_max", "Half period (T_max)"),
        ("eta_min", "Lowest rate (eta_min)"),
        ("lambd", "Lambda (lambd)"),
        ("weight_decay", "Weight decay"),
        ("momentum", "Momentum"),
    ],
)
def test_a_field_is_titled_in_plain_words(name: str, title: str):
    assert field_title(name) == title


def test_no_label_is_a_bare_symbol_and_every_title_belongs_to_a_field():
    every = [
        f
        for kind in kinds()
        for member in members(kind).values()
        if member.__module__.startswith("gdlab.") and not member.__module__.startswith("gdlab.studies")
        for f in fields(member)
    ]  # neither those that other tests define, nor a study's, which are written in files
    every += fields(type(RunSpec().training))
    assert {f.name for f in every} >= set(TITLES)
    for field in every:
        first = field_label(field).split(" (")[0]
        assert len(first) > 3, f"{field.name} is labelled {field_label(field)!r}"
