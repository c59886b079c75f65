"""What `gdlab data show` says of a data set that is not read: licence, what is missing, and its fields."""

from __future__ import annotations

from rich.table import Table

from gdlab.cli.console import out
from gdlab.data.base import Source
from gdlab.data.listing import Entry
from gdlab.spec.field_words import allowed_text, default_text
from gdlab.spec.fields import fields


def print_fields(spec: Source, entry: Entry) -> None:
    """Print the licence of a data set, what is missing before it can be read, and each of its fields.

    Args:
        spec: the data set with the fields that are set.
        entry: what the catalogue says of it.
    """
    for sentence in (entry.licence, spec.needed_files()):
        if sentence:
            out.print(sentence, soft_wrap=True, markup=False, highlight=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("field", "default", "allowed", "meaning"):
        table.add_column(name, overflow="fold", max_width=24 if name == "allowed" else None)
    for field in fields(type(spec)):
        unit = f" Unit: {field.unit}." if field.unit else ""
        table.add_row(field.name, default_text(field), allowed_text(field), f"{field.help}{unit}")
    out.print(table)
