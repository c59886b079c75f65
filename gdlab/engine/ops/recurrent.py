"""Recurrent layers: Elman's network, the gated recurrent unit and long short-term memory."""

from __future__ import annotations

import inspect
from typing import ClassVar, Literal

from gdlab.engine.initialisers.base import default_draw, draw_or
from gdlab.engine.machine.native import Kernel
from gdlab.engine.network.builder import Builder, Tensor
from gdlab.engine.ops.base import Layer
from gdlab.engine.ops.gru_kernels import gru_backward, gru_forward
from gdlab.engine.ops.lstm_kernels import lstm_backward, lstm_forward
from gdlab.engine.ops.recurrent_parts import scratch_numbers
from gdlab.engine.ops.residual import fork_backward, fork_forward
from gdlab.engine.ops.rnn_kernels import rnn_backward, rnn_forward
from gdlab.spec.base import knob, member
from gdlab.spec.kinds import OptionalInit


class _Recurrent(Layer):
    """What recurrent layers share: fields, shapes and names of parameters.

    Shapes: (time, features) to (time, directions · hidden_size), or to (directions · hidden_size,) when only the last
    hidden state is returned (of a backward direction: the one after the first time step). The first hidden state is
    zero. Parameters bear PyTorch's names: ``weight_ih_l0`` (gates · hidden_size, features), ``weight_hh_l0``,
    ``bias_ih_l0``, ``bias_hh_l0``, and ``…_reverse`` for the backward direction; initial values are uniform in
    ±1/√hidden_size.
    """

    hidden_size: int = knob(32, "Numbers in the hidden state.", ge=1, le=65536)
    num_layers: int = knob(1, "Layers stacked on one another.", ge=1, le=64)
    bias: bool = knob(True, "Add trainable offsets.")
    dropout: float = knob(0.0, "Share of each layer's outputs dropped on the way to the next one.", ge=0, lt=1)
    bidirectional: bool = knob(False, "Also read the sequence backwards and join both.")
    return_sequence: bool = knob(False, "Return every hidden state; off returns the last one.")
    init: OptionalInit = knob(None, "How initial weights are drawn; none is PyTorch's default.")

    gates: ClassVar[int] = 1
    #: Vectors of the hidden state's size that a kernel keeps for each example: (a time step, besides).
    kept: ClassVar[tuple[int, int]] = (0, 0)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel of one layer in one direction."""
        raise NotImplementedError

    def flavour(self) -> int:
        """Return the integer that only this kind's kernels read."""
        return 0

    def build(self, builder: Builder, x: Tensor) -> Tensor:
        """Stack the layers, one instruction a layer and direction."""
        if len(x.shape) != 2:
            raise builder.refuse(
                self,
                f"needs (time, features), and gets {x.shape}; "
                "put an Embedding before it for tokens, or choose data in windows",
            )
        for layer in range(self.num_layers):
            last = layer == self.num_layers - 1
            x = self._layer(builder, x, layer, self.return_sequence or not last)
            if self.dropout > 0 and not last:
                x = member("layer", "Dropout")(p=self.dropout).build(builder, x)  # type: ignore[attr-defined]
        return x

    def _layer(self, builder: Builder, x: Tensor, layer: int, sequence: bool) -> Tensor:
        time, _ = x.shape
        directions = 2 if self.bidirectional else 1
        wide = directions * self.hidden_size
        readers = [x]
        if self.bidirectional:
            readers.append(builder.fork(x))
            builder.emit(fork_forward, fork_backward, x, readers[1], by_example=True)
        y = builder.tensor((time, wide) if sequence else (wide,))
        for direction, reader in enumerate(readers):
            self._direction(builder, reader, y, f"_l{layer}" + ("_reverse" if direction else ""), direction, sequence)
        return y

    def _direction(self, builder: Builder, x: Tensor, y: Tensor, suffix: str, direction: int, sequence: bool) -> None:
        time, features = x.shape
        hidden, rows = self.hidden_size, self.gates * self.hidden_size
        default = default_draw(hidden)
        draw = draw_or(self.init, default)
        parameters = [
            builder.parameter(f"weight_ih{suffix}", (rows, features), draw, axes=(1, 0)),
            builder.parameter(f"weight_hh{suffix}", (rows, hidden), draw, axes=(1, 0)),
        ]
        if self.bias:
            parameters += [builder.parameter(f"bias_{k}{suffix}", (rows,), default) for k in ("ih", "hh")]
        wide = y.shape[-1]
        *packed, turned_each, turned_besides = scratch_numbers(time, features, hidden, self.gates)
        ints = (
            time,
            features,
            hidden,
            int(self.bias),
            direction,
            wide,
            direction * hidden,
            int(sequence),
            self.flavour(),
            *packed,
        )
        per_step, besides = self.kept
        each = hidden * (time * (self.gates + 1 + per_step) + besides + 2) + turned_each
        fixed = rows + sum(packed) + turned_besides
        work = time * rows * (features + hidden)
        builder.emit(*self.kernels(), x, y, parameters=parameters, ints=ints, scratch=(each, fixed), work=work)


