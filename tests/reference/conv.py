"""Convolutions as their definition says, one output number at a time; images are (N, C, H, W)."""

from __future__ import annotations

import numpy as np

Margins = tuple[tuple[int, int], tuple[int, int]]


def _taps(x, w, stride, margins, dilation):
    """Yield (output row, column, slices of the padded image) and the padded image's borders."""
    (top, bottom), (left, right) = margins
    padded = np.pad(x, ((0, 0), (0, 0), (top, bottom), (left, right)))
    high, wide = dilation[0] * (w.shape[2] - 1) + 1, dilation[1] * (w.shape[3] - 1) + 1
    rows = (padded.shape[2] - high) // stride[0] + 1
    columns = (padded.shape[3] - wide) // stride[1] + 1
    spots = []
    for i in range(rows):
        for j in range(columns):
            r, s = i * stride[0], j * stride[1]
            spots.append((i, j, (slice(r, r + high, dilation[0]), slice(s, s + wide, dilation[1]))))
    return padded, rows, columns, spots


def forward(x, w, b, stride, margins: Margins, dilation, groups):
    """Return y[n, o, i, j] = b[o] + Σ x[n, c, …] w[o, c, …] within each group."""
    padded, rows, columns, spots = _taps(x, w, stride, margins, dilation)
    y = np.zeros((len(x), w.shape[0], rows, columns), x.dtype)
    part, out = w.shape[1], w.shape[0] // groups
    for i, j, window in spots:
        for o in range(w.shape[0]):
            g = o // out
            seen = padded[:, g * part : (g + 1) * part, window[0], window[1]]
            y[:, o, i, j] = (seen * w[o]).sum((1, 2, 3)) + (b[o] if b is not None else 0)
    return y


def backward(x, w, dy, stride, margins: Margins, dilation, groups):
    """Return the gradients by x, w and b."""
    padded, _, _, spots = _taps(x, w, stride, margins, dilation)
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    part, out = w.shape[1], w.shape[0] // groups
    for i, j, window in spots:
        for o in range(w.shape[0]):
            g = o // out
            place = (slice(None), slice(g * part, (g + 1) * part), *window)
            d = dy[:, o, i, j][:, None, None, None]
            dw[o] += (padded[place] * d).sum(0)
            dpadded[place] += w[o] * d
    (top, _), (left, _) = margins
    dx = dpadded[:, :, top : top + x.shape[2], left : left + x.shape[3]]
    return dx, dw, dy.sum((0, 2, 3))
