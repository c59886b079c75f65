"""A network as ONNX gives what the run predicts, to 1e-5, computed by onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gdlab
from gdlab.engine.trainer import Trainer
from gdlab.lab.files import OutputError
from gdlab.lab.run import Run, Status
from gdlab.spec.base import members
from gdlab.spec.examples import Examples
from tests.lab.small import spec

pytest.importorskip("onnx", reason="onnx writes the files")
runtime = pytest.importorskip("onnxruntime", reason="onnxruntime reads them")

#: Fields and the shape of the input of layers that need more than their defaults, several cases a layer.
CASES: dict[str, list[tuple[dict[str, Any], tuple[int, ...]]]] = {
    "AdaptiveAvgPool2d": [({"output_size": 1}, (3, 6, 6)), ({"output_size": (2, 0)}, (2, 5, 4))],
    "AvgPool2d": [
        ({"kernel_size": 3, "padding": 1, "stride": 2, "count_include_pad": False}, (2, 6, 7)),
        ({"divisor_override": 3, "kernel_size": 2, "padding": 1}, (2, 6, 6)),
    ],
    "BatchNorm1d": [({}, (5,)), ({"affine": False}, (3, 4)), ({"bias": False}, (4,))],
    "BatchNorm2d": [({"eps": 0.01}, (3, 4, 4))],
    "Conv1d": [({"out_channels": 4, "kernel_size": 3, "stride": 2, "padding": 1}, (2, 9))],
    "Conv2d": [
        ({"out_channels": 4, "kernel_size": [3, 2], "padding": "same", "dilation": 2}, (2, 7, 6)),
        ({"out_channels": 4, "groups": 2, "stride": 2, "padding": 1, "bias": False}, (2, 7, 6)),
    ],
    "Embedding": [({"num_embeddings": 7, "embedding_dim": 3}, (4,))],
    "Flatten": [({}, (2, 3, 4))],
    "Transpose": [({}, (5, 3)), ({}, (4, 1))],
    "GRU": [({"hidden_size": 3, "num_layers": 2, "bidirectional": True}, (5, 2))],
    "GroupNorm": [({"num_groups": 2}, (4, 3, 3)), ({"num_groups": 2}, (6,))],
    "Hardtanh": [({"min_val": -0.5, "max_val": 0.7}, (6,))],
    "LSTM": [
        ({"hidden_size": 3, "bidirectional": True, "return_sequence": True}, (5, 2)),
        ({"hidden_size": 3, "num_layers": 2, "bias": False}, (5, 2)),
    ],
    "LayerNorm": [({}, (3, 6)), ({"normalized_shape": [3, 6], "bias": False}, (3, 6))],
    "MaxPool2d": [({"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}, (2, 7, 7))],
    "PReLU": [({}, (5,)), ({"num_parameters": 3}, (3, 4, 4))],
    "RMSNorm": [({}, (6,)), ({"eps": 0.1, "elementwise_affine": False}, (6,))],
    "RNN": [
        ({"hidden_size": 3, "nonlinearity": "relu", "return_sequence": True}, (5, 2)),
        ({"hidden_size": 2}, (3, 2)),
    ],
    "Residual": [
        ({"layers": ["Linear(out_features=5)", "Tanh"]}, (5,)),
        ({"layers": ["Conv2d(out_channels=5, padding=1, stride=2)"], "shortcut": "pad"}, (3, 6, 6)),
        ({"layers": ["Conv2d(out_channels=5, padding=1, stride=2)"], "shortcut": "projection"}, (3, 6, 6)),
    ],
    "Softmax": [({"dim": 1}, (3, 4))],
    "Softplus": [({"beta": 2.0, "threshold": 1.0}, (6,))],
}


def _cases() -> list[Any]:
    made = []
    plain = [name for name in members("layer") if name not in CASES and name not in ("Dropout2d", "Linear")]
    for name, cases in CASES.items():
        for k, (fields, shape) in enumerate(cases):
            made.append(pytest.param([{"type": name, **fields}], shape, id=f"{name}-{k}"))
    spread = [{"type": "Linear", "out_features": 6}]
    made.append(pytest.param([x for name in plain for x in (*spread, {"type": name})], (6,), id="-".join(plain)))
    return [*made, pytest.param([{"type": "Dropout2d"}], (2, 3, 4), id="Dropout2d")]


def evaluated(path: Path, inputs: dict[str, Any]) -> dict[str, Any]:
    """Return what onnxruntime computes, by the outputs' names."""
    session = runtime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(names, inputs), strict=True))


def run_of(layers: list[Any], shape: tuple[int, ...], rng: np.random.Generator) -> tuple[Run, np.ndarray]:
    """Return a run of layers with random parameters, and inputs."""
    x = rng.normal(size=(7, *shape)).astype(np.float32)
    if layers[0]["type"] == "Embedding":
        x = rng.integers(0, 7, (7, *shape)).astype(np.float32)
    if len(shape) > 1 or len(layers) == 1:
        layers = [*layers, {"type": "Flatten"}, {"type": "Linear", "out_features": 3}]
    made = spec(network__layers=layers, loss="MSELoss", training__epochs=1)
    outputs = gdlab_shape(made, shape)
    y = np.zeros((7, int(np.prod(outputs))), np.float32)
    trainer = Trainer(made, Examples(x, y, x[:0], y[:0], task="regression"))
    values = {
        k: (np.abs if "var" in k else np.asarray)(v + 0.3 * rng.normal(size=v.shape)).astype(v.dtype)
        for k, v in trainer.parameters.items()
    }
    about = {"input_shape": list(shape), "outputs": y.shape[1]}
    return Run(made, parameters=values, status=Status.FINISHED, preparation=about), x


