"""Recurrent layers and embeddings, each option of each."""

from __future__ import annotations

from typing import Any

from tests.parity.cases import ADAM, Case

_SHAPE = (6, 4)


def _last(name: str, **layer: Any) -> Case:
    """Return a case that classifies a sequence by its last state."""
    return Case(name, ({"hidden_size": 7, **layer}, {"type": "Linear", "out_features": 3}), shape=_SHAPE)


def _every(name: str, **layer: Any) -> Case:
    """Return a case that classifies every position."""
    table = {"hidden_size": 7, "return_sequence": True, **layer}
    return Case(name, (table, {"type": "Linear", "out_features": 3}), shape=_SHAPE, targets=(6,))


def _family(kind: str) -> tuple[Case, ...]:
    name = kind.lower()
    return (
        _last(name, type=kind),
        _last(f"{name}_without_bias", type=kind, bias=False),
        _last(f"{name}_wide", type=kind, hidden_size=19),
        _last(f"{name}_bidirectional", type=kind, bidirectional=True),
        _last(f"{name}_stacked", type=kind, num_layers=3),
        _every(f"{name}_sequence", type=kind),
        _every(f"{name}_sequence_both", type=kind, bidirectional=True, num_layers=2),
        Case(
            f"{name}_inside",
            (
                {"type": "Linear", "out_features": 5},
                {"type": kind, "hidden_size": 6, "bidirectional": True, "num_layers": 2},
                {"type": "Linear", "out_features": 3},
            ),
            shape=_SHAPE,
            optimizer=ADAM,
        ),
    )


CASES = (
    *_family("RNN"),
    _last("rnn_relu", type="RNN", nonlinearity="relu"),
    _every("rnn_relu_sequence_both", type="RNN", nonlinearity="relu", bidirectional=True),
    *_family("GRU"),
    *_family("LSTM"),
    Case(
        "embedding",
        ({"type": "Embedding", "num_embeddings": 11, "embedding_dim": 5}, {"type": "Linear", "out_features": 3}),
        shape=(4,),
        targets=(4,),
        tokens=11,
    ),
    Case(
        "embedding_padding",
        (
            {"type": "Embedding", "num_embeddings": 11, "embedding_dim": 5, "padding_idx": 2},
            {"type": "LSTM", "hidden_size": 6},
            {"type": "Linear", "out_features": 3},
        ),
        shape=(6,),
        tokens=11,
        note="The padding's vector has a gradient of zero by decree, not by calculus.",
        gradient=False,
    ),
)


def modules() -> dict[str, Any]:
    """Let torch's layers take the batch first and return what ours return."""
    import torch
    from torch import nn

    def ours(kind: Any) -> Any:
        class Sequence(kind):
            def forward(self, x: Any) -> Any:
                every, last = super().forward(x)
                if self.return_sequence:
                    return every
                h = last[0] if isinstance(last, tuple) else last
                return torch.cat([h[-2], h[-1]], 1) if self.bidirectional else h[-1]

        def make(table: dict[str, Any], shape: tuple[int, ...]) -> Any:
            table = {"hidden_size": 32, **table}
            sequence = table.pop("return_sequence", False)
            made = Sequence(shape[-1], table.pop("hidden_size"), batch_first=True, **table)
            made.return_sequence = sequence
            return made

        return make

    return {kind: ours(getattr(nn, kind)) for kind in ("RNN", "GRU", "LSTM")}
