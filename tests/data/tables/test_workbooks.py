"""Workbooks of Excel: the sheet that is asked for, cells as what they are, and refusals of damaged and hostile ones."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest

from gdlab.data import Reading, load, preview, recognise
from gdlab.data.tables.formats import workbook
from gdlab.spec.errors import DataError

DAY = dt.datetime(2020, 3, 1)  # noqa: DTZ001  # a workbook knows no time zones


@pytest.fixture
def book(tmp_path):
    """A sheet as people make them, with a title, units and a total; a plain one; an empty one."""
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Sales"
    for row in (["Sales of 2020"], [], ["day", "at", "amount", None, "town", "code"], [None, None, "EUR"]):
        sheet.append(row)
    for k in range(20):
        hours = DAY + dt.timedelta(hours=k)
        sheet.append([DAY + dt.timedelta(days=k), hours, None if k == 3 else k + 0.1, None, "ab"[k % 2], f"{k:03}"])
    sheet.append(["Total", None, 99])
    plain = made.create_sheet("Plain table")
    plain.append(["x", "y"])
    for k in range(20):
        plain.append([k / 3, k % 2])
    made.create_sheet("Empty")
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


def test_cells_of_a_sheet_arrive_as_what_they_are(book):
    found = preview(book, how=Reading(sheet="Sales"))
    assert {c.name: (c.kind, c.missing) for c in found.columns} == {
        "day": ("date", 0),
        "at": ("date", 0),
        "amount": ("numeric", 1),
        "town": ("categorical", 0),
        "code": ("categorical", 0),
    }
    assert found.head[1] == ("2020-03-02", "2020-03-01 01:00:00", "1.1", "b", "001")
    assert (found.rows, found.n_bad, found.parts) == (20, 0, ("Sales", "Plain table"))
    assert len(found.notes) == 3
    table = load(recognise(book).replace(sheet="Plain table", scale="none", split="time"), 0, dtype="float64")
    assert table.x_train[:, 0].tolist() == pytest.approx([k / 3 for k in range(16)], rel=1e-7)


def test_several_sheets_are_named_and_one_that_is_not_there_is_refused(book, tmp_path):
    with pytest.raises(DataError, match=r"2 sheets: 'Sales', 'Plain table'; say which .* --sheet Sales"):
        load(recognise(book), 0)
    with pytest.raises(DataError, match=r"no sheet 'Empty' with values; it has 'Sales', 'Plain table'"):
        preview(book, how=Reading(sheet="Empty"))
    with pytest.raises(DataError, match=r"has no tables, its sheets are chosen by 'sheet'"):
        preview(book, how=Reading(table="Sales"))
    (tmp_path / "a.csv").write_text("a,b\n1,2\n2,3\n")
    with pytest.raises(DataError, match=r"a\.csv has no sheets, it holds one table"):
        preview(tmp_path / "a.csv", how=Reading(sheet="Sales"))


def test_bad_rows_of_a_sheet_are_named_by_their_row(tmp_path):
    made = openpyxl.Workbook()
    for row in (["a", "b"], *([k, k] for k in range(40)), [], ["two\nlines", 7]):
        made.active.append(row)
    made.save(tmp_path / "a.xlsx")
    assert [row.line for row in preview(tmp_path / "a.xlsx").bad] == [43]


def test_formulas_that_were_never_computed_are_said(tmp_path):
    made = openpyxl.Workbook()
    for k in range(12):
        made.active.append([k, f"=A{k + 1}*2", k % 2])
    made.save(tmp_path / "a.xlsx")
    found = preview(tmp_path / "a.xlsx")
    assert "12 formulas have no value in the file, and are missing here" in found.notes[0]


def with_sheet(path, xml: str) -> None:
    """Write a workbook whose only sheet is this XML."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)


_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="99999999"><c r="A99999999"><v>2</v></c></row>', "1,048,576 rows"),
        ('<row r="1"><c r="ZZZ1"><v>1</v></c></row>', "10,000 columns"),
        ('<row r="1"><c r="A1" t="s"><v>99</v></c></row>', "is damaged"),
        ('<row r="1"><c r="A1"><v>one</v></c></row>', "is damaged"),
        ('<!DOCTYPE a [<!ENTITY b "b">]><row r="1"><c r="A1"><v>1</v></c></row>', "is damaged"),
        ("<row", "is damaged"),
        ("", "has no sheet that holds a value"),
    ],
)  # fmt: skip
def test_a_hostile_or_damaged_sheet_is_refused_in_a_sentence(tmp_path, rows, said):
    with_sheet(tmp_path / "a.xlsx", _SHEET.format(rows))
    with pytest.raises(DataError, match=said):
        preview(tmp_path / "a.xlsx")


def test_wrong_dimensions_cut_nothing_off(tmp_path):
    cells = "".join(f'<row r="{k}"><c r="A{k}"><v>{k}</v></c><c r="B{k}"><v>{k % 2}</v></c></row>' for k in range(1, 9))
    xml = _SHEET.format(cells).replace("<sheetData>", '<dimension ref="A1:A2"/><sheetData>')
    with_sheet(tmp_path / "a.xlsx", xml)
    found = preview(tmp_path / "a.xlsx")
    assert (found.rows, len(found.columns)) == (8, 2)


def test_bombs_wrong_content_and_old_workbooks_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "ALWAYS", 1 << 20)
    with_sheet(tmp_path / "bomb.xlsx", _SHEET.format(" " * (8 << 20)))
    with pytest.raises(DataError, match="unpacks to more than"):
        preview(tmp_path / "bomb.xlsx")
    for content, said in ((b"PK\3\4", "is damaged"), (b"\xd0\xcf\x11\xe0" + bytes(99), "protected by a password")):
        (tmp_path / "a.xlsx").write_bytes(content)
        with pytest.raises(DataError, match=said):
            preview(tmp_path / "a.xlsx")


def test_every_truncation_is_one_sentence(book):
    whole = book.read_bytes()
    for cut in range(0, len(whole), len(whole) // 12):
        book.write_bytes(whole[:cut] or b"P")
        with pytest.raises(DataError):
            preview(book, how=Reading(sheet="Sales"))
