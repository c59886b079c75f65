"""Walk the instruction table: the one compiled loop that trains every network.

Each function here is compiled once and cached; it knows no layer, loss or optimizer, only addresses.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from gdlab.engine import abi, diagnostics
from gdlab.engine.native import FASTMATH, Kernel, call_op, flush_subnormals, kernel, pointer, restore_rounding, view1

_OPTIONS = {"nogil": True, "cache": True, "error_model": "numpy", "fastmath": FASTMATH}

# columns of the plan that `advance` follows
(
    LOSS_ROW,
    UPDATE_ROW,
    X0,
    XN,
    TARGET_INT,
    TARGET_FLOAT,
    TARGETS,
    N_PARAMS,
    GRADIENTS,
    HYPER,
    BATCH_SIZE,
    ROWS,
) = range(12)
MAX_NORM_TABLE, N_TABLE, SNAPSHOT, PROBE_EVERY, LAYER_TABLE, N_LAYERS, MEAN_SLOT, SQUARE_SLOT = range(12, 20)
KEEP, PROBE, MEMORY = range(20, 23)  # addresses of the diagnostics' kernels, and how many numbers the arena has
PENALISE, CLIP, RENORMALISE = range(23, 26)  # addresses of what training options ask for
PLAN = 28

# float64 settings that may change between slices
CLIP_NORM, CLIP_VALUE, L1, L2, MAX_NORM = range(5)
PENALTY = 5  # where the penalty of a step is left
SETTINGS = 8


@njit(**_OPTIONS)
def _copy(a, b, n):
    for j in range(n):
        b[j] = a[j]


@njit(**_OPTIONS)
def _gather(mem, imem, plan, inputs, classes, values, order, first, n):
    """Copy ``n`` examples and their targets from ``order[first]`` on into the arenas."""
    # pointers: no index of theirs can be negative, so rows are copied whole, and they compile in half the time of views
    width, targets = plan[XN], plan[TARGETS]
    for i in range(n):
        _copy(pointer(inputs, order[first + i] * width), pointer(mem, plan[X0] + i * width), width)
    for i in range(n):
        at = order[first + i] * targets
        if plan[TARGET_INT] >= 0:
            _copy(pointer(classes, at), pointer(imem, plan[TARGET_INT] + i * targets), targets)
        else:
            _copy(pointer(values, at), pointer(mem, plan[TARGET_FLOAT] + i * targets), targets)


@njit(**_OPTIONS)
def _forward(ops, rows, ctx, fp, mem, imem):
    for i in range(rows):
        call_op(
            ops[i * abi.ROW + abi.FORWARD],
            pointer(ops, i * abi.ROW),
            pointer(ctx, 0),
            pointer(fp, 0),
            pointer(mem, 0),
            pointer(imem, 0),
        )


@njit(**_OPTIONS)
def _backward(ops, rows, ctx, fp, mem, imem):
    for k in range(rows):
        i = rows - 1 - k
        if ops[i * abi.ROW + abi.BACKWARD] >= 0:
            call_op(
                ops[i * abi.ROW + abi.BACKWARD],
                pointer(ops, i * abi.ROW),
                pointer(ctx, 0),
                pointer(fp, 0),
                pointer(mem, 0),
                pointer(imem, 0),
            )


@njit(**_OPTIONS)
def gradient(ops, plan, ctx, fp, mem, imem, inputs, classes, values, order, first, n):
    """Leave the gradient of the mean loss over ``n`` examples in the arena and return that loss.

    Examples beyond the arena's capacity are worked through in chunks whose gradients add up.
    """
    mode = flush_subnormals()
    fp[abi.LOSS] = 0.0
    fp[abi.COUNT] = 0.0
    fp[abi.CORRECT] = 0.0
    ctx[abi.TRAIN] = 1
    ctx[abi.GRADIENT] = 1
    ctx[abi.TOTAL] = n
    done = 0
    while done < n:
        chunk = min(ctx[abi.CAPACITY], n - done)
        ctx[abi.BATCH] = chunk
        ctx[abi.FIRST] = done
        ctx[abi.ACCUMULATE] = 1 if done > 0 else 0
        _gather(mem, imem, plan, inputs, classes, values, order, first + done, chunk)
        _forward(ops, plan[LOSS_ROW] + 1, ctx, fp, mem, imem)
        _backward(ops, plan[LOSS_ROW], ctx, fp, mem, imem)
        done += chunk
    restore_rounding(mode)
    return fp[abi.LOSS] / max(fp[abi.COUNT], 1.0)


@njit(**_OPTIONS)
def value(ops, plan, ctx, fp, mem, imem, inputs, classes, values, order, first, n):
    """Return the mean loss over ``n`` examples in training mode, without a gradient."""
    mode = flush_subnormals()
    fp[abi.LOSS] = 0.0
    fp[abi.COUNT] = 0.0
    fp[abi.CORRECT] = 0.0
    ctx[abi.TRAIN] = 1
    ctx[abi.GRADIENT] = 0
    ctx[abi.TOTAL] = n
    done = 0
    while done < n:
        chunk = min(ctx[abi.CAPACITY], n - done)
        ctx[abi.BATCH] = chunk
        ctx[abi.FIRST] = done
        _gather(mem, imem, plan, inputs, classes, values, order, first + done, chunk)
        _forward(ops, plan[LOSS_ROW] + 1, ctx, fp, mem, imem)
        done += chunk
    restore_rounding(mode)
    return fp[abi.LOSS] / max(fp[abi.COUNT], 1.0)


@njit(**_OPTIONS)
def penalty(plan, settings, mem):
    """Return the L1 and L2 penalties of the parameters."""
    total = 0.0
    for i in range(plan[N_PARAMS]):
        w = np.float64(mem[i])
        total += settings[L1] * abs(w) + 0.5 * settings[L2] * w * w
    return total


@njit(**_OPTIONS)
def penalise(plan, settings, mem):
    """Add the gradients of the L1 and L2 penalties and return the penalty."""
    # slices here and below: an index that might be negative keeps a loop from becoming vector code
    n, first = plan[N_PARAMS], plan[GRADIENTS]
    weights, g = mem[:n], mem[first : first + n]
    l1, l2 = mem.dtype.type(settings[L1]), mem.dtype.type(settings[L2])
    zero = mem.dtype.type(0)
    sizes, squares = 0.0, 0.0
    for i in range(n):
        w = weights[i]
        push = l1 if w > zero else zero
        push = -l1 if w < zero else push
        g[i] += l2 * w + push
        sizes += abs(np.float64(w))
        squares += np.float64(w) * np.float64(w)
    return settings[L1] * sizes + 0.5 * settings[L2] * squares


@njit(**_OPTIONS)
def norm(mem, first, n):
    """Return the Euclidean norm of ``n`` numbers of the arena, summed in float64."""
    values = mem[first : first + n]
    total = 0.0
    for i in range(n):
        total += np.float64(values[i]) * np.float64(values[i])
    return np.sqrt(total)


@njit(**_OPTIONS)
def clip(plan, settings, mem):
    """Clip the gradient by value and by norm, as PyTorch's clip_grad_value_ and clip_grad_norm_ do."""
    n, first = plan[N_PARAMS], plan[GRADIENTS]
    g = mem[first : first + n]
    if settings[CLIP_VALUE] > 0.0:
        bound = mem.dtype.type(settings[CLIP_VALUE])
        for i in range(n):
            g[i] = min(max(g[i], -bound), bound)
    if settings[CLIP_NORM] > 0.0:
        scale = settings[CLIP_NORM] / (norm(mem, first, n) + 1e-6)
        if scale < 1.0:
            factor = mem.dtype.type(scale)
            for i in range(n):
                g[i] *= factor


