"""The language in which an update rule is written: what a rule consists of, and the functions that it may call.

A rule is a text of a few lines::

    # Adam
    param lr = 0.001 in [0, inf)
    param beta1 = 0.9 in [0, 1)
    state m
    m = beta1 * m + (1 - beta1) * g
    p = p - lr * m / (1 - beta1^t)

``p`` is a parameter tensor, ``g`` its gradient, ``t`` the step, counted from 1, and ``lr`` the learning rate. ``param``
declares a hyperparameter with its default and its bounds, ``state`` tensors that are kept from step to step and are
zero at first; any other name that is assigned holds for the rest of the step. A text can say nothing else: there are no
attributes, imports, loops or calls of anything but the functions below, and its length is bounded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.spec.bounds import Bounds
from gdlab.spec.formula import FUNCTIONS, Functions, Node


def where_positive(condition: Any, positive: Any, otherwise: Any) -> np.ndarray:
    """Return the second argument where the first is above 0, else the third."""
    return np.where(np.asarray(condition) > 0, np.asarray(positive), np.asarray(otherwise))


def tensor_norm(x: Any) -> Any:
    """Return the Euclidean norm of a tensor."""
    tensor: np.ndarray[Any, Any] = np.asarray(x)
    return np.sqrt(np.square(tensor).sum())


#: Functions of a whole tensor, whose value is one number.
REDUCTIONS: Functions = {"norm": (tensor_norm, 1), "mean": (np.mean, 1), "sum": (np.sum, 1)}
#: Everything that a rule may call.
RULE_FUNCTIONS: Functions = {
    **FUNCTIONS,
    "sign": (np.sign, 1),
    "clip": (np.clip, 3),
    "where": (where_positive, 3),
    **REDUCTIONS,
}
_REDUCING = frozenset(function for function, _ in REDUCTIONS.values())
#: The names that mean something in every rule.
PARAMETER, GRADIENT, STEP, RATE = "p", "g", "t", "lr"


class RuleError(ValueError):
    """What is wrong with a rule, and where.

    Attributes:
        line: the line, counted from 1; 0 where there is no text.
        position: the character in it, counted from 1.
        message: the sentence without the place.
    """

    def __init__(self, message: str, line: int, position: int) -> None:
        super().__init__(f"line {line}, character {position}: {message}" if line else message)
        self.message, self.line, self.position = message, line, position


@dataclass(frozen=True)
class RuleParameter:
    """A hyperparameter: its name, default and bounds."""

    name: str
    default: float
    bounds: Bounds


@dataclass(frozen=True)
class RuleAssignment:
    """A value that gets a name.

    Attributes:
        name: the name.
        tree: the expression.
        is_tensor: whether the name holds a number for each parameter, or one number a tensor.
    """

    name: str
    tree: Node
    is_tensor: bool


@dataclass(frozen=True)
class UpdateProgram:
    """A parsed rule.

    Attributes:
        title: the first comment.
        parameters: the hyperparameters, the learning rate first.
        states: the tensors that are kept from step to step.
        assignments: what a step does, in order.
    """

    title: str
    parameters: tuple[RuleParameter, ...]
    states: tuple[str, ...]
    assignments: tuple[RuleAssignment, ...]

    @property
    def reduces(self) -> bool:
        """Return whether the rule computes anything from a whole tensor."""
        return any(_reduces(assignment.tree) for assignment in self.assignments)


def is_reduction(node: Node) -> bool:
    """Return whether a node makes one number of a whole tensor."""
    return node.function is not None and node.function in _REDUCING


def is_tensor(node: Node, tensors: frozenset[str] | set[str]) -> bool:
    """Return whether a node has a value for each parameter of a tensor.

    Args:
        node: the node.
        tensors: the names that have.
    """
    if node.function is None:
        return node.name in tensors
    return not is_reduction(node) and any(is_tensor(argument, tensors) for argument in node.arguments)


def size_of(node: Node) -> int:
    """Return how many nodes a tree has."""
    return 1 + sum(size_of(argument) for argument in node.arguments)


def _reduces(node: Node) -> bool:
    return is_reduction(node) or any(_reduces(argument) for argument in node.arguments)
