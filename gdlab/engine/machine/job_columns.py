"""The columns of the job: what the machine's own kernels are told, as int64 numbers, in the place of a row.

An array stands here by its address (:func:`gdlab.engine.machine.native.handle`); who writes one keeps the array alive.
"""

from __future__ import annotations

from gdlab.engine.machine.column_table import ColumnTable

JOB_TABLE = ColumnTable("job")
_job = JOB_TABLE.column

# --- the program: set once, when the arena is assembled -----------------------
_BY = "program.assembly, once"
OPS = _job("OPS", "address of the instruction table", _BY)
SETTINGS = _job("SETTINGS", "address of the settings of step options, which are declared below", _BY)
LOSS_ROW = _job("LOSS_ROW", "which row of the table is the loss; the network's rows come before it", _BY)
UPDATE_ROW = _job("UPDATE_ROW", "the optimizer's row; the average's, where there is one, follows it", _BY)
UPDATE_END = _job("UPDATE_END", "the row after the last of the optimizer and the average", _BY)
LOSS_OPTIONS = _job("LOSS_OPTIONS", "the first row of the step options that act on the loss", _BY)
GRADIENT_OPTIONS = _job("GRADIENT_OPTIONS", "the first row of those that act on the gradient, after the former", _BY)
PARAMETER_OPTIONS = _job("PARAMETER_OPTIONS", "the first row of those that act on the parameters, after those", _BY)
OPTIONS_END = _job("OPTIONS_END", "the row after the last step option", _BY)
X0 = _job("X0", "offset of the network's inputs in mem", _BY)
XN = _job("XN", "numbers an input", _BY)
Y0 = _job("Y0", "offset of the network's outputs in mem", _BY)
YN = _job("YN", "numbers an output", _BY)
DX0 = _job("DX0", "offset of the gradient by the input in mem, -1 when it is not computed", _BY)
TARGET_INT = _job("TARGET_INT", "offset of the classes in imem, -1 when the targets are values", _BY)
TARGET_FLOAT = _job("TARGET_FLOAT", "offset of the values in mem, -1 when the targets are classes", _BY)
TARGETS = _job("TARGETS", "targets an example", _BY)
N_PARAMS = _job("N_PARAMS", "numbers in the parameter vector", _BY)
GRADIENTS = _job("GRADIENTS", "offset of the gradient vector in mem; also the distance between such vectors", _BY)
HYPER = _job("HYPER", "place of the optimizer's first hyperparameter in fp", _BY)
CYCLED = _job("CYCLED", "place in fp of the hyperparameter that schedules may cycle, -1 when there is none", _BY)
BATCH_SIZE = _job("BATCH_SIZE", "examples a mini-batch", _BY)
MEMORY = _job("MEMORY", "how many numbers mem has", _BY)
TABLE = _job("TABLE", "offset of the parameter table in imem", _BY)
N_TABLE = _job("N_TABLE", "parameter tensors in that table", _BY)
POINT = _job("POINT", "offset of the vector at which the network is evaluated, -1 for the parameters themselves", _BY)
POINT_COUNT = _job(
    "POINT_COUNT", "place in fp of the number of averages, -1 when the first step makes POINT valid", _BY
)
PROBE_EVERY = _job("PROBE_EVERY", "steps from one sample of diagnostics to the next, 0 for none", _BY)
PROBE_WIDTH = _job("PROBE_WIDTH", "numbers in a sample of diagnostics", _BY)
SNAPSHOT = _job("SNAPSHOT", "offset of copies of weights and gradient from before the update in mem", _BY)
LAYER_TABLE = _job("LAYER_TABLE", "offset of the table of layers that are sampled in imem", _BY)
N_LAYERS = _job("N_LAYERS", "layers in that table", _BY)
MEAN_SLOT = _job("MEAN_SLOT", "offset of the optimizer's mean gradient in mem, -1 when it has none", _BY)
SQUARE_SLOT = _job("SQUARE_SLOT", "offset of the optimizer's mean squared gradient in mem, -1 when it has none", _BY)
SNAPSHOT_KERNEL = _job("SNAPSHOT_KERNEL", "address of the kernel that writes SNAPSHOT", _BY)
SAMPLE_KERNEL = _job("SAMPLE_KERNEL", "address of the kernel that samples diagnostics", _BY)
REWEIGH = _job("REWEIGH", "address of the kernel that divides by the items' weights, -1 where all weigh the same", _BY)
AUGMENT = _job("AUGMENT", "address of the kernel that augments the examples of a chunk, -1 where none is wanted", _BY)
AUGMENT_FIRST = _job("AUGMENT_FIRST", "the first row of the augmentations", _BY)
AUGMENT_END = _job("AUGMENT_END", "the row after the last augmentation", _BY)
NUMBERS = _job("NUMBERS", "offset in imem of the numbers of a chunk's examples, for augmentations", _BY)
PARTNER = _job("PARTNER", "offset in mem of the example with which another is mixed", _BY)
SHARES = _job("SHARES", "offset in mem of each example's share in a mixture, -1 where none are mixed", _BY)
PARTNER_CLASSES = _job("PARTNER_CLASSES", "offset in imem of the classes of the partners in mixtures", _BY)
BLEND_ROW = _job("BLEND_ROW", "the row that mixes the loss of classes, -1 where there is none", _BY)

