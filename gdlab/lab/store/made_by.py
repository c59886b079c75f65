"""Which code and which processor made a run's figures: equal figures are promised on one kind of processor only."""

from __future__ import annotations

import json
import platform
from functools import cache
from typing import Any, cast

import numpy as np
from llvmlite import binding  # pyright: ignore[reportMissingTypeStubs]

from gdlab import __version__
from gdlab.engine.machine.code_in_use import NATIVE
from gdlab.engine.machine.processor import CPU_NAME
from gdlab.engine.machine.source_stamp import version_of

#: The key under which the code is.
_CODE = "kernels"


@cache
def made_by(code: str = NATIVE) -> str:
    """Return versions, system and processor of this process as JSON text, for a run's record.

    "tiles" says in what precision Muon's products of single precision are computed: in bfloat16 where the code, the
    processor and the system have tile registers for that, else in "none".

    Args:
        code: the machine code that computed the run; where it is not that of the processor, the text says so.
    """
    from gdlab.engine.machine.matrix_tiles import usable_tiles  # with the rest of the engine

    facts = {
        "gdlab": __version__,
        "python": platform.python_version(),
        "numba": version_of("numba"),
        "numpy": np.__version__,
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": CPU_NAME or binding.get_host_cpu_name(),
        "tiles": "bfloat16" if code == NATIVE and usable_tiles() else "none",
    }
    return json.dumps(facts if code == NATIVE else facts | {_CODE: code})


def code_of(made_by_text: str) -> str:
    """Return the machine code that computed a run, from its record.

    Args:
        made_by_text: what :func:`made_by` returned, or the text of a version that did not tell.
    """
    try:
        facts: Any = json.loads(made_by_text or "{}")
    except (ValueError, RecursionError):
        return NATIVE
    code: Any = cast(dict[str, Any], facts).get(_CODE, NATIVE) if isinstance(facts, dict) else NATIVE
    return code if isinstance(code, str) else NATIVE
