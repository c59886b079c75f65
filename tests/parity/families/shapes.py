"""Layers that move numbers or leave them, and Dropout, which torch does here with our masks."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import Case, Table, around

_OUT: Table = {"type": "Linear", "out_features": 3}
_NORM: Table = {"type": "BatchNorm2d"}

CASES = (
    Case("flatten_image", ({"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
    Case("flatten_planes", ({"type": "Flatten", "start_dim": 2}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
    Case(
        "flatten_rows",
        ({"type": "Flatten", "end_dim": 2}, {"type": "Tanh"}, {"type": "Flatten"}, _OUT),
        shape=(3, 4, 2),
    ),
    Case(
        "flatten_behind",
        ({"type": "BatchNorm2d"}, {"type": "ReLU"}, {"type": "Flatten"}, _OUT),
        shape=(3, 4, 2),
    ),
    around("flatten_sequence", {"type": "Flatten"}, shape=(3, 5)),
    around(
        "transpose",
        {"type": "Transpose"},
        {"type": "Conv1d", "out_channels": 3, "kernel_size": 3},
        {"type": "Transpose"},
        shape=(6, 3),
    ),
    around("identity", {"type": "Identity"}),
    around("dropout", {"type": "Dropout", "p": 0.4}, note="its row in the table, 1, names its stream: see modules"),
    Case("dropout2d", (_NORM, {"type": "Dropout2d", "p": 0.3}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
    around("dropout_none", {"type": "Dropout", "p": 0.0}),
    around("dropout_all", {"type": "Dropout", "p": 1.0}),
    Case("dropout2d_none", ({"type": "Dropout2d", "p": 0.0}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
    Case("dropout2d_all", ({"type": "Dropout2d", "p": 1.0}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
)


def modules() -> dict[str, Any]:
    """Give torch a dropout whose masks are ours; in these cases it is the second instruction, in a run of seed 0."""
    import torch
    from torch import nn

    from tests.reference.dropout import mask

    class Masked(nn.Module):
        def __init__(self, p: float, whole_channels: bool) -> None:
            super().__init__()
            self.p, self.whole_channels, self.step = p, whole_channels, 0

        def forward(self, x: Any) -> Any:
            if not self.training or self.p in (0.0, 1.0):
                return x * (0.0 if self.training and self.p == 1.0 else 1.0)
            units = x.shape[1] if self.whole_channels else x[0].numel()
            factor = torch.tensor(mask(0, 1, self.step, (len(x), units), self.p), dtype=x.dtype)
            self.step += 1
            return x * factor.reshape(*factor.shape, *[1] * (x.ndim - 2))

    class Exchanged(nn.Module):
        def forward(self, x: Any) -> Any:
            return x.transpose(1, 2)

    return {
        "Transpose": lambda t, shape: Exchanged(),
        "Dropout": lambda t, shape: Masked(t.get("p", 0.5), False),
        "Dropout2d": lambda t, shape: Masked(t.get("p", 0.5), True),
    }
