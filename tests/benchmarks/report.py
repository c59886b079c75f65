"""Write docs/performance.md: what was measured replaces its section, what was written by hand stays."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from llvmlite import binding

from gdlab.engine.network.memory_limit import available
from gdlab.lab import bench

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
_PACKAGES = ("numba", "numpy", "scipy", "torch", "jax", "scikit-learn")
_PEERS = ("gdlab", "PyTorch", "JAX", "scikit-learn")


def machine() -> str:
    """Return what this machine is: cores, processor, vectors, free memory."""
    features = binding.get_host_cpu_features()
    vectors = next((name for key, name in (("avx512f", "AVX-512"), ("avx2", "AVX2")) if features.get(key)), "")
    name = re.sub(r"\((?:R|TM)\)", "", bench.processor())
    memory = f"{(available() or 0) / 2**30:.0f} GiB free"
    return ", ".join(part for part in (f"{os.cpu_count()} cores of {name}", vectors, memory) if part)


def bind_to_one_core() -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def conditions(what: str, load: float) -> str:
    """Return the paragraph that says when and where a table was measured."""
    found = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    return (
        f"Measured on {datetime.now(UTC).date()} on {what}; Python {platform.python_version()}, {found}. "
        f"Other programs' load when it began: {load:.1f}.\n\n"
    )


def lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is text and whose others are numbers."""
    made = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    return "\n".join([*made, *(f"| {' | '.join(row)} |" for row in rows)]) + "\n"


def race_table(raced: Sequence[tuple[str, dict[str, tuple[float, float]]]], rounds: int) -> str:
    """Return the table of a race: microseconds a step, and in brackets how many times gdlab's that is."""
    text = (
        "Microseconds of processor time a training step, and in brackets how many times gdlab's own time that is: one "
        "thread each, in one process on one core, turn by turn, medians "
        f"over {rounds} rounds of the ratio within a round. PyTorch runs eagerly with its fused optimizers, JAX an "
        "epoch in one jitted `lax.scan`, scikit-learn one `partial_fit` an epoch; gdlab's time includes shuffling, "
        "recording every step and its own bookkeeping.\n\n"
    )
    return text + lines(("step", *_PEERS), [(title, *(_cell(p, found) for p in _PEERS)) for title, found in raced])


def _cell(peer: str, found: dict[str, tuple[float, float]]) -> str:
    if peer not in found:
        return ""
    microseconds, ratio = found[peer]
    return f"{microseconds:.1f}" + (f" ({ratio:.2f}×)" if peer != "gdlab" else "")


def write(title: str, text: str) -> None:
    """Put a section's text in the place of what stood under its title."""
    page = PAGE.read_text(encoding="utf-8") if PAGE.exists() else "# Performance\n"
    section = f"## {title}\n\n{text.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if pattern.search(page):
        page = pattern.sub(lambda _: section + "\n", page).rstrip() + "\n"
    else:
        page = f"{page.rstrip()}\n\n{section}"
    PAGE.write_text(page, encoding="utf-8")
    print(f"Wrote {title} into {PAGE.name}")
