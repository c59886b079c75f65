"""The change of sign of the gradient around the step of an optimizer that ascends."""

from __future__ import annotations

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import kernel, view1


@kernel
def negate_gradient(row, ctx, fp, mem, imem):
    """Change the sign of every number of the gradient, which is exact: done twice, nothing has changed.

    Args:
        row: a row that works on the parameter vector; read are the gradient's offset and length.
        ctx: not read.
        fp: not read.
        mem: the float arena.
        imem: not read.
    """
    g = view1(mem, row[abi.DW], row[abi.XN])
    for i in range(g.size):
        g[i] = -g[i]
