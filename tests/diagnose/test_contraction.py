"""The theory that stands beside a quadratic says what is measured on it."""

from __future__ import annotations

import re

import numpy as np
import pytest

from gdlab.diagnose.arena import optimizers_of
from gdlab.diagnose.arena_setup import ArenaSetup, Racer

FIELDS = ("", ", momentum=0.6", ", momentum=0.8, nesterov=True", ", momentum=0.5, dampening=0.5", ", weight_decay=0.1")


@pytest.mark.parametrize("fields", FIELDS)
def test_each_direction_of_a_quadratic_shrinks_by_the_factor_that_is_told(fields):
    setup = ArenaSetup()
    setup.set_surface("0.5*x^2 + 2*y^2")
    setup.racers, setup.steps, setup.start = [Racer(optimizers_of([f"SGD(lr=0.2{fields})"])[0])], 150, (1.0, 1.0)
    told = re.search(r"contracts them by ([\d.]+) and ([\d.]+) a step", setup.theory())
    result = setup.descend()
    assert told is not None
    assert result is not None
    size = np.abs(result.descents[0].points)
    for axis, factor in enumerate(map(float, told.groups())):
        early, late = (size[k : k + 25, axis].max() for k in (20, 100))
        assert (late / early) ** (1 / 80) == pytest.approx(factor, rel=0.02)
