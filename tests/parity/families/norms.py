"""Normalisation, with every option; running statistics are compared too."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import ADAM, Case, Table, around

_OUT: tuple[Table, ...] = ({"type": "Flatten"}, {"type": "Linear", "out_features": 3})
_IMAGE = (4, 3, 2)
_SLOW: Table = {"type": "SGD", "lr": 0.01}  # groups of four numbers with a small variance: larger steps are chaotic


def _image(name: str, **layer: Any) -> Case:
    """Return a case whose layer meets images first, then passes its output on."""
    return Case(name, (layer, {"type": "Tanh"}, *_OUT), shape=_IMAGE)


def _sequence(name: str, **layer: Any) -> Case:
    """Return a case whose layer meets (4, 8)."""
    return around(name, layer, {"type": "Tanh"}, shape=(4, 5), targets=(4,))


CASES = (
    around("batch_norm_1d", {"type": "BatchNorm1d"}, {"type": "ReLU"}),
    Case(  # no bias before it: its gradient is rounding noise, which Adam makes into steps of full length
        "batch_norm_1d_adam",
        (
            {"type": "Linear", "out_features": 8, "bias": False},
            {"type": "BatchNorm1d"},
            {"type": "Tanh"},
            {"type": "Linear", "out_features": 3},
        ),
        optimizer=ADAM,
    ),
    around("batch_norm_1d_momentum", {"type": "BatchNorm1d", "momentum": 0.3, "eps": 0.01}),
    around("batch_norm_1d_cumulative", {"type": "BatchNorm1d", "momentum": "cumulative"}),
    around("batch_norm_1d_plain", {"type": "BatchNorm1d", "affine": False}, {"type": "Tanh"}),
    around("batch_norm_1d_untracked", {"type": "BatchNorm1d", "track_running_stats": False}, examples=24),
    _sequence("batch_norm_1d_length", type="BatchNorm1d"),
    _image("batch_norm_2d", type="BatchNorm2d"),
    _image("batch_norm_2d_plain", type="BatchNorm2d", affine=False, eps=1e-3),
    around("layer_norm", {"type": "LayerNorm"}, {"type": "Tanh"}),
    around("layer_norm_plain", {"type": "LayerNorm", "elementwise_affine": False, "eps": 0.01}),
    around("layer_norm_without_bias", {"type": "LayerNorm", "bias": False}),
    _sequence("layer_norm_steps", type="LayerNorm"),
    _sequence("layer_norm_all", type="LayerNorm", normalized_shape=[4, 8]),
    _image("layer_norm_image", type="LayerNorm", normalized_shape=[4, 3, 2]),
    _image("layer_norm_planes", type="LayerNorm", normalized_shape=[3, 2]),
    around("rms_norm", {"type": "RMSNorm"}, {"type": "Tanh"}),
    around("rms_norm_eps", {"type": "RMSNorm", "eps": 0.1, "elementwise_affine": False}),
    _image("rms_norm_rows", type="RMSNorm", normalized_shape=[2]),
    around("group_norm", {"type": "GroupNorm", "num_groups": 2}, {"type": "Tanh"}, optimizer=_SLOW),
    _sequence("group_norm_length", type="GroupNorm", num_groups=2),
    _image("group_norm_image", type="GroupNorm", num_groups=2),
    _image("group_norm_one", type="GroupNorm", num_groups=1, affine=False, eps=1e-3),
    _image("group_norm_each", type="GroupNorm", num_groups=4),
)


def modules() -> dict[str, Any]:
    """Give torch's the sizes that ours find out, and its name for a cumulative average."""
    from torch import nn

    def batch(maker: Any) -> Any:
        def make(t: Table, shape: tuple[int, ...]) -> Any:
            table = dict(t)
            if table.get("momentum") == "cumulative":
                table["momentum"] = None
            return maker(shape[0], **table)

        return make

    def trailing(maker: Any) -> Any:
        def make(t: Table, shape: tuple[int, ...]) -> Any:
            table = dict(t)
            return maker(table.pop("normalized_shape", None) or shape[-1:], **table)

        return make

    return {
        "BatchNorm1d": batch(nn.BatchNorm1d),
        "BatchNorm2d": batch(nn.BatchNorm2d),
        "LayerNorm": trailing(nn.LayerNorm),
        "RMSNorm": trailing(nn.RMSNorm),
        "GroupNorm": lambda t, shape: nn.GroupNorm(
            t.get("num_groups", 1), shape[0], **{k: v for k, v in t.items() if k != "num_groups"}
        ),
    }
