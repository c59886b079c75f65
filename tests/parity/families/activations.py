"""Activations."""

from __future__ import annotations

from tests.parity.cases import around

CASES = (around("relu", {"type": "ReLU"}),)
