"""Normalisations do what their definitions say, while training and in evaluation."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.engine.ops.batch_norm import BatchNorm1d
from gdlab.engine.trainer import Trainer
from gdlab.spec.errors import SpecError
from tests.engine.ops.single import Single, close
from tests.engine.running import spec_of, trainer_of
from tests.reference import norms

N = 5


def _data(shape):
    rng = np.random.default_rng(0)
    return 1.5 + rng.normal(size=(N, *shape)), rng.normal(size=(N, *shape))


def _buffer(layer, name):
    p = next(b for b in layer.program.buffers if b.name == f"0.{name}")
    return p.export(layer.mem[p.offset : p.offset + p.size])


def _started(kind, shape, **fields):
    layer = Single(kind, shape, N, **fields)
    for p in layer.program.buffers:
        layer.mem[p.offset : p.offset + p.size] = p.load(p.draw(p.shape, 0))
    return layer


def _check(layer, x, dy, y, dx, **gradients):
    close(layer.forward(x), y)
    ours, by_parameter = layer.backward(dy)
    close(ours, dx)
    assert set(by_parameter) == set(gradients)
    for name, expected in gradients.items():
        close(by_parameter[name], expected)


BATCH = [("BatchNorm1d", (3,)), ("BatchNorm1d", (3, 4)), ("BatchNorm2d", (3, 2, 4))]


@pytest.mark.parametrize(("kind", "shape"), BATCH)
@pytest.mark.parametrize("affine", [True, False])
def test_batch_norm_is_its_definition_while_training(kind, shape, affine):
    layer, (x, dy) = _started(kind, shape, affine=affine, eps=1e-3, momentum=0.25), _data(shape)
    w, b = (layer["weight"], layer["bias"]) if affine else (np.ones(3), np.zeros(3))
    y, dx, dw, db, mean, var = norms.batch_norm(x, dy, w, b, 1e-3)
    _check(layer, x, dy, y, dx, **({"weight": dw, "bias": db} if affine else {}))
    close(_buffer(layer, "running_mean"), 0.25 * mean)
    close(_buffer(layer, "running_var"), 0.75 + 0.25 * var)
    assert _buffer(layer, "num_batches_tracked") == 1


@pytest.mark.parametrize(("kind", "shape"), BATCH)
def test_batch_norm_uses_running_statistics_in_evaluation_and_leaves_them(kind, shape):
    layer, (x, dy) = _started(kind, shape), _data(shape)
    layer.forward(x)
    before, w, b = layer.mem.copy(), layer["weight"], layer["bias"]
    layer.ctx[abi.TRAIN] = 0
    across = (1, 3, *[1] * (len(shape) - 1))
    mean, var, w, b = (v.reshape(across) for v in (_buffer(layer, "running_mean"), _buffer(layer, "running_var"), w, b))
    close(layer.forward(x + 1.0), (x + 1.0 - mean) / np.sqrt(var + 1e-5) * w + b)
    held = [slice(p.offset, p.offset + p.size) for p in layer.program.buffers]
    assert all(np.array_equal(before[s], layer.mem[s]) for s in held)
    close(layer.backward(dy)[0], dy * w / np.sqrt(var + 1e-5))


def test_cumulative_statistics_are_the_mean_of_all_batches():
    layer = _started("BatchNorm1d", (3,), momentum="cumulative")
    batches = [np.random.default_rng(i).normal(size=(N, 3)) for i in range(4)]
    for x in batches:
        layer.forward(x)
    close(_buffer(layer, "running_mean"), np.mean([x.mean(0) for x in batches], 0))
    close(_buffer(layer, "running_var"), np.mean([x.var(0, ddof=1) for x in batches], 0))


def test_many_rows_do_not_lose_precision_in_float32():
    layer = Single("BatchNorm2d", (2, 64, 64), N, "float32", affine=False, track_running_stats=False)
    x = 100.0 + np.random.default_rng(0).normal(size=(N, 2, 64, 64))
    y = layer.forward(x.astype(np.float32))
    assert np.abs(y.mean((0, 2, 3))).max() < 1e-4
    assert np.abs(y.std((0, 2, 3)) - 1).max() < 1e-4


@pytest.mark.parametrize(
    ("shape", "over"),
    [((6,), (6,)), ((3, 4), (4,)), ((3, 4), (3, 4)), *[((3, 2, 4), s) for s in ((3, 2, 4), (2, 4), (4,))]],
)
@pytest.mark.parametrize("options", [{}, {"bias": False}, {"elementwise_affine": False}])
def test_layer_norm_is_its_definition(shape, over, options):
    layer, (x, dy) = Single("LayerNorm", shape, N, normalized_shape=over, **options), _data(shape)
    names = [p.name.removeprefix("0.") for p in layer.program.parameters]
    w = layer["weight"] if "weight" in names else np.ones(over)
    b = layer["bias"] if "bias" in names else np.zeros(over)
    y, dx, dw, db = norms.layer_norm(x, dy, w, b, 1e-5)
    _check(layer, x, dy, y, dx, **{k: v for k, v in (("weight", dw), ("bias", db)) if k in names})


@pytest.mark.parametrize(("eps", "used"), [(None, np.finfo(np.float64).eps), (0.1, 0.1)])
@pytest.mark.parametrize(("shape", "over"), [((6,), (6,)), ((3, 4), (4,)), ((3, 2, 4), (2, 4))])
def test_rms_norm_is_its_definition(shape, over, eps, used):
    layer, (x, dy) = Single("RMSNorm", shape, N, normalized_shape=over, eps=eps), _data(shape)
    y, dx, dw, _ = norms.layer_norm(x, dy, layer["weight"], 0.0, used, centred=False)
    _check(layer, x, dy, y, dx, weight=dw)


# images: rows of all pixels, of several (24 · 3, of 9 pixels), of one (66), of eleven that nothing divides
@pytest.mark.parametrize("shape", [(6,), (6, 4), (6, 2, 3), (24, 3, 3), (66, 2, 3), (6, 1, 11)])
@pytest.mark.parametrize("groups", [1, 2, 3, 6])
@pytest.mark.parametrize("affine", [True, False])
def test_group_norm_is_its_definition(shape, groups, affine):
    layer, (x, dy) = Single("GroupNorm", shape, N, num_groups=groups, affine=affine), _data(shape)
    channels = shape[0]
    w, b = (layer["weight"], layer["bias"]) if affine else (np.ones(channels), np.zeros(channels))
    y, dx, dw, db = norms.group_norm(x, dy, w, b, groups, 1e-5)
    _check(layer, x, dy, y, dx, **({"weight": dw, "bias": db} if affine else {}))


def test_group_norm_of_an_image_adds_a_second_chunk_and_does_without_its_input_gradient():
    layer, (x, dy) = Single("GroupNorm", (8, 3, 4), N, num_groups=2), _data((8, 3, 4))
    layer.forward(x)
    once = layer.backward(dy)[1]
    layer.ctx[abi.ACCUMULATE] = 1
    layer.program.ops[:, abi.DX] = -1
    twice = layer.backward(dy)[1]
    for name, value in once.items():
        close(twice[name], 2 * value)


def test_group_norm_of_an_image_keeps_its_precision_far_from_zero_in_float32():
    layer, (x, dy) = Single("GroupNorm", (16, 12, 12), N, "float32", num_groups=4), _data((16, 12, 12))
    w, b = layer["weight"], layer["bias"]
    x = (x + 100.0).astype(np.float32)
    y, dx, dw, db = norms.group_norm(x.astype(np.float64), dy, w.astype(np.float64), b, 4, 1e-5)
    close(layer.forward(x), y, 2e-5)
    ours, gradients = layer.backward(dy)
    close(ours, dx, 2e-5)
    close(gradients["weight"], dw, 2e-5)
    close(gradients["bias"], db, 2e-5)


@pytest.mark.parametrize(
    ("kind", "shape", "fields", "said"),
    [
        ("BatchNorm2d", (4,), {}, "needs images"),
        ("BatchNorm1d", (4, 2, 2), {}, "one or two axes"),
        ("LayerNorm", (4,), {"normalized_shape": (3,)}, "not those"),
        ("GroupNorm", (4,), {"num_groups": 3}, "4 channels into 3"),
    ],
)
def test_shapes_that_do_not_fit_are_refused_in_words(kind, shape, fields, said):
    with pytest.raises(SpecError, match=said):
        Single(kind, shape, N, **fields)


@pytest.mark.parametrize("batch", [4, 50])
def test_without_running_statistics_all_examples_are_evaluated_by_their_own_however_many(batch: int) -> None:
    rng = np.random.default_rng(2)
    x, y = rng.normal(size=(700, 3)), rng.integers(0, 2, 700)
    layers = ["BatchNorm1d(track_running_stats=False, affine=False, eps=0.0)", "Linear(out_features=2)"]
    training = {"batch_size": batch, "dtype": "float64", "epochs": 1, "metrics": ["accuracy", "f1"]}
    trainer = trainer_of(layers, x[:100], y[:100], val=(x[100:500], y[100:500]), training=training)
    trainer.advance(3)
    weights = trainer.parameters

    def outputs(x: np.ndarray) -> np.ndarray:
        return (x - x.mean(0)) / x.std(0) @ weights["1.weight"].T + weights["1.bias"]

    np.testing.assert_allclose(trainer.predict(x), outputs(x), rtol=1e-9, atol=1e-12)
    hits = outputs(x[100:500]).argmax(1) == y[100:500]
    assert trainer.evaluate()["accuracy"] == pytest.approx(hits.mean())
    assert trainer.evaluate(x, y)["accuracy"] == pytest.approx((outputs(x).argmax(1) == y).mean())
    assert trainer.input_gradient(x, y).shape == x.shape


def test_momentum_none_is_the_plain_mean_as_in_pytorch() -> None:
    assert BatchNorm1d(momentum=None) == BatchNorm1d(momentum="cumulative")
    assert spec_of(["BatchNorm2d(momentum=None)"]).network.layers[0].momentum == "cumulative"


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        ("BatchNorm1d", (6,)),
        ("BatchNorm1d", (6, 5)),
        ("BatchNorm2d", (4, 3, 3)),
        ("GroupNorm(num_groups=2", (6,)),
        ("GroupNorm(num_groups=2", (6, 5)),
        ("GroupNorm(num_groups=2", (4, 3, 3)),
        ("LayerNorm", (6,)),
    ],
)
def test_a_norm_without_a_bias_is_one_whose_bias_is_zero(layer: str, shape: tuple[int, ...]) -> None:
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(8, *shape)), rng.integers(0, 3, 8)

    def trainer(bias: bool, parameters: dict[str, np.ndarray] | None = None) -> Trainer:
        call = f"{layer}{', ' if '(' in layer else '('}bias={bias})"
        layers = [call, "ReLU", "Flatten", "Linear(out_features=3)"]
        training = {"batch_size": 8, "shuffle": False}
        return trainer_of(layers, x, y, parameters, optimizer="SGD(lr=0.5)", training=training)

    biased = trainer(True)
    start = biased.parameters
    del start["0.bias"]
    plain = trainer(False, start)
    for each in (biased, plain):
        each.advance(1)
    np.testing.assert_array_equal(plain.history["train/loss"], biased.history["train/loss"])
    after, expected = plain.parameters, biased.parameters
    assert expected.keys() - after.keys() == {"0.bias"}
    for name, values in after.items():
        np.testing.assert_array_equal(values, expected[name], err_msg=name)
