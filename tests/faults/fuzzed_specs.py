"""Specs that nobody would write: values of a wrong kind in any place, text that is cut, doubled and mixed up."""

from __future__ import annotations

import math
import random
from typing import Any

import tomli_w

from gdlab.spec.base import load_members, members

load_members()
_KINDS = ("layer", "optimizer", "schedule", "loss", "init", "average", "data", "metric")
_NAMES = sorted({name for kind in _KINDS for name in members(kind)})
_WORDS = (
    "", " ", "nan", "inf", "-inf", "1e999", "True", "None", "é", "\u202e", "x" * 5000, "../../etc/passwd", "/dev/zero",
    "__class__", "lr", "{}", "[]", "$x", "%s", "{0}", "\t\n", "𝟙", "1_000", "0x10", "1e-400", "-0.0",
)  # fmt: skip
_PIECES = (
    "=", "[", "]", "[[", "]]", "{", "}", '"', "'", '"""', "\n", ",", ".", "#", "\\u0000", "\\ud800", "1e400", "inf",
    "nan", "0b1", "9" * 400, "1979-05-27T07:32:00Z", "\ufeff", "\r", "\x00", "\x7f", "[training]\n", "[data]\n",
    "type = ", "optimizer = ", "true", "network.layers = [[]]\n", "a.b.c = 1\n",
)  # fmt: skip


def valid_table(rng: random.Random) -> dict[str, Any]:
    """Return a plain spec as a table, with members drawn by name."""
    layers = [{"type": "Tanh"}, *([call(rng, "layer")] if rng.random() < 0.2 else []), "Linear(out_features=2)"]
    return {
        "name": "fuzzed",
        "seed": rng.randrange(5),
        "data": {"type": "moons", "n_samples": 40, "val_fraction": 0.25},
        "network": {"layers": [{"type": "Linear", "out_features": 4}, *layers]},
        "optimizer": {"type": rng.choice(sorted(members("optimizer"))), "lr": 0.01},
        "loss": call(rng, "loss") if rng.random() < 0.1 else "CrossEntropyLoss",
        "training": {"epochs": 1, "batch_size": 10},
    }


def strange(rng: random.Random, depth: int = 0) -> Any:
    """Return any value that TOML can hold."""
    kind = rng.randrange(9 if depth < 3 else 6)
    match kind:
        case 0:
            return rng.choice((0, 1, -1, 2**31, 2**63 - 1, -(2**63), 10**30, rng.randrange(-5, 5)))
        case 1:
            return rng.choice((0.0, -0.0, 5e-324, 1e308, math.inf, -math.inf, math.nan, rng.gauss(0, 10)))
        case 2:
            return rng.choice((True, False))
        case 3:
            return rng.choice(_WORDS)
        case 4:
            return call(rng)
        case 5:
            return formula(rng)
        case 6:
            return [strange(rng, depth + 1) for _ in range(rng.choice((0, 1, 2, 3, 40)))]
        case 7:
            return {rng.choice(("type", "lr", "", "a b", "π")): strange(rng, depth + 1) for _ in range(2)}
        case _:
            return {"type": rng.choice(_NAMES), rng.choice(("p", "lr", "n")): strange(rng, depth + 1)}


def call(rng: random.Random, kind: str = "", depth: int = 0) -> str:
    """Return a member as a call, with arguments that may not fit."""
    name = rng.choice(sorted(members(kind)) if kind else _NAMES)
    count = rng.choice((0, 0, 1, 2, 3))
    return f"{name}({', '.join(_argument(rng, depth) for _ in range(count))})"


def formula(rng: random.Random, depth: int = 0) -> str:
    """Return an expression as schedules and surfaces take them, or nearly one."""
    if depth > 5 or rng.random() < 0.3:
        return rng.choice(("x", "epoch", "t", "1", "0.5", "1e9", "pi", "e", "__import__", "x.real", "()", "2**9999"))
    a, b = formula(rng, depth + 1), formula(rng, depth + 1)
    return rng.choice(
        (f"({a} + {b})", f"{a} ** {b}", f"{a} / {b}", f"sin({a})", f"max({a}, {b})", f"-{a}", f"{a} if {b} else {a}",
         f"{a}[{b}]", f"lambda: {a}", f"{a} % {b}", f"log({a}", f"{a} < {b}", "(" * 60 + a)
    )  # fmt: skip


def _argument(rng: random.Random, depth: int) -> str:
    value = rng.choice(
        ("1", "0", "-1", "1e-3", "nan", "'a'", "[1, 2]", "(3,)", "True", "None", "{}", "x", "*a", "**b", "1j", "b'x'",
         call(rng, depth=depth + 1) if depth < 3 else "2", "lambda: 1", "f'{1}'", "9" * 5000, "-" * 300 + "1")
    )  # fmt: skip
    name = rng.choice(("", "lr=", "p=", "out_features=", "betas=", "bias=", "lr=lr=", "é=", "type="))
    return name + value


def random_place(rng: random.Random, table: Any) -> tuple[Any, Any]:
    """Return a table or list somewhere within a table, and a key or index of it; (None, None) where that is empty."""
    place = table
    while place:
        key = rng.choice(list(place) if isinstance(place, dict) else list(range(len(place))))
        if not isinstance(place[key], (dict, list)) or rng.random() >= 0.7:
            return place, key
        place = place[key]
    return None, None


def fuzzed_table(rng: random.Random, table: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a table some places of which hold a strange value, or are gone: a spec's, or the one that is given."""
    table = table or valid_table(rng)
    for _ in range(rng.choice((1, 1, 2, 4))):
        place, key = random_place(rng, table)
        if place is None:
            continue
        if rng.random() < 0.15:
            del place[key]
        elif rng.random() < 0.2 and isinstance(place, dict):
            place[rng.choice((f"{key}s", str(key).upper(), "type", "é", rng.choice(_WORDS)))] = strange(rng)
        else:
            place[key] = strange(rng)
    return table


def fuzzed_text(rng: random.Random) -> bytes:
    """Return a spec file that may be no TOML at all."""
    try:
        text = tomli_w.dumps(fuzzed_table(rng) if rng.random() < 0.6 else valid_table(rng))
    except (TypeError, ValueError, UnicodeError):
        text = tomli_w.dumps(valid_table(rng))
    for _ in range(rng.choice((0, 0, 1, 2, 6))):
        at = rng.randrange(len(text) + 1)
        cut = rng.choice((0, 0, 1, 5, 40))
        text = text[:at] + rng.choice((*_PIECES, *_WORDS)) + text[at + cut :]
    raw = text.encode("utf-8", "surrogatepass")
    return rng.choice((raw, raw, raw, text.encode("utf-16", "surrogatepass"), raw[: rng.randrange(len(raw) + 1)]))
