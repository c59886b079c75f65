"""Run the exported update rules with PyTorch 2.13: ``python -m tests.parity.make_rules FOLDER`` from the checkout.

FOLDER holds the sources that ``python -m tests.parity.rule_cases FOLDER`` wrote; needs torch and numpy alone. The
figures keep a digest of each source, so that a test notices when the export has become another.
"""

from __future__ import annotations

import hashlib
import runpy
import sys
from pathlib import Path

import numpy as np
import torch

from tests.parity.optimizer_cases import BATCH, examples, start
from tests.parity.rule_cases import FIGURES, STEPS


def steps_of(rule: type[torch.optim.Optimizer], real: torch.dtype) -> np.ndarray:
    """Return the parameters after each tenth of the steps, (10, parameters)."""
    model = torch.nn.Sequential(torch.nn.Linear(6, 8), torch.nn.Tanh(), torch.nn.Linear(8, 3)).to(real)
    model.load_state_dict({k: torch.tensor(v, dtype=real) for k, v in start().items()})
    optimizer = rule(model.parameters())
    x, y = (torch.tensor(v) for v in examples())
    x, first, found = x.to(real), 0, []
    for step in range(STEPS):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(model(x[first : first + BATCH]), y[first : first + BATCH]).backward()
        optimizer.step()
        first = 0 if first + BATCH >= len(x) else first + BATCH
        if (step + 1) % (STEPS // 10) == 0:
            found.append(torch.cat([p.detach().ravel() for p in model.parameters()]).numpy().copy())
    return np.array(found)


def main(folder: Path) -> None:
    """Write the figures of every source in a folder."""
    torch.set_num_threads(1)
    figures = {}
    for path in sorted(folder.glob("*.py")):
        rules = [v for v in runpy.run_path(str(path)).values() if isinstance(v, type)]
        (rule,) = (v for v in rules if issubclass(v, torch.optim.Optimizer))
        figures[f"{path.stem}/digest"] = np.array(hashlib.sha256(path.read_bytes()).hexdigest())
        for real in (torch.float32, torch.float64):
            figures[f"{path.stem}/{str(real).removeprefix('torch.')}"] = steps_of(rule, real)
    FIGURES.parent.mkdir(exist_ok=True)
    np.savez_compressed(FIGURES, **figures)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
