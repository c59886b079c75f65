"""Gradients that live at the same time never share memory."""

from __future__ import annotations

import itertools

import pytest

from gdlab.engine.network.liveness import gradient_root, place_gradients
from gdlab.engine.ops.resnet import resnet
from gdlab.engine.program.assembly import build_network
from tests.engine.running import spec_of

LINEAR = {"type": "Linear", "out_features": 7}
NETWORKS = {
    "dense": ([LINEAR, {"type": "Tanh"}, LINEAR, {"type": "ReLU"}, LINEAR], (5,)),
    "stacked": ([{"type": "LSTM", "hidden_size": 4, "num_layers": 3, "bidirectional": True}], (6, 3)),
    "residual": (resnet(14, width=4), (3, 8, 8)),
    "nested": (
        [LINEAR, {"type": "Residual", "layers": [{"type": "Residual", "layers": [LINEAR, {"type": "Tanh"}]}]}],
        (5,),
    ),
}


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("wanted", [False, True])
def test_gradients_alive_together_stand_apart(name, wanted):
    layers, shape = NETWORKS[name]
    builder, output = build_network(spec_of(layers), shape, input_gradient=wanted)
    place_gradients(builder.tensors, builder.instructions, (builder.input, output), 100, 3, 16)
    life: dict[int, list[int]] = {}
    roots = {}
    for i, op in enumerate(builder.instructions):
        for t in (op.x, op.x2, op.y):
            if t is not None and t.gradient >= 0:
                root = gradient_root(t)
                roots[id(root)] = root
                life.setdefault(id(root), []).append(i)
    for a, b in itertools.combinations(roots.values(), 2):
        la, lb = life[id(a)], life[id(b)]
        if max(min(la), min(lb)) <= min(max(la), max(lb)):
            apart = a.gradient + 3 * a.size <= b.gradient or b.gradient + 3 * b.size <= a.gradient
            assert apart, (a.shape, b.shape)
    assert (builder.input.gradient >= 0) == wanted
    assert output.gradient >= 100
