"""Compile kernels ahead of the first run: with progress in this process, or quietly in a child of low priority."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress

from gdlab.engine import kernel_cache, machine
from gdlab.engine import warmup as engine
from gdlab.lab.members import load_members
from gdlab.lab.presets import RACE, default_spec, presets
from gdlab.lab.train import examples_for
from gdlab.spec.base import Member, members
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec

Progress = engine.Progress


def default_specs() -> Iterator[RunSpec]:
    """Yield the specs whose kernels the window's first clicks need: the default experiment, its race, the presets."""
    load_members()
    default = default_spec()
    yield default
    for optimizer in RACE:
        yield change(default, {"optimizer": optimizer})
    for preset in presets().values():
        yield preset.spec


def all_specs() -> Iterator[RunSpec]:
    """Yield specs that together hold every optimizer and every layer that fits the default data, in both precisions."""
    load_members()
    yield from default_specs()
    default = default_spec()
    for dtype in ("float32", "float64"):
        base = change(default, {"training.dtype": dtype})
        for optimizer in members("optimizer"):
            yield change(base, {"optimizer": optimizer})
        for layer in members("layer").values():
            for network in _around(layer, default):
                yield base.replace(network={"layers": network})


def _around(layer: type[Member], default: RunSpec) -> Iterator[tuple[Member, ...]]:
    try:
        yield (layer(), *default.network.layers)  # pyright: ignore[reportCallIssue]
    except ValueError:  # it has fields without a default
        return


def warm(specs: Iterator[RunSpec], progress: Progress | None = None) -> int:
    """Compile what the specs need and return how many pieces were missing; specs that do not fit are passed over."""
    missing = 0
    for spec in specs:
        try:
            missing += engine.prepare(spec, examples_for(spec).shape, progress)
        except GdlabError:
            continue
    kernel_cache.prune()
    return missing


def is_cold() -> bool:
    """Tell whether nothing is compiled for these sources yet, as after an installation."""
    mark = kernel_cache.stamp(machine.__file__)
    return not any(kernel_cache.folder().rglob(f"*{mark}*.nbc"))


def start_child(*, everything: bool = False) -> subprocess.Popen[bytes]:
    """Start a child process of low priority that compiles the default kernels into the cache.

    ``poll()`` of what is returned gives None while it works; the caller waits for it or kills it.
    """
    command = [sys.executable, "-m", "gdlab", "warmup", "--quiet"] + (["--all"] if everything else [])
    if getattr(sys, "frozen", False):
        command[1:3] = []
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, creationflags=flags
    )
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, child.pid, 10)
    return child
