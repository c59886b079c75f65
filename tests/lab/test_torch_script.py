"""A run as a PyTorch script repeats its first epoch to 1e-5, mini-batch by mini-batch."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gdlab
from gdlab.engine.machine.compiled_streams import ORDER, key, permutation
from gdlab.lab.files import OutputError
from tests.lab.small import diverged, spec, trained

IMAGES = {"type": "digits", "limit": 120, "flatten": False}
BLOCK = {"type": "Residual", "layers": ["Conv2d(out_channels=6, padding=1, stride=2)"], "shortcut": "pad"}
REVIEWS = {"type": "reviews", "encoding": "indices", "vocabulary": 40, "length": 6, "limit": 50}
CASES: dict[str, dict[str, Any]] = {
    "options": {
        "optimizer": "SGD(lr=0.1, momentum=0.9, nesterov=true)",
        "training__l2": 0.01,
        "training__clip_grad_norm": 0.5,
        "training__average": "EMA(decay=0.9)",
        "schedule": "OneCycleLR(max_lr=0.2)",
    },
    "images": {
        "data": IMAGES,
        "network__layers": [
            "Conv2d(out_channels=4, padding=1)", "BatchNorm2d", "ReLU", BLOCK, "Dropout2d(p=0.2)",
            "AdaptiveAvgPool2d(output_size=1)", "Flatten", "Dropout(p=0.3)", "Linear(out_features=10)",
        ],
        "optimizer": "AdamW(lr=0.01)",
    },
    "masks of images": {
        "data": {**IMAGES, "limit": 64},  # 51 to train by 10: the last mini-batch has one
        "network__layers": [
            "Dropout(p=0.3)", "Conv2d(out_channels=4)", "AdaptiveAvgPool2d(output_size=1)", "BatchNorm2d", "Flatten",
            "Linear(out_features=10)",
        ],
    },
    "words": {
        "data": REVIEWS,
        "network__layers": ["Embedding(num_embeddings=40, embedding_dim=3)", "GRU(hidden_size=4)", "Linear"],
        "optimizer": "Lion(lr=0.01)",
    },
    "series": {
        "data": {"type": "stocks", "length": 8, "stride": 40},
        "network__layers": ["Transpose", "Conv1d(out_channels=3)", "Transpose", "LSTM(hidden_size=4)", "Linear"],
        "loss": "MSELoss",
    },
    "rule": {"optimizer": "UpdateRule(text=adam, lr=0.01, beta1=0.8)", "schedule": "StepLR(step_size=1)"},
    "closure": {"optimizer": "LBFGS(lr=0.5, max_iter=3)", "training__dtype": "float64"},
}  # fmt: skip


@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
@pytest.mark.parametrize("case", CASES)
def test_the_script_repeats_the_first_epoch(case: str, tmp_path: Path):
    run = gdlab.train(spec(**CASES[case]))
    script, _ = run.export(tmp_path / "again.py", "pytorch")
    command = [sys.executable, str(script), "--epochs", "1", "--out", "losses.npy"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    losses = np.load(tmp_path / "losses.npy")
    assert losses == pytest.approx(run.history["train/loss"][: len(losses)], rel=1e-5)
    said = subprocess.run([sys.executable, str(script), "--trained"], check=True, capture_output=True, text=True).stdout
    assert float(said.split()[-1]) == pytest.approx(run.history.last("val/loss"), rel=1e-4)


def test_a_lone_example_is_normalised_by_the_scripts_own_class(tmp_path: Path):
    script, _ = gdlab.train(spec(**CASES["masks of images"])).export(tmp_path / "again.py", "pytorch")
    assert "class BatchNorm2d(nn.BatchNorm2d):" in script.read_text()
    assert "        BatchNorm2d(4, " in script.read_text()


def test_the_script_of_an_update_rule_holds_the_rule_as_a_class(tmp_path: Path):
    script, _ = gdlab.train(spec(**CASES["rule"])).export(tmp_path / "again.py", "pytorch")
    text = script.read_text()
    compile(text, str(script), "exec")
    assert "class UpdateRule(torch.optim.Optimizer):" in text
    assert "UpdateRule(network.parameters(), lr=0.01, beta1=0.8, beta2=0.999" in text


def test_the_script_takes_the_examples_in_the_runs_own_order(tmp_path: Path):
    run = trained(seed=7)
    script, arrays = run.export(tmp_path / "again.py", "pytorch")
    text = script.read_text()
    compile(text, str(script), "exec")
    names = {"np": np, "SEED": 7, "SHUFFLE": True}
    exec(text[text.index("GOLDEN, WRAP") : text.index("def build()")], names)  # noqa: S102
    for epoch in (0, 3):
        assert names["order_of_epoch"](epoch, 45).tolist() == permutation(key(7, ORDER, epoch), 45).tolist()
    with np.load(arrays) as held:
        assert held["x_train"].shape == (45, 2)
        assert np.array_equal(held["trained/0.weight"], run.parameters["0.weight"])
        assert not np.array_equal(held["initial/0.weight"], run.parameters["0.weight"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"optimizer": "ScheduleFreeAdamW"}, "the optimizer ScheduleFreeAdamW cannot be written as a PyTorch script"),
        ({"schedule": "ReduceLROnPlateau"}, "its rates follow the losses"),
        ({"training__kink": 0.5}, "training.kink"),
    ],
)
def test_what_pytorch_has_not_is_refused_by_name(tmp_path: Path, changes: dict[str, Any], words: str):
    with pytest.raises(OutputError, match=words):
        trained(**changes).export(tmp_path / "again.py", "pytorch")
    assert not list(tmp_path.iterdir())


def test_arrays_from_python_are_not_kept_and_are_said_so(tmp_path: Path):
    with pytest.raises(OutputError, match="arrays given from Python"):
        diverged().export(tmp_path / "again.py", "pytorch")
