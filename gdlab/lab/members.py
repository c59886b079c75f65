"""Make every layer, optimizer, data set, ... known to the spec by importing the rooms that hold them."""

from __future__ import annotations

from gdlab.data import catalogue as data_catalogue
from gdlab.engine import catalogue as engine_catalogue


def load_members() -> None:
    """Import the members of engine and data once."""
    engine_catalogue.load()
    data_catalogue.load()
