"""Transform small patches by a constant matrix from each side, Y = L X Rᵀ, many channels at a time.

The patches of Winograd's convolution (Lavin and Gray 2015) are of this kind. The matrices are known when the code is
made, so zeros cost nothing, ones cost no product, and rows or columns that differ only in signs share their sums.

What justifies it: with both gradients of a 3×3 convolution from one set of transformed patches, going back through
16 to 16 channels takes 900 µs where it took 2,024 by overlapping products (2 cores of an Intel Xeon of the Sapphire
Rapids class with AVX-512, November 2026, docs/performance.md).

All offsets, strides and sizes are int64 and count elements of the arena, not bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from llvmlite import ir

from gdlab.engine.machine.compiler import intrinsic, types
from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.products.lanes import Lanes

_WHOLE = ir.IntType(64)


def patch_transform(down: np.ndarray, across: np.ndarray) -> Any:
    """Return a function that transforms a patch of vectors that stand in the arena.

    Its arguments are (mem, to, to_row, to_column, at, at_row, at_column, lanes): vector (i, j) of the patch has
    ``lanes`` numbers from ``at + i*at_row + j*at_column`` on, that of the result from ``to + i*to_row + j*to_column``
    on.

    Args:
        down: L (m, n), which acts on columns.
        across: R (p, q), which acts on rows; a patch of n by q vectors becomes one of m by p.
    """
    if INTERPRETED:
        return _plain(down, across)

    @intrinsic
    def transform(typingctx, mem, to, to_row, to_column, at, at_row, at_column, lanes):
        def codegen(context, builder, signature, args):
            mem, to, to_row, to_column, at, at_row, at_column, lanes = args
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            source, target = _grid(builder, at, at_row, at_column), _grid(builder, to, to_row, to_column)
            n, q = down.shape[1], across.shape[1]
            patch = [[lane.load(source(i, j)) for j in range(q)] for i in range(n)]
            for i, j, value in _both_sides(lane, down, across, patch):
                lane.store(value, target(i, j))
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 7), codegen

    return transform


def patch_from_image(down: np.ndarray, across: np.ndarray) -> Any:
    """Return a function that transforms a patch of an image, with zeros beyond the image's borders, to points.

    Its arguments are (mem, to, step, image, row, column, high, wide, top, left, nothing, lanes): pixel (i, j) of an
    image of ``high`` by ``wide`` has ``lanes`` numbers from ``image + i*row + j*column`` on, the patch begins at pixel
    (top, left), and its transform's vector p goes to ``to + p*step``. A patch's row of zeros stands at ``nothing``.

    Args:
        down: L (m, n), which acts on columns.
        across: R (p, q), which acts on rows; a patch of n by q pixels becomes m · p points.
    """
    if INTERPRETED:
        return _plain_gathered(down, across)

    @intrinsic
    def transform(typingctx, mem, to, step, image, row, column, high, wide, top, left, nothing, lanes):
        def codegen(context, builder, signature, args):
            mem, to, step, image, row, column, high, wide, top, left, nothing, lanes = args
            n, q = down.shape[1], across.shape[1]
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            source = _framed(builder, (n, q), image, row, column, high, top, left, nothing)
            columns = _columns(context, builder, signature.args[0].dtype, mem, q, left, wide, lanes)
            patch = [[columns[j].load(source[i][j]) for j in range(q)] for i in range(n)]
            for i, j, value in _both_sides(lane, down, across, patch):
                lane.store(value, builder.add(to, builder.mul(step, _WHOLE(i * len(across) + j))))
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 11), codegen

    return transform


def tile_to_image(down: np.ndarray, across: np.ndarray) -> Any:
    """Return a function that transforms points to a tile of an image, and drops what lies beyond its borders.

    Its arguments are (mem, image, row, column, high, wide, top, left, waste, at, step, bias, lanes): as
    :func:`patch_from_image` has them, with the points at ``at`` and a vector at ``bias`` that is added to each pixel.
    Rows that are dropped are written to ``waste``.

    Args:
        down: L (m, n), which acts on columns.
        across: R (p, q), which acts on rows; n · q points become a tile of m by p pixels.
    """
    if INTERPRETED:
        return _plain_scattered(down, across)

    @intrinsic
    def transform(typingctx, mem, image, row, column, high, wide, top, left, waste, at, step, bias, lanes):
        def codegen(context, builder, signature, args):
            mem, image, row, column, high, wide, top, left, waste, at, step, bias, lanes = args
            (m, n), (p, q) = down.shape, across.shape
            lane = Lanes(context, builder, signature.args[0].dtype, mem, lanes)
            target = _framed(builder, (m, p), image, row, column, high, top, left, waste)
            columns = _columns(context, builder, signature.args[0].dtype, mem, p, left, wide, lanes)
            offset = lane.load(bias)
            places = [[builder.add(at, builder.mul(step, _WHOLE(i * q + j))) for j in range(q)] for i in range(n)]
            points = [[lane.load(place) for place in line] for line in places]
            for i, j, value in _both_sides(lane, down, across, points):
                columns[j].store(builder.fadd(value, offset), target[i][j])
            return context.get_dummy_value()

        return types.void(mem, *[types.int64] * 12), codegen

    return transform


def _columns(context: Any, builder: Any, dtype: Any, mem: Any, n: int, left: Any, wide: Any, lanes: Any) -> list[Lanes]:
    """Return the register of each column of a patch; one beyond the borders has no lanes."""
    inside = [builder.icmp_unsigned("<", builder.add(left, _WHOLE(j)), wide) for j in range(n)]
    return [Lanes(context, builder, dtype, mem, builder.select(here, lanes, _WHOLE(0))) for here in inside]


def _grid(builder: Any, first: Any, row: Any, column: Any) -> Callable[[int, int], Any]:
    def place(i: int, j: int) -> Any:
        return builder.add(first, builder.add(builder.mul(row, _WHOLE(i)), builder.mul(column, _WHOLE(j))))

    return place


def _framed(
    builder: Any, size: tuple[int, int], image: Any, row: Any, column: Any, high: Any, top: Any, left: Any, outside: Any
) -> list[list[Any]]:
    """Return the offsets of a patch's pixels; rows beyond the borders stand at ``outside``."""
    lines = []
    for i in range(size[0]):
        y = builder.add(top, _WHOLE(i))
        place = builder.add(image, builder.add(builder.mul(y, row), builder.mul(left, column)))
        first = builder.select(builder.icmp_unsigned("<", y, high), place, outside)
        lines.append([builder.add(first, builder.mul(column, _WHOLE(j))) for j in range(size[1])])
    return lines


