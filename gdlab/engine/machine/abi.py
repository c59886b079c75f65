"""The columns, slots and regions that the machine and every kernel agree on.

A kernel is ``f(row, ctx, fp, mem, imem)``. ``row`` is its line of the instruction table, ``ctx`` the machine's int64
context, ``fp`` float64 accumulators and constants, ``mem`` the float arena (parameters, gradients, buffers, optimizer
state, activations, scratch) and ``imem`` the int64 arena. All offsets count elements from the arena's start.
"""

from __future__ import annotations

# --- row: offsets of what an instruction works on -----------------------------------------------------------------
FORWARD = 0  #: address of the forward kernel
BACKWARD = 1  #: address of the backward kernel, -1 when there is nothing to do
X = 2  #: input activations, (batch, XN)
DX = 3  #: where the gradient by the input goes, -1 when nobody needs it
Y = 4  #: output activations, (batch, YN)
DY = 5  #: gradient by the output
XN = 6  #: numbers an example in the input
YN = 7  #: numbers an example in the output
FP = 8  #: first float64 constant of this instruction in ``fp``
BUFFER = 9  #: first persistent number (running statistics, optimizer state) in ``mem``
SCRATCH = 10  #: first number of the scratch space in ``mem``
ISCRATCH = 11  #: first number of the scratch space in ``imem``
STREAM = 12  #: number of this instruction's random stream
X2 = 13  #: second input, of the same size as the output, where an instruction has one
DX2 = 14  #: where the gradient by the second input goes, -1 when nobody needs it
GEMM = 15  #: address of the BLAS product of the run's dtype; see :mod:`gdlab.engine.products.gemm`
W = 16  #: parameter i stands at ``row[W + 2 * i]`` and its gradient at ``row[W + 2 * i + 1]``
DW = 17
B = 18  #: the second parameter (by habit the bias) and its gradient
DB = 19
INT = 40  #: the op's own integers: ``row[INT + i]``
ROW = 64  #: columns of the table

# --- ctx: what the machine tells kernels --------------------------------------------------------------------------
BATCH = 0  #: examples in this chunk
TRAIN = 1  #: 1 in training mode, 0 in evaluation mode
ACCUMULATE = 2  #: 1: add to parameter gradients, 0: overwrite them
STEP = 3  #: steps done so far (0 in the first step)
TOTAL = 4  #: examples in the whole mini-batch, of which this chunk may be a part
FIRST = 5  #: position of the chunk's first example in the mini-batch
GRADIENT = 6  #: 1 when the loss should write the gradient by its input
DROPOUT_KEY = 7  #: keys of the counter-based streams
NOISE_KEY = 8
KINK_HITS = 9  #: kernels add here how often a subgradient was taken at a kink
CAPACITY = 10  #: examples for which activations have room
CTX = 32

# --- fp: accumulators, then constants ------------------------------------------------------------------------------
LOSS = 0  #: sum of the loss over items
COUNT = 1  #: number of items (examples, or positions of sequences)
CORRECT = 2  #: items whose class was predicted
KINK = 3  #: the subgradient used at a kink
WEIGHT = 4  #: sum of the items' weights, for losses that weigh them
MEAN = 5  #: mean loss of the examples that the machine looked at last
FP_HEADER = 16

# --- the parameter table that per-tensor optimizers and the max-norm bound read ------------------------------------
T_OFFSET = 0  #: first number of the tensor
T_SIZE = 1  #: how many numbers it holds
T_AXES = 2  #: its number of axes
T_SHAPE = 4  #: four numbers: its shape in PyTorch's order, 1 for axes that it lacks on the left
T_STRIDE = 8  #: four numbers: the distance in the arena from one index of that axis to the next
TENSOR = 12  #: numbers a tensor