# --- the examples of a call -----------------------
_BY = "the caller of Arena.run"
INPUTS = _job("INPUTS", "address of the inputs, (EXAMPLES, XN)", _BY)
CLASSES = _job("CLASSES", "address of the classes, (EXAMPLES, TARGETS), int64", _BY)
VALUES = _job("VALUES", "address of the values, (EXAMPLES, TARGETS)", _BY)
ORDER = _job("ORDER", "address of the order in which the examples are taken, int64", f"{_BY}; the loop reshuffles it")
EXAMPLES = _job("EXAMPLES", "how many examples there are", _BY)
FIRST = _job("FIRST", "where in the order to begin", _BY)
TAKE = _job("TAKE", "how many examples to take", _BY)
RESULT = _job("RESULT", "address of what gdlab.engine.program.inference writes", _BY)

# --- a segment of training -----------------------
_BY = "Trainer, before each segment"
STEPS = _job("STEPS", "mini-batches to train on", _BY)
KEYS = _job("KEYS", "address of the keys by which the segment's epochs are shuffled, 0 when they are not", _BY)
FRESH = _job("FRESH", "1 when the order of the first epoch is yet to be drawn", _BY)
RATES = _job("RATES", "address of (STEPS, 2) float64: learning rate, and momentum or NaN", _BY)
OUT = _job("OUT", "address of (STEPS, 3) float64 to fill: mean loss, penalty, share correct", _BY)
PROBES = _job("PROBES", "address of (samples, PROBE_WIDTH) float64 to fill with diagnostics", _BY)
EVALUATE_EVERY = _job("EVALUATE_EVERY", "steps from one evaluation to the next", _BY)
LAST = _job("LAST", "the run's last step, after which it is evaluated too", _BY)
EVALUATE_FIRST = _job("EVALUATE_FIRST", "1 when the segment begins with an evaluation", _BY)
EVALUATIONS = _job("EVALUATIONS", "address of (evaluations, 2) float64 to fill: mean loss, share correct", _BY)
VAL_INPUTS = _job("VAL_INPUTS", "address of the validation part's inputs", _BY)
VAL_CLASSES = _job("VAL_CLASSES", "address of its classes", _BY)
VAL_VALUES = _job("VAL_VALUES", "address of its values", _BY)
VAL_ORDER = _job("VAL_ORDER", "address of the order in which it is evaluated", _BY)
VAL_EXAMPLES = _job("VAL_EXAMPLES", "how many examples it has", _BY)
_BY = "loop.advance, when it ends"
STEPS_DONE = _job("STEPS_DONE", "steps done", _BY)
EVALUATIONS_DONE = _job("EVALUATIONS_DONE", "evaluations made", _BY)
EPOCHS_BEGUN = _job("EPOCHS_BEGUN", "epochs begun beyond the first", _BY)
JOB = JOB_TABLE.width  #: columns of the job

# --- settings: float64, what step options read and write -----------------------------------------------------------
SETTINGS_TABLE = ColumnTable("settings")
_setting = SETTINGS_TABLE.column
PENALTY = _setting("PENALTY", "the sum of a step's penalties", "options that act on the loss, which add to it")
SETTINGS_HEADER = SETTINGS_TABLE.width  #: place of the first option's first field; each option's fields follow
