"""A network that nothing can be learned with is refused before it is trained."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.spec.errors import SpecError
from tests.engine.running import trainer_of


@pytest.mark.parametrize("optimizer", ["Adam", "LBFGS"])
@pytest.mark.parametrize("layers", [["ReLU"], ["Identity"], ["BatchNorm1d(affine=False)", "Tanh"]], ids=str)
def test_a_network_without_parameters_has_nothing_to_train(layers: list[str], optimizer: str) -> None:
    x, y = np.ones((4, 2)), np.array([0, 1, 1, 0])
    with pytest.raises(SpecError, match=r"network\.layers: has nothing to train"):
        trainer_of(layers, x, y, optimizer=optimizer)
