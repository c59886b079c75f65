"""Orthogonal initial weights."""

from __future__ import annotations

from math import prod
from typing import Literal

import numpy as np

from gdlab.engine.initialisers.base import Initialiser
from gdlab.engine.machine.compiled_streams import normal
from gdlab.spec.base import knob


class Orthogonal(Initialiser):
    r"""A matrix (out, rest) with orthonormal rows or columns, whichever are fewer (Saxe et al. 2014).

    .. math:: W W^T = g^2 I \quad\text{or}\quad W^T W = g^2 I

    >>> from gdlab.engine.initialisers.orthogonal import Orthogonal
    >>> Orthogonal(gain=2.0).draw((2, 3), stream=1).round(3).tolist()
    [[0.176, 1.987, -0.147], [1.38, -0.015, 1.447]]
    """

    type: Literal["Orthogonal"] = "Orthogonal"
    gain: float = knob(1.0, "Factor on the matrix.", gt=0, le=1e6)

    def draw(self, shape: tuple[int, ...], stream: int) -> np.ndarray:
        """Return the values: Q of a normal matrix's QR decomposition, with R's diagonal made positive."""
        rows, columns = shape[0], prod(shape[1:])
        drawn = normal(stream, rows * columns).reshape(max(rows, columns), min(rows, columns))
        q, r = np.linalg.qr(drawn)
        q = q * np.where(np.diag(r) < 0, -1.0, 1.0)
        return self.gain * (q if rows >= columns else q.T).reshape(shape)
