"""Curves of small runs: overfitting, regularisation, batches, clipping, first weights, curvature."""

from __future__ import annotations

from typing import Any

import numpy as np

import gdlab
from docs.explanation_drawings.drawing import MUTED, ONE, TWO, Drawing, curves
from gdlab.engine.history import History
from gdlab.lab.curves import smooth
from gdlab.lab.presets import default_spec
from gdlab.spec.change import change

_SMALL: dict[str, Any] = {
    "data": "moons(n_samples=80, noise=0.35, val_fraction=0.5)",
    "network.layers": ["Linear(out_features=64)", "ReLU", "Linear(out_features=2)"],
    "optimizer": "Adam(lr=0.01)",
    "training.epochs": 200,
    "training.batch_size": 10,
}


def history(**changes: Any) -> History:
    """Return the history of a small network on forty noisy examples; ``__`` in a name stands for a dot."""
    wanted = {name.replace("__", "."): value for name, value in changes.items()}
    return gdlab.train(change(gdlab.RunSpec(), {**_SMALL, **wanted})).history


def run_drawings() -> dict[str, Drawing]:
    """Return the drawings of runs, by their names."""
    plain = history()
    val = plain["val/loss"]
    noisy = gdlab.train(change(default_spec(), {"training.epochs": 6})).history["train/loss"]
    return {
        "overfitting": curves(
            [("training", TWO, _thin(smooth(plain["train/loss"], 0.98))), ("validation", ONE, val)], low=0.0
        ),
        "memory": curves(
            [("measured", MUTED, noisy), ("0.9", TWO, smooth(noisy, 0.9)), ("0.98", ONE, smooth(noisy, 0.98))]
        ),
        "decay": _validation(("0", {}), ("0.3", {"optimizer": "AdamW(lr=0.01, weight_decay=0.3)"})),
        "label_noise": _validation(
            ("0", {}), ("0.3", {"data": "moons(n_samples=80, noise=0.35, val_fraction=0.5, label_noise=0.3)"})
        ),
        "more_examples": _validation(
            *(
                (str(n // 2), {"data": f"moons(n_samples={n}, noise=0.2, val_fraction=0.5)", "training__epochs": 100})
                for n in (20, 800)
            )
        ),
        "batches": _batches(),
        "clipping": _clipping(),
        "target": _target(val),
        "learnt": _learnt(),
        "sparse": _sparse(),
        "vanishing": _by_depth("grad_norm", ("ReLU", _deep("ReLU")), ("Sigmoid", _deep("Sigmoid"))),
        "first_weights": _by_depth(
            "act_std", ("Kaiming", _deep("ReLU", "KaimingNormal")), ("small", _deep("ReLU", "Normal(std=0.05)"))
        ),
        "edge": _edge(),
        "schedule ReduceLROnPlateau": curves(
            [("", ONE, _thin(history(schedule="ReduceLROnPlateau(factor=0.5, patience=20)")["train/lr"]))], low=0.0
        ),
    }


def _thin(values: np.ndarray, most: int = 160) -> np.ndarray:
    return values[np.unique(np.linspace(0, len(values) - 1, most).astype(int))]


def _validation(*shown: tuple[str, dict[str, Any]]) -> Drawing:
    """Return the validation losses of runs that differ in something."""
    colors = (TWO, ONE)
    return curves(
        [(name, color, history(**changes)["val/loss"]) for (name, changes), color in zip(shown, colors, strict=True)],
        low=0.0,
    )


def _batches() -> Drawing:
    lines = []
    for name, color, batch in (("1", MUTED, 1), ("10", TWO, 10), ("full", ONE, "full")):
        losses = history(training__batch_size=batch, optimizer="SGD(lr=0.1)", training__max_steps=120)["train/loss"]
        lines.append((name, color, losses[:120]))
    return curves(lines, low=0.0)


def _clipping() -> Drawing:
    lines = []
    for name, color, bound in (("without", TWO, 0.0), ("clipped", ONE, 0.3)):
        found = history(optimizer="SGD(lr=30.0)", training__clip_grad_norm=bound, training__max_steps=80)
        lines.append((name, color, found["train/loss"]))
    return curves(lines, log=True)


def _target(val: np.ndarray) -> Drawing:
    aim = 1.04 * float(val.min())
    end = int(np.argmax(val <= aim))
    made = Drawing(0.0, 1.3 * end, 0.0, float(val.max()))
    made.line("validation", ONE, np.arange(end + 1), val[: end + 1])
    made.line("target", MUTED, [0.0, 1.3 * end], [aim, aim], 0.8)
    return made


def _learnt() -> Drawing:
    """Return a run that learns and one that does not, with the loss of the best constant answer."""
    lines = []
    for name, color, rate in (("learns", ONE, 0.01), ("does not", TWO, 1e-7)):
        lines.append((name, color, history(optimizer=f"Adam(lr={rate})", training__epochs=30)["val/loss"]))
    return curves([*lines, ("constant", MUTED, np.full(2, np.log(2.0)))], low=0.0)


def _sparse() -> Drawing:
    """Return the sizes of the first layer's weights, largest first, without a penalty, with l2 and with l1."""
    lines = []
    for name, color, changes in (
        ("without", MUTED, {}), ("l2 0.01", TWO, {"training.l2": 0.01}), ("l1 0.01", ONE, {"training.l1": 0.01}),
    ):  # fmt: skip
        spec = change(gdlab.RunSpec(), {**_SMALL, **changes})
        weights = np.abs(next(iter(gdlab.train(spec).parameters.values()))).ravel()
        lines.append((name, color, np.sort(weights)[::-1]))
    return curves(lines, low=0.0)


def _deep(bend: str, init: str = "") -> list[str]:
    first = f", init={init}" if init else ""
    return [*8 * [f"Linear(out_features=32{first})", bend], "Linear(out_features=2)"]


def _by_depth(figure: str, *shown: tuple[str, list[str]]) -> Drawing:
    """Return a figure of each layer at the first step, over the depth, as powers of ten."""
    lines = []
    for (name, layers), color in zip(shown, (ONE, TWO), strict=True):
        found = history(network__layers=layers, training__diagnostics_every=1, training__max_steps=2)
        tags = [tag for tag in found if tag.startswith(f"{figure}/") and tag.endswith(("weight", *"02468"))]
        lines.append((name, color, np.array([found[tag][0] for tag in tags])))
    return curves(lines, log=True)


def _edge() -> Drawing:
    """Return the sharpness of a run of plain descent, with the bound 2/lr to which it rises."""
    rate = 0.8
    found = history(
        optimizer=f"SGD(lr={rate})", training__batch_size="full", training__epochs=800, training__curvature_every=8
    )
    tag = next(tag for tag in found if "sharpness" in tag and "edge" not in tag)
    return curves([("sharpness", ONE, found[tag]), ("2/lr", MUTED, np.full(2, 2 / rate))], low=0.0)