def _both_sides(
    vectors: Lanes, down: np.ndarray, across: np.ndarray, patch: list[list[Any]]
) -> Iterator[tuple[int, int, Any]]:
    """Yield the rows, columns and vectors of down · patch · acrossᵀ, row by row, so that few wait in registers."""
    (m, n), q = down.shape, across.shape[1]
    halfway = [_combine(vectors, down, [patch[i][j] for i in range(n)]) for j in range(q)]  # [j][row]
    for i in range(m):
        for j, value in enumerate(_combine(vectors, across, [halfway[k][i] for k in range(q)])):
            yield i, j, value


def _combine(vectors: Any, matrix: np.ndarray, values: list[Any]) -> list[Any]:
    """Return matrix · values; columns that agree but for signs are added and subtracted first."""
    values, matrix = list(values), matrix.copy()
    for j in range(matrix.shape[1]):
        for k in range(j + 1, matrix.shape[1]):
            a, b = matrix[:, j], matrix[:, k]
            if (a != 0).sum() > 1 and (abs(a) == abs(b)).all() and (a != b).any():
                same, values[j], values[k] = a == b, *vectors.both(values[j], values[k])
                matrix[:, j], matrix[:, k] = np.where(same, a, 0), np.where(same, 0, a)
    return _rows(vectors, matrix, values)


