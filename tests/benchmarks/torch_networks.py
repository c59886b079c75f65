"""The workloads' networks and optimizers in PyTorch."""

from __future__ import annotations

from typing import Any

from gdlab.lab.workloads import Workload
from gdlab.spec.calls import parse_call

_RECURRENT = ("RNN", "LSTM", "GRU")


def layer_tables(w: Workload) -> list[dict[str, Any]]:
    """Return the workload's layers as tables."""
    return [table(layer) for layer in w.layers]


def table(part: Any) -> dict[str, Any]:
    """Return a layer or an optimizer as a table with its ``type``."""
    return parse_call(part) if isinstance(part, str) else dict(part)


def torch_network(layers: list[dict[str, Any]], shape: tuple[int, ...]) -> Any:
    """Return the layers as torch modules; sizes that gdlab works out are left to torch's lazy modules."""
    from torch import nn

    class Recurrent(nn.Module):
        def __init__(self, kind: str, hidden_size: int, **options: Any) -> None:
            super().__init__()
            self.inner = getattr(nn, kind)(shape[-1], hidden_size, batch_first=True, **options)

        def forward(self, x: Any) -> Any:
            return self.inner(x)[0][:, -1]

    class Residual(nn.Module):
        def __init__(self, inside: Any, shrink: bool) -> None:
            super().__init__()
            self.inside, self.shrink = inside, shrink

        def forward(self, x: Any) -> Any:
            y = self.inside(x)
            if self.shrink:  # option A of He et al.: subsample, and pad the channels with zeros
                x = nn.functional.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, 0, y.shape[1] - x.shape[1]))
            return x + y

    lazy = {
        "Linear": nn.LazyLinear,
        "Conv1d": nn.LazyConv1d,
        "Conv2d": nn.LazyConv2d,
        "BatchNorm2d": nn.LazyBatchNorm2d,
    }
    made: list[Any] = []
    for layer in layers:
        given = {key: value for key, value in layer.items() if key != "init"}  # where it starts costs no time
        name = given.pop("type")
        if name in _RECURRENT:
            made.append(Recurrent(name, **given))
        elif name == "Residual":
            made.append(Residual(torch_network(given["layers"], shape), given["shortcut"] == "pad"))
        elif name in lazy:
            given = {"kernel_size": 3, **given} if name.startswith("Conv") else given
            made.append(lazy[name](**given))
        else:
            given = {"kernel_size": 2, **given} if name == "MaxPool2d" else given
            made.append(getattr(nn, name)(**given))
    return nn.Sequential(*made)


class TorchOptimizer:
    """A workload's optimizer: fused where there is such a version, and AdamW for what Muon does not take.

    Args:
        w: the workload.
        model: its network.
    """

    def __init__(self, w: Workload, model: Any) -> None:
        import torch

        given = table(w.optimizer)
        name = given.pop("type")
        self.evaluates = name == "LBFGS"
        parameters = list(model.parameters())
        if name == "Muon":
            matrices, rest = ([p for p in parameters if (p.ndim == 2) == wanted] for wanted in (True, False))
            self._parts = [torch.optim.Muon(matrices, **given), torch.optim.AdamW(rest, fused=True)]
        else:
            fused = {} if self.evaluates else {"fused": True}
            self._parts = [getattr(torch.optim, name)(parameters, **fused, **given)]

    def step(self, loss_of: Any) -> None:
        """Take one step down a function that returns the loss with its graph."""

        def closure() -> Any:
            for part in self._parts:
                part.zero_grad(set_to_none=True)
            loss = loss_of()
            loss.backward()
            return loss

        if self.evaluates:
            self._parts[0].step(closure).item()
            return
        loss = closure()
        for part in self._parts:
            part.step()
        loss.item()  # everybody records the loss of each step
