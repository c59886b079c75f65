"""What a run may tell of its inside: norms by parameter, activations by layer, the optimizer's moments.

``training.diagnostics_every`` = k samples every k-th step, inside the compiled step; 0 costs nothing. A sample reads
the gradient, the weights before and after the update, the optimizer's moments and the activations once each. Measured
with Adam: a step of 64-64-10 at batch 32 takes 10 µs and a sample 8 µs more, a step of 784-256-128-10 at batch 64
takes 750 µs and a sample 350 µs more; so every step costs half as much again or more, every 10th 5 to 10 %, every
100th 1 %.

Arguments of the kernels: ``job`` gives sizes and places of parameters, gradients, snapshot, moments and layer table;
``ctx`` gives BATCH; ``fp`` is not used; ``out`` is (columns,) float64, the line of a sample that is written; ``mem`` is
the float arena, where the snapshot is written; ``imem`` is the int64 arena, where tensor table and layer table stand.

Columns of a sample: the whole gradient's norm; six numbers a parameter tensor; three numbers a layer. Gradients are
those of the loss with its penalties, before clipping. Activations are those of the mini-batch's last chunk.
"""

from __future__ import annotations

import numpy as np

from gdlab.engine.machine import abi
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.machine.column_table import ColumnTable
from gdlab.engine.machine.compiler import njit
from gdlab.engine.machine.loop import OPTIONS
from gdlab.engine.machine.native import copy, kernel, shift, view1
from gdlab.engine.network.tensors import Program
from gdlab.engine.ops.elementwise import Elementwise
from gdlab.spec.base import member

#: What is sampled of each parameter tensor, in the order of the columns.
TENSOR_TAGS = ("grad_norm", "weight_norm", "update_ratio", "effective_step", "moment1", "moment2")
#: What is sampled of each layer.
LAYER_TAGS = ("act_mean", "act_std", "dead")

# --- the layer table in imem: a line a layer, int64 -----------------------------------------------------------------
LAYER_COLUMNS = ColumnTable("layer table")
_layer_column, _BY = LAYER_COLUMNS.column, "program.diagnostics.layer_table"
L_OFFSET = _layer_column("L_OFFSET", "offset of the layer's output in mem", _BY)
L_SIZE = _layer_column("L_SIZE", "numbers an example in it", _BY)
L_UNITS = _layer_column("L_UNITS", "units: channels of an image, features of anything else", _BY)
L_DEAD = _layer_column("L_DEAD", "1 when the share of dead units is sampled", _BY)
LAYER = LAYER_COLUMNS.width  #: numbers a layer


def layer_table(program: Program) -> tuple[list[str], np.ndarray]:
    """Return the layers' names and where their outputs stand: offset, numbers an example, units, whether they die.

    A unit is a channel of an image and a feature of anything else.
    """
    types = {s.name: s.type for s in program.summary}
    last = {op.layer: op.y for op in program.instructions}
    table = np.zeros((len(last), LAYER), np.int64)
    for line, (name, y) in zip(table, last.items(), strict=True):
        units = y.shape[0] if len(y.shape) == 3 else (y.shape[-1] if y.shape else 1)
        dies = name in types and issubclass(member("layer", types[name]), Elementwise)
        line[:] = y.offset, y.size, units, dies
    return list(last), table


def tags_of(program: Program, names: list[str], table: np.ndarray, moments: tuple[str, str]) -> list[tuple[int, str]]:
    """Return the column and the tag of everything that this run samples.

    Args:
        program: the compiled network.
        names: the names of its layers.
        table: what is sampled of each layer, a row a layer, int64.
        moments: what the optimizer calls its first and second moments, empty where it has none.
    """
    found = [(0, "train/grad_norm")]
    for i, parameter in enumerate(program.parameters):
        for j, kind in enumerate(TENSOR_TAGS):
            if not (kind == "moment1" and not moments[0]) and not (kind == "moment2" and not moments[1]):
                found.append((1 + len(TENSOR_TAGS) * i + j, f"{kind}/{parameter.name}"))
    first = 1 + len(TENSOR_TAGS) * len(program.parameters)
    for i, name in enumerate(names):
        for j, kind in enumerate(LAYER_TAGS):
            if kind != "dead" or table[i, L_DEAD]:
                found.append((first + len(LAYER_TAGS) * i + j, f"{kind}/{name}"))
    return found


