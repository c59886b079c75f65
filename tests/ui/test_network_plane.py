"""The dialog of the plane of trained networks: the path of a race, a line between two runs, a plane of three, files."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QDialog


@pytest.fixture
def plane_dialog(drive, monkeypatch):
    """Open the dialog of a network's plane over three runs of a race: two optimizers and another seed."""
    monkeypatch.setattr("gdlab.ui.pages.landscape.network._SIZE", 17)
    drive.click("nav_lab")
    drive.set("training.epochs", 1)
    base = drive.window.experiment.spec
    specs = [base, base.replace(optimizer="SGD(lr=0.1)"), base.replace(seed=1)]
    drive.lab.starter.race(specs)
    drive.wait(lambda: len(drive.lab.book) == 3 and not drive.window.bridge.session.busy, timeout=60_000)
    drive.click("nav_landscape")
    drive.click("network_plane")
    dialog = drive.find("plane_dialog", QDialog)
    yield dialog
    dialog.close()


def computed(drive, dialog, kind: str):
    """Choose what is computed, have it computed, and return what was found."""
    drive.choose("plane_kind", kind)
    drive.click("plane_go")
    drive.wait(lambda: dialog.save.isEnabled() and dialog.bar.isHidden(), timeout=60_000)
    return dialog.found


def test_a_race_of_trained_networks_is_played_on_the_plane_of_its_paths(drive, plane_dialog):
    dialog, views = plane_dialog, plane_dialog.views
    found = computed(drive, dialog, "Its own path")
    assert "The directions explain" in dialog.told.text()
    assert not np.isnan(found.losses).any()
    assert views.map._image.image is not None
    assert views.map._paths[0].xs[-1] == pytest.approx(0, abs=1e-9)
    assert len(found.plane.race) == 2
    last = int(found.plane.steps[-1])
    assert views.player.count.text() == f"step {last} of {last}"
    views.player.move_by(-(views.player.slider.maximum() // 2))
    step = views.player.step * views.player.scale
    assert views._marker.value() == pytest.approx(step)
    for path, points, steps in zip(
        views.map._paths,
        (found.plane.path, *found.plane.race),
        (found.plane.steps, *found.plane.race_steps),
        strict=False,
    ):
        assert path.xs[-1] == pytest.approx(np.interp(step, steps, points[:, 0]))
    assert len(views.losses.keys) == 3
    drive.click("plane_3d")
    assert views.stack.currentWidget() is views.surface


def test_a_line_says_its_barrier_and_three_runs_have_a_plane_and_files(drive, plane_dialog, tmp_path):
    dialog, views = plane_dialog, plane_dialog.views
    drive.choose("plane_kind", "A line")
    drive.find("plane_second", QComboBox).setCurrentIndex(1)
    found = computed(drive, dialog, "A line")
    assert views.stack.currentWidget() is views.line
    assert found.kind == "line"
    assert ("The barrier between them is" in dialog.told.text()) == (found.barrier > 0)
    found = computed(drive, dialog, "Three runs")
    assert len(found.plane.marks) == 3
    assert views.player.isHidden()
    for name in ("p.csv", "p.npz", "p.png"):
        dialog.save_to(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 500
    dialog.save_to(tmp_path / "p.xyz")
    assert "the ending must be" in dialog.told.text()
