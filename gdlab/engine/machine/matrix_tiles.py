"""Whether this process may multiply with the processor's tile registers (Intel AMX), and in bfloat16.

Code that does is compiled only where numba compiles for a processor that has them, which the key of the kernel cache
and of shipped kernels tells. Whether it may run is asked once in each process: Linux saves these registers, 8 KiB a
thread, only for processes that asked for them, and ends one that uses them without. On other systems nothing is asked
and they are not used.
"""

from __future__ import annotations

import ctypes
import platform
import sys
from functools import cache
from typing import Any

from llvmlite import binding

from gdlab.engine.machine.compiler import INTERPRETED
from gdlab.engine.machine.processor import CPU_FEATURES, CPU_NAME, features_here

_NEEDED = ("amx-tile", "amx-bf16", "avx512f")
#: Linux on x86-64: the number of arch_prctl, its request ARCH_REQ_XCOMP_PERM, and the tiles' contents (XTILEDATA).
_ARCH_PRCTL, _REQUEST, _TILE_DATA = 158, 0x1023, 18


def compiled_for_tiles(features: str | None, name: str | None) -> bool:
    """Return whether numba compiles for a processor with tile registers.

    Args:
        features: the features that numba was told (``NUMBA_CPU_FEATURES``), None for those of this processor.
        name: the processor that numba was told (``NUMBA_CPU_NAME``), None for this one.
    """
    if INTERPRETED or (features is None and name not in (None, binding.get_host_cpu_name())):
        return False
    has = (features_here() if features is None else features).split(",")
    return all(f"+{needed}" in has for needed in _NEEDED)


#: Whether code that is compiled in this process may hold instructions on tiles.
COMPILED = compiled_for_tiles(CPU_FEATURES, CPU_NAME)


@cache
def usable_tiles() -> bool:
    """Return whether compiled code may use the tile registers in this process; ask the system for them first."""
    features: Any = binding.get_host_cpu_features()
    return COMPILED and all(features.get(needed) for needed in _NEEDED) and _granted()


def _granted() -> bool:
    """Ask the system for the tile registers, for all threads of this process, and return whether it gives them."""
    if not sys.platform.startswith("linux") or platform.machine() != "x86_64" or sys.maxsize < 2**32:
        return False
    try:
        call = ctypes.CDLL(None).syscall
    except (OSError, AttributeError):
        return False
    call.restype = ctypes.c_long
    return bool(call(ctypes.c_long(_ARCH_PRCTL), ctypes.c_long(_REQUEST), ctypes.c_long(_TILE_DATA)) == 0)