def sample_width(program: Program, names: list[str]) -> int:
    """Return how many numbers a sample has."""
    return 1 + len(TENSOR_TAGS) * len(program.parameters) + len(LAYER_TAGS) * len(names)


@kernel
def snapshot(job, ctx, fp, mem, imem):
    """Copy the weights and the gradient as they are before clipping and the update."""
    n = job[columns.N_PARAMS]
    for first in (0, job[columns.GRADIENTS]):
        copy(shift(mem, first), shift(mem, job[columns.SNAPSHOT] + first), n)


@kernel
def sample(job, ctx, out, mem, imem):
    """Fill one line of samples after the update; see the module for the columns."""
    numbers, tensors = view1(mem, 0, job[columns.MEMORY]), job[columns.N_TABLE]
    total = 0.0
    for k in range(tensors):
        e, at = job[columns.TABLE] + abi.TENSOR * k, 1 + 6 * k
        _tensor(job, numbers, imem[e + abi.T_OFFSET], imem[e + abi.T_SIZE], out, at)
        total += out[at] * out[at]
    out[0] = np.sqrt(total)
    for k in range(job[columns.N_LAYERS]):
        e, at = job[columns.LAYER_TABLE] + LAYER * k, 1 + 6 * tensors + 3 * k
        _layer(numbers, imem[e + L_OFFSET], ctx[abi.BATCH] * imem[e + L_SIZE], imem[e + L_UNITS], out, at)


@njit(**OPTIONS)
def _tensor(job, mem, first, n, out, at):
    snapshot, mean, square = job[columns.SNAPSHOT], job[columns.MEAN_SLOT], job[columns.SQUARE_SLOT]
    g2, w2, d2, m1, v1 = 0.0, 0.0, 0.0, 0.0, 0.0
    # slices, because an index that might be negative keeps a loop from becoming vector code
    new, old = mem[first : first + n], mem[snapshot + first : snapshot + first + n]
    at_gradient = snapshot + job[columns.GRADIENTS] + first
    gradient = mem[at_gradient : at_gradient + n]
    for i in range(n):
        g, w = np.float64(gradient[i]), np.float64(old[i])
        d = np.float64(new[i]) - w
        g2 += g * g
        w2 += w * w
        d2 += d * d
    if mean >= 0:
        m = mem[mean + first : mean + first + n]
        for i in range(n):
            m1 += abs(m[i])
    if square >= 0:
        v = mem[square + first : square + first + n]
        for i in range(n):
            v1 += np.sqrt(v[i])
    out[at], out[at + 1] = np.sqrt(g2), np.sqrt(w2)
    out[at + 2] = np.sqrt(d2 / w2) if w2 > 0.0 else np.nan
    out[at + 3] = np.sqrt(d2 / g2) if g2 > 0.0 else np.nan
    out[at + 4] = m1 / n if mean >= 0 else np.nan
    out[at + 5] = v1 / n if square >= 0 else np.nan


@njit(**OPTIONS)
def _layer(mem, first, n, units, out, at):
    low, high = np.empty(units, mem.dtype), np.empty(units, mem.dtype)
    for j in range(units):
        low[j] = mem[first + j]
        high[j] = low[j]
    total, spread = 0.0, 0.0
    for i in range(first, first + n, units):
        line = mem[i : i + units]
        part = mem.dtype.type(0)
        for j in range(units):
            a = line[j]
            part += a
            low[j] = a if a < low[j] else low[j]
            high[j] = a if a > high[j] else high[j]
        total += part
    centre = total / n
    middle = mem.dtype.type(centre)
    for i in range(first, first + n, units):
        line = mem[i : i + units]
        part = mem.dtype.type(0)
        for j in range(units):
            d = line[j] - middle
            part += d * d
        spread += part
    same = 0
    for j in range(units):
        same += low[j] == high[j]
    out[at], out[at + 1] = centre, np.sqrt(spread / n)
    # a single example tells nothing of a unit that never changes
    out[at + 2] = same / units if n > units else np.nan
