"""A network without parameters is refused; a mini-batch is worked through in chunks that suit the network."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab import RunSpec
from gdlab.engine.program.assembly import build_network, chunk_size
from gdlab.spec.errors import SpecError
from tests.engine.running import trainer_of


@pytest.mark.parametrize("optimizer", ["Adam", "LBFGS"])
@pytest.mark.parametrize("layers", [["ReLU"], ["Identity"], ["BatchNorm1d(affine=False)", "Tanh"]], ids=str)
def test_a_network_without_parameters_has_nothing_to_train(layers: list[str], optimizer: str) -> None:
    x, y = np.ones((4, 2)), np.array([0, 1, 1, 0])
    with pytest.raises(SpecError, match=r"network\.layers: has nothing to train"):
        trainer_of(layers, x, y, optimizer=optimizer)


def conv(channels: int) -> dict[str, object]:
    return {"type": "Conv2d", "out_channels": channels, "padding": 1}


DENSE, FLAT = {"type": "Linear", "out_features": 2000}, "Flatten"


@pytest.mark.parametrize(
    ("shape", "layers", "expected"),
    [
        ((64,), [{"type": "Linear", "out_features": 64}], 256),
        ((256,), [{"type": "Linear", "out_features": 10_000}], 200),  # 2.5 million weights: in one piece
        ((20,), [{"type": "Linear", "out_features": 10_000}], 104),
        ((3, 32, 32), [conv(64), conv(64)], 8),
        ((3, 32, 32), [conv(64), FLAT, DENSE], 64),  # many weights: in few pieces
        ((3, 256, 256), [conv(64), conv(64), FLAT, "Linear"], 8),  # unless images are too large
    ],
)
def test_the_more_weights_the_larger_the_chunks(shape: tuple[int, ...], layers: list[object], expected: int) -> None:
    builder, _ = build_network(RunSpec(network={"layers": layers}), shape)
    assert chunk_size(builder, 200) == expected
