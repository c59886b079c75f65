"""The page about studies names everything that a study file may use, and the file it shows works."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from gdlab.spec.base import members
from gdlab.studies.catalogue import ORDER, parse_study
from gdlab.studies.experiment import plan
from gdlab.studies.members import load_all_members

TEXT = (Path(__file__).parents[2] / "docs" / "studies.md").read_text(encoding="utf-8")


def test_every_member_of_a_study_file_is_named():
    load_all_members()
    names = [n for kind in ("measure", "rule", "procedure", "derivation") for n in members(kind)]
    assert [n for n in names if f"`{n}`" not in TEXT] == []


def test_every_study_has_its_verdict():
    assert [n for n in ORDER if f"| {n} |" not in TEXT] == []


def test_the_example_is_a_study():
    text = re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    study = parse_study({"name": "example", **tomllib.loads(text[1])})
    assert len(plan(study, "quick").jobs) == 2 * 2 * 5
