"""The source of the kernel of an update rule: loops over tensors, written from its tree and from nothing else.

Every name in the source is made here, from numbers; no text of a rule is copied into it. Values that are one number
for a tensor are computed in float64 before a loop and then rounded to the run's precision, as in hand-written kernels.
A rule without reductions is one loop over all parameters, in which each vector is read and written once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gdlab.spec.formula import Node
from gdlab.spec.rule_language import (
    GRADIENT,
    PARAMETER,
    RULE_FUNCTIONS,
    STEP,
    UpdateProgram,
    is_reduction,
    is_tensor,
    tensor_norm,
    where_positive,
)

#: How each function stands in the source; ``real`` is the type of the numbers, ``{0}`` the first argument.
_FORMS: dict[Callable[..., Any], str] = {
    np.add: "{0} + {1}",
    np.subtract: "{0} - {1}",
    np.multiply: "{0} * {1}",
    np.divide: "{0} / {1}",
    np.negative: "-{0}",
    np.power: "{0} ** {1}",
    np.mod: "{0} - {1} * np.floor({0} / {1})",
    np.sqrt: "np.sqrt({0})",
    np.exp: "np.exp({0})",
    np.log: "np.log({0})",
    np.sin: "np.sin({0})",
    np.cos: "np.cos({0})",
    np.tan: "np.tan({0})",
    np.tanh: "np.tanh({0})",
    np.abs: "abs({0})",
    np.floor: "np.floor({0})",
    np.minimum: "{0} if {0} < {1} else {1}",
    np.maximum: "{0} if {0} > {1} else {1}",
    np.sign: "one if {0} > zero else (-one if {0} < zero else zero)",
    np.clip: "{1} if {0} < {1} else ({2} if {0} > {2} else {0})",
    where_positive: "{1} if {0} > zero else {2}",
}
_SQUARE = "{0} * {0}"
_ONE, _INDENT = "    ", "        "


def kernel_source(program: UpdateProgram) -> str:
    """Return the source of a function ``update(row, ctx, fp, mem, imem)`` that does a step of a rule.

    It uses ``np``, ``view1``, ``place``, ``abi`` by its columns' names, and nothing else.
    """
    return _Writer(program).source()


@dataclass
class _Loop:
    """A loop over the numbers of a tensor: what it reads, computes and writes back, under names of the source."""

    lines: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    reads: list[str] = field(default_factory=list)
    writes: dict[str, str] = field(default_factory=dict)


class _Writer:
    """The source under construction."""

    def __init__(self, program: UpdateProgram) -> None:
        self.program = program
        self.tensors = {PARAMETER, GRADIENT, *program.states}
        self.tensors |= {a.name for a in program.assignments if a.is_tensor}
        #: The arrays of the source: w, g, one a state, and one a tensor of this step where loops are apart.
        self.arrays = {PARAMETER: "w", GRADIENT: "g"} | {s: f"s{i}" for i, s in enumerate(program.states)}
        self.numbers = {STEP: "t"} | {p.name: f"h{i}" for i, p in enumerate(program.parameters)}
        local = dict.fromkeys(a.name for a in program.assignments if a.is_tensor and a.name not in self.arrays)
        self.local = {name: f"a{i}" for i, name in enumerate(local)} if program.reduces else {}
        self.arrays |= self.local
        self.body: list[str] = []
        self.loop = _Loop()
        self.count = 0
        #: The names of numbers that were computed before a loop, by the identities of their nodes.
        self.prepared: dict[int, str] = {}

    def source(self) -> str:
        """Return the whole function."""
        for assignment in self.program.assignments:
            if assignment.is_tensor:
                value = self._element(assignment.tree)
                self.loop.values[assignment.name] = value
                if assignment.name in self.arrays:
                    self.loop.writes[assignment.name] = value
            else:
                name = self._new()
                self.body.append(f"{name} = {self._number(assignment.tree)}")
                self.numbers[assignment.name] = name
        self._close()
        head = ["def update(row, ctx, fp, mem, imem):", *(_ONE + line for line in self._head())]
        if not self.program.reduces:
            return "\n".join([*head, *(_ONE + line for line in (*self._views("0", "row[XN]"), *self.body))])
        inside = [*self._views("imem[e + T_OFFSET]", "imem[e + T_SIZE]"), *self._temporaries(), *self.body]
        over = [f"{_ONE}for k in range(row[INT]):", f"{_INDENT}e = row[ISCRATCH] + TENSOR * k"]
        return "\n".join([*head, *over, *(_INDENT + line for line in inside)])

    # --- what stands before the loops ---------------------------------------------------------------------------------
    def _head(self) -> list[str]:
        lines = ["h = row[FP]", "t = np.float64(ctx[STEP] + 1)", "real = view1(mem, row[W], 1).dtype.type"]
        lines += ["zero, one = real(0), real(1)"]
        return lines + [f"h{i} = fp[h + {i}]" for i in range(len(self.program.parameters))]

    def _views(self, first: str, size: str) -> list[str]:
        lines = [f"first, n = {first}, {size}", "w, g = view1(mem, row[W] + first, n), view1(mem, row[DW] + first, n)"]
        return lines + [f"s{i} = view1(mem, place(row, {i}) + first, n)" for i in range(len(self.program.states))]

    def _temporaries(self) -> list[str]:
        return [f"{array} = np.empty(n, w.dtype)" for array in self.local.values()]

    def _new(self) -> str:
        self.count += 1
        return f"v{self.count}"

    # --- numbers ------------------------------------------------------------------------------------------------------
    def _number(self, node: Node) -> str:
        """Return a float64 expression of a value that is one number, in names that have been assigned before."""
        if node.function is None:
            return self.numbers[node.name] if node.name else repr(float(node.value))
        if is_reduction(node):
            return self._reduction(node)
        arguments = [self._named_number(argument) for argument in node.arguments]
        return "(" + _form(node).format(*arguments) + ")"

    def _named_number(self, node: Node) -> str:
        """Return the name of a float64 value, which forms may repeat at no cost."""
        if node.function is None and node.name:
            return self.numbers[node.name]
        name, value = self._new(), self._number(node)
        self.body.append(f"{name} = np.float64({value})")
        return name

    def _reduction(self, node: Node) -> str:
        """Add the loop of a reduction and return the name of its value."""
        self._close()
        value, total = self._element(node.arguments[0]), self._new()
        squares = node.function is tensor_norm
        term = f"np.float64({value})"
        self.body.append(f"{total} = 0.0")
        self.loop.lines.append(f"{total} += {f'{term} * {term}' if squares else term}")
        self._close()
        if squares:
            self.body.append(f"{total} = np.sqrt({total})")
        elif node.function is np.mean:
            self.body.append(f"{total} = {total} / n")
        return total

    # --- elements of tensors ------------------------------------------------------------------------------------------
    def _element(self, node: Node) -> str:
        """Return the name of a value for one element, added to the loop at hand."""
        self._reduce_first(node)
        return self._within(node)

    def _reduce_first(self, node: Node) -> None:
        """Compute the numbers that an expression needs before its loop goes on."""
        if not is_tensor(node, self.tensors):
            if _has_reduction(node):
                self._prepare(node)
            return
        for argument in node.arguments:
            self._reduce_first(argument)

    def _prepare(self, node: Node) -> None:
        name = self._new()
        value = self._number(node)
        self.body.append(f"{name} = {value}")
        self.prepared[id(node)] = name

    def _within(self, node: Node) -> str:
        if not is_tensor(node, self.tensors):
            return self._rounded(node)
        if node.function is None:
            return self._read(node.name)
        arguments = [self._within(argument) for argument in node.arguments]
        name = self._new()
        self.loop.lines.append(f"{name} = {_form(node).format(*arguments)}")
        return name

    def _rounded(self, node: Node) -> str:
        """Return the name of a number in the run's precision, computed before the loop."""
        name = self._new()
        value = self.prepared.get(id(node)) or self._number(node)
        self.body.append(f"{name} = real({value})")
        return name

    def _read(self, name: str) -> str:
        if name not in self.loop.values:
            self.loop.values[name] = f"x{self.arrays[name]}"
            self.loop.reads.append(name)
        return self.loop.values[name]

    def _close(self) -> None:
        """Add the loop at hand to the body and begin another one."""
        loop, self.loop = self.loop, _Loop()
        if not loop.lines and not loop.writes:
            return
        reads = [f"x{self.arrays[name]} = {self.arrays[name]}[i]" for name in loop.reads]
        writes = [f"{self.arrays[name]}[i] = {value}" for name, value in loop.writes.items()]
        self.body += ["for i in range(n):", *(_ONE + line for line in (*reads, *loop.lines, *writes))]


def _form(node: Node) -> str:
    """Return how a node stands in the source."""
    assert node.function is not None
    if node.function is np.power and node.arguments[1].function is None and node.arguments[1].value == 2.0:
        return _SQUARE
    return _FORMS[node.function]


def _has_reduction(node: Node) -> bool:
    return is_reduction(node) or any(_has_reduction(argument) for argument in node.arguments)


assert set(_FORMS) >= {f for n, (f, _) in RULE_FUNCTIONS.items() if n not in ("norm", "mean", "sum")}
