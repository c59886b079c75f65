"""The format ``pytorch``: a script that trains the run again in PyTorch, with its arrays beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell, trained
from gdlab.lab.files import atomic_write
from gdlab.lab.run import Run


class PyTorchExport(RunFormat):
    """A script FILE.py and FILE.arrays.npz with its examples and weights; the first epoch agrees to 1e-5."""

    name: ClassVar[str] = "pytorch"
    title: ClassVar[str] = "PyTorch script"
    help: ClassVar[str] = "A script of one run that trains it again in PyTorch, with its arrays in a file beside it."
    suffix: ClassVar[str] = ".py"
    single: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        from gdlab.lab.torch_script.script import torch_script

        text, arrays = torch_script(trained(runs[0]), path.stem)
        beside = path.with_suffix(".arrays.npz")
        with atomic_write(path) as script, atomic_write(beside) as data:  # neither is replaced before both are written
            script.write_bytes(text.encode())
            data.write_bytes(arrays)
        return [path, beside]
