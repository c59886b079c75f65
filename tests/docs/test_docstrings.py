"""A public function says what it takes where that is much, what it raises, and refers to what there is."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[2]
PACKAGE = TOP / "gdlab"
#: Arguments from which on each has to be named.
MANY = 4
#: Errors that need no word: of methods that a subclass has to define, of Python's own protocols, of commands' ends.
PLAIN = {"NotImplementedError", "AttributeError", "KeyError", "IndexError", "StopIteration", "typer.Exit"}

Definition = ast.FunctionDef | ast.AsyncFunctionDef


class Public(NamedTuple):
    """A public function or method."""

    place: str
    name: str
    node: Definition
    is_method: bool

    @property
    def text(self) -> str:
        return ast.get_docstring(self.node) or ""

    @property
    def arguments(self) -> list[str]:
        given = [*self.node.args.posonlyargs, *self.node.args.args, *self.node.args.kwonlyargs]
        return [argument.arg for argument in given if argument.arg not in ("self", "cls")]

    @property
    def raised(self) -> set[str]:
        """Return the errors that the function makes itself, by their classes."""
        found = [node.exc for node in _own(self.node) if isinstance(node, ast.Raise) and node.exc is not None]
        made = {ast.unparse(error.func if isinstance(error, ast.Call) else error) for error in found}
        return {name for name in made - PLAIN if name[:1].isupper()}


def _own(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what belongs to a function and to none within it."""
    waiting = list(ast.iter_child_nodes(node))
    while waiting:
        child = waiting.pop()
        if not isinstance(child, Definition | ast.Lambda | ast.ClassDef):
            yield child
            waiting += ast.iter_child_nodes(child)


@cache
def _trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def _public() -> list[Public]:
    """Return the public functions, and the methods whose name stands in one class alone and so overrides nothing."""
    found: list[Public] = []

    def visit(node: ast.Module | ast.ClassDef, place: str, prefix: str) -> None:
        for child in node.body:
            if isinstance(child, Definition) and not child.name.startswith("_"):
                found.append(Public(place, prefix + child.name, child, bool(prefix)))
            elif isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
                visit(child, place, f"{prefix}{child.name}.")

    for path, tree in _trees().items():
        visit(tree, path.relative_to(TOP).as_posix(), "")
    named = Counter(each.node.name for each in found)
    return [each for each in found if not each.is_method or named[each.node.name] == 1]


def _above(place: str) -> str:
    """Return what the top of a file says, where arguments of several of its functions may be described."""
    return ast.get_docstring(_trees()[TOP / place]) or ""


def _documented() -> list[Public]:
    """Return those whose docstring is for who calls them: that of a command is its help for users."""
    return [each for each in _public() if not each.name.endswith("_command") and each.text]


def test_a_function_of_many_arguments_names_each():
    unnamed = {}
    for each in _documented():
        referred = re.search(r":(func|meth):`", each.text) or "described at the top of the file" in each.text
        if len(each.arguments) >= MANY and not referred:
            text = each.text + _above(each.place)
            missing = [name for name in each.arguments if not re.search(rf"\b{name}\b", text)]
            if missing:
                unnamed[f"{each.place}: {each.name}"] = missing
    assert not unnamed, f"the docstring does not say what these arguments are, in a section Args or in words: {unnamed}"


def test_a_function_says_what_it_raises():
    silent = {
        f"{each.place}: {each.name}": sorted(each.raised)
        for each in _documented()
        if each.raised and not re.search(r"Raises:|raise|Refuse|Error", each.text)
    }
    assert not silent, f"the docstring does not say what these functions raise, in a section Raises: {silent}"


def test_the_arguments_that_are_described_are_those_that_there_are():
    wrong = {}
    for path, tree in _trees().items():
        for node in ast.walk(tree):
            text = ast.get_docstring(node) if isinstance(node, Definition) else None
            if not isinstance(node, Definition) or text is None or "\nArgs:\n" not in text:
                continue
            args = node.args
            own = {a.arg for a in [*args.posonlyargs, *args.args, *args.kwonlyargs]}
            own |= {a.arg for a in (args.vararg, args.kwarg) if a is not None}
            section = re.split(r"\n(?:Returns|Raises|Yields|Example).*:\n", text.split("\nArgs:\n")[1])[0]
            listed = re.findall(r"^ {4}([*\w, ]+):", section, re.MULTILINE)
            named = {name.strip(" *") for names in listed for name in names.split(",")}
            if named - own:
                wrong[f"{path.relative_to(TOP).as_posix()}: {node.name}"] = sorted(named - own)
    assert not wrong, f"the docstring describes arguments that there are not: {wrong}"


def test_what_a_docstring_refers_to_is_there():
    """A name without its module is one of the same folder, or one that the file uses."""
    missing = []
    folders: dict[Path, str] = {}
    for path in _trees():
        source = path.read_text(encoding="utf-8")
        for kind, name in re.findall(r":(func|class):`~?([A-Za-z_]\w*)(?:\(\))?`", source):
            if path.parent not in folders:
                folders[path.parent] = "\n".join(p.read_text(encoding="utf-8") for p in path.parent.glob("*.py"))
            is_made = re.search(rf"^ *(?:async )?(?:def|class) {name}\b", folders[path.parent], re.MULTILINE)
            if not is_made and not re.search(rf"(?<![`\w]){name}\b(?!`)", source.replace(f"`{name}`", "")):
                missing.append(f"{path.relative_to(TOP).as_posix()}: :{kind}:`{name}`")
    assert not missing, f"write the whole name, from gdlab on, or correct it: {missing}"
