"""The surface in three dimensions: OpenGL's picture is the painted one, and without OpenGL it is painted."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

#: Paints a surface both ways on a real screen, and prints which share of the pixels differs clearly.
_SCRIPT = """
import numpy as np
from gdlab.ui.app import make_app
from gdlab.ui.plots.surface_opengl import opengl_mesh
from gdlab.ui.plots.surface_view import SurfaceView

app, view = make_app(), SurfaceView()
x, y = np.meshgrid(np.linspace(-1, 1, 30), np.linspace(-1, 1, 30))
view.set_surface((-1.0, 1.0, -1.0, 1.0), (x + y) ** 2 + 3 * (x - y) ** 2, 0.0)
mesh = view.mesh
mesh.resize(400, 300)
if opengl_mesh() is None:
    raise SystemExit(77)
def pixels(image):
    made = image.convertToFormat(image.Format.Format_RGBA8888)
    return np.array(made.constBits()).reshape(300, 400, 4).astype(int)
def differing():
    return (np.abs(pixels(mesh._by_opengl()) - pixels(mesh._by_hand().toImage())).max(axis=-1) > 24).mean()
first = differing()
mesh.turn(1.2, 0.3)
mesh.set_surface((-1.0, 1.0, -1.0, 1.0), 1 - mesh._share)
print(max(first, differing()), (pixels(mesh._by_opengl())[..., 3] == 255).mean())
"""


@pytest.fixture
def display() -> Iterator[str]:
    """Start a screen without a monitor, and give its name."""
    if importlib.util.find_spec("OpenGL") is None:
        pytest.skip("PyOpenGL is not installed (gdlab[opengl])")
    if shutil.which("Xvfb") is None:
        pytest.skip("there is no Xvfb, a screen without a monitor")
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24"], pass_fds=[write], stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_opengl_draws_the_picture_that_is_painted_without_it(display):
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    if done.returncode == 77:
        pytest.skip("the screen has no driver for OpenGL")
    assert done.returncode == 0, done.stderr
    differing, covered = map(float, done.stdout.split())
    assert differing < 0.03
    assert covered > 0.2


def test_a_screen_without_opengl_has_the_painted_surface(qapp):
    from gdlab.ui.plots.surface_opengl import opengl_mesh

    assert qapp.platformName() == "offscreen"
    assert opengl_mesh() is None
