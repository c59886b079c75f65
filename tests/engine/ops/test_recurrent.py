"""Recurrent layers and embeddings do what their definition says, compiled and as plain Python."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.machine import abi
from gdlab.spec.errors import SpecError
from tests.engine.ops.single import Single, close
from tests.reference import recurrent

TWINS = {"RNN": recurrent.rnn, "GRU": recurrent.gru, "LSTM": recurrent.lstm}
NAMES = ("w_ih", "w_hh", "b_ih", "b_hh")


def _parameters(layer, suffix="_l0"):
    return {k: layer[k.replace("w_", "weight_").replace("b_", "bias_") + suffix] for k in NAMES}


LARGE = {"RNN": 182, "GRU": 106, "LSTM": 93}  # more weights than recurrent_parts.FEW_WEIGHTS, in panels partly used


@pytest.mark.parametrize(("kind", "hidden"), [*((kind, n) for kind in TWINS for n in (1, 5, 17)), *LARGE.items()])
def test_every_state_agrees_with_the_definition(kind, hidden):
    layer, rng = Single(kind, (4, 3), 2, hidden_size=hidden, return_sequence=True), np.random.default_rng(0)
    x = rng.normal(size=(2, 4, 3))
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    dx, grads = layer.backward(dy)
    states, expected, by_parameter = TWINS[kind](x, _parameters(layer), dy)
    close(y, states)
    close(dx, expected)
    for name, value in by_parameter.items():
        close(grads[name.replace("w_", "weight_").replace("b_", "bias_") + "_l0"], value)


@pytest.mark.parametrize("kind", TWINS)
def test_the_last_states_of_both_directions_agree_with_the_definition(kind):
    layer, rng = Single(kind, (4, 3), 2, hidden_size=5, bidirectional=True), np.random.default_rng(0)
    x = rng.normal(size=(2, 4, 3))
    y = layer.forward(x)
    dy = rng.normal(size=y.shape)
    dx, _ = layer.backward(dy)
    late = np.zeros((2, 2, 4, 5))
    late[:, :, -1] = dy.reshape(2, 2, 5).transpose(1, 0, 2)
    there, dx_there, _ = TWINS[kind](x, _parameters(layer), late[0])
    back, dx_back, _ = TWINS[kind](x[:, ::-1], _parameters(layer, "_l0_reverse"), late[1])
    close(y, np.hstack([there[:, -1], back[:, -1]]))
    close(dx, dx_there + dx_back[:, ::-1])


def test_rectified_states_count_the_kinks_and_use_the_chosen_subgradient():
    layer = Single("RNN", (1, 1), 1, hidden_size=1, nonlinearity="relu")
    for name in ("weight_ih_l0", "weight_hh_l0"):
        layer[name] = np.ones((1, 1))
    for name in ("bias_ih_l0", "bias_hh_l0"):
        layer[name] = np.zeros(1)
    layer.fp[abi.KINK] = 0.5
    layer.forward(np.zeros((1, 1, 1)))
    assert layer.backward(np.ones((1, 1)))[0].item() == 0.5
    assert layer.ctx[abi.KINK_HITS] == 1


def test_gradients_of_a_second_chunk_are_added():
    for kind in TWINS:
        layer, rng = Single(kind, (3, 2), 2, hidden_size=4), np.random.default_rng(0)
        x, dy = rng.normal(size=(2, 3, 2)), rng.normal(size=(2, 4))
        layer.forward(x)
        once = layer.backward(dy)[1]
        layer.ctx[abi.ACCUMULATE] = 1
        layer.forward(x)
        twice = layer.backward(dy)[1]
        for name, value in once.items():
            close(twice[name], 2 * value)


def test_dropout_stands_between_stacked_layers_and_is_off_in_evaluation():
    layer, rng = Single("GRU", (3, 2), 2, hidden_size=4, num_layers=2, dropout=0.5), np.random.default_rng(0)
    plain = Single("GRU", (3, 2), 2, hidden_size=4, num_layers=2)
    x = rng.normal(size=(2, 3, 2))
    assert np.abs(layer.forward(x) - plain.forward(x)).max() > 1e-3
    layer.ctx[abi.TRAIN] = 0
    close(layer.forward(x), plain.forward(x))


def test_flat_inputs_are_refused_in_words():
    with pytest.raises(SpecError, match="needs \\(time, features\\)"):
        Single("LSTM", (64,), 1)


def test_embedding_copies_vectors_and_leaves_the_padding_alone():
    layer = Single("Embedding", (3,), 2, num_embeddings=5, embedding_dim=2, padding_idx=1)
    tokens, dy = np.array([[0.0, 1.0, 4.0], [4.0, 4.0, 1.0]]), np.ones((2, 3, 2))
    close(layer.forward(tokens), layer["weight"][tokens.astype(int)])
    counts = np.array([1.0, 0.0, 0.0, 0.0, 3.0])
    dx, grads = layer.backward(dy)
    close(grads["weight"], np.repeat(counts[:, None], 2, 1))
    assert not dx.any()


def test_a_number_that_is_no_token_gives_nan():
    layer = Single("Embedding", (2,), 1, num_embeddings=5, embedding_dim=2)
    y = layer.forward(np.array([[5.0, 2.0]]))
    assert np.isnan(y[0, 0]).all()
    assert np.isfinite(y[0, 1]).all()
