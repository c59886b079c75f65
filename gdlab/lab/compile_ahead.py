"""Compile kernels ahead of the first run: with progress in this process, or quietly in a child of low priority."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from gdlab.engine.machine import kernel_folder, loop
from gdlab.engine.machine.source_stamp import stamp
from gdlab.engine.program import compilation as engine
from gdlab.lab.presets import default_spec, presets
from gdlab.lab.race_choices import RACE
from gdlab.lab.train import examples_for
from gdlab.spec.base import Member, load_members, members
from gdlab.spec.change import change
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps
from gdlab.spec.run import RunSpec
from gdlab.temporary import new_folder

_log = logging.getLogger(__name__)

Progress = engine.Progress

#: The shape of one input of the default experiment, whose kernels :func:`load` needs no data to know.
_SHAPE = (64,)
#: The group of presets that are compiled with the default experiment.
_FIRST_STEPS = "first steps"
_POLL = 0.1  # seconds between looks at a child


def default_specs() -> Iterator[RunSpec]:
    """Yield the specs whose kernels the window's first clicks need: the default experiment, its race, small presets."""
    load_members()
    default = default_spec()
    yield default
    for optimizer in RACE:
        yield change(default, {"optimizer": optimizer})
    for preset in presets().values():
        if _FIRST_STEPS in preset.header.tags:
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


def is_cold() -> bool:
    """Return whether nothing is compiled for these sources yet, as after an installation."""
    mark = stamp(loop.__file__)
    return not any(kernel_folder.folder().rglob(f"*{mark}*.nbc"))


def load_default_kernels() -> None:
    """Load the default experiment's and its race's kernels from the cache into this process; compile nothing.

    The first kernel costs more than a tenth of a second, in which the interpreter stands still: numba makes itself
    ready for this processor. A window has that behind it before there is anything in it to press.
    """
    load_members()
    engine.make_ready()
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


class CompilerProcess:
    """A process of low priority that compiles what specs need, or the default kernels, into the cache.

    Look at ``busy`` now and then, and call :meth:`stop` at the end, whether or not it has ended by itself.

    Raises:
        OSError: when it cannot be started.
    """

    def __init__(self, specs: Sequence[RunSpec] = (), *, everything: bool = False) -> None:
        self._folder = new_folder("specs") if specs else None
        words = ["--all"] if everything else []
        for i, spec in enumerate(specs):
            path = Path(self._folder.name if self._folder else "") / f"{i}.toml"
            path.write_text(dumps(spec), encoding="utf-8")
            words.append(str(path))
        try:
            self._process = _start([*_program(), "warmup", "--quiet", *words])
        except OSError:
            self._tidy()
            raise

    @property
    def busy(self) -> bool:
        """Return whether it still works."""
        return self._process.poll() is None

    def stop(self) -> int:
        """End it if it still works and return its exit code."""
        if self.busy:
            self._process.kill()
        code = self._process.wait()
        self._tidy()
        return code

    def _tidy(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()


def _program() -> list[str]:
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "gdlab"]


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a program of low priority that is not heard."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
    nothing = subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, creationflags=flags)
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, child.pid, 10)
    return child
