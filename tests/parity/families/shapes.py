"""Layers that move numbers or leave them: Flatten, Identity, and Dropout where it does nothing or everything."""

from __future__ import annotations

from tests.parity.cases import Case, Table, around

_OUT: Table = {"type": "Linear", "out_features": 3}

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
    around("identity", {"type": "Identity"}),
    around("dropout_none", {"type": "Dropout", "p": 0.0}, note="other rates are tested by their masks"),
    around("dropout_all", {"type": "Dropout", "p": 1.0}),
    Case("dropout2d_none", ({"type": "Dropout2d", "p": 0.0}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
    Case("dropout2d_all", ({"type": "Dropout2d", "p": 1.0}, {"type": "Flatten"}, _OUT), shape=(3, 4, 2)),
)
