"""Read an update rule, line by line, with the parser of formulas; nothing is ever run as code."""

from __future__ import annotations

import keyword
import math
import re
from functools import lru_cache
from typing import NoReturn

from gdlab.spec.bounds import Bounds
from gdlab.spec.formula import FormulaError, Node, parse_tree
from gdlab.spec.minus import plain_minus
from gdlab.spec.rule_language import (
    GRADIENT,
    PARAMETER,
    RATE,
    RULE_FUNCTIONS,
    STEP,
    RuleAssignment,
    RuleError,
    RuleParameter,
    UpdateProgram,
    is_reduction,
    is_tensor,
    size_of,
)

#: The bounds of a rule: characters, assignments, hyperparameters, states, and nodes of all expressions together.
MOST_CHARACTERS, MOST_ASSIGNMENTS, MOST_PARAMETERS, MOST_STATES, MOST_NODES = 4000, 40, 16, 8, 400
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}\Z")
_NUMBER = r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf)"
_PARAM = re.compile(
    rf"param\s+(?P<name>\S+)\s*=\s*(?P<default>{_NUMBER})"
    rf"(?:\s+in\s+(?P<left>[\[(])\s*(?P<low>{_NUMBER})\s*,\s*(?P<high>{_NUMBER})\s*(?P<right>[\])]))?\s*\Z"
)
_RESERVED = {PARAMETER, GRADIENT, STEP, "pi", "e", "param", "state", "in", *RULE_FUNCTIONS}
_USUAL_RATE = RuleParameter(RATE, 0.001, Bounds(0.0, 1e6))


@lru_cache(maxsize=256)
def parse_rule(text: str) -> UpdateProgram:
    """Return the rule that a text writes.

    Raises:
        RuleError: saying what is wrong, in which line and at which character; it is a ValueError.
    """
    if len(text) > MOST_CHARACTERS:
        raise RuleError(f"the rule is longer than {MOST_CHARACTERS} characters", 1, 1)
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), 1):
        reader.read(line, number)
    return reader.finished()


