"""Write sympy's figures for every surface into ``surfaces.json``; run by hand, since sympy is no dependency.

``python -m tests.diagnose.make_surfaces`` differentiates each surface's formula symbolically, and a list of formulas
that use every function, and evaluates value, gradient and Hessian with 30 digits.
"""

from __future__ import annotations

import json
from pathlib import Path

import sympy

from gdlab.spec.base import members

#: Formulas that use every operation and function, away from kinks.
FORMULAS = (
    "x^2 + 3*y^2 + sin(3*x)",
    "sqrt(1 + x^2) * log(2 + y^2) - tan(x*y/3)",
    "exp(-x^2) / (1 + exp(y)) + tanh(x - y)",
    "abs(x - 5) * min(x, y + 3) - max(x*y, x + y + 9)",
    "(2 + x^2)^(0.3*y) + (3 + cos(x))^1.5 + (1 + y^2)^-2",
    "2^x + e^-y + x^3 - x^-3 - pi",
    "x*x*x*y - (x - y) / (4 - x) + --x",
    "y",
)
POINTS = ((0.3, 0.7), (-1.1, 0.45), (1.7, -1.25), (0.9, 0.2))
FILE = Path(__file__).with_name("surfaces.json")


def figures(text: str) -> list[list[float]]:
    """Return value, two first and three second derivatives at each point."""
    x, y = sympy.symbols("x y")
    size = lambda z: sympy.sqrt(z**2)  # noqa: E731 - |z| in a form whose derivatives sympy evaluates
    names = {"x": x, "y": y, "e": sympy.E, "abs": size}
    names |= {"min": lambda a, b: (a + b - size(a - b)) / 2, "max": lambda a, b: (a + b + size(a - b)) / 2}
    f = sympy.sympify(text.replace("^", "**"), locals=names)
    parts = [f, f.diff(x), f.diff(y), f.diff(x, 2), f.diff(x, y), f.diff(y, 2)]
    return [[float(sympy.N(p.subs({x: sympy.Float(str(a), 30), y: sympy.Float(str(b), 30)}), 30)) for p in parts]
            for a, b in POINTS]  # fmt: skip


if __name__ == "__main__":
    texts = {name: cls().formula() for name, cls in sorted(members("surface").items())}
    texts |= {text: text for text in FORMULAS}
    table = {name: {"formula": text, "figures": figures(text)} for name, text in texts.items()}
    FILE.write_text(json.dumps({"points": POINTS, "surfaces": table}, indent=1) + "\n", encoding="utf-8")
