"""The form of the tables that commands print: no lines, bold titles."""

from __future__ import annotations

from rich.table import Table


def plain_table(*columns: str) -> Table:
    """Return an empty table.

    Args:
        columns: the titles of its first columns, whose long words are folded.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
