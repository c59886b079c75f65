"""One name means one thing: no two public classes or functions share one, and none needs an explanation."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[2] / "gdlab"

#: Words that a dictionary of machine learning does not know, or knows for something else.
FORBIDDEN = {
    "course", "courses", "dear", "desk", "house", "keep", "keeps", "kin", "kins", "look", "looks", "room", "rooms",
    "strips", "stretch", "stretches", "turns", "watch", "watches", "windows",
}  # fmt: skip
#: Names in which such a word is the field's: prices of houses.
FIELDS_OWN = {"house_prices", "HousePrices"}

Definition = ast.ClassDef | ast.FunctionDef


class Public(NamedTuple):
    """A public class or function of a module."""

    kind: type[Definition]
    name: str
    methods: tuple[str, ...]  # the public ones of a class


@cache
def public(path: Path) -> tuple[Public, ...]:
    """Return the public classes and functions of a module; an overload counts with what it declares."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            inner = node.body if isinstance(node, ast.ClassDef) else []
            methods = [n.name for n in inner if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]
            if not any(isinstance(d, ast.Name) and d.id == "overload" for d in node.decorator_list):
                found.append(Public(type(node), node.name, tuple(methods)))
    return tuple(found)


def shared(top: Path) -> dict[str, list[str]]:
    """Return the names that several public classes, or several public functions, of a package share."""
    homes: dict[tuple[type, str], list[str]] = defaultdict(list)
    for path in sorted(top.rglob("*.py")):
        for each in public(path):
            homes[each.kind, each.name].append(str(path.relative_to(top)))
    return {name: paths for (_, name), paths in homes.items() if len(paths) > 1}


def words(name: str) -> set[str]:
    """Return the words of a name in snake case or camel case, lower case."""
    return set(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().split("_"))


def forbidden(top: Path) -> dict[str, str]:
    """Return the modules, classes, public methods and public functions of a package with a forbidden word."""
    found: dict[str, str] = {}
    for path in sorted(top.rglob("*.py")):
        names = [path.stem]
        for each in public(path):
            names += [each.name, *each.methods]
        found |= {name: str(path.relative_to(top)) for name in names if words(name) & FORBIDDEN}
    return found


def test_no_two_public_things_share_a_name():
    assert shared(TOP) == {}


def test_no_name_has_a_forbidden_word():
    found = {name: path for name, path in forbidden(TOP).items() if name not in FIELDS_OWN}
    assert found == {}


def test_the_lists_of_exceptions_hold_nothing_that_has_been_mended():
    assert not FIELDS_OWN - set(forbidden(TOP))


def test_shared_and_forbidden_names_are_found(tmp_path: Path):
    (tmp_path / "one.py").write_text("class Reader: ...\ndef look_up(): ...\n", encoding="utf-8")
    (tmp_path / "turns.py").write_text("class Reader:\n    def keep(self): ...\ndef _watch(): ...\n", encoding="utf-8")
    assert shared(tmp_path) == {"Reader": ["one.py", "turns.py"]}
    assert forbidden(tmp_path) == {"look_up": "one.py", "turns": "turns.py", "keep": "turns.py"}
