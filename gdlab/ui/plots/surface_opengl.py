"""The mesh of a surface drawn by pyqtgraph's OpenGL, where PyOpenGL is installed and the screen's driver has a context.

It is drawn out of sight and given back as a picture. A widget of OpenGL in the window itself would have the whole
window put together by OpenGL, which costs every other page.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage, QMatrix4x4, QOpenGLContext, QSurfaceFormat
from PySide6.QtWidgets import QApplication

Floats = NDArray[np.float64]

_log = logging.getLogger(__name__)
#: Samples of each pixel, which smooth the edges.
_SAMPLES = 4


class OpenGLMesh:
    """A mesh out of sight that OpenGL draws from any side.

    Args:
        view: pyqtgraph's view, which takes its projection from this object's matrix.
        item: the mesh in it.
    """

    def __init__(self, view: Any, item: Any) -> None:
        self._view, self._item = view, item
        self._shown: tuple[Floats, NDArray[np.int64]] | None = None

    def picture(
        self, size: tuple[int, int], corners: Floats, colors: NDArray[np.int64], matrix: Floats
    ) -> QImage | None:
        """Return the mesh on a transparent ground; None where OpenGL gives no picture.

        Args:
            size: width and height in pixels.
            corners: the corners of the quadrilaterals, (rows, columns, 3).
            colors: the colour of each, red, green and blue up to 255, (rows - 1, columns - 1, 3).
            matrix: leads from the corners to OpenGL's clip coordinates, (4, 4).
        """
        if self._shown is None or self._shown[0] is not corners or self._shown[1] is not colors:
            self._item.setMeshData(**_mesh_data(corners, colors), smooth=True, computeNormals=False)
            self._shown = corners, colors
        self._view.matrix = QMatrix4x4(matrix.ravel().tolist())
        ratio = self._view.devicePixelRatioF()
        self._view.resize(round(size[0] / ratio), round(size[1] / ratio))
        image = self._view.grabFramebuffer()
        return None if image.isNull() else image


@cache
def opengl_mesh() -> OpenGLMesh | None:
    """Return the mesh of this process, made at the first call; None without PyOpenGL, or a driver that it can use."""
    if QApplication.platformName() == "offscreen" or not QOpenGLContext().create():
        return None
    try:
        from pyqtgraph.opengl import GLMeshItem, GLViewWidget
    except ImportError:
        return None
    except Exception as error:  # what a broken driver raises is PyOpenGL's own
        _log.warning("OpenGL is not used: %s", error)
        return None

    class ProjectedView(GLViewWidget):
        """A view whose projection is given as a whole."""

        matrix = QMatrix4x4()

        def projectionMatrix(self, region: object, viewport: object) -> QMatrix4x4:
            return self.matrix

        def viewMatrix(self) -> QMatrix4x4:
            return QMatrix4x4()

    view, form, item = ProjectedView(), QSurfaceFormat(), GLMeshItem(computeNormals=False)
    form.setSamples(_SAMPLES)
    form.setAlphaBufferSize(8)
    form.setDepthBufferSize(24)
    view.setFormat(form)
    view.setBackgroundColor((0, 0, 0, 0))
    view.addItem(item)
    if (app := QApplication.instance()) is not None:
        app.aboutToQuit.connect(view.deleteLater)
    return OpenGLMesh(view, item)


def _mesh_data(corners: Floats, colors: NDArray[np.int64]) -> dict[str, Any]:
    """Return four vertices of one colour for each quadrilateral, and its two triangles."""
    four = np.stack([corners[:-1, :-1], corners[:-1, 1:], corners[1:, 1:], corners[1:, :-1]], axis=2)
    count = colors[..., 0].size
    painted = np.ones((4 * count, 4), np.float32)
    painted[:, :3] = np.repeat(colors.reshape(-1, 3), 4, axis=0) / 255
    faces = (4 * np.arange(count)[:, None, None] + np.array([[0, 1, 2], [0, 2, 3]])).reshape(-1, 3)
    return {"vertexes": four.reshape(-1, 3).astype(np.float32), "faces": faces, "vertexColors": painted}
