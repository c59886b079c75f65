"""Write PyTorch's rounding errors of gradients; run by hand in an environment with torch==2.13.0 and NumPy.

    python -m tests.parity.make_rounding

For each stack of convolutions: by parameter, the error of the gradient in single precision against the one in double
precision, of PyTorch on one thread. Nothing of gdlab is imported.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from tests.parity.cases import Case
from tests.parity.make_layers import build
from tests.parity.rounding_cases import ROUNDING_CASES, rounded_start, rounding_error

FILE = Path(__file__).with_name("rounding.json")


def gradients(case: Case, dtype: torch.dtype) -> dict[str, np.ndarray]:
    """Return the gradient of the first batch's loss by each parameter."""
    torch.set_default_dtype(dtype)
    network = build(case.layers, case.shape)
    initial = rounded_start(case, {k: tuple(p.shape) for k, p in network.named_parameters()})
    network.load_state_dict({k: torch.tensor(v).to(dtype) for k, v in initial.items()})
    x, y = torch.tensor(case.inputs().astype("float32")).to(dtype), torch.tensor(case.answers())
    torch.nn.functional.cross_entropy(network(x), y).backward()
    return {k: p.grad.numpy() for k, p in network.named_parameters() if p.grad is not None}


def main() -> None:
    """Write the file."""
    torch.set_num_threads(1)
    errors = {}
    for name, case in ROUNDING_CASES.items():
        single, double = gradients(case, torch.float32), gradients(case, torch.float64)
        errors[name] = {k: rounding_error(single[k], double[k]) for k in double}
    FILE.write_text(json.dumps(errors, indent=1) + "\n")


if __name__ == "__main__":
    main()
