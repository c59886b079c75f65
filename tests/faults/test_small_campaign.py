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

from tests.faults.answers import answered_window
from tests.faults.cases import CASES, damaged_kernels
from tests.faults.killed_writers import WRITERS
from tests.faults.kills import killed_large_run, killed_resume, killed_run, killed_study, killed_window
from tests.faults.power_cuts import power_cut_of_large_run
from tests.faults.site import Site
from tests.faults.small_disks import full_small_disk
from tests.faults.varied import ended_run

KERNELS = Path(os.environ["NUMBA_CACHE_DIR"])


#: Those that take long, or that have tests of their own: tests/studies/test_runner.py, tests/ui/test_saving.py.
_ELSEWHERE = (
    answered_window,
    damaged_kernels,
    full_small_disk,
    power_cut_of_large_run,
    ended_run,
    killed_run,
    killed_large_run,
    killed_study,
    killed_window,
    killed_resume,
    *WRITERS,
)


@pytest.mark.parametrize("case", [case for case in CASES if case not in _ELSEWHERE], ids=lambda case: case.__name__)
def test_nothing_is_broken_by(case, tmp_path):
    assert case(Site(tmp_path, KERNELS, random.Random(1), length=0.1, within=0.4)) == []
