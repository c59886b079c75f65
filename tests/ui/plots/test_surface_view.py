"""The surface in three dimensions stays in sight from every side."""

from __future__ import annotations

import numpy as np

from gdlab.ui.plots.surface_view import SurfaceView


def test_no_turn_takes_a_part_of_the_surface_out_of_sight(qtbot):
    view = SurfaceView()
    qtbot.addWidget(view)
    x, y = np.meshgrid(np.linspace(-6, 6, 21), np.linspace(-3, 3, 21))
    view.set_surface((-6.0, 6.0, -3.0, 3.0), x**2 + 20 * y**2, 0.0)
    mesh = view.mesh
    mesh.resize(700, 400)
    for right, up in [(0.0, 0.0), (0.7, 0.0), (0.9, 0.5), (1.3, -1.4), (-2.0, 0.2)]:
        mesh.turn(right, up)
        across, down, _ = mesh.projected(x, y, mesh._share)
        assert 0 <= across.min() < across.max() <= mesh.width()
        assert 0 <= down.min() < down.max() <= mesh.height()
