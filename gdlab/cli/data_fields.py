"""What `gdlab data show` says of a data set that is not read: licence, what is missing, and its fields."""

from __future__ import annotations

from gdlab.cli import field_table
from gdlab.cli.console import out
from gdlab.data.base import Source
from gdlab.data.listing import Entry


def print_fields(spec: Source, entry: Entry) -> None:
    """Print the licence of a data set, what is missing before it can be read, and each of its fields.

    Args:
        spec: the data set with the fields that are set.
        entry: what the catalogue says of it.
    """
    for sentence in (entry.licence, spec.needed_files()):
        if sentence:
            out.print(sentence, soft_wrap=True, markup=False, highlight=False)
    field_table.print_field_table(type(spec))
