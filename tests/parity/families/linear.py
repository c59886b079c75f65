"""Linear."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import ADAM, Case, around

CASES = (
    Case("linear", ({"type": "Linear", "out_features": 3},)),
    Case("linear_adam", ({"type": "Linear", "out_features": 3},), optimizer=ADAM),
    Case("linear_without_bias", ({"type": "Linear", "out_features": 3, "bias": False},)),
    Case("linear_on_sequences", ({"type": "Linear", "out_features": 3},), shape=(4, 5), targets=(4,)),
    around("linear_large", {"type": "ReLU"}, width=70, shape=(40,), examples=70, batch=32),
)


def modules() -> dict[str, Any]:
    """Give torch's Linear the number of inputs."""
    from torch import nn

    return {"Linear": lambda t, shape: nn.Linear(shape[-1], t.get("out_features", 10), bias=t.get("bias", True))}
