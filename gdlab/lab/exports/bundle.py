"""The format ``bundle``: a .gdlab file that another gdlab imports."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from gdlab.lab.bundle.files import write_bundle
from gdlab.lab.exports.base import RunFormat, Tell
from gdlab.lab.run import Run


class BundleExport(RunFormat):
    """Specs, curves, weights and view of runs in one file."""

    name: ClassVar[str] = "bundle"
    title: ClassVar[str] = "Bundle of gdlab"
    help: ClassVar[str] = "Specs, curves and weights in one file, which gdlab import reads elsewhere."
    suffix: ClassVar[str] = ".gdlab"

    def write(self, runs: Sequence[Run], path: Path, tell: Tell) -> list[Path]:
        return [write_bundle(runs, path, progress=tell)]
