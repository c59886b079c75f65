"""Refuse a run that would not fit into this machine's memory, before any of it is taken."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

from gdlab.engine.network.builder import Builder
from gdlab.spec.errors import Problem, SpecError

#: Drawing a parameter holds its values in float64 about this many times over.
_DRAW_COPIES = 6
#: The share of free memory that is left to other processes.
_SHARE = 0.8
#: Bytes that every machine has; asking the system for its free memory takes longer than such a network's assembly.
_LITTLE = 1 << 23


def check_memory(builder: Builder, capacity: int, slots: int, itemsize: int) -> None:
    """Refuse a planned network whose arena is larger than the free memory.

    Args:
        builder: the planned network.
        capacity: examples for which the arena holds activations.
        slots: state vectors of the parameters' length, of the optimizer and the average.
        itemsize: bytes a number.

    Raises:
        SpecError: with what is needed, what there is and what to make smaller.
    """
    parameters = sum(p.size for p in builder.parameters)
    largest = max((p.size for p in builder.parameters), default=0)
    activations = 2 * sum(t.size for t in builder.tensors if t.storage is None) * capacity
    scratch = sum(op.scratch[0] * capacity + op.scratch[1] for op in builder.instructions)
    masks = sum(op.iscratch[0] * capacity + op.iscratch[1] for op in builder.instructions)
    needed = ((2 + slots) * parameters + activations + scratch) * itemsize + 8 * (masks + _DRAW_COPIES * largest)
    free = available() if needed > _LITTLE else None
    if free is not None and needed > _SHARE * free:
        smaller = "fewer units" if parameters > activations + scratch else "a smaller batch or fewer units"
        raise SpecError(
            [Problem("network", f"needs {_gb(needed)} of memory and {_gb(free)} are free; {smaller} would fit")]
        )


def available() -> int | None:
    """Return the bytes of memory that this process may still take, None where the system does not say."""
    if sys.platform == "linux":
        found = [b for b in (_meminfo(), _control_group()) if b is not None]
        return min(found) if found else None
    if sys.platform == "win32":
        return _free_on_windows()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return None


def _meminfo() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        return None
    return None


def _control_group() -> int | None:
    """Return what a container still allows (cgroup 2, then 1)."""
    for limit, used in (
        ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
        ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
    ):
        try:
            top = Path(limit).read_text(encoding="ascii").strip()
            if top != "max":
                return max(0, int(top) - int(Path(used).read_text(encoding="ascii")))
        except (OSError, ValueError):
            continue
    return None


def _free_on_windows() -> int | None:
    class Status(ctypes.Structure):
        _fields_ = [
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *[(name, ctypes.c_ulonglong) for name in ("total", "free", "page", "page_free", "virtual", "virtual_free")],
            ("extended", ctypes.c_ulonglong),
        ]

    status = Status()
    status.length = ctypes.sizeof(Status)
    kernel32 = getattr(ctypes, "windll").kernel32  # noqa: B009  # exists on Windows alone
    return int(status.free) if kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def _gb(n: float) -> str:
    return f"{n / 2**30:.1f} GiB" if n >= 0.05 * 2**30 else f"{n / 2**20:.1f} MiB"
