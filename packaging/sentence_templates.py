"""The templates of the sentences that the rooms below the window make, read from their code.

A sentence such as ``f"{path} holds {n} row{'s' if n != 1 else ''}"`` stands in the catalogue of translations as the
templates ``{path} holds {n} row`` and ``{path} holds {n} rows``: one for each choice of constant texts, with a
placeholder for everything else. Whatever is raised counts, whatever ``tr_noop`` marks, and every other text that reads
as prose.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

#: Folders and files whose texts the window never shows: generated code, SQL, files that are written.
_NOT_SHOWN = (
    "gdlab/cli/", "gdlab/ui/", "gdlab/sklearn/", "gdlab/engine/machine/", "gdlab/engine/network/",
    "gdlab/engine/products/", "gdlab/engine/optimizers/rule_source", "gdlab/engine/program/diagnostics",
    "gdlab/lab/bench", "gdlab/lab/cluster/messages", "gdlab/lab/columns/", "gdlab/lab/onnx_graph/graph",
    "gdlab/lab/preset_header", "gdlab/lab/report/", "gdlab/lab/spec_sheet", "gdlab/lab/store/codec",
    "gdlab/lab/torch_script/", "gdlab/lab/workloads", "gdlab/logs/private", "gdlab/logs/report", "gdlab/logs/setup",
    "gdlab/spec/html", "gdlab/spec/rule_torch", "gdlab/studies/booklet", "gdlab/studies/drawn_levels",
    "gdlab/studies/drawing", "gdlab/studies/export", "gdlab/studies/summary_table", "gdlab/__main__", "gdlab/display",
)  # fmt: skip
#: Calls whose texts are translated where they stand, are help texts of fields, or go into the log.
_OTHER_CALLS = {"tr", "tr_n", "knob", "Field", "execute", "sql", "compile"}
_OTHER_OBJECTS = {"_log", "re", "warnings", "logging"}
_NOT_PROSE = re.compile(
    r"\b(SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|ALTER|CAST|TRY_CAST|COPY|SET|count\(\*\)|coalesce|replace\(|trim\()"
    r"|::|<[a-z!/?%]|\w\[\w+, |\\[wWsS]|^[^ ]*\w\(\w+=|= (true|false)$|\(\*|\*\(|\^2|%[sYd]|←|^\(|^(\w+, )+\w+$"
    r"|^\w+=[A-Z{]|\w=\""
)
_MOST_VARIANTS = 12
#: A placeholder within a template.
PLACE = re.compile(r"\{([a-z_][a-z_0-9]*)\}")


def templates_of_code(root: Path) -> Iterator[tuple[str, str]]:
    """Give the templates of all rooms but the window and the command line, each with the file that it is in."""
    for path in sorted(root.rglob("*.py")):
        origin = path.relative_to(root.parent).as_posix()
        if not origin.startswith(_NOT_SHOWN):
            for template in templates_of(path.read_text(encoding="utf-8")):
                yield template, origin


def templates_of(code: str) -> Iterator[str]:
    """Give the templates of the sentences in a module's code."""
    finder = _Finder()
    finder.visit(ast.parse(code))
    for node, fewest in finder.texts:
        for variant in _variants(node):
            text = _named(variant)
            if is_prose(text, fewest) if fewest else re.search(r"[^\W\d]", PLACE.sub("", text)):
                yield text


def is_prose(text: str, fewest: int) -> bool:
    """Return whether a text reads as prose: it has a space and as many words as said, and is no SQL or code."""
    plain = PLACE.sub("", text)
    words = re.findall(r"(?<![\w.])[a-zA-Z]?[a-z]+(?![\w(])", plain)
    return len(words) >= fewest and " " in text.strip() and not _NOT_PROSE.search(text)