@njit(**_OPTIONS)
def renormalise(plan, settings, mem, imem):
    """Scale down each unit's incoming weights to the max-norm bound (Srivastava et al. 2014).

    Weights are the tensors with two axes or more, and a unit is an index of PyTorch's first axis, as in
    ``torch.renorm(w, 2, 0, bound)``; biases and scales are left alone.
    """
    bound = settings[MAX_NORM]
    for t in range(plan[N_TABLE]):
        e = plan[MAX_NORM_TABLE] + abi.TENSOR * t
        if imem[e + abi.T_AXES] < 2:
            continue
        lead = e + 4 - imem[e + abi.T_AXES]
        units, stride = imem[lead + abi.T_SHAPE], imem[lead + abi.T_STRIDE]
        for u in range(units):
            first = imem[e + abi.T_OFFSET] + u * stride
            total = _unit(mem, imem, e, lead - e, first, mem.dtype.type(1), False)
            if total > bound * bound:
                factor = mem.dtype.type(bound / (np.sqrt(total) + 1e-7))
                _unit(mem, imem, e, lead - e, first, factor, True)


@njit(**_OPTIONS)
def _unit(mem, imem, e, lead, first, factor, write):
    """Return the squared norm of one unit's weights, and scale them when ``write`` is true."""
    shape, stride = e + abi.T_SHAPE, e + abi.T_STRIDE
    total = 0.0
    for a in range(imem[shape + 1] if lead < 1 else 1):
        for b in range(imem[shape + 2] if lead < 2 else 1):
            for c in range(imem[shape + 3]):
                at = first + a * imem[stride + 1] * (lead < 1) + b * imem[stride + 2] * (lead < 2)
                at += c * imem[stride + 3]
                w = np.float64(mem[at])
                total += w * w
                if write:
                    mem[at] *= factor
    return total


