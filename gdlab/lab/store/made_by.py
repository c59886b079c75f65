"""Which code and which processor made a run's figures: equal figures are promised on one kind of processor only."""

from __future__ import annotations

import json
import platform
from functools import cache

import numba
import numpy as np
from llvmlite import binding  # pyright: ignore[reportMissingTypeStubs]

from gdlab import __version__


@cache
def made_by() -> str:
    """Return versions, system and processor of this process as JSON text, for a run's record."""
    return json.dumps(
        {
            "gdlab": __version__,
            "python": platform.python_version(),
            "numba": numba.__version__,
            "numpy": np.__version__,
            "system": platform.system(),
            "machine": platform.machine(),
            "processor": numba.config.CPU_NAME or binding.get_host_cpu_name(),  # type: ignore[attr-defined]
        }
    )
