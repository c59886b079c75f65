"""Make the schedules' figures with PyTorch 2.13: ``python -m tests.parity.make_schedules`` from the checkout."""

from __future__ import annotations

import inspect
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim import lr_scheduler

from tests.parity.schedule_cases import BASE, CASES, HORIZON, Case, losses

FOLDER = Path(__file__).with_name("schedules")


def made(optimizer: Any, kind: str, options: dict[str, Any]) -> Any:
    options = {k: v for k, v in options.items() if k != "type"}
    if "schedulers" not in options:
        return getattr(lr_scheduler, kind)(optimizer, **options)
    inner = [made(optimizer, o["type"], o) for o in options.pop("schedulers")]
    if kind == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(inner, optimizer)
    return lr_scheduler.SequentialLR(optimizer, inner, **options)


def figures(case: Case) -> np.ndarray:
    """Return learning rate and momentum at each tick, (ticks, 2)."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=BASE, momentum=0.5)
    kind = case.torch_type or case.type
    options = case.torch if case.torch_type else {**case.options, **case.torch}
    schedule, seen = made(optimizer, kind, options), losses()
    out = np.empty((HORIZON, 2))
    for t in range(HORIZON):
        out[t] = optimizer.param_groups[0]["lr"], optimizer.param_groups[0]["momentum"]
        optimizer.step()
        schedule.step(float(seen[t])) if kind == "ReduceLROnPlateau" else schedule.step()
    return out


def defaults() -> dict[str, dict[str, Any]]:
    found = {}
    for name in sorted({c.type for c in CASES.values()} & set(dir(lr_scheduler))):
        options = inspect.signature(getattr(lr_scheduler, name)).parameters.values()
        found[name] = {p.name: p.default for p in options if p.default is not inspect.Parameter.empty}
    return found


def main() -> None:
    warnings.simplefilter("ignore")  # SequentialLR calls the deprecated step(0) itself
    FOLDER.mkdir(exist_ok=True)
    np.savez_compressed(FOLDER / "figures.npz", **{name: figures(case) for name, case in CASES.items()})
    text = json.dumps({"torch": torch.__version__.split("+")[0], "defaults": defaults()}, indent=1)
    (FOLDER / "defaults.json").write_text(text + "\n")


if __name__ == "__main__":
    main()
