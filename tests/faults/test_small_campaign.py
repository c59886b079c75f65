"""One case of every kind of fault; `python -m tests.faults --minutes N` makes many.

Damaged kernels, whose case begins with a cold cache, are in tests/engine/test_kernel_cache_attacks.py.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("signals and limits of resources are POSIX's", allow_module_level=True)

from tests.faults.cases import CASES, Site, damaged_kernels

KERNELS = Path(os.environ["NUMBA_CACHE_DIR"])


@pytest.mark.parametrize("case", [c for c in CASES if c is not damaged_kernels], ids=lambda case: case.__name__)
def test_nothing_is_broken_by(case, tmp_path):
    assert case(Site(tmp_path, KERNELS, random.Random(1))) == []
