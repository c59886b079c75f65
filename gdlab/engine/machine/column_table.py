"""The declaration of the columns of a flat array that Python and kernels share: each column once, in order, by name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a table: where it stands and what it is for.

    Attributes:
        name: the module constant that holds ``place``.
        place: its number, counted from 0.
        size: how many numbers it takes.
        help: what it means.
        written_by: which part of the engine writes it.
    """

    name: str
    place: int
    size: int
    help: str
    written_by: str


class ColumnTable:
    """The columns of one array, whose places follow from the order in which they are declared.

    A module declares its constants with :meth:`column`; they are plain integers, which numba freezes into the machine
    code, so that a name costs a kernel nothing.

    Args:
        name: what kernels call the array.
        reserved: columns that the array has at least, so that arrays saved before one was added keep their length.
    """

    def __init__(self, name: str, reserved: int = 0) -> None:
        self.name, self.reserved = name, reserved
        self.columns: dict[str, Column] = {}

    def column(self, name: str, help: str, written_by: str, size: int = 1) -> int:
        """Declare the next column and return its place.

        Args:
            name: the name of the constant that takes the place.
            help: what it means, with its unit.
            written_by: which part of the engine writes it.
            size: how many numbers it takes.

        Raises:
            ValueError: when the table has a column of this name.
        """
        if name in self.columns:
            raise ValueError(f"the table {self.name} declares {name} twice")
        place = self.end
        self.columns[name] = Column(name, place, size, help, written_by)
        return place

    @property
    def end(self) -> int:
        """Return the first place that no column takes."""
        return sum(column.size for column in self.columns.values())

    @property
    def width(self) -> int:
        """Return how many numbers the array has."""
        return max(self.end, self.reserved)
