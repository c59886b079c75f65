"""Kernels that are compiled from update rules."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, view1
from gdlab.engine.machine.positions import place
from gdlab.engine.optimizers.rule_source import kernel_source
from gdlab.spec.rule_parser import parse_rule

_COLUMNS = ("XN", "FP", "W", "DW", "STEP", "INT", "ISCRATCH", "TENSOR", "T_OFFSET", "T_SIZE")


class GeneratedKernel(Kernel):
    """A kernel without a source file: it is compiled anew in every process, which takes some tenths of a second."""

    is_generated = True

    def _loaded(self, dtype: str) -> int | None:
        """Return None: there is nothing to load."""
        return None

    def is_cached(self, dtype: str) -> bool:
        """Return True: no other process can compile the rule ahead, so there is nothing to wait for."""
        return True


@cache
def rule_kernel(text: str) -> GeneratedKernel:
    """Return the kernel of a rule, the same one for the same text.

    Args:
        text: the rule.

    Raises:
        RuleError: when the text is no rule.
    """
    source = kernel_source(parse_rule(text))
    names: dict[str, Any] = {column: getattr(abi, column) for column in _COLUMNS}
    names |= {"np": np, "view1": view1, "place": place, "__builtins__": {"range": range, "abs": abs}}
    # The source is written from a checked tree by kernel_source, which puts no text of the rule into it.
    exec(compile(source, "<update rule>", "exec"), names)  # noqa: S102
    update = names["update"]
    update.__name__ = "update_rule"
    return GeneratedKernel(update)