@njit(**_OPTIONS)
def update(ops, plan, ctx, fp, mem, imem):
    """Run the optimizer's kernel, then the rows that follow it (weight averaging)."""
    mode = flush_subnormals()
    for i in range(plan[UPDATE_ROW], plan[ROWS]):
        call_op(
            ops[i * abi.ROW + abi.FORWARD],
            pointer(ops, i * abi.ROW),
            pointer(ctx, 0),
            pointer(fp, 0),
            pointer(mem, 0),
            pointer(imem, 0),
        )
    restore_rounding(mode)


@njit(**_OPTIONS)
def probe(plan, ctx, mem, imem, out):
    """Fill one line of diagnostics; the weights and the gradient before the update were kept."""
    diagnostics.sample(
        mem,
        imem,
        ctx,
        plan[N_TABLE],
        plan[MAX_NORM_TABLE],
        plan[GRADIENTS],
        plan[SNAPSHOT],
        plan[MEAN_SLOT],
        plan[SQUARE_SLOT],
        plan[N_LAYERS],
        plan[LAYER_TABLE],
        out,
    )


# Called by address: most runs ask for none of these, and need not compile them.
@kernel
def penalise_by_address(plan, ctx, settings, mem, imem):
    """Add the penalties' gradients and leave the penalty in the settings."""
    settings[PENALTY] = penalise(plan, settings, view1(mem, 0, plan[MEMORY]))


@kernel
def clip_by_address(plan, ctx, settings, mem, imem):
    """Clip the gradient."""
    clip(plan, settings, view1(mem, 0, plan[MEMORY]))


@kernel
def renormalise_by_address(plan, ctx, settings, mem, imem):
    """Bound the norm of each unit's weights."""
    renormalise(plan, settings, view1(mem, 0, plan[MEMORY]), imem)


@kernel
def keep_before(plan, ctx, fp, mem, imem):
    """Keep the weights and the gradient as they are before clipping and the update."""
    diagnostics.before(view1(mem, 0, plan[MEMORY]), plan[N_PARAMS], plan[GRADIENTS], plan[SNAPSHOT])


@kernel
def probe_after(plan, ctx, line, mem, imem):
    """Fill one line of diagnostics after the update."""
    probe(plan, ctx, view1(mem, 0, plan[MEMORY]), imem, line)


def option_kernels(settings: np.ndarray) -> dict[int, Kernel]:
    """Return the kernels that these settings need, by the column of the plan that holds their address."""
    wanted: dict[int, Kernel] = {}
    if settings[L1] > 0.0 or settings[L2] > 0.0:
        wanted[PENALISE] = penalise_by_address
    if settings[CLIP_NORM] > 0.0 or settings[CLIP_VALUE] > 0.0:
        wanted[CLIP] = clip_by_address
    if settings[MAX_NORM] > 0.0:
        wanted[RENORMALISE] = renormalise_by_address
    return wanted


@njit(**_OPTIONS)
def _option(address, plan, ctx, settings, mem, imem):
    call_op(address, pointer(plan, 0), pointer(ctx, 0), pointer(settings, 0), pointer(mem, 0), pointer(imem, 0))


