"""A formula in x, y and perhaps a step t as a list of operations, with exact derivatives by automatic differentiation.

The tree of a parsed formula becomes a *tape*: operations in the order in which they are computed, each once even where
the formula writes it twice. One compiled interpreter runs every tape, so a new formula needs no compiler. The gradient
is reverse mode: one pass forward, one back. The Hessian is forward over reverse: both passes are differentiated along
x and along y (Griewank and Walther 2008, "Evaluating Derivatives", chapter 5).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from gdlab.diagnose.kernels import operations
from gdlab.diagnose.kernels.interpreter import INPUTS, tape_gradient, tape_hessian, tape_value, tape_values
from gdlab.diagnose.kernels.operations import CONSTANT, OPERATIONS, apply
from gdlab.spec.formula import Formula, Node
from gdlab.spec.formula import parse as parse_formula

_INPUT_NAMES = ("x", "y", "t")
_MOST_INTEGER_POWER = 64.0


@dataclass(frozen=True, eq=False)
class Tape:
    """The operations of a formula in the order in which they are computed; the last one is its value.

    Attributes:
        code: (n, 3) int64: operation, first argument, second argument (places of earlier operations).
        constants: (n,) float64: the number of a constant, the exponent of a constant power.
    """

    code: np.ndarray
    constants: np.ndarray

    def value(self, point: np.ndarray) -> float:
        """Return the formula's value at a point (x, y)."""
        return float(tape_value(self.code, self.constants, float(point[0]), float(point[1]), 0.0, self._work()))

    def gradient(self, point: np.ndarray) -> np.ndarray:
        """Return the gradient at a point, (2,)."""
        values, bars = self._work(), self._work()
        tape_value(self.code, self.constants, float(point[0]), float(point[1]), 0.0, values)
        return np.array(tape_gradient(self.code, self.constants, values, bars))

    def hessian(self, point: np.ndarray) -> np.ndarray:
        """Return the Hessian at a point, (2, 2)."""
        xx, xy, yy = tape_hessian(self.code, self.constants, float(point[0]), float(point[1]))
        return np.array([[xx, xy], [xy, yy]])

    def values(self, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Return the values at many points, in the shape of ``x`` and ``y``."""
        x, y = np.broadcast_arrays(np.asarray(x, np.float64), np.asarray(y, np.float64))
        out = np.empty(x.size)
        tape_values(self.code, self.constants, np.ascontiguousarray(x).ravel(), np.ascontiguousarray(y).ravel(), out)
        return out.reshape(x.shape)

    def _work(self) -> np.ndarray:
        return np.zeros(len(self.code))


@lru_cache(maxsize=256)
def tape_of(text: str, variables: tuple[str, ...] = ("x", "y")) -> Tape:
    """Return the tape of a formula.

    Args:
        text: the formula.
        variables: what it may use of x, y and t.

    Raises:
        FormulaError: saying what is wrong and at which character.
    """
    return recorded(parse_formula(text, variables))


def recorded(formula: Formula) -> Tape:
    """Return the tape of a parsed formula in x, y and t."""
    recorder = _Recorder()
    last = recorder.place_of(formula.tree)
    if last != len(recorder.code) - 1:  # the whole formula is x or y
        recorder.code.append((operations.ADD, last, recorder.constant(0.0)))
        recorder.numbers.append(0.0)
    return Tape(np.array(recorder.code, np.int64), np.array(recorder.numbers))


@dataclass
class _Recorder:
    """The tape that is being made; equal operations on equal arguments share a place."""

    code: list[tuple[int, int, int]] = field(default_factory=lambda: [(operations.INPUT, 0, 0)] * INPUTS)
    numbers: list[float] = field(default_factory=lambda: [0.0] * INPUTS)
    places: dict[tuple[int, int, int, float], int] = field(default_factory=dict)

    def place_of(self, node: Node) -> int:
        """Record a node and what it is made of; return its place."""
        if node.function is None:
            return _INPUT_NAMES.index(node.name) if node.name else self.constant(node.value)
        arguments = [self.place_of(argument) for argument in node.arguments]
        operation = OPERATIONS[node.function]
        if all(self.code[place][0] == CONSTANT for place in arguments):
            known = [np.float64(self.numbers[place]) for place in arguments]
            with np.errstate(all="ignore"):
                return self.constant(float(apply(operation, known[0], known[-1], 0.0)))
        if operation == operations.POWER and self.code[arguments[1]][0] == CONSTANT:
            return self._constant_power(arguments[0], self.numbers[arguments[1]])
        return self._place(operation, arguments[0], arguments[-1], 0.0)

    def constant(self, value: float) -> int:
        """Record a number and return its place."""
        return self._place(CONSTANT, 0, 0, value)

    def _constant_power(self, base: int, exponent: float) -> int:
        if exponent == 2.0:
            return self._place(operations.SQUARE, base, base, 0.0)
        whole = exponent == np.floor(exponent) and 0 < abs(exponent) <= _MOST_INTEGER_POWER
        operation = operations.INTEGER_POWER if whole else operations.CONSTANT_POWER
        return self._place(operation, base, base, exponent)

    def _place(self, operation: int, a: int, b: int, number: float) -> int:
        key = (operation, a, b, number)
        if key not in self.places:
            self.places[key] = len(self.code)
            self.code.append((operation, a, b))
            self.numbers.append(number)
        return self.places[key]
