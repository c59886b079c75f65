"""Wrong labels: a share of the training part, none of the validation part, the same for the same seed."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.lab.train import examples_for
from gdlab.spec.base import load_members
from gdlab.spec.errors import DataError
from gdlab.spec.run import RunSpec

load_members()


def examples(noise: float, seed: int = 0, data: str = "digits"):
    return examples_for(RunSpec(seed=seed, data={"type": data, "label_noise": noise}))


def test_about_that_share_is_drawn_anew_and_only_in_the_training_part():
    clean, noisy = examples(0.0), examples(0.5)
    wrong = (clean.y_train != noisy.y_train).mean()
    assert 0.38 < wrong < 0.52  # nine tenths of a half: one draw in ten is right by chance
    assert np.array_equal(clean.y_val, noisy.y_val)
    assert np.array_equal(clean.x_train, noisy.x_train)
    assert set(np.unique(noisy.y_train)) == set(range(10))


def test_equal_seeds_draw_equal_labels():
    assert np.array_equal(examples(0.3).y_train, examples(0.3).y_train)
    assert not np.array_equal(examples(0.3).y_train, examples(0.3, seed=1).y_train)


def test_values_have_no_labels_to_replace():
    with pytest.raises(DataError, match="label_noise"):
        examples(0.1, data="diabetes")
