"""Every benchmark can still be imported: no test runs them, and the program changes beneath them."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).with_name("benchmarks").glob("*.py"))


@pytest.mark.parametrize("name", [file.stem for file in FILES if file.stem not in ("__init__", "__main__")])
def test_a_benchmark_can_be_imported(name: str):
    assert importlib.import_module(f"tests.benchmarks.{name}").__doc__
