"""Kernels that have the threads of a run call another kernel, each for a part of the examples or of the parameters.

In the instruction table of a run of several threads one of them stands in the place of a kernel that treats each
example, or each parameter, by itself; the kernel's own address is in the columns INNER_FORWARD and INNER_BACKWARD. The
inner kernel is given a copy of the row in which its numbers begin elsewhere. Parts begin at multiples of
:data:`EXAMPLE_NUMBERS` and :data:`PARAMETERS` numbers, so that a number stands in the vector loop, or in what is left
behind it, whether there are parts or not.

Arguments of the kernels: ``row``, ``ctx``, ``fp``, ``mem`` and ``imem`` as the inner kernel takes them; BATCH and FIRST
or XN are read. ``which`` and ``inner`` are the columns with the addresses of the kernel and of the inner one, ``own`` a
copy of the row and of the context behind it, ``first`` the first example or parameter of the part, ``part`` how many it
has.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir

from gdlab.engine.machine import abi
from gdlab.engine.machine.compiler import cgutils, intrinsic, njit, types
from gdlab.engine.machine.native import INTERPRETED, call_op, kernel, shift
from gdlab.engine.machine.team import begin_shared, count_hits, next_tile, share

OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy"}

#: Numbers of a tensor, and parameters, of which parts are multiples.
EXAMPLE_NUMBERS, PARAMETERS = 256, 4096
#: Parts for each thread, so that one that was held up leaves work to the others.
_PARTS = 4

if INTERPRETED:

    def _local_numbers() -> Any:
        raise NotImplementedError("as plain Python a run has one thread")

else:

    @intrinsic
    def _local_numbers(typingctx: Any) -> Any:
        """Return a pointer to numbers of this call's own, enough for a row and a context."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            place = cgutils.alloca_once(builder, ir.IntType(64), size=abi.ROW + abi.CTX)
            return builder.bitcast(place, context.get_value_type(signature.return_type))

        return types.CPointer(types.int64)(), codegen


@njit(**OPTIONS)
def _copy_for_part(row, ctx, own):
    """Copy a row and a context for the inner kernel, which computes its part on this thread alone."""
    for i in range(abi.ROW):
        own[i] = row[i]
    for i in range(abi.CTX):
        own[abi.ROW + i] = ctx[i]
    own[abi.ROW + abi.TEAM], own[abi.ROW + abi.MEMBERS], own[abi.ROW + abi.KINK_HITS] = 0, 1, 0


@njit(**OPTIONS)
def _move_to_example(row, own, first, part):
    """Have the copy begin at an example."""
    own[abi.X] = row[abi.X] + first * row[abi.XN]
    own[abi.Y] = row[abi.Y] + first * row[abi.YN]
    own[abi.DY] = row[abi.DY] + first * row[abi.YN]
    own[abi.X2] = row[abi.X2] + first * row[abi.YN]
    if row[abi.DX] >= 0:
        own[abi.DX] = row[abi.DX] + first * row[abi.XN]
    if row[abi.DX2] >= 0:
        own[abi.DX2] = row[abi.DX2] + first * row[abi.YN]
    own[abi.SCRATCH] = row[abi.SCRATCH] + first * row[abi.SCRATCH_EACH]
    own[abi.ROW + abi.FIRST] += first
    own[abi.ROW + abi.BATCH] = part


@njit(**OPTIONS)
def _split_examples(row, which, inner, ctx, fp, mem, imem):
    """Run a kernel that treats each example by itself."""
    begin_shared(row, which, ctx)
    if ctx[abi.MEMBERS] <= 1:
        call_op(row[inner], row, ctx, fp, mem, imem)
        return
    n, unit = ctx[abi.BATCH], 1
    while unit < EXAMPLE_NUMBERS and (unit * row[abi.XN] % EXAMPLE_NUMBERS or unit * row[abi.YN] % EXAMPLE_NUMBERS):
        unit *= 2
    each = (n + _PARTS * ctx[abi.MEMBERS] - 1) // (_PARTS * ctx[abi.MEMBERS])
    each = (each + unit - 1) // unit * unit
    while each < n and (each == 1 or n % each == 1):  # LLVM may choose another loop for one example than for several
        each += unit
    own = _local_numbers()
    share(ctx, (n + each - 1) // each)
    tile = next_tile(ctx)
    while tile >= 0:
        _copy_for_part(row, ctx, own)
        _move_to_example(row, own, tile * each, min(each, n - tile * each))
        call_op(row[inner], own, shift(own, abi.ROW), fp, mem, imem)
        count_hits(ctx, own[abi.ROW + abi.KINK_HITS])
        tile = next_tile(ctx)


@kernel
def split_forward(row, ctx, fp, mem, imem):
    """Run a layer's forward kernel; the arguments are described at the top of the file."""
    _split_examples(row, abi.FORWARD, abi.INNER_FORWARD, ctx, fp, mem, imem)


@kernel
def split_backward(row, ctx, fp, mem, imem):
    """Run a layer's backward kernel; the arguments are described at the top of the file."""
    _split_examples(row, abi.BACKWARD, abi.INNER_BACKWARD, ctx, fp, mem, imem)


@kernel
def split_update(row, ctx, fp, mem, imem):
    """Run an optimizer's kernel that treats each parameter by itself; the arguments are described above."""
    begin_shared(row, abi.FORWARD, ctx)
    if ctx[abi.MEMBERS] <= 1:
        call_op(row[abi.INNER_FORWARD], row, ctx, fp, mem, imem)
        return
    n = row[abi.XN]
    each = (n + _PARTS * ctx[abi.MEMBERS] - 1) // (_PARTS * ctx[abi.MEMBERS])
    each = (each + PARAMETERS - 1) // PARAMETERS * PARAMETERS
    own = _local_numbers()
    share(ctx, (n + each - 1) // each)
    tile = next_tile(ctx)
    while tile >= 0:
        first = tile * each
        _copy_for_part(row, ctx, own)
        own[abi.W], own[abi.DW], own[abi.BUFFER] = row[abi.W] + first, row[abi.DW] + first, row[abi.BUFFER] + first
        own[abi.XN] = min(each, n - first)
        call_op(row[abi.INNER_FORWARD], own, shift(own, abi.ROW), fp, mem, imem)
        tile = next_tile(ctx)
