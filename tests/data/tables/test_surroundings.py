"""Titles above a table, units below its header and totals at its end are told from its rows."""

import pytest

from gdlab.data import load, preview
from gdlab.data.sources.csv import Csv
from gdlab.data.tables.reading import Reading

ROWS = "".join(f"town{k},{k}.5,{k * 3},{'ab'[k % 2]}\n" for k in range(40))


@pytest.fixture
def look(tmp_path):
    def look(text, **how):
        path = tmp_path / "t.csv"
        path.write_text(text)
        return preview(path, how=Reading(**how))

    return look


def names(found):
    return [(c.name, c.kind) for c in found.columns]


PLAIN = [("town", "categorical"), ("area", "numeric"), ("people", "numeric"), ("kind", "categorical")]


@pytest.mark.parametrize(
    ("above", "units", "below", "notes"),
    [
        ("", "", "", 0),
        ("Towns in 2020\n", "", "", 1),
        ("Towns in 2020\nSource: an office\n\n", "", "", 2),
        ("Towns,,,\n", "", "", 1),
        ("Towns, villages, farms\nSource: an office, 2020\n\n", "", "", 2),
        ("", ",km2,thousands,\n", "", 1),
        ("", "-,(km2),[1],text\n", "", 1),
        ("", "", "Total,820,2340,\n", 1),
        ("", "", "Sum;\n".replace(";", ",820.0,2340,"), 1),
        ("Towns\n", ",km2,,\n", "TOTAL,820,2340,\n", 3),
        ("\n\nTowns\n\n", "", "", 1),
    ],
)
def test_what_stands_around_a_table_is_left_out_and_said(look, above, units, below, notes):
    found = look(f"{above}town,area,people,kind\n{units}{ROWS}{below}")
    assert names(found) == PLAIN
    assert (found.rows, found.n_bad, len(found.notes)) == (40, 0, notes)
    assert found.head[0] == ("town0", "0.5", "0.0", "a")


def test_units_over_money_are_told_from_it(look):
    found = look("day;price\n;EUR\n" + "".join(f"2020-01-{k + 1:02};{k}.250,50 €\n" for k in range(1, 29)))
    assert (found.rows, found.n_bad, found.columns[1].kind) == (28, 0, "numeric")


def test_a_total_in_a_column_of_numbers_is_no_bad_row(look):
    found = look("year,sold\n" + "".join(f"{1980 + k},{k}.5\n" for k in range(30)) + "Total,435.0\n")
    assert (found.rows, found.n_bad, found.notes) == (30, 0, ("1 row of totals left out.",))


def test_everything_around_a_table_can_be_said(look, tmp_path):
    text = f"Towns in 2020\ntown,area,people,kind\n,km2,thousands,\n{ROWS}Total,820,2340,\n"
    assert look(text, totals="keep").rows == 41
    assert look(text, units=False).n_bad == 1
    assert [c.name for c in look("1\n2\n" + text, skip_lines=3).columns] == [name for name, _ in PLAIN]
    note = load(Csv(path=str(tmp_path / "t.csv"), skip_lines=3), 0).note
    assert "Below the header: units ('km2', 'thousands'), left out." in note
    assert "1 row of totals left out." in note


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n3,4\n5,6\n7,8\n",
        "a\n1\n2\n3\n4\n",
        "x\n1,5\n2,6\n3,7\n4,8\n",
        "name,b\nTotal,1\nx,2\nTotal,3\ny,4\nz,5\nu,6\n",
        "a,b\nNA,2\n3,4\n5,6\n7,8\n",
        "a,b\nlow,1\nhigh,2\nlow,3\nhigh,4\n",
    ],
)
def test_a_table_that_stands_alone_is_read_whole(look, text):
    found = look(text)
    assert (found.rows + found.n_bad, found.notes) == (text.count("\n") - 1, ())
