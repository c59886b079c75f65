"""Whatever comes from outside is checked before a kernel sees it: every way into the engine, with arrays of any kind.

A kernel that is told wrong lengths reads and writes beyond its arrays, which ends the process or gives wrong numbers
without a word. So whatever is given, each entry answers with finite numbers of the right shape or with a sentence.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import pytest

from gdlab.engine.machine.native import INTERPRETED
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import DataError, GdlabError, SpecError, StateError
from gdlab.spec.examples import Examples
from tests.engine.running import spec_of, trainer_of
from tests.engine.small_runs import run

TOP = Path(__file__).resolve().parents[2]
GUARDED = pytest.mark.skipif(
    INTERPRETED or sys.platform == "win32", reason="no pages to forbid, or no compiled kernels"
)


@pytest.mark.parametrize(
    ("kind", "x", "words"),
    [
        ("vectors", np.ones((3_000_000, 1)), "shape (N, 64) and has (3000000, 1)"),
        ("vectors", np.ones((4, 1)), "shape (N, 64) and has (4, 1)"),
        ("vectors", np.ones(64), "(64,); a single example is inputs[None]"),
        ("images", np.ones((20, 192)), "(20, 192); try inputs.reshape(-1, 3, 8, 8)"),
        ("images", np.ones((20, 8, 8, 3)), "(20, 8, 8, 3); channels come first, as inputs.transpose(0, 3, 1, 2)"),
        ("images", np.ones((3, 8, 8)), "(3, 8, 8); a single example is inputs[None]"),
        ("tokens", np.full((2, 5), 9), "Embedding knows the tokens 0 to 8, and the data hold 9"),
        ("vectors", np.full((2, 64), np.nan), "NaN or an infinity, the first at [0, 0]"),
        ("vectors", np.full((2, 64), 1e300), "1e+300 at [0, 0], which is too large for float"),
        ("vectors", np.ones((2, 64), complex), "must hold numbers, and holds complex128"),
        ("vectors", np.ma.masked_less(np.zeros((2, 64)), 1), "masked"),
        ("vectors", "some", "must hold numbers"),
        ("vectors", 1.0, "single number"),
    ],
)
def test_inputs_that_do_not_fit_are_refused_with_what_would(kind: str, x: Any, words: str) -> None:
    with pytest.raises(DataError, match=re.escape(words)):
        run(kind).predict(x)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (np.ones((4, 1)), np.zeros(4, int), "shape (N, 64) and has (4, 1)"),
        (np.ones((4, 64)), np.zeros(3, int), "inputs has 4 rows and targets has 3"),
        (np.ones((4, 64)), np.zeros((4, 2), int), "targets must have 1 target an example"),
        (np.ones((4, 64)), np.array([0, 1, 2, 3]), "class 3"),
        (np.ones((4, 64)), np.array([0, 1, 2, -1]), "class -1"),
        (np.ones((4, 64)), np.zeros(4), "whole numbers"),
        (np.ones((4, 64)), 5, "single number"),
    ],
)
def test_examples_that_do_not_fit_have_no_gradient_but_a_sentence(x: Any, y: Any, words: str) -> None:
    with pytest.raises(DataError, match=re.escape(words)):
        run("vectors").input_gradient(x, y)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"x_val": np.ones((2, 3))}, "x_val must have the shape (N, 4) and has (2, 3)"),
        ({"y_val": np.zeros(1, int)}, "x_val has 2 rows and y_val has 1"),
        ({"y_train": np.zeros(5, int)}, "x_train has 6 rows and y_train has 5"),
        ({"y_val": np.zeros((2, 2), int)}, "y_val must have 1 target an example"),
        ({"x_train": np.full((6, 4), "a")}, "x_train must hold numbers"),
        ({"y_train": np.array([0, 1, 2, 0, 1, 3])}, "class 3"),
        ({"y_train": np.zeros((6, 0), int), "y_val": np.zeros((2, 0), int)}, "no target an example"),
    ],
)
def test_parts_of_the_data_that_do_not_fit_one_another_are_refused(change: dict[str, Any], words: str) -> None:
    fields = {"x_train": np.ones((6, 4)), "y_train": np.zeros(6, int)}
    fields |= {"x_val": np.ones((2, 4)), "y_val": np.zeros(2, int)}
    with pytest.raises(GdlabError, match=re.escape(words)):
        Trainer(spec_of(["Linear(out_features=3)"]), Examples(**(fields | change)))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"0.bias": np.full(3, np.nan)}, "parameters.0.bias: it holds NaN or an infinity, the first at [0]"),
        ({"0.bias": np.full(3, 1e60)}, "too large for float32"),
        ({"0.bias": ["a", "b", "c"]}, "parameters.0.bias: it must hold numbers"),
        ({"0.bias": [[1.0], [2.0, 3.0]]}, "parameters.0.bias: it is ragged"),
        ({"0.bias": np.zeros(2)}, "parameters.0.bias: has shape (2,); it must be (3,)"),
        ({"0.bias": 1.0}, "parameters.0.bias: has shape (); it must be (3,)"),
        ({"1.bias": np.zeros(3)}, "parameters.1.bias: is not a parameter of this network"),
    ],
)
def test_parameters_that_do_not_fit_are_refused_by_name(change: dict[str, Any], words: str) -> None:
    x, y = np.ones((6, 4)), np.zeros(6, int)
    fine = trainer_of(["Linear(out_features=3)"], x, y).parameters
    with pytest.raises(SpecError, match=re.escape(words)):
        trainer_of(["Linear(out_features=3)"], x, y, parameters=fine | change)


def test_parameters_are_a_table() -> None:
    with pytest.raises(SpecError, match="parameters: must be a table of arrays by name, and is list"):
        trainer_of(["Linear(out_features=3)"], np.ones((6, 4)), np.zeros(6, int), parameters=[1.0])


@pytest.mark.parametrize(
    "change",
    [
        {"mem": np.zeros(3, np.float32)},
        {"mem": None},
        {"counters": np.array([-1, 0])},
        {"counters": np.array([1.5, 0.0])},
        {"numbers": np.zeros(7)},
        {"progress": np.full(6, np.inf)},
        {"progress": 3},
        {"layout": "[1, 2]"},
        {"layout": '{"parameter": 3}'},
        {"schedule": b"\xff"},
        {"history/0/tags": np.array(["train/loss", "train/else"])},
        {"history/marks": np.zeros(3)},
    ],
    ids=str,
)
def test_a_damaged_state_is_refused_and_changes_nothing(change: dict[str, Any]) -> None:
    trainer = run("vectors")
    before = trainer.state()
    with pytest.raises(StateError):
        trainer.restore(before | change)
    np.testing.assert_array_equal(trainer.state()["mem"], before["mem"])


def refusal(trainer: Trainer, state: Mapping[str, np.ndarray]) -> str:
    """Return why a state is refused, "" where it is taken."""
    try:
        trainer.restore(state)
    except StateError as error:
        return str(error)
    return ""


def test_a_state_whose_file_is_damaged_anywhere_is_refused_or_the_same(tmp_path: Path) -> None:
    trainer, file = run("vectors"), tmp_path / "state.npz"
    np.savez_compressed(file, allow_pickle=False, **trainer.state())
    whole = file.read_bytes()
    refused = 0
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with file.open("rb") as opened:
            try:
                state = np.load(opened)
            except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
                continue  # NumPy says so itself
            refused += bool(refusal(trainer, state))
    assert refused > 10


@pytest.mark.parametrize("steps", [1.5, "3", None, [1]])
def test_steps_are_whole_numbers(steps: Any) -> None:
    with pytest.raises(SpecError, match="steps: must be a whole number"):
        run("vectors").advance(steps)


def test_labels_that_change_after_the_run_was_made_do_not_reach_it() -> None:
    x, y = np.ones((6, 4), np.float32), np.zeros(6, np.int64)
    trainer = trainer_of(["Linear(out_features=3)"], x, y)
    y[:] = 2**40
    trainer.advance(2)
    assert np.isfinite(trainer.history["train/loss"]).all()


def _guarded(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run :mod:`tests.engine.guard_pages` in a process of its own."""
    command = [sys.executable, "-m", "tests.engine.guard_pages", *arguments]
    return subprocess.run(command, cwd=TOP, env=os.environ, capture_output=True, text=True, check=False)


@GUARDED
def test_a_forbidden_page_stops_a_process_that_touches_it() -> None:
    assert _guarded("touch=-1").returncode == 0
    assert _guarded("touch=0").returncode == -signal.SIGSEGV


@GUARDED
@pytest.mark.slow
@pytest.mark.parametrize("networks", ["images=5", "vectors=5", "sequences=4"])
def test_kernels_stay_within_arrays_that_stand_between_forbidden_pages(networks: str) -> None:
    done = _guarded(networks)
    assert done.returncode == 0, f"{done.stdout.splitlines()[-1:]} {done.stderr[-2000:]}"


def test_values_in_the_place_of_classes_are_refused_with_the_loss_that_takes_them():
    x, y = np.zeros((6, 2)), np.linspace(0.5, 3, 6)
    with pytest.raises(DataError, match="choose MSELoss and one output"):
        trainer_of(["Linear(out_features=3)"], x, y)
