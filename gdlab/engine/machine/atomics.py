"""Operations on int64 numbers that several threads share: each is whole, and all threads see them in one order.

As plain Python (``NUMBA_DISABLE_JIT=1``) a run has one thread, and they are ordinary reads and writes.
"""

from __future__ import annotations

import platform
from typing import Any

from llvmlite import ir

from gdlab.engine.machine.compiler import cgutils, intrinsic, types
from gdlab.engine.machine.native import INTERPRETED

#: The order that all threads agree on, for every operation here.
_ORDER = "seq_cst"

if INTERPRETED:

    def atomic_load(p: Any, i: Any) -> Any:
        """Return number ``i`` behind a pointer."""
        return p[i]

    def atomic_store(p: Any, i: Any, value: Any) -> None:
        """Write number ``i`` behind a pointer."""
        p[i] = value

    def atomic_add(p: Any, i: Any, value: Any) -> Any:
        """Add to number ``i`` behind a pointer and return what stood there before."""
        before = p[i]
        p[i] = before + value
        return before

    def atomic_replace(p: Any, i: Any, expected: Any, value: Any) -> bool:
        """Write number ``i`` behind a pointer if it is ``expected``; return whether it was."""
        if p[i] != expected:
            return False
        p[i] = value
        return True

    def memory_fence() -> None:
        """Do nothing; see the compiled twin."""

    def pause_briefly() -> None:
        """Do nothing; see the compiled twin."""

    def call_system(address: Any, value: Any) -> None:
        """Do nothing; see the compiled twin."""

    def address_of(p: Any) -> int:
        """Return 0: a pointer of plain Python has no address."""
        return 0

else:

    @intrinsic
    def atomic_load(typingctx: Any, p: Any, i: Any) -> Any:
        """Return number ``i`` behind a pointer."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.load_atomic(builder.gep(args[0], [args[1]]), _ORDER, 8)

        return types.int64(p, types.int64), codegen

    @intrinsic
    def atomic_store(typingctx: Any, p: Any, i: Any, value: Any) -> Any:
        """Write number ``i`` behind a pointer."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            builder.store_atomic(args[2], builder.gep(args[0], [args[1]]), _ORDER, 8)
            return context.get_dummy_value()

        return types.void(p, types.int64, types.int64), codegen

    @intrinsic
    def atomic_add(typingctx: Any, p: Any, i: Any, value: Any) -> Any:
        """Add to number ``i`` behind a pointer and return what stood there before."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.atomic_rmw("add", builder.gep(args[0], [args[1]]), args[2], _ORDER)

        return types.int64(p, types.int64, types.int64), codegen

    @intrinsic
    def atomic_replace(typingctx: Any, p: Any, i: Any, expected: Any, value: Any) -> Any:
        """Write number ``i`` behind a pointer if it is ``expected``; return whether it was."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            place = builder.gep(args[0], [args[1]])
            return builder.extract_value(builder.cmpxchg(place, args[2], args[3], _ORDER, _ORDER), 1)

        return types.boolean(p, types.int64, types.int64, types.int64), codegen

    @intrinsic
    def memory_fence(typingctx: Any) -> Any:
        """Have every read and write before this take effect before every one after it."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            builder.fence(_ORDER)
            return context.get_dummy_value()

        return types.void(), codegen

    @intrinsic
    def pause_briefly(typingctx: Any) -> Any:
        """Tell the processor that this thread waits in a loop, so that it saves power; some ten nanoseconds."""
        machine = platform.machine()

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            i32 = ir.IntType(32)
            if machine in ("x86_64", "AMD64"):
                kind = ir.FunctionType(ir.VoidType(), [])
                builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse2.pause"), [])
            elif machine in ("aarch64", "arm64"):
                kind = ir.FunctionType(ir.VoidType(), [i32])
                builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.aarch64.hint"), [i32(1)])
            return context.get_dummy_value()

        return types.void(), codegen

    @intrinsic
    def call_system(typingctx: Any, address: Any, value: Any) -> Any:
        """Call the system's function at an address with one 32-bit number; what it returns is not read."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            function = ir.FunctionType(ir.VoidType(), [ir.IntType(32)])
            given = builder.trunc(args[1], ir.IntType(32))
            builder.call(builder.inttoptr(args[0], function.as_pointer()), [given])
            return context.get_dummy_value()

        return types.void(types.int64, types.int64), codegen

    @intrinsic
    def address_of(typingctx: Any, p: Any) -> Any:
        """Return the address that a pointer holds."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.ptrtoint(args[0], ir.IntType(64))

        return types.int64(p), codegen
