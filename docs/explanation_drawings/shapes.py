"""What a layer computes, drawn from its parameters: activations as curves, filters as the points that they see."""

from __future__ import annotations

import numpy as np

import gdlab
from docs.explanation_drawings.drawing import GRID, MUTED, ONE, TWO, Drawing
from gdlab.spec.change import change

_BENDS = (
    "ELU", "CELU", "SELU", "GELU", "Hardsigmoid", "Hardswish", "Hardtanh", "ReLU6", "LeakyReLU", "Mish", "ReLU",
    "PReLU", "Hardshrink", "Softshrink", "Sigmoid", "LogSigmoid", "SiLU", "Softplus", "Softsign", "Tanh", "Tanhshrink",
    "Threshold",
)  # fmt: skip


def shape_drawings() -> dict[str, Drawing]:
    """Return the drawings of layers and losses, by their names."""
    made = {f"layer {name}": _bend(name) for name in _BENDS}
    made["kernel_size"] = _filters(("left: 3 × 3", 3, 1, 1), ("right: 5 × 5", 5, 1, 1))
    made["stride"] = _filters(("left: stride 1", 3, 1, 1), ("right: stride 2", 3, 1, 2))
    made["dilation"] = _filters(("left: dilation 1", 3, 1, 1), ("right: dilation 2", 3, 2, 1))
    made["huber"] = _losses()
    made["label_smoothing"] = _smoothed_labels()
    made["kink"] = _kink()
    return made


def _bend(name: str) -> Drawing:
    """Return an activation over −4 to 4, as the engine computes it, with the straight line that it bends."""
    call = "Threshold(threshold=0.5, value=-0.5)" if name == "Threshold" else name
    x = np.linspace(-4.0, 4.0, 121)
    straight = "Linear(out_features=1, bias=false)"
    spec = change(gdlab.RunSpec(), {"network.layers": [straight, call], "loss": "MSELoss", "training.dtype": "float64"})
    parameters = {"0.weight": np.ones((1, 1))} | ({"1.weight": np.full(1, 0.25)} if name == "PReLU" else {})
    trainer = gdlab.Trainer(spec, (x[:, None], x[:, None]), parameters=parameters)
    y = trainer.predict(x[:, None])[:, 0]
    made = Drawing(-4.0, 4.0, -2.2, 4.2, axes=False)
    made.line("", GRID, [-4.0, 4.0], [0.0, 0.0], 0.8)
    made.line("", GRID, [0.0, 0.0], [-2.2, 4.2], 0.8)
    made.line("", MUTED, [-2.2, 4.0], [-2.2, 4.0], 0.6)
    made.line(name, ONE, x, np.clip(y, -2.2, 4.2))
    return made


def _filters(*shown: tuple[str, int, int, int]) -> Drawing:
    """Return what a filter sees at one place, and at the next: name, size, dilation and stride of each filter."""
    made = Drawing(0.0, 25.0, -0.5, 9.0, axes=False)
    for place, (name, size, dilation, stride) in enumerate(shown):
        left = 13.0 * place + 0.5
        rows, columns = np.mgrid[0:9, 0:11]
        made.dots("", GRID, left + columns.ravel(), rows.ravel(), 2.0)
        down, along = (dilation * part.ravel() for part in np.mgrid[0:size, 0:size])
        made.dots("", TWO, left + 1 + stride + along, 7 - down, 4.0)
        made.dots("", ONE, left + 1 + along, 7 - down, 2.8)
        made.dots(name, MUTED, [left], [0.0], 2.0)
    return made


def _losses() -> Drawing:
    """Return the square of an error, and Huber's loss of it for two deltas."""
    error = np.linspace(-4.0, 4.0, 81)
    made = Drawing(-4.0, 4.0, 0.0, 8.0)

    def huber(delta: float) -> np.ndarray:
        size = np.abs(error)
        return np.where(size <= delta, 0.5 * error**2, delta * (size - 0.5 * delta))

    made.line("square", MUTED, error, 0.5 * error**2)
    made.line("delta 1", ONE, error, huber(1.0))
    made.line("delta 2", TWO, error, huber(2.0))
    return made


def _smoothed_labels(classes: int = 5, smoothing: float = 0.2) -> Drawing:
    """Return what is asked of each class, plainly and smoothed."""
    made = Drawing(0.0, classes, 0.0, 1.05)
    for k in range(classes):
        right = k == 2
        made.box("", ONE, k + 0.1, 0.0, 0.35, float(right) or 0.004)
        made.box("", TWO, k + 0.5, 0.0, 0.35, (1 - smoothing) * right + smoothing / classes)
    made.dots("0", ONE, [0.1], [0.0], 0.1)
    made.dots("0.2", TWO, [0.5], [0.0], 0.1)
    return made


def _kink() -> Drawing:
    """Return ReLU with the slopes that may be taken for its corner."""
    made = Drawing(-2.0, 2.0, -1.2, 2.0, axes=False)
    made.line("ReLU", ONE, [-2.0, 0.0, 2.0], [0.0, 0.0, 2.0])
    made.line("slope 0", MUTED, [-1.0, 1.0], [0.0, 0.0], 2.5)
    made.line("slope 1", TWO, [-1.0, 1.0], [-1.0, 1.0], 0.8)
    return made
