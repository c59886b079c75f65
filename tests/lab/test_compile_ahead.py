"""The first start: what is missing is compiled with progress, or by a child beforehand."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from gdlab.engine.program import compilation as engine
from gdlab.lab import compile_ahead
from gdlab.lab.presets import default_spec
from gdlab.lab.race_choices import RACE
from gdlab.lab.train import prepared_trainer
from gdlab.spec.files import dumps
from tests.lab.small import SMALL

pytestmark = pytest.mark.usefixtures("native_code")


def test_the_kernels_of_a_run_are_each_named_once():
    found = engine.kernels(default_spec(), (64,))
    assert len(found) == len(set(found)) == 7
    assert {k.__name__ for k in found} >= {"linear_forward", "linear_backward", "relu_forward", "adam_update"}


def test_what_is_compiled_is_said_in_order_and_only_once():
    from gdlab.data import load

    examples = load(SMALL.data, SMALL.seed)
    said: list[str] = []
    prepared_trainer(SMALL, examples, None, said.append)
    again: list[str] = []
    prepared_trainer(SMALL, examples, None, again.append)
    assert again == []
    for text in said:
        assert text.startswith("Compiling ")


def test_progress_counts_the_missing_pieces(monkeypatch):
    said: list[tuple[str, int, int]] = []
    compiled: list[str] = []

    class Missing:
        def __init__(self, name: str) -> None:
            self.__name__ = name

        def is_compiled(self, dtype: str) -> bool:
            return self.__name__ == "known"

        def address(self, dtype: str) -> int:
            compiled.append(self.__name__)
            return 0

    monkeypatch.setattr(engine, "kernels", lambda spec, shape: [Missing(n) for n in ("a_forward", "known", "b")])
    assert engine.prepare(SMALL, (2,), lambda *args: said.append(args)) == 2
    assert said == [("a forward", 1, 2), ("b", 2, 2)]
    assert compiled == ["a_forward", "b"]
    engine.prepare(SMALL, (2,), backwards=True)
    assert compiled[2:] == ["b", "a_forward"]


def test_the_default_specs_hold_the_default_race():
    specs = list(compile_ahead.default_specs())
    assert specs[0] == default_spec()
    assert {s.optimizer.type for s in specs[: len(RACE) + 1]} == {"Adam", "SGD", "RMSprop"}


def test_every_optimizer_is_among_all_specs_and_every_layer_that_needs_no_field():
    from gdlab.spec.base import members

    specs = list(compile_ahead.all_specs())
    assert {s.optimizer.type for s in specs} == set(members("optimizer"))
    assert {"Tanh", "Dropout"} & set(members("layer")) <= {layer.type for s in specs for layer in s.network.layers}


def test_the_command_compiles_and_says_how_much(capfd):
    from gdlab.cli import main

    assert main(["warmup"]) == 0
    assert "pieces ready in" in capfd.readouterr().out
    assert not compile_ahead.is_cold()


def test_the_command_takes_experiments_and_says_which_file_is_not_there(tmp_path, capfd):
    from gdlab.cli import main

    path = tmp_path / "small.toml"
    path.write_text(dumps(SMALL), encoding="utf-8")
    assert main(["warmup", str(path)]) == 0
    assert main(["warmup", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capfd.readouterr().err


def test_a_child_compiles_in_the_background():
    child, end = compile_ahead.CompilerProcess(), time.monotonic() + 120
    while child.busy and time.monotonic() < end:
        time.sleep(0.05)
    assert not child.busy
    assert child.stop() == 0


def test_a_child_that_is_stopped_ends_and_leaves_no_files(monkeypatch, tmp_path):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path))
    child = compile_ahead.CompilerProcess([SMALL])
    assert [p.name for p in tmp_path.rglob("*.toml")] == ["0.toml"]
    child.stop()
    assert not child.busy
    assert not list(tmp_path.rglob("*.toml"))


def test_what_is_not_cached_is_compiled_apart_once(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    run = subprocess.run([sys.executable, "-c", _APART], capture_output=True, text=True, check=False)
    assert run.stdout.split() == ["False", "1", "True", "0"], run.stderr


_APART = """
from gdlab.lab import compile_ahead
from gdlab.lab.train import examples_for
from tests.lab.small import SMALL

few = SMALL.replace(network={"layers": ("Linear(out_features=2)",)})
shape = examples_for(few).shape
print(compile_ahead.kernels_are_cached(few, shape), compile_ahead.compile_in_child([few, few.replace(seed=1)]))
print(compile_ahead.kernels_are_cached(few, shape), compile_ahead.compile_in_child([few]))
"""


def test_loading_takes_the_first_race_from_the_cache_and_compiles_nothing():
    compile_ahead.compile_specs([*compile_ahead.default_specs()][: 1 + len(RACE)])
    compile_ahead.load_default_kernels()
    spec = default_spec()
    assert all(k.is_compiled(spec.training.dtype) for k in engine.kernels(spec, (64,)))


def test_a_spec_that_does_not_fit_needs_no_compiler():
    assert compile_ahead.kernels_are_cached(
        SMALL.replace(network={"layers": ("Conv2d(out_channels=3, kernel_size=9)",)}), (2,)
    )


def test_the_module_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "gdlab", "warmup", "-q"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_kernel_that_divides_by_weights_is_compiled_with_the_rest():
    weighed = default_spec().replace(loss={"type": "CrossEntropyLoss", "ignore_index": 0})
    names = {k.__name__ for k in engine.kernels(weighed, (64,))}
    assert {"reweigh", "weighted_cross_entropy"} <= names
