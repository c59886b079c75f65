"""The update rules that PyTorch runs as gdlab exports them: every shipped one, and one with every function there is.

To make the figures anew: ``python -m tests.parity.rule_cases FOLDER`` writes the exported sources with gdlab, and
``python -m tests.parity.make_rules FOLDER`` runs them where torch is.
"""

from __future__ import annotations

import sys
from pathlib import Path

#: Steps that are compared.
STEPS = 200
FIGURES = Path(__file__).with_name("rules") / "figures.npz"
#: A rule that has every function of the language; it goes downhill all the same.
EVERYTHING = """
param lr = 0.02 in [0, 1]
param bound = 0.5 in (0, inf)
state m, v
d = clip(g, -bound, bound) + 0.01 * sign(p) * sqrt(abs(p)) + 0.001 * (sin(p) + cos(t) - tan(0.1) + tanh(p))
m = 0.8 * m + 0.2 * where(d, d, 1.1 * d)
v = max(0.95 * v, min(d^2, 4)) + 1e-6 * exp(-t) * log(2 + t % 7)
size = norm(m) / (1 + floor(t / 50)) + abs(mean(g)) + 0 * sum(v)
p = p - lr * m / (sqrt(v) + 0.1) * min(1, 2 / (size + e)) * pi / 4
"""


def texts() -> dict[str, str]:
    """Return the text of each rule by its name."""
    from gdlab.paths import resource

    shipped = {path.stem: path.read_text(encoding="utf-8") for path in sorted(resource("rules").glob("*.rule"))}
    return shipped | {"everything": EVERYTHING}


def exported() -> dict[str, str]:
    """Return the source of each rule as an optimizer of PyTorch, by the rule's name."""
    from gdlab.spec.rule_parser import parse_rule
    from gdlab.spec.rule_torch import torch_source

    return {name: torch_source(parse_rule(text), name) for name, text in texts().items()}


if __name__ == "__main__":
    for name, source in exported().items():
        (Path(sys.argv[1]) / f"{name}.py").write_text(source, encoding="utf-8")
