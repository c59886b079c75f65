"""An update rule as the source of a ``torch.optim.Optimizer``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from gdlab.spec.formula import Node
from gdlab.spec.rule_language import (
    GRADIENT,
    PARAMETER,
    STEP,
    UpdateProgram,
    is_reduction,
    is_tensor,
    tensor_norm,
    where_positive,
)

#: How a function of tensors, or of tensors and numbers, stands in the source.
_TENSOR_FORMS: dict[Callable[..., Any], str] = {
    np.add: "({0} + {1})",
    np.subtract: "({0} - {1})",
    np.multiply: "({0} * {1})",
    np.divide: "({0} / {1})",
    np.negative: "(-{0})",
    np.power: "({0} ** {1})",
    np.mod: "torch.remainder({0}, {1})",
    np.sqrt: "torch.sqrt({0})",
    np.exp: "torch.exp({0})",
    np.log: "torch.log({0})",
    np.sin: "torch.sin({0})",
    np.cos: "torch.cos({0})",
    np.tan: "torch.tan({0})",
    np.tanh: "torch.tanh({0})",
    np.abs: "torch.abs({0})",
    np.floor: "torch.floor({0})",
    np.minimum: "torch.minimum(_like({0}, p), _like({1}, p))",
    np.maximum: "torch.maximum(_like({0}, p), _like({1}, p))",
    np.sign: "torch.sign({0})",
    np.clip: "torch.minimum(torch.maximum(_like({0}, p), _like({1}, p)), _like({2}, p))",
    where_positive: "torch.where(_like({0}, p) > 0, _like({1}, p), _like({2}, p))",
}
#: The same for numbers, where it is another.
_NUMBER_FORMS: dict[Callable[..., Any], str] = {
    np.mod: "({0} % {1})",
    np.sqrt: "math.sqrt({0})",
    np.exp: "math.exp({0})",
    np.log: "math.log({0})",
    np.sin: "math.sin({0})",
    np.cos: "math.cos({0})",
    np.tan: "math.tan({0})",
    np.tanh: "math.tanh({0})",
    np.abs: "abs({0})",
    np.floor: "math.floor({0})",
    np.minimum: "min({0}, {1})",
    np.maximum: "max({0}, {1})",
    np.sign: "(({0} > 0) - ({0} < 0))",
    np.clip: "min(max({0}, {1}), {2})",
    where_positive: "({1} if {0} > 0 else {2})",
}
_HEAD = '''"""{title}, written by gdlab as an optimizer of PyTorch."""

import math

import torch


def _like(value, p):
    return value if torch.is_tensor(value) else torch.full_like(p, value)


class {name}(torch.optim.Optimizer):
    """{title}."""

    def __init__(self, params, {arguments}):
{checks}        super().__init__(params, dict({passed}))

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    self._update(p, p.grad, self.state[p], group)
        return loss

    def _update(self, p, g, state, group):
        state["step"] = t = state.get("step", 0) + 1
'''


def torch_source(program: UpdateProgram, name: str) -> str:
    """Return the source of a module with the rule as a class.

    Args:
        program: the rule.
        name: the rule's name, of which the class's is made.
    """
    title = re.sub(r"[^\w .,:;()+'-]", " ", program.title).rstrip(". ") or "An update rule"
    head = _HEAD.format(
        title=title,
        name=class_name(name),
        arguments=", ".join(f"{p.name}={p.default!r}" for p in program.parameters),
        passed=", ".join(f"{p.name}={p.name}" for p in program.parameters),
        checks="".join(_check(program)),
    )
    return head + "".join(f"        {line}\n" for line in _body(program))


def class_name(name: str) -> str:
    """Return a rule's name as that of a class: ``my_rule`` is ``MyRule``."""
    words = re.findall(r"[A-Za-z0-9]+", name)
    made = "".join(word[:1].upper() + word[1:] for word in words)
    return made if made[:1].isalpha() else f"Rule{made}"


def _check(program: UpdateProgram) -> list[str]:
    lines: list[str] = []
    for p in program.parameters:
        low, high = p.bounds.low, p.bounds.high
        left = "" if low is None else f"{low!r} {'<' if p.bounds.low_open else '<='} "
        right = "" if high is None else f" {'<' if p.bounds.high_open else '<='} {high!r}"
        if left or right:
            lines.append(f"        if not {left}{p.name}{right}:\n")
            told = f"{p.name} must be {p.bounds.description()}"
            lines.append(f'            raise ValueError(f"{told} (got {{{p.name}}})")\n')
    return lines


def _body(program: UpdateProgram) -> list[str]:
    """Return the lines of a step; names of the rule end in an underscore, so that none hides one of the source's."""
    tensors = {PARAMETER, GRADIENT, *program.states, *(a.name for a in program.assignments if a.is_tensor)}
    names = {PARAMETER: "p", GRADIENT: "g", STEP: "t"}
    lines = [f'{p.name}_ = group["{p.name}"]' for p in program.parameters]
    for state in program.states:
        lines.append(f'if "{state}" not in state:')
        lines.append(f'    state["{state}"] = torch.zeros_like(p)')
        names[state] = f'state["{state}"]'
    for assignment in program.assignments:
        value = _text(assignment.tree, tensors, names)
        kept = assignment.name == PARAMETER or assignment.name in program.states
        target = names.get(assignment.name, f"{assignment.name}_")
        lines.append(f"{target}.copy_(_like({value}, p))" if kept else f"{target} = {_copied(value, assignment.tree)}")
    return lines


def _copied(value: str, tree: Node) -> str:
    """Return a value that later changes of a tensor in place leave alone."""
    return value if tree.function is not None or not tree.name else f"{value} + 0"


def _text(node: Node, tensors: set[str], names: dict[str, str]) -> str:
    if node.function is None:
        return names.get(node.name, f"{node.name}_") if node.name else repr(float(node.value))
    arguments = [_text(argument, tensors, names) for argument in node.arguments]
    if is_reduction(node):
        squares = f"torch.linalg.vector_norm({arguments[0]})"
        whole = "mean" if node.function is np.mean else "sum"
        return f"{squares if node.function is tensor_norm else f'{arguments[0]}.{whole}()'}.item()"
    if is_tensor(node, tensors):
        return _TENSOR_FORMS[node.function].format(*arguments)
    return _NUMBER_FORMS.get(node.function, _TENSOR_FORMS[node.function]).format(*arguments)
