"""Activations, each option of each, between two Linear layers."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import Case, Table, around


def _wide(name: str, **layer: Any) -> Case:
    """Return a case whose activations get inputs large enough to reach every piece of the function."""
    return around(name, layer, scale=2.0)


_TWO: Table = {"type": "Linear", "out_features": 3}

CASES = (
    _wide("relu", type="ReLU"),
    Case("relu_first", ({"type": "ReLU"}, _TWO)),
    _wide("relu6", type="ReLU6"),
    _wide("leaky_relu", type="LeakyReLU"),
    _wide("leaky_relu_slope", type="LeakyReLU", negative_slope=0.3),
    _wide("prelu", type="PReLU"),
    _wide("prelu_each", type="PReLU", num_parameters=8, init=0.1),
    around("prelu_sequence", {"type": "PReLU", "num_parameters": 4}, shape=(4, 5), targets=(4,)),
    Case("prelu_image", ({"type": "PReLU", "num_parameters": 3}, {"type": "Flatten"}, _TWO), shape=(3, 4, 2)),
    _wide("elu", type="ELU"),
    _wide("elu_alpha", type="ELU", alpha=0.6),
    _wide("celu", type="CELU"),
    _wide("celu_alpha", type="CELU", alpha=2.0),
    _wide("selu", type="SELU"),
    _wide("gelu", type="GELU"),
    _wide("gelu_tanh", type="GELU", approximate="tanh"),
    _wide("silu", type="SiLU"),
    _wide("mish", type="Mish"),
    _wide("sigmoid", type="Sigmoid"),
    _wide("log_sigmoid", type="LogSigmoid"),
    around(
        "hardsigmoid",
        {"type": "Hardsigmoid"},
        scale=2.0,
        loose=20.0,
        note="torch rounds 1/6 to float32 in its backward",
    ),
    _wide("tanh", type="Tanh"),
    _wide("tanhshrink", type="Tanhshrink"),
    _wide("hardtanh", type="Hardtanh"),
    _wide("hardtanh_bounds", type="Hardtanh", min_val=-0.4, max_val=2.0),
    _wide("hardshrink", type="Hardshrink"),
    _wide("hardshrink_lambd", type="Hardshrink", lambd=1.2),
    _wide("softshrink", type="Softshrink"),
    _wide("softshrink_lambd", type="Softshrink", lambd=1.2),
    _wide("softplus", type="Softplus"),
    _wide("softplus_beta", type="Softplus", beta=3.0, threshold=4.0),
    _wide("softsign", type="Softsign"),
    _wide("hardswish", type="Hardswish"),
    _wide("threshold", type="Threshold", threshold=0.2, value=-1.0),
    _wide("softmax", type="Softmax"),
    around("softmax_time", {"type": "Softmax", "dim": 1}, shape=(4, 5), targets=(4,)),
    Case("softmax_channels", ({"type": "Softmax", "dim": 1}, {"type": "Flatten"}, _TWO), shape=(3, 4, 2)),
    _wide("log_softmax", type="LogSoftmax", dim=1),
    Case("log_softmax_rows", ({"type": "LogSoftmax", "dim": 2}, {"type": "Flatten"}, _TWO), shape=(3, 4, 2)),
)


def modules() -> dict[str, Any]:
    """Give torch the default axis that ours have."""
    from torch import nn

    return {
        "Softmax": lambda t, shape: nn.Softmax(dim=t.get("dim", -1)),
        "LogSoftmax": lambda t, shape: nn.LogSoftmax(dim=t.get("dim", -1)),
    }
