"""Choose how the BLAS that compiled kernels call does its work: SciPy's library, not NumPy's."""

from __future__ import annotations

import ctypes
import os
import sys
from functools import cache
from importlib import import_module
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from threadpoolctl import ThreadpoolController

from gdlab.engine.machine.compiler import INTERPRETED


def choose_kernels() -> None:
    """Have OpenBLAS use its AVX-512 kernels on AMD processors that have them, where it would fall back to older ones.

    It reads the choice once, when SciPy loads: afterwards, or where the user has chosen, nothing is changed.
    """
    if "OPENBLAS_CORETYPE" in os.environ or "scipy" in sys.modules:
        return
    from llvmlite import binding

    features: Any = binding.get_host_cpu_features()
    needed = ("avx512f", "avx512dq", "avx512bw", "avx512vl", "avx512cd")
    if binding.get_host_cpu_name().startswith("znver") and all(features.get(name) for name in needed):
        os.environ["OPENBLAS_CORETYPE"] = "SkylakeX"


def load_library() -> None:
    """Load SciPy's BLAS, without the rest of ``scipy.linalg``, which takes a tenth of a second.

    Nothing is done where that module is loaded already or has another place; the whole package is imported then.
    """
    import scipy

    name = "scipy.linalg.cython_blas"
    folder = Path(scipy.__file__).parent / "linalg"
    file = next((f for end in EXTENSION_SUFFIXES if (f := folder / f"cython_blas{end}").is_file()), None)
    spec = spec_from_file_location(name, file) if file is not None else None
    if name in sys.modules or spec is None or spec.loader is None:
        return
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    sys.modules[name] = module


@cache
def controller() -> ThreadpoolController:
    """Return the control of the BLAS libraries of this process, SciPy's among them."""
    import scipy.linalg.cython_blas  # noqa: F401  # loads the library, if nothing has yet

    return ThreadpoolController().select(user_api="blas")


@cache
def gemm_address(dtype: str) -> int:
    """Return the address of SciPy's sgemm or dgemm in this process; 0 where kernels run as Python."""
    if INTERPRETED:
        return 0
    found: Any = import_module("scipy.linalg.cython_blas")
    capsule = found.__pyx_capi__["sgemm" if dtype == "float32" else "dgemm"]
    python = ctypes.pythonapi
    python.PyCapsule_GetName.restype = ctypes.c_char_p
    python.PyCapsule_GetName.argtypes = [ctypes.py_object]
    python.PyCapsule_GetPointer.restype = ctypes.c_void_p
    python.PyCapsule_GetPointer.argtypes = [ctypes.py_object, ctypes.c_char_p]
    return int(python.PyCapsule_GetPointer(capsule, python.PyCapsule_GetName(capsule)))


@cache
def one_thread() -> None:
    """Let BLAS use one thread from now on: runs are the unit of parallelism, and figures stay the same bit for bit.

    With several threads a product is summed in another order, and runs that train at once would crowd the cores.
    """
    for library in controller().lib_controllers:
        if library.internal_api == "openblas" or library.internal_api == "mkl":
            library.set_num_threads(1)
