"""A Python process that has done its imports and runs pieces of code, each in a process of its own.

What is tested of such a piece is what it does and prints. A test of what a fresh interpreter imports, or of how the
program itself starts and ends, starts one.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

_SERVER = """
import gc, json, os, sys, warnings
exec(sys.argv[1])
gc.freeze()  # what a search for garbage visits, a fork has to copy
for line in sys.stdin:
    order = json.loads(line)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from Python 3.12 on about the threads of BLAS, which start anew by themselves
        child = os.fork()
    if not child:
        os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["environment"])
        for file, name in enumerate((os.devnull, *order["files"])):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC), file)
        sys.argv[:] = ["-c"]
        exec(compile(order["code"], "<string>", "exec"), {"__name__": "__main__"})
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class WarmPython:
    """A Python process that waits for pieces of code; on Windows, which cannot fork, each piece has one of its own.

    Args:
        imports: the statements that it carries out first.
        options: options of the interpreter, such as ``-W error``.
        folder: where the output of the pieces is put.
    """

    def __init__(self, imports: str, *options: str, folder: Path) -> None:
        self._imports, self._folder = imports, folder
        self._command = [sys.executable, *options, "-c"]
        self._server: subprocess.Popen[str] | None = None

    def run(
        self, code: str, *, folder: Path, environment: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a piece of code and return its exit code and what it wrote.

        Args:
            code: the code.
            folder: the working folder.
            environment: the environment; None for that of this process.
        """
        held = dict(os.environ if environment is None else environment)
        if sys.platform == "win32":
            command = [*self._command, code]
            return subprocess.run(command, cwd=folder, env=held, capture_output=True, text=True, check=False)
        if self._server is None:
            command = [*self._command, _SERVER, self._imports]
            self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        files = [self._folder / "out.txt", self._folder / "err.txt"]
        order = {"code": code, "folder": str(folder), "environment": held, "files": [str(file) for file in files]}
        self._server.stdin.write(json.dumps(order) + "\n")
        self._server.stdin.flush()
        done = int(self._server.stdout.readline())
        return subprocess.CompletedProcess(code, done, *(file.read_text(encoding="utf-8") for file in files))

    def __enter__(self) -> WarmPython:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """End the process."""
        if self._server is not None:
            self._server.communicate()
            self._server = None
