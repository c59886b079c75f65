"""Make the optimizers' figures with PyTorch 2.13: ``python -m tests.parity.make_optimizers`` from the checkout.

Needs torch and numpy alone. Muon's iteration runs in the run's precision here, as ours does for matrices as small as
these, because PyTorch's rounds it to bfloat16, which hides every digit after the third; that one is kept too, for a
looser comparison, and so is what it makes of matrices that are large enough for ours to round products.
"""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim import _muon as torch_muon
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn, get_swa_multi_avg_fn

from tests.parity.optimizer_cases import (
    BATCH,
    CASES,
    NEWTON_SCHULZ,
    ORTHOGONALISED,
    ROUNDED_STEPS,
    SHAPES,
    Case,
    examples,
    momentum_of,
    slope,
    start,
)

FOLDER = Path(__file__).with_name("optimizers")


def full_precision(grad: torch.Tensor, coefficients: Any, steps: int, eps: float) -> torch.Tensor:
    """Orthogonalise as PyTorch's Muon does, without its rounding."""
    a, b, c = coefficients
    x = grad.T if grad.size(0) > grad.size(1) else grad
    x = x / x.norm().clamp(min=eps)
    for _ in range(steps):
        gram = x @ x.T
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.T if grad.size(0) > grad.size(1) else x


class Both:
    """Muon for matrices and AdamW for the rest, as our Muon is."""

    def __init__(self, parameters: list[torch.Tensor], options: dict[str, Any]) -> None:
        shared = {k: options[k] for k in ("lr", "weight_decay") if k in options}
        self.matrices = torch.optim.Muon([p for p in parameters if p.ndim == 2], **options)
        shared.setdefault("weight_decay", 0.1)
        self.others = torch.optim.AdamW([p for p in parameters if p.ndim != 2], **shared)

    def zero_grad(self) -> None:
        self.matrices.zero_grad()
        self.others.zero_grad()

    def step(self) -> None:
        self.matrices.step()
        self.others.step()


def optimizer_of(case: Case, parameters: list[torch.Tensor]) -> Any:
    if case.optimizer == "Muon":
        return Both(parameters, case.options)
    options = dict(case.options)
    if case.optimizer == "Adafactor" and "eps" in options and options["eps"][0] == 0:
        options["eps"] = (None, options["eps"][1])
    return getattr(torch.optim, case.optimizer)(parameters, **options)


def on_quadratic(case: Case, real: torch.dtype) -> dict[str, np.ndarray]:
    parameters = {k: torch.tensor(v, dtype=real) for k, v in start().items()}
    optimizer = optimizer_of(case, list(parameters.values()))
    for step in range(case.steps_in(str(real).removeprefix("torch."))):
        for p in parameters.values():
            p.grad = torch.tensor(slope(p.numpy().astype(np.float64), step), dtype=real)
        optimizer.step()
    return {k: p.numpy() for k, p in parameters.items()}


def on_network(case: Case, real: torch.dtype) -> dict[str, np.ndarray]:
    model = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)).to(real)
    model.load_state_dict({k: torch.tensor(v, dtype=real) for k, v in start().items()})
    optimizer = optimizer_of(case, list(model.parameters()))
    x, y = (torch.tensor(v) for v in examples())
    x = x.to(real)
    training, losses, first = case.training, [], 0
    averaged = average_of(training.get("average"), model)
    per_epoch = -(-len(x) // BATCH)

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(xb), yb)
        for p in model.parameters():
            loss = loss + training.get("l1", 0) * p.abs().sum() + 0.5 * training.get("l2", 0) * (p**2).sum()
        loss.backward()
        if "clip_grad_value" in training:
            torch.nn.utils.clip_grad_value_(model.parameters(), training["clip_grad_value"])
        if "clip_grad_norm" in training:
            torch.nn.utils.clip_grad_norm_(model.parameters(), training["clip_grad_norm"])
        return loss

    for step in range(case.steps_in(str(real).removeprefix("torch."))):
        xb, yb = (x, y) if case.full else (x[first : first + BATCH], y[first : first + BATCH])
        first = 0 if first + BATCH >= len(x) else first + BATCH
        if case.optimizer == "LBFGS":
            losses.append(float(optimizer.step(closure).detach()))
        else:
            losses.append(float(closure().detach()))
            optimizer.step()
        if "max_norm" in training:
            with torch.no_grad():
                for p in model.parameters():
                    if p.ndim > 1:
                        p.copy_(torch.renorm(p, 2, 0, training["max_norm"]))
        if averaged is not None and due(training["average"], step, per_epoch):
            averaged.update_parameters(model)
    figures = {k: v.numpy() for k, v in model.state_dict().items()} | {
        "losses": np.array(losses)[:: max(1, len(losses) // 5)]
    }
    if averaged is not None:
        figures |= {f"average/{k}": v.numpy() for k, v in averaged.module.state_dict().items()}
    if case.optimizer == "ASGD":
        names = [k for k, _ in model.named_parameters()]
        figures |= {
            f"average/{k}": optimizer.state[p]["ax"].numpy() for k, p in zip(names, model.parameters(), strict=True)
        }
    return figures


def average_of(table: dict[str, Any] | None, model: torch.nn.Module) -> Any:
    if table is None:
        return None
    rule = get_ema_multi_avg_fn(table["decay"]) if table["type"] == "EMA" else get_swa_multi_avg_fn()
    return AveragedModel(model, multi_avg_fn=rule)


def due(table: dict[str, Any], step: int, per_epoch: int) -> bool:
    if table["type"] == "EMA":
        return True
    done = step + 1 - table["start"] * per_epoch
    return done >= 0 and done % table["every"] == 0


def defaults() -> dict[str, dict[str, Any]]:
    """Return each optimizer's options and their defaults."""
    found = {}
    for name in sorted({c.optimizer for c in CASES.values()}):
        options = list(inspect.signature(getattr(torch.optim, name)).parameters.values())[1:]
        found[name] = {p.name: p.default for p in options}
    return found


def main() -> None:
    torch.set_num_threads(1)
    rounded = on_network(replace(CASES["Muon-0"], steps=ROUNDED_STEPS), torch.float32)
    arrays = {"Muon-bfloat16/parameters": np.concatenate([rounded[k].ravel() for k in SHAPES])}
    for rows, columns in ORTHOGONALISED:
        rounded = torch_muon._zeropower_via_newtonschulz(torch.tensor(momentum_of(rows, columns)), *NEWTON_SCHULZ)
        arrays[f"Muon-bfloat16/{rows}x{columns}"] = rounded.float().numpy()
    torch_muon._zeropower_via_newtonschulz = full_precision
    for case in CASES.values():
        for real in (torch.float32, torch.float64):
            torch.set_default_dtype(real)
            run = on_network if case.problem == "network" else on_quadratic
            figures = run(case, real)
            key = f"{case.name}/{str(real).removeprefix('torch.')}"
            arrays[f"{key}/parameters"] = np.concatenate([figures[k].ravel() for k in SHAPES])
            if "losses" in figures:
                arrays[f"{key}/losses"] = figures["losses"]
            if "average/0.bias" in figures:
                arrays[f"{key}/average"] = np.concatenate([figures[f"average/{k}"].ravel() for k in SHAPES])
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(FOLDER / "figures.npz", **arrays)
    text = json.dumps({"torch": torch.__version__.split("+")[0], "defaults": defaults()}, indent=1)
    (FOLDER / "defaults.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
