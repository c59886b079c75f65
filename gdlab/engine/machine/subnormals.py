"""The mode of a processor in which numbers too small to be normal (float32: below 1.2e-38) count as 0."""

from __future__ import annotations

import platform
from typing import Any

from llvmlite import ir

from gdlab.engine.machine.compiler import INTERPRETED, cgutils, intrinsic, types

if INTERPRETED:

    def flush_subnormals() -> int:
        """Do nothing and return 0; see the compiled twin."""
        return 0

    def restore_rounding(mode: Any) -> None:
        """Do nothing."""

else:
    #: Flush-to-zero and denormals-are-zero in the x86 control word; flush-to-zero in Arm's.
    _FLUSH = {"x86_64": 0x8040, "AMD64": 0x8040, "aarch64": 1 << 24, "arm64": 1 << 24}.get(platform.machine(), 0)

    def _read_mode(builder: Any) -> Any:
        i32, i64 = ir.IntType(32), ir.IntType(64)
        if _FLUSH == 0x8040:
            place = cgutils.alloca_once(builder, i32)
            kind = ir.FunctionType(ir.VoidType(), [ir.PointerType()])
            store = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.stmxcsr")
            builder.call(store, [builder.bitcast(place, ir.PointerType())])
            return builder.zext(builder.load(place), i64)
        read = cgutils.get_or_insert_function(builder.module, ir.FunctionType(i64, []), "llvm.aarch64.get.fpcr")
        return builder.call(read, [])

    def _write_mode(builder: Any, mode: Any) -> None:
        i32, i64 = ir.IntType(32), ir.IntType(64)
        if _FLUSH == 0x8040:
            place = cgutils.alloca_once_value(builder, builder.trunc(mode, i32))
            kind = ir.FunctionType(ir.VoidType(), [ir.PointerType()])
            load = cgutils.get_or_insert_function(builder.module, kind, "llvm.x86.sse.ldmxcsr")
            builder.call(load, [builder.bitcast(place, ir.PointerType())])
        else:
            kind = ir.FunctionType(ir.VoidType(), [i64])
            builder.call(cgutils.get_or_insert_function(builder.module, kind, "llvm.aarch64.set.fpcr"), [mode])

    @intrinsic
    def flush_subnormals(typingctx: Any) -> Any:
        """Have this thread treat numbers too small to be normal (float32: below 1.2e-38) as 0; return the old mode.

        They cost a hundred cycles an operation, and training is full of them: the moments of a unit that has died
        decay to them and stay there. Processors other than x86-64 and Arm's 64-bit ones are left as they are.
        """

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if not _FLUSH:
                return ir.IntType(64)(0)
            mode = _read_mode(builder)
            _write_mode(builder, builder.or_(mode, ir.IntType(64)(_FLUSH)))
            return mode

        return types.int64(), codegen

    @intrinsic
    def restore_rounding(typingctx: Any, mode: Any) -> Any:
        """Go back to the mode that :func:`flush_subnormals` returned."""

        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            if _FLUSH:
                _write_mode(builder, args[0])
            return context.get_dummy_value()

        return types.void(types.int64), codegen
