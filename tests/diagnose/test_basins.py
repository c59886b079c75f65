"""Basins: each start comes to the minimum that its own descent comes to, coarse passes first, until it is stopped."""

from __future__ import annotations

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.endings import NEAR
from gdlab.diagnose.kernels.basin import AWAY
from gdlab.diagnose.minima import minima_on_map
from gdlab.diagnose.surfaces.catalogue import surface_of
from gdlab.diagnose.walker import Walker
from gdlab.spec.errors import SpecError


@pytest.mark.parametrize("optimizer", ["SGD(lr=0.01, momentum=0.9)", "Adam(lr=0.05)"])
def test_each_start_comes_to_where_its_own_descent_ends(optimizer):
    found = gdlab.basins("Himmelblau", optimizer, size=5, steps=400)
    walker = Walker()
    for row, y in enumerate(found.y):
        for column, x in enumerate(found.x):
            descent = gdlab.arena("Himmelblau", [optimizer], start=(x, y), steps=400, walker=walker).descents[0]
            reached, path = int(found.reached[row, column]), descent.points
            assert descent.diverged == (reached == AWAY)
            if reached < 0:
                continue
            apart = np.linalg.norm(path - np.array(found.minima[reached]), axis=1)
            first = int(found.taken[row, column])
            near = NEAR * found.surface.diagonal
            assert (apart[first : first + 9] <= near).all()
            assert first == 0 or apart[first - 1] > near
    assert (found.reached >= 0).mean() > 0.5
    assert sum(found.shares.values()) == pytest.approx(1)


def test_starts_that_diverge_or_arrive_nowhere_are_told_apart():
    found = gdlab.basins("Bowl", "SGD(lr=3)", size=4, steps=200)
    assert found.shares["diverged"] == 1
    found = gdlab.basins("Bowl", "SGD(lr=1e-6)", size=4, steps=5)
    assert found.shares["none"] == 1
    assert np.isnan(found.mean_steps)


def test_minima_of_a_formula_are_found():
    minima = minima_on_map(surface_of("(x^2-1)^2 + y^2 + 0.1*x"))
    assert len(minima) == 2
    assert minima[0] == pytest.approx((-1.0125, 0), abs=1e-3)
    assert minima[1] == pytest.approx((0.987, 0), abs=1e-3)


def test_coarse_passes_come_first_and_it_can_be_stopped():
    seen = []
    gdlab.basins(
        "Himmelblau", "SGD(lr=0.01)", size=40, steps=50, progress=lambda share, m: seen.append((share, m.spacing))
    )
    assert seen[-1] == (1.0, 1)
    assert [share for share, _ in seen] == sorted(share for share, _ in seen)
    assert {8, 4, 2, 1} == {spacing for _, spacing in seen}

    def stop(share, found):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        gdlab.basins("Himmelblau", "SGD(lr=0.01)", size=40, steps=50, progress=stop)


def test_wrong_values_are_refused_with_a_sentence():
    with pytest.raises(SpecError, match="LBFGS works in Python"):
        gdlab.basins("Bowl", "LBFGS", size=4)
    with pytest.raises(SpecError, match="size: must be at least 2"):
        gdlab.basins("Bowl", "SGD(lr=0.1)", size=1)


def test_the_command_prints_shares_and_writes_arrays_and_a_picture(tmp_path, capsys):
    from gdlab.cli.main import main

    files = ["--npz", str(tmp_path / "b.npz"), "--plot", str(tmp_path / "b.png")]
    assert main(["basins", "Himmelblau", "--size", "20", "--steps", "100", "-q", *files]) == 0
    said = capsys.readouterr().out
    assert "SGD(lr=0.01, momentum=0.9)" in said
    assert "(3, 2)" in said
    with np.load(tmp_path / "b.npz") as held:
        assert held["reached"].shape == held["taken"].shape == (2, 20, 20)
        assert held["minima"].shape == (4, 2)
    assert (tmp_path / "b.png").stat().st_size > 1000
    assert main(["basins", "x +", "--size", "5"]) == 2
