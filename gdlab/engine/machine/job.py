"""The columns of the plan: what the machine's own kernels are told, as int64 numbers.

An array stands here by its address (:func:`gdlab.engine.machine.native.handle`); who writes one keeps the array alive.
"""

from __future__ import annotations

# --- the program: set once, when the arena is assembled -------------------------------------------------------------
OPS = 0  #: address of the instruction table
SETTINGS = 1  #: address of the settings, see below
LOSS_ROW = 2  #: which row of the table is the loss; the network's rows come before it
UPDATE_ROW = 3  #: the optimizer's row; the average's, where there is one, follows it
ROWS = 4  #: how many rows there are
X0 = 5  #: where inputs go
XN = 6  #: numbers an input
Y0 = 7  #: where outputs stand
YN = 8  #: numbers an output
DX0 = 9  #: where the gradient by the input stands, -1 when it is not computed
TARGET_INT = 10  #: where classes go in the int64 arena, -1 when the targets are values
TARGET_FLOAT = 11  #: where values go in the float arena
TARGETS = 12  #: targets an example
N_PARAMS = 13
GRADIENTS = 14  #: where the gradient vector stands, which is also the distance from one vector to the next
HYPER = 15  #: first hyperparameter of the optimizer in ``fp``
BATCH_SIZE = 16
MEMORY = 17  #: how many numbers the float arena has
TABLE = 18  #: where the parameter table stands in the int64 arena
N_TABLE = 19  #: parameter tensors
POINT = 20  #: where the vector stands at which the network is evaluated, -1 for the parameters themselves
POINT_COUNT = 21  #: where ``fp`` counts how often that vector was averaged, -1 when it is right after the first step
PROBE_EVERY = 22  #: steps from one sample of diagnostics to the next, 0 for none
SNAPSHOT = 23  #: where weights and gradient of before the update are kept
LAYER_TABLE = 24
N_LAYERS = 25
MEAN_SLOT = 26  #: where the optimizer's mean gradient stands, -1 when there is none
SQUARE_SLOT = 27
KEEP, PROBE = 28, 29  #: addresses of the diagnostics' kernels
PENALISE, CLIP, RENORMALISE = 30, 31, 32  #: addresses of what training options ask for
REWEIGH = 33  #: address of the kernel that divides by the items' weights, -1 where all weigh the same

# --- the job: which examples ------------------------------------------------------------------------------------------
INPUTS = 34  #: addresses of inputs, classes, values and of the order in which the examples are taken
CLASSES = 35
VALUES = 36
ORDER = 37
EXAMPLES = 38  #: how many there are
FIRST = 39  #: where in the order to begin
TAKE = 40  #: how many to take

# --- a slice of training ----------------------------------------------------------------------------------------------
STEPS = 44  #: mini-batches to train on
KEYS = 45  #: address of the keys by which the epochs of this slice are shuffled, 0 when they are not
FRESH = 46  #: 1 when the order of the first epoch is yet to be drawn
RATES = 47  #: address of (steps, 2): learning rate, and momentum or NaN
OUT = 48  #: address of (steps, 3): mean loss, penalty, share correct
PROBES = 49  #: address of the samples of diagnostics
PROBE_WIDTH = 50  #: numbers a sample
EVALUATE_EVERY = 51  #: steps from one evaluation to the next
LAST = 52  #: the run's last step, after which it is evaluated too
EVALUATE_FIRST = 53  #: 1 when the slice begins with an evaluation
EVALUATIONS = 54  #: address of (evaluations, 2): mean loss, share correct
VAL_INPUTS, VAL_CLASSES, VAL_VALUES, VAL_ORDER, VAL_EXAMPLES = range(55, 60)
DONE = 60  #: left behind: steps done
EVALUATED = 61  #: left behind: evaluations made
TURNS = 62  #: left behind: epochs begun beyond the first
RESULT = 63  #: address of what :func:`gdlab.engine.program.inference.predict` and its like write
PLAN = 64

# --- settings: float64, and may change between slices -----------------------------------------------------------------
CLIP_NORM, CLIP_VALUE, L1, L2, MAX_NORM = range(5)
PENALTY = 5  #: left behind: the penalty of a step
SETTINGS_SIZE = 8