def _with_shapes(docstring: str | None) -> str:
    """Return a layer's docstring followed by the shapes and parameters that all recurrent layers have."""
    own, shared = (inspect.cleandoc(text or "") for text in (docstring, _Recurrent.__doc__))
    return f"{own}\n\n{shared.partition(chr(10) * 2)[2]}"


class RNN(_Recurrent):
    r"""A recurrent layer with one state (Elman 1990).

    .. math:: h_t = \tanh(W x_t + b + U h_{t-1} + c)

    PyTorch's name: ``torch.nn.RNN``.

    >>> from gdlab.engine.ops.recurrent import RNN
    >>> RNN(hidden_size=8).output_shape((20, 3))
    (8,)
    """

    __doc__ = _with_shapes(__doc__)
    type: Literal["RNN"] = "RNN"
    nonlinearity: Literal["tanh", "relu"] = knob("tanh", "What is applied to each new state.")

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return rnn_forward, rnn_backward

    def flavour(self) -> int:
        """Return 1 for the rectifier."""
        return int(self.nonlinearity == "relu")


class GRU(_Recurrent):
    r"""A recurrent layer whose state is renewed through gates (Cho et al. 2014), as PyTorch and cuDNN compute it.

    .. math::

       r_t &= \sigma(W_r x_t + b_r + U_r h_{t-1} + c_r)\\
       z_t &= \sigma(W_z x_t + b_z + U_z h_{t-1} + c_z)\\
       n_t &= \tanh(W_n x_t + b_n + r_t \odot (U_n h_{t-1} + c_n))\\
       h_t &= (1 - z_t) \odot n_t + z_t \odot h_{t-1}

    PyTorch's name: ``torch.nn.GRU``.

    >>> from gdlab.engine.ops.recurrent import GRU
    >>> GRU(hidden_size=8).output_shape((20, 3))
    (8,)
    """

    __doc__ = _with_shapes(__doc__)
    type: Literal["GRU"] = "GRU"
    gates: ClassVar[int] = 3
    kept: ClassVar[tuple[int, int]] = (1, 0)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return gru_forward, gru_backward


class LSTM(_Recurrent):
    r"""A recurrent layer with a gated cell beside its state (Hochreiter and Schmidhuber 1997; Gers et al. 2000).

    .. math::

       i_t, f_t, o_t &= \sigma(W_{i,f,o}\, x_t + b_{i,f,o} + U_{i,f,o}\, h_{t-1} + c_{i,f,o})\\
       g_t &= \tanh(W_g x_t + b_g + U_g h_{t-1} + c_g)\\
       s_t &= f_t \odot s_{t-1} + i_t \odot g_t,\quad h_t = o_t \odot \tanh(s_t)

    PyTorch's name: ``torch.nn.LSTM``.

    >>> from gdlab.engine.ops.recurrent import LSTM
    >>> LSTM(hidden_size=8).output_shape((20, 3))
    (8,)
    """

    __doc__ = _with_shapes(__doc__)
    type: Literal["LSTM"] = "LSTM"
    gates: ClassVar[int] = 4
    kept: ClassVar[tuple[int, int]] = (2, 2)

    def kernels(self) -> tuple[Kernel, Kernel]:
        """Return the forward and the backward kernel."""
        return lstm_forward, lstm_backward
