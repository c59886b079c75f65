"""The format ``safetensors``: the weights of one run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run
from gdlab.lab.weights.base import export_weights


class SafetensorsExport(RunFormat):
    """The weights of a run under PyTorch's names and shapes."""

    name: ClassVar[str] = "safetensors"
    title: ClassVar[str] = "Weights as safetensors"
    help: ClassVar[str] = "The weights of one run for safetensors.torch.load_file and its like."
    suffix: ClassVar[str] = ".safetensors"
    single: ClassVar[bool] = True

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        return [export_weights(runs[0], path, self.name)]