class _Finder(ast.NodeVisitor):
    """The texts of a module that may be sentences, and how many words each needs to be one: 0 where it is marked."""

    def __init__(self) -> None:
        self.texts: list[tuple[ast.expr, int]] = []
        self._fewest = 2

    def visit_Raise(self, node: ast.Raise) -> None:
        self._within(node, fewest=1)

    def _within(self, node: ast.AST, fewest: int) -> None:
        before, self._fewest = self._fewest, fewest
        self.generic_visit(node)
        self._fewest = before

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # a docstring
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        match node.func:
            case ast.Name(id="tr_noop"):
                return self._within(node, fewest=0)
            case ast.Name(id=name) if name in _OTHER_CALLS:
                return None
            case ast.Attribute(attr=name, value=value) if name in _OTHER_CALLS or (
                isinstance(value, ast.Name) and value.id in _OTHER_OBJECTS
            ):
                return None
        return self.generic_visit(node)

    def generic_visit(self, node: ast.AST) -> None:
        for block in ("body", "orelse", "finalbody"):
            statements = getattr(node, block, None)
            if isinstance(statements, list):
                setattr(node, block, _joined(statements))
        super().generic_visit(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.texts.append((node, self._fewest))
        for part in node.values:  # a text within one that is no choice of constants may be a sentence as well
            if isinstance(part, ast.FormattedValue) and not _is_choice(part.value):
                self.generic_visit(part)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if isinstance(node.op, ast.Add) and _is_text(node.left) and _is_text(node.right):
            self.texts.append((node, self._fewest))
        else:
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self.texts.append((node, self._fewest))


def _joined(statements: list[ast.stmt]) -> list[ast.stmt]:
    """Return a block in which a text and what is added to it by the next statements is one text."""
    found: list[ast.stmt] = []
    for statement in statements:
        match statement, found[-1] if found else None:
            case (
                ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=more),
                ast.Assign(targets=[ast.Name(id=known)], value=text) as before,
            ) if name == known and _is_text(text) and _is_text(more):
                found[-1] = ast.Assign(targets=before.targets, value=ast.BinOp(text, ast.Add(), more))
            case _:
                found.append(statement)
    return found


def _is_text(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and _is_text(node.left))
        or _is_choice(node)
    )


def _is_choice(node: ast.expr) -> bool:
    return isinstance(node, ast.IfExp) and _is_text(node.body) and _is_text(node.orelse)


def _variants(node: ast.expr) -> list[list[str | ast.expr]]:
    """Return the texts that an expression may be, each as a list of constant texts and of values."""
    if isinstance(node, ast.Constant):
        return [[str(node.value)]]
    if _is_choice(node):
        assert isinstance(node, ast.IfExp)
        return [*_variants(node.body), *_variants(node.orelse)]
    if isinstance(node, ast.BinOp) and _is_text(node):
        parts = [_variants(node.left), _variants(node.right)]
    elif isinstance(node, ast.JoinedStr):
        parts = [_variants(v.value if isinstance(v, ast.FormattedValue) else v) for v in node.values]
    else:
        return [[node]]
    return [[piece for part in choice for piece in part] for choice in product(*parts)][:_MOST_VARIANTS]


def _named(pieces: list[str | ast.expr]) -> str:
    """Return a template: its constant texts, and a placeholder of its own for each value."""
    used: dict[str, int] = {}
    text = ""
    for piece in pieces:
        for part in re.split(r"(\{\})", piece) if isinstance(piece, str) else (piece,):
            if isinstance(part, str) and part != "{}":
                text += part
                continue
            name = "value" if isinstance(part, str) else _name_of(part)
            used[name] = used.get(name, 0) + 1
            text += f"{{{name}{used[name] if used[name] > 1 else ''}}}"
    return text


def _name_of(node: ast.expr) -> str:
    """Return a name for a value, as an interpreter of the template wants it: the last word of its expression."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            found = name.strip("_").lower()
            return found if PLACE.fullmatch(f"{{{found}}}") else "value"
        case ast.Call(func=ast.Attribute(attr="join"), args=[first, *_]):
            return _name_of(first)
        case ast.Call(func=ast.Attribute(attr="capitalize", value=inner)):
            return _name_of(inner)
        case ast.Call(func=ast.Name(id="len"), args=[first]):
            return f"n_{_name_of(first)}"
        case ast.Call(func=ast.Name(), args=[first, *_]):
            return _name_of(first)
        case ast.Call(func=function):
            return _name_of(function)
        case ast.Subscript(value=inner) | ast.BoolOp(values=[inner, *_]) | ast.BinOp(left=inner):
            return _name_of(inner)
        case _:
            return "value"
