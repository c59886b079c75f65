"""The fields of a spec's class as a table on the terminal: name, default, what is allowed, meaning."""

from __future__ import annotations

from gdlab.cli.console import out
from gdlab.cli.plain_table import plain_table
from gdlab.spec.base import Spec
from gdlab.spec.field_words import allowed_text, default_text
from gdlab.spec.fields import fields


def print_field_table(spec: type[Spec]) -> None:
    """Print each field of a class of specs, or that it has none."""
    if not fields(spec):
        out.print("It has no fields.")
        return
    table = plain_table()
    for name in ("field", "default", "allowed", "meaning"):
        table.add_column(name, overflow="fold", max_width=24 if name == "allowed" else None)
    for field in fields(spec):
        unit = f" Unit: {field.unit}." if field.unit else ""
        table.add_row(field.name, default_text(field), allowed_text(field), f"{field.help}{unit}")
    out.print(table)
