"""Residual blocks with each shortcut, nested and not."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import ADAM, Case, Table

_HEAD: tuple[Table, ...] = ({"type": "Flatten"}, {"type": "Linear", "out_features": 3})
_GENTLY: Table = {"type": "SGD", "lr": 0.01}  # ReLUs on a steep path flip from rounding alone
_RELU: Table = {"type": "ReLU"}


def _conv(channels: int, **rest: Any) -> Table:
    return {"type": "Conv2d", "out_channels": channels, "padding": 1, **rest}


def _block(*layers: Table, **rest: Any) -> Table:
    return {"type": "Residual", "layers": list(layers), **rest}


def _case(name: str, *layers: Table, shape: tuple[int, ...] = (3, 6, 5), **rest: Any) -> Case:
    return Case(name, (*layers, *_HEAD), shape=shape, **rest)


CASES = (
    Case(
        "residual_linear",
        (_block({"type": "Linear", "out_features": 5}, {"type": "Tanh"}), {"type": "Linear", "out_features": 3}),
    ),
    _case("residual", _conv(4), _block(_conv(4), _RELU, _conv(4)), _RELU),
    _case("residual_first", _block(_conv(3), _RELU)),
    _case("residual_chain", _conv(4), _block(_conv(4), _RELU), _block(_conv(4), _RELU), _block(_conv(4))),
    _case("residual_nested", _conv(4), _block(_block(_conv(4), _RELU), _conv(4)), _RELU, optimizer=_GENTLY),
    _case("residual_nested_alone", _conv(4), _block(_block(_conv(4), _RELU)), _RELU),
    _case("residual_of_nothing", _conv(4), _block({"type": "Identity"}), _RELU),
    _case("residual_pad", _conv(4), _block(_conv(7, stride=2), _RELU, _conv(7), shortcut="pad"), _RELU),
    _case(
        "residual_projection",
        _conv(4),
        _block(_conv(7, stride=2), _RELU, _conv(7), shortcut="projection", batch_norm=False),
    ),
    _case(
        "residual_projection_norm",
        _conv(4),
        _block(_conv(6, stride=2, bias=False), {"type": "BatchNorm2d"}, shortcut="projection"),
        _RELU,
        optimizer=ADAM,
    ),
)


def modules() -> dict[str, Any]:
    """Make torch's counterpart of a residual block."""
    import torch
    from torch import nn

    from tests.parity.make_layers import build

    class Residual(nn.Module):
        def __init__(self, layers: nn.Sequential, kind: str, beside: nn.Module | None) -> None:
            super().__init__()
            self.layers, self.kind = layers, kind
            if beside is not None:
                self.shortcut = beside

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            y = self.layers(x)
            if self.kind == "identity":
                return y + x
            if self.kind == "projection":
                return y + self.shortcut(x)
            step = -(-x.shape[2] // y.shape[2])
            return y + nn.functional.pad(x[:, :, ::step, ::step], (0, 0, 0, 0, 0, y.shape[1] - x.shape[1]))

    def make(table: dict[str, Any], shape: tuple[int, ...]) -> nn.Module:
        layers, kind = build(tuple(table["layers"]), shape), table.get("shortcut", "identity")
        beside = None
        if kind == "projection":
            with torch.no_grad():
                out = layers.eval()(torch.zeros((1, *shape))).shape
            normed = table.get("batch_norm", True)
            beside = nn.Sequential(nn.Conv2d(shape[0], out[1], 1, -(-shape[1] // out[2]), bias=not normed))
            if normed:
                beside.append(nn.BatchNorm2d(out[1]))
        return Residual(layers, kind, beside).train()

    return {"Residual": make}
