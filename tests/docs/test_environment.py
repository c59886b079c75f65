"""Every environment variable that gdlab reads stands in one table of the documentation, and no other does."""

from __future__ import annotations

import re
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def test_every_variable_that_is_read_is_documented():
    read = set()
    for folder in ("gdlab", "packaging"):
        for path in (TOP / folder).rglob("*.py"):
            read |= set(re.findall(r"GDLAB_[A-Z_]+", path.read_text(encoding="utf-8")))
    table = (TOP / "docs" / "cli.md").read_text(encoding="utf-8").partition("## Environment variables\n")[2]
    described = re.findall(r"^\| `(GDLAB_[A-Z_]+)` \| \S", table, flags=re.MULTILINE)
    assert sorted(described) == sorted(read)


def test_the_documented_size_is_the_one_in_force():
    from gdlab.data.inputs.large_arrays import LARGEST_IN_MEMORY

    assert f"{LARGEST_IN_MEMORY:,} bytes by default" in (TOP / "docs" / "cli.md").read_text(encoding="utf-8")
