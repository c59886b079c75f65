"""What kernels are written with: the decorator, pointers and views into flat buffers, and calls of other kernels.

It is what files of kernels import, those of plugins too. What is imported here is made in
:mod:`gdlab.engine.machine.kernel`, :mod:`gdlab.engine.machine.pointers` and :mod:`gdlab.engine.machine.subnormals`.
"""

from __future__ import annotations

from gdlab.engine.machine.compiler import INTERPRETED
from gdlab.engine.machine.kernel import FASTMATH, Frame, Kernel, call_op, kernel
from gdlab.engine.machine.pointers import (
    copy,
    doubles,
    handle,
    ints,
    pointer,
    reals,
    shift,
    view1,
    view2,
    view3,
    view4,
)
from gdlab.engine.machine.subnormals import flush_subnormals, restore_rounding

__all__ = [
    "FASTMATH",
    "INTERPRETED",
    "Frame",
    "Kernel",
    "call_op",
    "copy",
    "doubles",
    "flush_subnormals",
    "handle",
    "ints",
    "kernel",
    "pointer",
    "reals",
    "restore_rounding",
    "shift",
    "view1",
    "view2",
    "view3",
    "view4",
]
