"""What the machine and every kernel agree on: the columns of the arrays that a kernel is given.

A kernel is ``f(row, ctx, fp, mem, imem)``. ``row`` is its line of the instruction table, ``ctx`` the machine's int64
context, ``fp`` float64 accumulators and constants, ``mem`` the float arena (parameters, gradients, buffers, optimizer
state, activations, scratch) and ``imem`` the int64 arena. All offsets count elements from the arena's start.
"""

from __future__ import annotations

from gdlab.engine.machine.column_table import ColumnTable

# --- row: what one instruction works on, int64 -----------------------
ROW_TABLE = ColumnTable("row")
_row = ROW_TABLE.column
_BY = "network.layout for layers, program.assembly for the loss, the optimizer and the average"
FORWARD = _row("FORWARD", "address of the forward kernel", _BY)
BACKWARD = _row("BACKWARD", "address of the backward kernel, -1 when there is nothing to do", _BY)
X = _row("X", "offset of the input activations, (batch, XN), in mem", _BY)
DX = _row("DX", "offset of the gradient by the input in mem, -1 when it is not needed", _BY)
Y = _row("Y", "offset of the output activations, (batch, YN), in mem", _BY)
DY = _row("DY", "offset of the gradient by the output in mem", _BY)
XN = _row("XN", "numbers an example in the input; for an optimizer the number of parameters", _BY)
YN = _row("YN", "numbers an example in the output; for an optimizer the distance between its state vectors", _BY)
FP = _row("FP", "place of the instruction's first float64 constant in fp", _BY)
BUFFER = _row("BUFFER", "offset of the first persistent number (running statistics, optimizer state) in mem", _BY)
SCRATCH = _row("SCRATCH", "offset of the scratch space in mem", _BY)
ISCRATCH = _row("ISCRATCH", "offset of the scratch space in imem; for an optimizer the parameter table's", _BY)
STREAM = _row("STREAM", "number of the instruction's random stream", _BY)
X2 = _row("X2", "offset of a second input, of the same size as the output, in mem", _BY)
DX2 = _row("DX2", "offset of the gradient by the second input in mem, -1 when it is not needed", _BY)
GEMM = _row("GEMM", "address of the BLAS product of the run's dtype; see gdlab.engine.products.gemm", _BY)
WORK = _row("WORK", "multiply-adds an example of what threads may share, 0 for one thread; see machine.team", _BY)
INNER_FORWARD = _row("INNER_FORWARD", "the forward kernel that FORWARD calls in parts; see machine.split_kernels", _BY)
INNER_BACKWARD = _row("INNER_BACKWARD", "the backward kernel that BACKWARD calls in parts", _BY)
SCRATCH_EACH = _row("SCRATCH_EACH", "scratch numbers an example", _BY)
W = _row("W", "offsets of up to 12 parameters: parameter i at W + 2 i, its gradient at W + 2 i + 1", _BY, size=24)
DW, B, DB = W + 1, W + 2, W + 3  #: the first parameter's gradient; the second parameter (by habit the bias) and its own
INT = _row("INT", "the instruction's own 24 integers: number i at INT + i", _BY, size=24)
ROW = ROW_TABLE.width  #: columns of the instruction table

# --- ctx: what the machine tells kernels, int64 -----------------------
CTX_TABLE = ColumnTable("ctx", reserved=32)
_ctx = CTX_TABLE.column
BATCH = _ctx("BATCH", "examples in this chunk", "the loop, before each chunk")
TRAIN = _ctx("TRAIN", "1 in training mode, 0 in evaluation mode", "the loop, before each pass")
ACCUMULATE = _ctx("ACCUMULATE", "1: add to parameter gradients, 0: overwrite them", "the loop, before each chunk")
STEP = _ctx("STEP", "steps done so far (0 in the first step)", "the loop, after each step")
TOTAL = _ctx("TOTAL", "examples in the whole mini-batch, of which this chunk may be a part", "the loop")
FIRST = _ctx("FIRST", "position of the chunk's first example in the mini-batch", "the loop, before each chunk")
GRADIENT = _ctx("GRADIENT", "1 when the loss writes the gradient by its input", "the loop, before each pass")
DROPOUT_KEY = _ctx("DROPOUT_KEY", "key of the counter-based stream of dropout", "program.assembly, from the seed")
NOISE_KEY = _ctx("NOISE_KEY", "key of the counter-based stream of noisy optimizers", "program.assembly, from the seed")
KINK_HITS = _ctx("KINK_HITS", "how often a subgradient was taken at a kink", "kernels of layers and losses, which add")
CAPACITY = _ctx("CAPACITY", "examples for which mem holds activations", "program.assembly")
_TEAM = "machine.team"
TEAM = _ctx("TEAM", "address of what the threads of a run share (machine.team), 0 when it has one", "Arena.run")
RANK = _ctx("RANK", "0 in the thread that runs the loop, from 1 on in helping threads", "machine.team.serve")
PRIVATE = _ctx("PRIVATE", "offset of a helping thread's own scratch space in mem", "machine.team.serve")
MEMBERS = _ctx("MEMBERS", "threads that may work on this kernel, at least 1", _TEAM)
PHASE = _ctx("PHASE", "number of the last part of a kernel that threads shared, counted over the run", _TEAM)
TILES = _ctx("TILES", "tiles of that part, negative where each thread has its own", _TEAM)
NEXT = _ctx("NEXT", "the next tile of one thread; 1 while a thread of several has a tile", _TEAM)
CTX = CTX_TABLE.width  #: columns of the context

# --- fp: accumulators, then the instructions' constants, float64 -----------------------
FP_TABLE = ColumnTable("fp", reserved=16)
_fp = FP_TABLE.column
LOSS = _fp("LOSS", "sum of the loss over items", "the loss, which adds; the loop sets it to 0")
COUNT = _fp("COUNT", "number of items (examples, or positions of sequences)", "the loss, which adds")
CORRECT = _fp("CORRECT", "items whose class was predicted", "the loss, which adds")
KINK = _fp("KINK", "the subgradient used at a kink", "program.assembly, from training.kink")
WEIGHT = _fp("WEIGHT", "sum of the items' weights, for losses that weigh them", "the loss, which adds")
MEAN = _fp("MEAN", "mean loss of the examples that went through the network last", "the loop, after the last chunk")
FP_HEADER = FP_TABLE.width  #: place of the first constant

# --- the parameter table in imem, which per-tensor optimizers and the max-norm bound read, int64 ----------------------
TENSOR_TABLE = ColumnTable("parameter table")
_tensor = TENSOR_TABLE.column
_ASSEMBLY = "program.assembly"
T_OFFSET = _tensor("T_OFFSET", "offset of the tensor's first number in mem", _ASSEMBLY)
T_SIZE = _tensor("T_SIZE", "how many numbers it holds", _ASSEMBLY)
T_AXES = _tensor("T_AXES", "its number of axes", _ASSEMBLY)
T_SHAPE = _tensor("T_SHAPE", "its shape in PyTorch's order, 1 for axes that it lacks on the left", _ASSEMBLY, size=4)
T_STRIDE = _tensor("T_STRIDE", "the distance in mem from one index of each axis to the next", _ASSEMBLY, size=4)
TENSOR = TENSOR_TABLE.width  #: numbers a tensor
