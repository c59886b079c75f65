"""What the first comparison of a session imports: nothing for runs alone, and never what takes a second."""

from __future__ import annotations

import subprocess
import sys

_CHILD = """
import sys
from gdlab.lab.comparison.compared_set import ComparedSet
from gdlab.lab.comparison.group_table import group_table
from gdlab.lab.paired import paired_difference
from gdlab.lab.statistics import estimate, load_statistics
import numpy as np
estimate(np.array([1.0]))
print("scipy.special" in sys.modules)
load_statistics()
print("scipy.special" in sys.modules)
print(paired_difference([1, 2, 3], [1.5, 2.2, 3.9]).seeds_needed(0.05))
print("scipy.stats" in sys.modules)
"""


def test_runs_alone_need_no_statistics_and_nothing_needs_those_that_take_a_second():
    done = subprocess.run([sys.executable, "-c", _CHILD], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["False", "True", "6", "False"]
