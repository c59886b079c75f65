"""Child processes of low priority that compile kernels into the cache, while this one goes on."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gdlab.engine.machine.code_in_use import SHIPPED, wanted_code
from gdlab.spec.files import dumps
from gdlab.spec.run import RunSpec
from gdlab.temporary import new_folder

_log = logging.getLogger(__name__)
#: What this process has begun to have compiled by children that go on by themselves, and these.
_begun: dict[tuple[str, tuple[int, ...]], subprocess.Popen[bytes] | None] = {}


def compile_behind(spec: RunSpec, shape: tuple[int, ...]) -> None:
    """Have native kernels compiled for a run that trains with those that came with gdlab, for the runs after it.

    The child goes on when this process ends. One at a time compiles; where another is at it, this one leaves it be.
    Where runs keep to the code that came with gdlab (``GDLAB_KERNELS=shipped``), nothing is compiled.

    Args:
        spec: the run.
        shape: the shape of one input.
    """
    if wanted_code() == SHIPPED:
        return
    text = dumps(spec.replace(name="", seed=0))
    if (text, shape) in _begun:
        return
    _begun[text, shape] = None
    sizes = ",".join(map(str, shape))
    try:
        child = _begun[text, shape] = _start([*_program(), "warmup", "--quiet", "--behind", sizes], alone=True)
        if child.stdin is not None:
            with child.stdin:
                child.stdin.write(text.encode())
    except OSError as error:
        _log.warning("no child process can be started to compile", exc_info=error)


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


def _start(command: list[str], *, alone: bool = False) -> subprocess.Popen[bytes]:
    """Start a program of low priority that is not heard.

    Args:
        command: the program and its arguments.
        alone: whether it goes on when this process ends; it is told what to do at its standard input then.
    """
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS | subprocess.CREATE_NO_WINDOW
        flags |= subprocess.CREATE_NEW_PROCESS_GROUP if alone else 0
    nothing = subprocess.DEVNULL
    told = subprocess.PIPE if alone else nothing
    child = subprocess.Popen(
        command, stdin=told, stdout=nothing, stderr=nothing, creationflags=flags, start_new_session=alone
    )
    if sys.platform != "win32":
        with suppress(OSError):  # it has ended already
            os.setpriority(os.PRIO_PROCESS, child.pid, 10)
    return child
