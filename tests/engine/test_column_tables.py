"""The columns that the machine and its kernels share: declared once, in order, without gaps."""

import pytest

from gdlab.engine.machine import abi, job_columns
from gdlab.engine.machine.column_table import ColumnTable
from gdlab.engine.program import diagnostics

TABLES = [
    (module, table)
    for module in (abi, job_columns, diagnostics)
    for table in vars(module).values()
    if isinstance(table, ColumnTable)
]


@pytest.mark.parametrize(("module", "table"), TABLES, ids=[table.name for _, table in TABLES])
def test_every_constant_is_the_place_that_was_declared_under_its_name(module, table):
    for name, column in table.columns.items():
        assert getattr(module, name) == column.place
        assert type(getattr(module, name)) is int  # numba freezes it


@pytest.mark.parametrize(("module", "table"), TABLES, ids=[table.name for _, table in TABLES])
def test_columns_follow_one_another_without_gaps_and_say_what_they_mean(module, table):
    place = 0
    for column in table.columns.values():
        assert column.place == place
        assert column.help
        assert column.written_by
        place += column.size
    assert place == table.end <= table.width


def test_a_table_refuses_a_second_column_of_a_name():
    table = ColumnTable("ctx")
    table.column("STEP", "steps done", "the loop")
    with pytest.raises(ValueError, match="the table ctx declares STEP twice"):
        table.column("STEP", "steps done", "the loop")


def test_reserved_columns_keep_the_length_of_saved_arrays():
    table = ColumnTable("ctx", reserved=4)
    assert table.width == 4
    assert [table.column(name, "a number", "a test") for name in "abcde"] == [0, 1, 2, 3, 4]
    assert table.width == 5
