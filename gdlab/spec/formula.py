"""Read a formula into an expression tree and evaluate it with NumPy; nothing is ever run as code.

The grammar, from loose to tight: sums, products, signs, powers (from the right), then numbers, names, calls and
brackets. Length, nesting and exponents' nesting are bounded, so no text can make the parser or the evaluation long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from gdlab.spec.minus import plain_minus

LONGEST = 300
DEEPEST = 24

_TOKEN = re.compile(r"\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([A-Za-z_]\w*)|(\*\*|[-+*/%^(),]))")
_CONSTANTS = {"pi": float(np.pi), "e": float(np.e)}
#: The functions of a language of formulas by name, each with the number of its arguments.
Functions = Mapping[str, tuple[Callable[..., Any], int]]
FUNCTIONS: Functions = {
    "sqrt": (np.sqrt, 1),
    "exp": (np.exp, 1),
    "log": (np.log, 1),
    "sin": (np.sin, 1),
    "cos": (np.cos, 1),
    "tan": (np.tan, 1),
    "tanh": (np.tanh, 1),
    "abs": (np.abs, 1),
    "floor": (np.floor, 1),
    "min": (np.minimum, 2),
    "max": (np.maximum, 2),
}
_SUMS = {"+": np.add, "-": np.subtract}
_PRODUCTS = {"*": np.multiply, "/": np.divide, "%": np.mod}


class FormulaError(ValueError):
    """The sentence that says what is wrong with a formula, and at which character.

    Attributes:
        position: the character that is wrong, counted from 1; one beyond the last where the text ends too soon.
    """

    def __init__(self, message: str, position: int) -> None:
        where = f"at position {position}"
        super().__init__(message if where in message else f"{message} ({where})")
        self.position = position


@dataclass(frozen=True)
class Node:
    """A node of a formula's tree: a number (value), a variable (name) or a function of other nodes."""

    value: float = 0.0
    name: str = ""
    function: Callable[..., Any] | None = None
    arguments: tuple[Node, ...] = ()

    def evaluate(self, variables: dict[str, Any]) -> Any:
        """Return the value at these variables."""
        if self.function is not None:
            return self.function(*(a.evaluate(variables) for a in self.arguments))
        return variables[self.name] if self.name else self.value


@dataclass(frozen=True)
class Formula:
    """A parsed formula, which is called with its variables."""

    text: str
    tree: Node

    def __call__(self, **variables: Any) -> np.ndarray:
        """Return the value, float64; NaN and infinity where it has none."""
        with np.errstate(all="ignore"):
            return np.asarray(self.tree.evaluate({k: np.asarray(v, float) for k, v in variables.items()}), float)


@lru_cache(maxsize=256)
def parse(text: str, variables: tuple[str, ...]) -> Formula:
    """Return the formula that the text writes.

    Raises:
        FormulaError: saying what is wrong and where; it is a ValueError.
    """
    return Formula(text, parse_tree(text, variables, FUNCTIONS))


def parse_tree(text: str, variables: Sequence[str], functions: Functions) -> Node:
    """Return the tree of a formula that may use these variables and functions.

    Args:
        text: the formula.
        variables: the names that stand for values.
        functions: what may be called.

    Raises:
        FormulaError: saying what is wrong and where; it is a ValueError.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"is longer than {LONGEST} characters", LONGEST + 1)
    parser = _Parser(plain_minus(text), variables, functions)
    tree = parser.sum(0)
    if parser.at < len(parser.tokens):
        raise FormulaError(f"'{parser.peek()}' at position {parser.position} is one too many", parser.position)
    return tree


def _tokens(text: str) -> list[tuple[int, str, str]]:
    """Return position, text and kind of each token."""
    found: list[tuple[int, str, str]] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            wrong = len(text) - len(text[at:].lstrip())
            raise FormulaError(f"'{text[wrong]}' at position {wrong + 1} does not belong in a formula", wrong + 1)
        kind = ("number", "name", "sign")[(match.lastindex or 1) - 1]
        found.append((match.start(match.lastindex or 0), match.group(match.lastindex or 0), kind))
        at = match.end()
    return found


class _Parser:
    """A recursive-descent parser of formulas, one method a level of the grammar."""

    def __init__(self, text: str, variables: Sequence[str], functions: Functions) -> None:
        self.tokens, self.variables, self.functions, self.at = _tokens(text), variables, functions, 0
        self.end = len(text.rstrip()) + 1

    @property
    def position(self) -> int:
        """Return the position of the next token, counted from 1."""
        return self.tokens[self.at][0] + 1 if self.at < len(self.tokens) else self.end

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise FormulaError("ends too soon", self.end)
        _, text, kind = self.tokens[self.at]
        self.at += 1
        return text, kind

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            where = f"before '{self.peek()}'" if self.peek() else "at the end"
            raise FormulaError(f"'{sign}' is missing {where}", self.position)
        self.at += 1

    def sum(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError(f"is nested deeper than {DEEPEST} levels", self.position)
        node = self.product(depth)
        while self.peek() in _SUMS:
            node = Node(function=_SUMS[self.take()[0]], arguments=(node, self.product(depth)))
        return node

    def product(self, depth: int) -> Node:
        node = self.signed(depth)
        while self.peek() in _PRODUCTS:
            node = Node(function=_PRODUCTS[self.take()[0]], arguments=(node, self.signed(depth)))
        return node

    def signed(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise FormulaError(f"is nested deeper than {DEEPEST} levels", self.position)
        if self.peek() in ("-", "+"):
            sign = self.take()[0]
            node = self.signed(depth + 1)
            return Node(function=np.negative, arguments=(node,)) if sign == "-" else node
        return self.power(depth)

    def power(self, depth: int) -> Node:
        node = self.atom(depth)
        if self.peek() in ("**", "^"):
            self.take()
            return Node(function=np.power, arguments=(node, self.signed(depth + 1)))
        return node

    def atom(self, depth: int) -> Node:
        position = self.position
        text, kind = self.take()
        if kind == "number":
            return Node(value=float(text))
        if kind == "name":
            return self.name(text, depth, position)
        if text == "(":
            node = self.sum(depth + 1)
            self.expect(")")
            return node
        raise FormulaError(f"'{text}' stands where a number, a name or '(' should", position)

    def name(self, text: str, depth: int, position: int) -> Node:
        if text in self.functions:
            function, count = self.functions[text]
            self.expect("(")
            arguments = [self.sum(depth + 1)]
            while self.peek() == ",":
                self.take()
                arguments.append(self.sum(depth + 1))
            self.expect(")")
            if len(arguments) != count:
                wanted = f"{count} {'value' if count == 1 else 'values'}"
                raise FormulaError(f"{text} takes {wanted}, not {len(arguments)}", position)
            return Node(function=function, arguments=tuple(arguments))
        if text in self.variables:
            return Node(name=text)
        if text in _CONSTANTS:
            return Node(value=_CONSTANTS[text])
        known = ", ".join([*self.variables, *_CONSTANTS, *self.functions])
        raise FormulaError(f"'{text}' is not known; a formula may use {known}", position)