@njit(**_OPTIONS)
def advance(steps, first, ops, plan, settings, ctx, fp, mem, imem, inputs, classes, values, order, rates, out, probes):
    """Train on ``steps`` mini-batches from ``order[first]`` on, all in one call; return how many were done.

    ``rates`` is (steps, 2): the learning rate and the momentum (NaN: leave it) of each step. ``out`` is (steps, 3):
    mean loss, penalty, share correct. ``probes`` gets a line of diagnostics at each sampled step. A loss that is not
    finite ends the call after it was recorded, before the parameters are touched.
    """
    total, every, sampled = order.size, plan[PROBE_EVERY], 0
    mode, done = flush_subnormals(), steps
    for s in range(steps):
        n = min(plan[BATCH_SIZE], total - first)
        loss = gradient(ops, plan, ctx, fp, mem, imem, inputs, classes, values, order, first, n)
        out[s, 0] = loss
        out[s, 1] = 0.0
        out[s, 2] = fp[abi.CORRECT] / max(fp[abi.COUNT], 1.0)
        if not np.isfinite(loss):
            done = s + 1
            break
        if settings[L1] > 0.0 or settings[L2] > 0.0:
            _option(plan[PENALISE], plan, ctx, settings, mem, imem)
            out[s, 1] = settings[PENALTY]
        probing = every > 0 and (ctx[abi.STEP] + 1) % every == 0
        if probing:
            _option(plan[KEEP], plan, ctx, settings, mem, imem)
        if settings[CLIP_NORM] > 0.0 or settings[CLIP_VALUE] > 0.0:
            _option(plan[CLIP], plan, ctx, settings, mem, imem)
        fp[plan[HYPER]] = rates[s, 0]
        if not np.isnan(rates[s, 1]):
            fp[plan[HYPER] + 1] = rates[s, 1]
        update(ops, plan, ctx, fp, mem, imem)
        if settings[MAX_NORM] > 0.0:
            _option(plan[RENORMALISE], plan, ctx, settings, mem, imem)
        if probing:
            line = pointer(probes, sampled * probes.shape[1])
            call_op(plan[PROBE], pointer(plan, 0), pointer(ctx, 0), line, pointer(mem, 0), pointer(imem, 0))
            sampled += 1
        ctx[abi.STEP] += 1
        first += n
    restore_rounding(mode)
    return done


@njit(**_OPTIONS)
def input_gradient(ops, plan, ctx, fp, mem, imem, inputs, classes, values, order, dx, out):
    """Write the gradient of each example's own loss by its input into ``out``, in evaluation mode."""
    mode = flush_subnormals()
    ctx[abi.TRAIN] = 0
    ctx[abi.GRADIENT] = 1
    ctx[abi.TOTAL] = 1
    ctx[abi.ACCUMULATE] = 0
    width, first = plan[XN], 0
    while first < inputs.shape[0]:
        n = min(ctx[abi.CAPACITY], inputs.shape[0] - first)
        ctx[abi.BATCH] = n
        ctx[abi.FIRST] = first
        _gather(mem, imem, plan, inputs, classes, values, order, first, n)
        _forward(ops, plan[LOSS_ROW] + 1, ctx, fp, mem, imem)
        _backward(ops, plan[LOSS_ROW], ctx, fp, mem, imem)
        for i in range(n):
            for j in range(width):
                out[first + i, j] = mem[dx + i * width + j]
        first += n
    restore_rounding(mode)


@njit(**_OPTIONS)
def evaluate(ops, plan, ctx, fp, mem, imem, inputs, classes, values, order, first, last):
    """Add the loss, count and correct of examples ``order[first:last]`` in evaluation mode to ``fp``."""
    mode = flush_subnormals()
    ctx[abi.TRAIN] = 0
    ctx[abi.GRADIENT] = 0
    ctx[abi.TOTAL] = last - first
    while first < last:
        n = min(ctx[abi.CAPACITY], last - first)
        ctx[abi.BATCH] = n
        ctx[abi.FIRST] = 0
        _gather(mem, imem, plan, inputs, classes, values, order, first, n)
        _forward(ops, plan[LOSS_ROW] + 1, ctx, fp, mem, imem)
        first += n
    restore_rounding(mode)


@njit(**_OPTIONS)
def predict(ops, plan, ctx, fp, mem, imem, inputs, y0, out):
    """Write the network's output for each row of ``inputs`` into ``out``, in evaluation mode."""
    mode = flush_subnormals()
    ctx[abi.TRAIN] = 0
    ctx[abi.GRADIENT] = 0
    width, wide = plan[XN], out.shape[1]
    first = 0
    while first < inputs.shape[0]:
        n = min(ctx[abi.CAPACITY], inputs.shape[0] - first)
        ctx[abi.BATCH] = n
        for i in range(n):
            for j in range(width):
                mem[plan[X0] + i * width + j] = inputs[first + i, j]
        _forward(ops, plan[LOSS_ROW], ctx, fp, mem, imem)
        for i in range(n):
            for j in range(wide):
                out[first + i, j] = mem[y0 + i * wide + j]
        first += n
    restore_rounding(mode)
