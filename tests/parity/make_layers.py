"""Write PyTorch's answers to the cases; run by hand in an environment with torch==2.13.0 and NumPy.

    python -m tests.parity.make_layers            # every case
    python -m tests.parity.make_layers relu lstm  # these cases only

One small file a case goes to ``tests/parity/layers/``. Nothing of gdlab is imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

from tests.parity.cases import SGD, Case, all_cases, families, start

FOLDER = Path(__file__).with_name("layers")
Shape = tuple[int, ...]


def modules() -> dict[str, Callable[[dict[str, Any], Shape], nn.Module]]:
    """Return how our layers are made in torch; a type that is not here is torch.nn's of the same name."""
    found: dict[str, Any] = {}
    for family in families():
        found |= family.modules() if hasattr(family, "modules") else {}
    return found


def build(layers: tuple[dict[str, Any], ...], shape: Shape, tokens: int = 0) -> nn.Sequential:
    """Return the torch network of our layers; shapes are found by passing two examples through."""
    network, makers = nn.Sequential(), modules()
    x = torch.zeros((2, *shape), dtype=torch.int64 if tokens else torch.get_default_dtype())
    for layer in layers:
        table = {k: v for k, v in layer.items() if k != "type"}
        make = makers.get(layer["type"])
        made = make(table, tuple(x.shape[1:])) if make else getattr(nn, layer["type"])(**table)
        network.append(made)
        with torch.no_grad():
            x = made.eval()(x)
    return network.train()


def loss_of(case: Case) -> Callable[[torch.Tensor, torch.Tensor], torch.Tensor]:
    """Return the loss on our outputs (N, positions, classes) or (N, values) and targets (N, ...)."""
    table = {k: v for k, v in case.loss_table.items() if k != "type"}
    name = case.loss_table["type"]
    table |= {k: torch.tensor(table[k]) for k in ("weight", "pos_weight") if k in table}
    if name == "BCEWithLogitsLoss":
        loss = nn.BCEWithLogitsLoss(**table)
        return lambda out, y: loss(out, y.reshape(out.shape).to(out.dtype))
    loss = getattr(nn, name)(**table)
    if case.classes:
        return lambda out, y: loss(out.reshape(y.numel(), -1), y.reshape(-1))
    return lambda out, y: loss(out, y.reshape(out.shape))


def answer(case: Case, dtype: str) -> dict[str, np.ndarray]:
    """Train as the case says; return losses, final parameters and buffers, and outputs in evaluation mode."""
    torch.set_default_dtype(getattr(torch, dtype))
    torch.manual_seed(0)
    network = build(case.layers, case.shape, case.tokens)
    initial = start(case, {k: tuple(p.shape) for k, p in network.named_parameters()})
    network.load_state_dict({k: torch.tensor(v.astype(dtype)) for k, v in initial.items()}, strict=False)
    x = torch.tensor(case.inputs().astype("int64" if case.tokens else dtype))
    y = torch.tensor(case.answers() if case.classes else case.answers().astype(dtype))
    table = dict(case.optimizer or SGD)
    optimizer = getattr(torch.optim, table.pop("type"))(network.parameters(), **table)
    loss, losses, first = loss_of(case), [], 0
    for _ in range(case.steps):
        optimizer.zero_grad()
        value = loss(network(x[first : first + case.batch]), y[first : first + case.batch])
        value.backward()
        optimizer.step()
        losses.append(value.item())
        first = first + case.batch if first + case.batch < case.examples else 0
    network.eval()
    with torch.no_grad():
        outputs = network(x[:4]).numpy()
    state = {f"state/{k}": v.numpy() for k, v in network.state_dict().items()}
    return {"losses": np.array(losses), "outputs": outputs, **state}


def main(names: list[str]) -> None:
    """Write the files of the named cases, or of all."""
    FOLDER.mkdir(exist_ok=True)
    torch.set_num_threads(1)
    cases = all_cases()
    for name in names or cases:
        figures = {f"{dtype}/{k}": v for dtype in ("float32", "float64") for k, v in answer(cases[name], dtype).items()}
        np.savez_compressed(FOLDER / f"{name}.npz", **figures)
        losses = figures["float64/losses"]
        print(f"{name}: {len(losses)} steps, loss {losses[0]:.4f} -> {losses[-1]:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
