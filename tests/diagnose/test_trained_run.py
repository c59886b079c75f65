"""What is measured of a run is refused in a sentence where no run, or an untrained one, is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import gdlab

MEASURES: dict[str, Callable[[Any], object]] = {
    "health": gdlab.health,
    "curvature": gdlab.curvature,
    "landscape": gdlab.landscape,
    "landscape of two": lambda run: gdlab.landscape(TRAINED, "line", others=[run]),
}
TRAINED = gdlab.Run(gdlab.RunSpec(), parameters={"0.weight": np.zeros((1, 1))})


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("given", ["run.toml", None, 3, gdlab.RunSpec()])
def test_what_is_no_run_is_refused(measure: str, given: object):
    with pytest.raises(gdlab.DataError, match=f"and this is of type {type(given).__name__}"):
        MEASURES[measure](given)


@pytest.mark.parametrize("measure", MEASURES)
def test_a_run_that_was_not_trained_is_refused(measure: str):
    with pytest.raises(gdlab.DataError, match="has not been trained"):
        MEASURES[measure](gdlab.Run(gdlab.RunSpec()))


@pytest.mark.parametrize("path", [3, None, 1.5, b"run.toml", ["run.toml"]])
def test_what_is_no_path_of_a_spec_is_refused(path: Any):
    with pytest.raises(
        gdlab.SpecError, match=f"path: must be the path of a spec file, and this is of type {type(path).__name__}"
    ):
        gdlab.load_spec(path)


def test_what_is_no_name_of_a_preset_is_refused():
    with pytest.raises(gdlab.SpecError, match="there is no preset 'None'"):
        gdlab.preset(None)  # pyright: ignore[reportArgumentType]