class _Reader:
    """What has been read of a rule."""

    def __init__(self) -> None:
        self.title, self.line = "", 1
        self.parameters: dict[str, RuleParameter] = {RATE: _USUAL_RATE}
        self.states: list[str] = []
        self.assignments: list[RuleAssignment] = []
        self.numbers, self.tensors = {STEP, RATE}, {PARAMETER, GRADIENT}
        self.nodes = 0

    def read(self, line: str, number: int) -> None:
        """Read one line."""
        self.line = number
        code, mark, comment = line.partition("#")
        code = plain_minus(code)
        if mark and not self.title:
            self.title = comment.strip()
        if not code.strip():
            return
        word = code.split(maxsplit=1)[0]
        if word == "param":
            self._parameter(code)
        elif word == "state":
            self._states(code)
        else:
            self._assignment(code)

    def finished(self) -> UpdateProgram:
        """Return the rule."""
        if not any(assignment.name == PARAMETER for assignment in self.assignments):
            raise RuleError("the rule never assigns p; its last line is usually p = p - lr * …", max(self.line, 1), 1)
        parameters = tuple(self.parameters.values())
        return UpdateProgram(self.title, parameters, tuple(self.states), tuple(self.assignments))

    # --- the kinds of lines -------------------------------------------------------------------------------------------
    def _parameter(self, code: str) -> None:
        match = _PARAM.match(code.strip())
        if match is None:
            self._refuse(
                "should be param NAME = NUMBER in [LOW, HIGH), such as param beta = 0.9 in [0, 1)", code, "param"
            )
        name = match["name"]
        if name != RATE or self.parameters[RATE] is not _USUAL_RATE:
            self._new_name(name, code)
        default = float(match["default"])
        bounds = _bounds(match) if match["left"] else (_USUAL_RATE.bounds if name == RATE else Bounds())
        if not math.isfinite(default) or not bounds.allow(default):
            self._refuse(f"the default of {name} must be {bounds.description() or 'finite'}", code, match["default"])
        if name not in self.parameters and len(self.parameters) >= MOST_PARAMETERS:
            self._refuse(f"a rule has at most {MOST_PARAMETERS} hyperparameters", code, name)
        self.parameters[name] = RuleParameter(name, default, bounds)
        self.numbers.add(name)

    def _states(self, code: str) -> None:
        for part in code.strip()[len("state") :].split(","):
            name = part.strip()
            self._new_name(name, code)
            if len(self.states) >= MOST_STATES:
                self._refuse(f"a rule keeps at most {MOST_STATES} tensors", code, name)
            self.states.append(name)
            self.tensors.add(name)

    def _assignment(self, code: str) -> None:
        target, sign, expression = code.partition("=")
        name = target.strip()
        if not sign:
            self._refuse("should be NAME = EXPRESSION, param … or state …", code, code.strip())
        if len(self.assignments) >= MOST_ASSIGNMENTS:
            self._refuse(f"a rule has at most {MOST_ASSIGNMENTS} assignments", code, name)
        tree = self._tree(expression, len(target) + 1)
        tensor = is_tensor(tree, self.tensors)
        if name == PARAMETER or name in self.states:
            tensor = True
        elif name in self.parameters or name in (GRADIENT, STEP):
            self._refuse(f"{name} cannot be assigned", code, name)
        else:
            self._local(name, tensor, code)
        self.assignments.append(RuleAssignment(name, tree, tensor))

    # --- parts of lines -----------------------------------------------------------------------------------------------
    def _tree(self, expression: str, before: int) -> Node:
        try:
            tree = parse_tree(expression, (*sorted(self.tensors), *sorted(self.numbers)), RULE_FUNCTIONS)
        except FormulaError as error:
            message = re.sub(r" ?\(?at position \d+\)?", "", str(error)).strip()
            raise RuleError(message, self.line, before + error.position) from None
        self.nodes += size_of(tree)
        if self.nodes > MOST_NODES:
            raise RuleError(f"the rule has more than {MOST_NODES} operations and names", self.line, before + 1)
        if (wrong := _reduced_number(tree, self.tensors)) is not None:
            at = before + expression.find(wrong) + 1
            raise RuleError(f"{wrong} takes a tensor, and this is a number", self.line, at)
        return tree

    def _local(self, name: str, tensor: bool, code: str) -> None:
        """Accept the name of a value of this step; a name that is assigned again stays of its kind."""
        known = {True: self.tensors, False: self.numbers}
        if name in known[not tensor]:
            kinds = "a number and now a tensor" if tensor else "a tensor and now a number"
            self._refuse(f"{name} was {kinds}; take another name", code, name)
        if name not in known[tensor]:
            self._new_name(name, code)
            known[tensor].add(name)

    def _new_name(self, name: str, code: str) -> None:
        if not _NAME.match(name) or keyword.iskeyword(name):
            self._refuse(f"'{name[:40]}' is no name; take letters, digits and _", code, name or "=")
        if name in _RESERVED:
            self._refuse(f"'{name}' has a meaning of its own; take another name", code, name)
        if name in self.numbers | self.tensors:
            self._refuse(f"'{name}' is declared twice", code, name)

    def _refuse(self, message: str, code: str, at: str) -> NoReturn:
        raise RuleError(message, self.line, max(code.find(at), 0) + 1)


def _bounds(match: re.Match[str]) -> Bounds:
    low, high = float(match["low"]), float(match["high"])
    return Bounds(
        None if math.isinf(low) else low,
        None if math.isinf(high) else high,
        match["left"] == "(",
        match["right"] == ")",
    )


def _reduced_number(node: Node, tensors: set[str]) -> str | None:
    """Return the name of a reduction whose argument is no tensor, None where there is none."""
    if is_reduction(node) and not is_tensor(node.arguments[0], tensors):
        return next(name for name, (function, _) in RULE_FUNCTIONS.items() if function is node.function)
    return next((wrong for a in node.arguments if (wrong := _reduced_number(a, tensors)) is not None), None)
