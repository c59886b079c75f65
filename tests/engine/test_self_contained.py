"""What kernels call is linked into them: it has no machine code of its own, unless Python calls it too."""

from __future__ import annotations

from pathlib import Path

from tests.engine.probe_package import TOP, copied_package, run

#: A helper of the probe's package is compiled or loaded as a part, then called as Python calls any function.
_CODE = """
import warnings
import numpy as np
warnings.simplefilter("error")
from numba import cfunc, types
from gdlab.engine.machine.self_contained import self_contained
from gdlab.engine.probe_helper import helper

def kernel(p):
    p[0] = helper(p[0])

with self_contained(kernel):
    compiled = cfunc(types.void(types.CPointer(types.int64)))(kernel)
(part,) = helper.overloads.values()
numbers = np.array([41])
compiled.ctypes(numbers.ctypes.data_as(compiled.ctypes.argtypes[0]))
print(numbers[0], sum(helper.stats.cache_hits.values()), part.library.is_part, compiled._library.is_part)
print(*[f.name for f in part.library._final_module.functions if "cpython" in f.name or "cfunc" in f.name])
print(helper(1), helper(2), helper(3.5))
"""


def test_a_part_has_no_code_of_its_own_and_python_may_call_it(tmp_path: Path):
    package, cache = copied_package(tmp_path), str(tmp_path / "cache")
    for hits in (0, 1):
        lines = run(_CODE, package, GDLAB_CACHE_DIR=cache).splitlines()
        assert lines == [f"42 {hits} True False", "", "2 3 4.5"]


def test_python_may_call_what_only_a_kernel_s_process_compiled(tmp_path: Path):
    package, cache = copied_package(tmp_path), str(tmp_path / "cache")
    run(_CODE, package, GDLAB_CACHE_DIR=cache)
    call = "from gdlab.engine.probe_helper import helper; print(helper(1))"
    assert run(call, package, GDLAB_CACHE_DIR=cache) == "2\n"


def test_a_kernel_may_call_what_python_called_first(tmp_path: Path):
    """It was no part in the process that compiled it, and ended the next one that compiled a kernel with it."""
    package, cache = copied_package(tmp_path), str(tmp_path / "cache")
    call = "from gdlab.engine.probe_helper import helper; print(helper(1))"
    assert run(call, package, GDLAB_CACHE_DIR=cache) == "2\n"
    lines = run(_CODE, package, GDLAB_CACHE_DIR=cache).splitlines()
    assert (lines[0], lines[-1]) == ("42 1 False False", "2 3 4.5")


#: A kernel that allocates nothing is compiled, then an ordinary function of Python that takes and gives arrays.
_COUNTS = """
import sys
import numba
import numpy as np
from gdlab.engine.ops.relu import relu_forward

relu_forward.address("float32")
def tail(a):
    return a[1:]

def last(a, b, place):
    both = [a, b]
    return both[place]

tail, last, a, b = numba.njit(tail), numba.njit(last), np.arange(9.0), np.arange(5.0)
before = sys.getrefcount(a), sys.getrefcount(b)
for _ in range(100):
    found = tail(a), last(a, b, 1)
del found
print((sys.getrefcount(a), sys.getrefcount(b)) == before)
"""


def test_functions_that_are_compiled_after_a_kernel_count_references_as_before_it(tmp_path: Path):
    """A kernel's counts, which do nothing, had the names of numba's own, to which later functions were bound."""
    environment = {"GDLAB_CACHE_DIR": str(tmp_path / "cache"), "GDLAB_KERNELS": "native"}
    assert run(_COUNTS, TOP, **environment) == "True\n"
