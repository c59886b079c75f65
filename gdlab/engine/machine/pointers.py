"""The pointers that kernels get, and the arrays that they take for the numbers behind them.

With ``NUMBA_DISABLE_JIT=1`` a pointer is the rest of a NumPy array, so that every bound is checked, and the number by
which a kernel finds an array is counted instead of being its address.
"""

from __future__ import annotations

from itertools import count
from typing import Any
from weakref import WeakValueDictionary

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import INTERPRETED, cgutils, intrinsic, types

_COUNTER = count(1)
_INTERPRETED_ARRAYS: WeakValueDictionary[int, np.ndarray] = WeakValueDictionary()


def handle(array: np.ndarray) -> int:
    """Return the number by which kernels find an array in C order, its address; keep the array alive meanwhile.

    Raises:
        ValueError: the array is not in C order.
    """
    if not array.flags.c_contiguous:
        raise ValueError("kernels read arrays in C order")
    if not INTERPRETED:
        return int(array.ctypes.data)
    number = next(_COUNTER)
    _INTERPRETED_ARRAYS[number] = array
    return number


if INTERPRETED:

    def ints(address: Any) -> Any:
        """Return the int64 array of a :func:`handle` as a pointer."""
        return _INTERPRETED_ARRAYS[int(address)].reshape(-1) if address else None

    def doubles(address: Any) -> Any:
        """Return the float64 array of a :func:`handle` as a pointer."""
        return ints(address)

    def reals(mem: Any, address: Any) -> Any:
        """Return the array of a :func:`handle`, of the arena's dtype, as a pointer."""
        return ints(address)

    def pointer(array: Any) -> Any:
        """Return a pointer to the first number of an array in C order, which has to be kept meanwhile."""
        return array.reshape(-1)

    def shift(p: Any, offset: Any) -> Any:
        """Return the pointer ``offset`` numbers further on."""
        return p[int(offset) :]

    def view1(p: Any, offset: Any, n: Any) -> Any:
        """Return ``n`` numbers from ``p[offset]`` as an array."""
        return _checked(p, offset, n)

    def view2(p: Any, offset: Any, rows: Any, columns: Any) -> Any:
        """Return a C-ordered matrix that starts at ``p[offset]``."""
        return _checked(p, offset, rows * columns).reshape(rows, columns)

    def view3(p: Any, offset: Any, a: Any, b: Any, c: Any) -> Any:
        """Return a C-ordered array of three axes that starts at ``p[offset]``."""
        return _checked(p, offset, a * b * c).reshape(a, b, c)

    def view4(p: Any, offset: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
        """Return a C-ordered array of four axes that starts at ``p[offset]``."""
        return _checked(p, offset, a * b * c * d).reshape(a, b, c, d)

    def copy(source: Any, target: Any, n: Any) -> None:
        """Copy ``n`` numbers from one pointer to another; the two ranges must not overlap."""
        _checked(target, 0, n)[:] = _checked(source, 0, n)

    def _checked(p: Any, offset: Any, n: Any) -> Any:
        if offset < 0 or offset + n > p.size:
            raise IndexError(f"a view of {n} numbers at {offset} leaves a buffer of {p.size}")
        return p[int(offset) : int(offset + n)]

else:

    @intrinsic
    def pointer(typingctx: Any, array: Any) -> Any:
        """Return a pointer to the first number of an array in C order, which has to be kept meanwhile."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            kind = signature.args[0]
            data = cgutils.create_struct_proxy(kind)(context, builder, value=args[0])  # type: ignore[call-arg]
            return data.data

        return types.CPointer(array.dtype)(array), codegen

    def _at(name: str) -> Any:
        """Return an intrinsic that takes an address for a pointer to numbers of a kind."""

        @intrinsic
        def at(typingctx: Any, address: Any) -> Any:
            kind = types.CPointer(getattr(types, name))

            def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
                return builder.inttoptr(args[0], context.get_value_type(kind))

            return kind(types.int64), codegen

        return at

    ints, doubles = _at("int64"), _at("float64")

    @intrinsic
    def reals(typingctx: Any, mem: Any, address: Any) -> Any:
        """Return a pointer to the arena's kind of numbers at an address."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(args[1], context.get_value_type(signature.return_type))

        return mem(mem, types.int64), codegen

    @intrinsic
    def shift(typingctx: Any, p: Any, offset: Any) -> Any:
        """Return the pointer ``offset`` numbers further on."""
        signature = p(p, types.intp)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.gep(args[0], [args[1]], inbounds=True)

        return signature, codegen

    def _view(axes: int) -> Any:
        """Return an intrinsic that takes numbers behind a pointer for a C-ordered array of so many axes."""

        def typed(p: Any, offset: Any, *shape: Any) -> Any:
            return types.Array(p.dtype, axes, "C", aligned=True)(p, types.intp, *[types.intp] * axes)

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            p, offset, *shape = args
            array = context.make_array(signature.return_type)(context, builder)
            size = context.get_abi_sizeof(context.get_value_type(signature.return_type.dtype))
            strides = [ir.IntType(64)(size)]
            for n in reversed(shape[1:]):
                strides.insert(0, builder.mul(strides[0], n))
            from numba.np.arrayobj import populate_array

            populate_array(array, builder.gep(p, [offset], inbounds=True), shape, strides, size, None)
            return array._getvalue()

        # numba tells arguments by their names
        if axes == 1:
            return intrinsic(lambda typingctx, p, offset, n: (typed(p, offset, n), codegen))
        if axes == 2:
            return intrinsic(lambda typingctx, p, offset, rows, columns: (typed(p, offset, rows, columns), codegen))
        if axes == 3:
            return intrinsic(lambda typingctx, p, offset, a, b, c: (typed(p, offset, a, b, c), codegen))
        return intrinsic(lambda typingctx, p, offset, a, b, c, d: (typed(p, offset, a, b, c, d), codegen))

    view1, view2, view3, view4 = (_view(axes) for axes in (1, 2, 3, 4))

    @intrinsic
    def copy(typingctx: Any, source: Any, target: Any, n: Any) -> Any:
        """Copy ``n`` numbers from one pointer to another; the two ranges must not overlap."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            size = context.get_abi_sizeof(context.get_value_type(signature.args[0].dtype))
            cgutils.raw_memcpy(builder, args[1], args[0], args[2], ir.IntType(64)(size))
            return context.get_dummy_value()

        return types.void(source, target, types.intp), codegen