def gdlab_shape(made: gdlab.RunSpec, shape: tuple[int, ...]) -> tuple[int, ...]:
    for layer in made.network.layers:
        shape = layer.output_shape(shape)  # type: ignore[attr-defined]
    return shape


@pytest.mark.parametrize(("layers", "shape"), _cases())
def test_every_layer_is_said(layers: list[dict[str, Any]], shape: tuple[int, ...], tmp_path: Path):
    run, x = run_of(layers, shape, np.random.default_rng(3))
    (path,) = run.export(tmp_path / "net.onnx", "onnx")
    assert evaluated(path, {"x": x})["value"] == pytest.approx(run.predict(x).values, abs=1e-5)


def test_what_onnx_cannot_say_is_refused_by_name(tmp_path: Path):
    layers = [{"type": "BatchNorm1d", "track_running_stats": False}]
    run, _ = run_of(layers, (4,), np.random.default_rng(3))
    with pytest.raises(OutputError, match=r"layer 0 \(BatchNorm1d\) cannot be written as ONNX"):
        run.export(tmp_path / "net.onnx", "onnx")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("target", "outputs", "loss"),
    [("price", 1, "MSELoss"), ("kind", 3, "CrossEntropyLoss"), ("sold", 1, "BCEWithLogitsLoss")],
)
def test_a_table_goes_in_as_it_is(tmp_path: Path, target: str, outputs: int, loss: str):
    rng, rows = np.random.default_rng(5), []
    for i in range(48):
        area = "" if i % 7 == 0 else f"{rng.uniform(20, 200):.1f}"
        rows.append(
            {"area": area, "kind": ("flat", "house", "barn")[i % 3], "state": ("bad", "fair", "good")[i % 3 - 1],
             "since": f"20{10 + i % 9}-0{1 + i % 9}-11", "price": f"{rng.normal(200, 50):.0f}",
             "sold": ["no", "yes"][i % 2]}
        )  # fmt: skip
    table = tmp_path / "houses.csv"
    table.write_text("\n".join([",".join(rows[0]), *(",".join(row.values()) for row in rows)]) + "\n")
    data = {"type": "csv", "path": str(table), "target": target, "missing": "indicator", "date_parts": ["month"]}
    made = spec(
        data={**data, "types": {"state": "ordinal"}, "levels": {"state": ["bad", "fair", "good"]}},
        network__layers=["Linear(out_features=6)", "Tanh", f"Linear(out_features={outputs})"],
        loss=loss,
        training__epochs=1,
    )
    run = gdlab.train(made)
    (path,) = run.export(tmp_path / "net.onnx", "onnx")
    inputs = {}
    for column in run.preparation["columns"]:
        texts = [row[column["of"] if "of" in column else column["name"]] for row in rows]
        if column["kind"] in ("categorical", "ordinal"):
            inputs[column["name"]] = np.array(texts, dtype=object).reshape(-1, 1)
        elif column["kind"] == "date":
            days = np.array(texts, "datetime64[D]")
            month = 2 * np.pi * (days.astype("datetime64[M]").astype(int) % 12) / 12
            waves = {"month sine": np.sin(month), "month cosine": np.cos(month), "": days.astype(int)}
            inputs[column["name"]] = waves[column["part"]].astype(np.float32).reshape(-1, 1)
        else:
            inputs[column["name"]] = np.array([float(t or "nan") for t in texts], np.float32).reshape(-1, 1)
    found, expected = evaluated(path, inputs), run.predict(rows)
    if outputs == 1 and loss == "MSELoss":
        assert found["value"] == pytest.approx(expected.values, rel=1e-5)
        return
    assert found["label"].tolist() == expected.values.tolist()
    assert found["probabilities"] == pytest.approx(expected.probabilities, abs=1e-5)
    if target != "kind":
        with pytest.raises(Exception, match="Unknown Category"):
            evaluated(path, inputs | {"kind": np.full((48, 1), "castle", object)})


def test_averaged_weights_are_what_leaves(tmp_path: Path):
    run = gdlab.train(spec(training__average="EMA(decay=0.9)", optimizer="SGD(lr=0.5)"))
    x = np.random.default_rng(0).normal(size=(5, 2)).astype(np.float32)
    (path,) = run.export(tmp_path / "net.onnx", "onnx")
    columns = [column["name"] for column in run.preparation["columns"]]
    found = evaluated(path, {name: x[:, k : k + 1] for k, name in enumerate(columns)})
    assert found["probabilities"] == pytest.approx(run.predict(x).probabilities, abs=1e-5)
