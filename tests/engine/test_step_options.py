"""A step option is one file: its fields, its kernel and its moment; everything else finds it by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.engine.step_options.base import MOMENTS, options_of
from gdlab.spec.run import RunSpec, TrainingSpec

_OPTION = '''
"""The gradient times a factor."""

from typing import ClassVar

from gdlab.engine.machine import abi
from gdlab.engine.machine.native import Kernel, kernel, view1
from gdlab.engine.machine.vectors import scale_vector
from gdlab.engine.step_options.base import Moment, StepOption
from gdlab.spec.base import knob


class GradientFactor(StepOption):
    """The factor of the gradient."""

    moment: ClassVar[Moment] = "gradient"
    gradient_factor: float = knob(0.0, "Multiply the gradient by this; 0 is off.", ge=0, le=8, live=True)

    def kernel(self) -> Kernel:
        return multiply


(FACTOR,) = GradientFactor.places()


@kernel
def multiply(row, ctx, fp, mem, imem):
    scale_vector(view1(mem, row[abi.DW], row[abi.XN]), fp[row[abi.FP] + FACTOR])
'''

_SCRIPT = """
import json, sys
import numpy as np
import gdlab.engine.step_options
gdlab.engine.step_options.__path__.append(sys.argv[1])
from gdlab.engine.trainer import Trainer
from gdlab.spec.change import change, parse_setting
from gdlab.spec.examples import Examples
from gdlab.spec.fields import fields
from gdlab.spec.files import dumps, loads
from gdlab.spec.run import RunSpec, TrainingSpec

rng = np.random.default_rng(0)
x = rng.standard_normal((32, 3)).astype("float32")
examples = Examples(x, (x[:, 0] > 0).astype("int64"), x[:0], np.zeros(0, "int64"))
plain = RunSpec(network={"layers": ["Linear(out_features=2)"]}, optimizer="SGD(lr=0.1)", training={"epochs": 3})
given = change(plain, dict([parse_setting("gradient_factor=2")]))
field = next(f for f in fields(TrainingSpec) if f.name == "gradient_factor")
refused = ""
try:
    change(plain, {"gradient_factor": 9})
except ValueError as error:
    refused = str(error)
twice, edited, faster = Trainer(given, examples), Trainer(plain, examples), Trainer(plain, examples)
edited.edit(gradient_factor=2.0)
faster.edit(lr=0.2)
for trainer in (twice, edited, faster):
    trainer.advance(3)
print(json.dumps({
    "help": field.help, "live": field.live, "high": field.high, "refused": refused,
    "file": loads(dumps(given)) == given,
    "set": given.training.gradient_factor,
    "twice": np.array_equal(twice.arena.weights, faster.arena.weights),
    "edited": np.array_equal(edited.arena.weights, twice.arena.weights),
}))
"""


def test_an_option_in_one_file_is_a_field_a_setting_a_live_edit_and_acts(tmp_path: Path) -> None:
    (tmp_path / "gradient_factor.py").write_text(_OPTION, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, str(tmp_path)], capture_output=True, text=True, check=False, timeout=150
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "help": "Multiply the gradient by this; 0 is off.",
        "live": True,
        "high": 8.0,
        "refused": "training.gradient_factor: must be at most 8 (got 9)",
        "file": True,
        "set": 2.0,
        "twice": True,
        "edited": True,
    }


def test_options_act_in_the_order_of_their_moments_and_values_are_clipped_before_the_norm() -> None:
    names = [type(option).__name__ for option in options_of(RunSpec())]
    assert names == ["Penalties", "ClipGradValue", "ClipGradNorm", "MaxNorm"]
    places = [MOMENTS.index(option.moment) for option in options_of(RunSpec())]
    assert places == sorted(places)


def test_only_options_with_a_number_above_0_are_active() -> None:
    spec = RunSpec(training={"l2": 0.1, "max_norm": 1.0})
    assert [type(option).__name__ for option in options_of(spec) if option.active] == ["Penalties", "MaxNorm"]


def test_their_fields_stand_in_the_training_table_where_they_always_stood() -> None:
    names = list(TrainingSpec.model_fields)
    first = names.index("eval_every") + 1
    assert names[first : first + 6] == ["clip_grad_norm", "clip_grad_value", "l1", "l2", "max_norm", "average"]


def test_a_field_that_the_table_has_already_is_refused() -> None:
    code = (
        "from gdlab.spec.base import load_members, knob; load_members()\n"
        "from gdlab.engine.step_options.base import StepOption\n"
        "class Second(StepOption):\n    epochs: int = knob(1, 'Epochs.')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=150)
    assert "TypeError: two fields of [training] have the same name" in done.stderr


@pytest.mark.parametrize("value", [-1, True, "many"])
def test_their_bounds_are_those_of_any_field(value: object) -> None:
    with pytest.raises(ValueError, match=r"training\.l1: must be"):
        RunSpec(training={"l1": value})
