"""The rate up to which plain descent is stable is the same wherever it is told."""

from __future__ import annotations

import re

import pytest

import gdlab
from gdlab import data
from gdlab.lab.stability import stability
from gdlab.paths import resource


def test_the_stable_rate_of_a_run_agrees_with_its_measured_sharpness():
    spec = gdlab.load_spec(resource("presets", "digits.toml"))
    spec = spec.replace(optimizer="SGD(lr=1e-9)", training=spec.training.replace(epochs=1))
    run = gdlab.train(spec)
    true = gdlab.curvature(run).stable_rate
    examples = data.load(spec.data, spec.seed, dtype=spec.training.dtype)
    assert stability(spec, examples).stable_rate == pytest.approx(true, rel=0.03)
    told = re.findall(r"2/λ_max = ([\d.]+)", gdlab.health(run).findings[0].sentence)
    assert float(told[0]) == pytest.approx(true, rel=0.03)