def _rows(vectors: Any, matrix: np.ndarray, values: list[Any]) -> list[Any]:
    """Return matrix · values; rows that differ by the signs of their odd columns share both halves."""
    results: list[Any] = [None] * len(matrix)
    signs = np.where(np.arange(matrix.shape[1]) % 2, -1.0, 1.0)
    for i, row in enumerate(matrix):
        if results[i] is not None:
            continue
        twins = [k for k in range(i + 1, len(matrix)) if (matrix[k] == row * signs).all()]
        if twins and (row * signs != row).any():
            even, odd = np.where(signs > 0, row, 0), np.where(signs < 0, row, 0)
            results[i], results[twins[0]] = _both(vectors, _sum(vectors, even, values), odd, values)
        else:
            results[i] = _sum(vectors, row, values)
    return results


def _both(vectors: Any, even: Any, odd: np.ndarray, values: list[Any]) -> tuple[Any, Any]:
    """Return even ± odd · values; a factor that all odd weights share is taken in the same step."""
    factor = min(abs(odd[odd != 0]))
    if factor == 1:
        return vectors.both(even, _sum(vectors, odd, values))
    part = _sum(vectors, odd / factor, values)
    return vectors.weighted([factor, 1.0], [part, even]), vectors.weighted([-factor, 1.0], [part, even])


def _sum(vectors: Any, weights: np.ndarray, values: list[Any]) -> Any:
    """Return weights · values, beginning with a weight of 1, which costs nothing."""
    order = sorted(range(len(weights)), key=lambda j: weights[j] != 1)
    return vectors.weighted([weights[j] for j in order], [values[j] for j in order])


# --- as plain Python, every bound checked -------------------------------------------------------------------------
def _apply(down: np.ndarray, across: np.ndarray, patch: np.ndarray) -> np.ndarray:
    return np.einsum("ij,jkc,lk->ilc", down, patch, across)


def _places(first: int, row: int, column: int, size: tuple[int, int], lanes: int) -> np.ndarray:
    i, j = np.arange(size[0])[:, None], np.arange(size[1])
    return _checked(first + (i * row + j * column)[:, :, None] + np.arange(lanes))


def _frame(shape: Any, image: int, row: int, column: int, size: Any, corner: Any, outside: int, lanes: int) -> Any:
    i, j = corner[0] + np.arange(shape[0])[:, None], corner[1] + np.arange(shape[1])
    inside = (i >= 0) & (i < size[0]) & (j >= 0) & (j < size[1])
    return _checked(np.where(inside, image + i * row + j * column, outside)[:, :, None] + np.arange(lanes))


def _checked(places: np.ndarray) -> np.ndarray:
    if places.min(initial=0) < 0:
        raise IndexError("a patch reads or writes before the arena's start")
    return places


def _sizes(down: np.ndarray, across: np.ndarray) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return rows and columns of the result and of the patch."""
    return (down.shape[0], across.shape[0]), (down.shape[1], across.shape[1])


def _plain(down: np.ndarray, across: np.ndarray) -> Any:
    after, before = _sizes(down, across)

    def transform(mem, to, to_row, to_column, at, at_row, at_column, lanes):
        result = _apply(down, across, mem[_places(at, at_row, at_column, before, lanes)])
        mem[_places(to, to_row, to_column, after, lanes)] = result

    return transform


def _plain_gathered(down: np.ndarray, across: np.ndarray) -> Any:
    after, before = _sizes(down, across)

    def transform(mem, to, step, image, row, column, high, wide, top, left, nothing, lanes):
        patch = mem[_frame(before, image, row, column, (high, wide), (top, left), nothing, lanes)]
        mem[_places(to, after[1] * step, step, after, lanes)] = _apply(down, across, patch)

    return transform


def _plain_scattered(down: np.ndarray, across: np.ndarray) -> Any:
    after, before = _sizes(down, across)

    def transform(mem, image, row, column, high, wide, top, left, waste, at, step, bias, lanes):
        points = mem[_places(at, before[1] * step, step, before, lanes)]
        tile = _apply(down, across, points) + mem[bias : bias + lanes]
        mem[_frame(after, image, row, column, (high, wide), (top, left), waste, lanes)] = tile

    return transform
