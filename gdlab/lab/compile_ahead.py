"""Compile kernels ahead of the first run: with progress in this process, or quietly in a child of low priority."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from filelock import FileLock, Timeout

from gdlab.engine.machine import kernel_folder, loop
from gdlab.engine.machine.code_in_use import NATIVE
from gdlab.engine.machine.compiler import make_ready
from gdlab.engine.machine.shipped_kernels import usual_code
from gdlab.engine.machine.source_stamp import stamp
from gdlab.engine.program import compilation as engine
from gdlab.lab.compiler_process import CompilerProcess
from gdlab.lab.presets import default_spec, presets
from gdlab.lab.race_choices import RACE
from gdlab.lab.train import examples_for
from gdlab.spec.base import Member, members
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps
from gdlab.spec.run import RunSpec

_log = logging.getLogger(__name__)

Progress = engine.Progress

#: The shape of one input of the default experiment, whose kernels :func:`load_default_kernels` knows without data.
_SHAPE = (64,)
#: The group of presets that are compiled with the default experiment.
_FIRST_STEPS = "first steps"
_POLL = 0.1  # seconds between looks at a child


def default_specs() -> Iterator[RunSpec]:
    """Yield the specs whose kernels the window's first clicks need: the default experiment, its race, small presets."""
    default = default_spec()
    yield default
    for optimizer in RACE:
        yield change(default, {"optimizer": optimizer})
    for preset in presets().values():
        if _FIRST_STEPS in preset.header.tags:
            yield preset.spec


def all_specs() -> Iterator[RunSpec]:
    """Yield specs that together hold every optimizer and every layer that fits the default data, in both precisions."""
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


def compile_specs(specs: Iterable[RunSpec], progress: Progress | None = None) -> int:
    """Compile what the specs need and return how many pieces were missing; specs that do not fit are passed over."""
    missing = 0
    for spec in specs:
        try:
            missing += engine.prepare(spec, examples_for(spec).shape, progress)
        except GdlabError:
            continue
    kernel_folder.prune()
    return missing


def compile_alone(spec: RunSpec, shape: tuple[int, ...]) -> None:
    """Compile what a run needs, unless another process does the same for this user.

    Args:
        spec: the run.
        shape: the shape of one input.
    """
    with suppress(Timeout), FileLock(kernel_folder.folder() / "compiling.lock", timeout=0):
        engine.prepare(spec, shape)


def is_cold() -> bool:
    """Return whether nothing is compiled for these sources yet that usual runs need, as after an installation."""
    if usual_code() != NATIVE:
        return False
    mark = stamp(loop.__file__)
    return not any(kernel_folder.folder().rglob(f"*{mark}*.nbk"))


def load_default_kernels() -> None:
    """Load the default experiment's and its race's kernels from the cache into this process; compile nothing.

    The first kernel costs more than a tenth of a second, in which the interpreter stands still: numba makes itself
    ready for this processor. A window has that behind it before there is anything in it to press.
    """
    make_ready()
    default = default_spec()
    for spec in (default, *(change(default, {"optimizer": optimizer}) for optimizer in RACE)):
        if kernels_are_cached(spec, _SHAPE):
            engine.prepare(spec, _SHAPE)


def kernels_are_cached(spec: RunSpec, shape: tuple[int, ...]) -> bool:
    """Return whether a run can start without a compiler; one that does not fit its data needs none."""
    try:
        return engine.is_cached(spec, shape)
    except GdlabError:
        return True


def compile_in_child(specs: Iterable[RunSpec], stopped: Callable[[], bool] = lambda: False) -> int:
    """Have a child process compile what specs need and is not cached; wait for it and return how many it was given.

    A compiler in a thread of this process would hold the interpreter for tenths of a second at a time. Where the
    child cannot be started nothing is lost: the runs then compile by themselves.
    """
    cold = _cold(specs)
    if not cold or stopped():
        return 0
    try:
        child = CompilerProcess(cold)
    except OSError as error:
        _log.warning("no child process can be started to compile", exc_info=error)
        return 0
    while child.busy and not stopped():
        time.sleep(_POLL)
    child.stop()
    return len(cold)


def _cold(specs: Iterable[RunSpec]) -> list[RunSpec]:
    """Return the specs whose kernels are not all cached, one of several that differ in nothing that is compiled."""
    found: dict[str, RunSpec] = {}
    for spec in specs:
        kind = spec.replace(name="", seed=0, optimizer=type(spec.optimizer)())
        if (text := dumps(kind)) in found:
            continue
        try:
            shape = examples_for(spec).shape
        except GdlabError:
            continue
        if not kernels_are_cached(spec, shape):
            found[text] = spec
    return list(found.values())
