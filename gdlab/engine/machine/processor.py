"""The processor that kernels are compiled for, as numba chooses it, without importing numba."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

from llvmlite import binding

#: The processor that numba was told to compile for, None for this one.
CPU_NAME = os.environ.get("NUMBA_CPU_NAME")

#: The features that numba was told, such as ``"+avx2,-avx512f"``, None for those of this processor.
CPU_FEATURES = os.environ.get("NUMBA_CPU_FEATURES")
if CPU_FEATURES is None and (CPU_NAME or "").lower() == "generic":
    CPU_FEATURES = ""


@cache
def features_here() -> str:
    """Return the features of this processor as numba has them, such as ``"+avx2,-avx512f"``.

    On a few old processors, or where the user says so, numba leaves out some that the processor has; it is asked there.
    """
    asked = "NUMBA_ENABLE_AVX" in os.environ
    if asked or binding.get_host_cpu_name() in ("corei7-avx", "core-avx-i", "sandybridge", "ivybridge", "nocona"):
        from numba.core.codegen import get_host_cpu_features

        return str(get_host_cpu_features())
    features: Any = binding.get_host_cpu_features()
    return str(features.flatten())


def compiled_for() -> tuple[str, str, str]:
    """Return what tells code for one processor from code for another: the system, the name and the features."""
    name = binding.get_host_cpu_name() if CPU_NAME is None else CPU_NAME
    return binding.get_process_triple(), name, features_here() if CPU_FEATURES is None else CPU_FEATURES
