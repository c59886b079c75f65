"""Pooling as its definition says, one window at a time; images are (N, C, H, W)."""

from __future__ import annotations

import numpy as np


def windows(h, w, out, kernel, stride, margins, dilation=(1, 1)):
    """Yield (i, j, rows, columns): the points inside the image that each window sees."""
    for i in range(out[0]):
        for j in range(out[1]):
            rows = [i * stride[0] - margins[0] + k * dilation[0] for k in range(kernel[0])]
            columns = [j * stride[1] - margins[1] + k * dilation[1] for k in range(kernel[1])]
            yield i, j, [r for r in rows if 0 <= r < h], [c for c in columns if 0 <= c < w]


def largest(x, dy, kernel, stride, margins, dilation):
    """Return the largest number of each window, and the gradient by x: the first of equals gets all."""
    y, dx = np.zeros_like(dy), np.zeros_like(x)
    for i, j, rows, columns in windows(*x.shape[2:], dy.shape[2:], kernel, stride, margins, dilation):
        for n in range(x.shape[0]):
            for c in range(x.shape[1]):
                seen = x[n, c][np.ix_(rows, columns)]
                r, s = np.unravel_index(seen.argmax(), seen.shape)
                y[n, c, i, j] = seen[r, s]
                dx[n, c, rows[r], columns[s]] += dy[n, c, i, j]
    return y, dx


def average(x, dy, kernel, stride, margins, count_pad=True, divisor=0):
    """Return the mean of each window, and the gradient by x."""
    h, w = x.shape[2:]
    y, dx = np.zeros_like(dy), np.zeros_like(x)
    for i, j, rows, columns in windows(h, w, dy.shape[2:], kernel, stride, margins):
        top, left = i * stride[0] - margins[0], j * stride[1] - margins[1]
        reach = min(kernel[0], h + margins[0] - top) * min(kernel[1], w + margins[1] - left)
        count = divisor or (reach if count_pad else len(rows) * len(columns))
        place = (slice(None), slice(None), *np.ix_(rows, columns))
        y[:, :, i, j] = x[place].sum((2, 3)) / count
        dx[place] += dy[:, :, i, j][:, :, None, None] / count
    return y, dx


def adaptive(x, dy):
    """Return means over windows that divide the image into the shape of dy, and the gradient by x."""
    y, dx = np.zeros_like(dy), np.zeros_like(x)
    (h, w), (oh, ow) = x.shape[2:], dy.shape[2:]
    for i in range(oh):
        for j in range(ow):
            rows = slice(int(np.floor(i * h / oh)), int(np.ceil((i + 1) * h / oh)))
            columns = slice(int(np.floor(j * w / ow)), int(np.ceil((j + 1) * w / ow)))
            seen = x[:, :, rows, columns]
            y[:, :, i, j] = seen.mean((2, 3))
            dx[:, :, rows, columns] += dy[:, :, i, j][:, :, None, None] / (seen.shape[2] * seen.shape[3])
    return y, dx
