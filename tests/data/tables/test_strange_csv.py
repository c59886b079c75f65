"""Strange CSV files are read as what was written into them."""

import csv
import gzip
import io
import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gdlab.data.tables.opening import Reading, open_table
from gdlab.data.tables.preview import preview
from gdlab.spec.errors import DataError

NUMBERS = st.one_of(
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
)
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t")
WORDS = st.text(LETTERS, min_size=1, max_size=12).filter(lambda s: s.strip() == s and s.strip("\ufeff"))


@st.composite
def tables(draw):
    """Draw columns of numbers and of words, with gaps, and the way in which they are written."""
    n = draw(st.integers(2, 12))
    kinds = draw(st.lists(st.sampled_from(["number", "word"]), min_size=2, max_size=5))
    columns = []
    for kind in kinds:
        values = draw(st.lists(NUMBERS if kind == "number" else WORDS, min_size=n, max_size=n))
        gaps = draw(st.sets(st.integers(0, n - 1), max_size=n // 3))
        columns.append([None if k in gaps else v for k, v in enumerate(values)])
    return (
        kinds,
        columns,
        draw(st.sampled_from([",", ";", "\t", "|"])),
        draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
        draw(st.sampled_from(["\n", "\r\n"])),
        draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])),
        draw(st.booleans()),
    )


def written(kinds, columns, delimiter, quoting, newline, charset, comma):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    writer.writerow([f"{kind}_{k}" for k, kind in enumerate(kinds)])

    def cell(value):
        if value is None:
            return ""
        text = str(value)
        return text.replace(".", ",") if comma and not isinstance(value, str) else text

    for row in zip(*columns, strict=True):
        writer.writerow([cell(v) for v in row])
    return out.getvalue().encode(charset)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(tables())
def test_what_was_written_is_what_is_read(tmp_path, table):
    kinds, columns, delimiter, *_, comma = table
    path = tmp_path / "table.csv"
    path.write_bytes(written(*table))
    how = Reading(
        delimiter=delimiter,
        decimal="," if comma else ".",
        missing=("",),
        header=True,
        kinds={f"{kind}_{k}": "numeric" if kind == "number" else "categorical" for k, kind in enumerate(kinds)},
    )
    with open_table(path, how) as store:
        assert store.n_bad == 0
        assert store.rows == len(columns[0])
        for column, truth in zip(store.columns, columns, strict=True):
            got = [row[0] for row in store.open().execute(f"SELECT {column.key} FROM t").fetchall()]
            for ours, theirs in zip(got, truth, strict=True):
                if isinstance(theirs, str):
                    assert ours.replace("\r\n", "\n") == theirs
                elif theirs is None:
                    assert ours is None
                else:
                    assert math.isclose(ours, float(theirs), rel_tol=1e-15)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.lists(st.tuples(st.integers(-999, 999), st.floats(-1e3, 1e3, width=16)), min_size=3, max_size=20),
    st.sampled_from([",", ";", "\t", "|"]),
    st.booleans(),
)
def test_delimiter_header_decimal_sign_and_kinds_are_found_out(tmp_path, rows, delimiter, header):
    comma = delimiter != ","
    path = tmp_path / "table.csv"
    lines = [delimiter.join(["count", "value", "name"])] if header else []
    for k, (a, b) in enumerate(rows):
        lines.append(delimiter.join([str(a), f"{b:.3f}".replace(".", "," if comma else "."), "xyz"[k % 3]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = preview(path)
    assert [c.kind for c in found.columns] == ["numeric", "numeric", "categorical"]
    assert [c.name for c in found.columns] == (
        ["count", "value", "name"] if header else ["column1", "column2", "column3"]
    )
    assert (found.rows, found.n_bad) == (len(rows), 0)
    assert [float(row[1]) for row in found.head] == pytest.approx([round(b, 3) for _, b in rows], abs=1e-9)


def test_an_excel_file_in_windows_1252_keeps_its_letters(tmp_path):
    path = tmp_path / "straße.csv"
    path.write_bytes("Straße;Preis;Währung\r\nMüller–Weg;1,5;€\r\nÖdland;2,5;€\r\n".encode("cp1252"))
    found = preview(path)
    assert [c.name for c in found.columns] == ["Straße", "Preis", "Währung"]
    assert found.head[0] == ("Müller–Weg", "1.5", "€")


def test_old_macintosh_line_ends_are_line_ends(tmp_path):
    path = tmp_path / "mac.csv"
    path.write_bytes(b"a,b\r1,2\r3,4\r")
    assert preview(path).head == (("1.0", "2.0"), ("3.0", "4.0"))


def test_gzipped_and_plain_files_are_the_same(tmp_path):
    plain, packed = tmp_path / "a.csv", tmp_path / "a.csv.gz"
    plain.write_text("a,b\n1,x\n2,y\n")
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert preview(plain).head == preview(packed).head


def test_file_names_with_pattern_characters_are_files(tmp_path):
    path = tmp_path / "a[1]*{x}?'.csv"
    path.write_text("a,b\n1,x\n2,y\n")
    (tmp_path / "a1.csv").write_text("c,d\n9,9\n9,9\n")
    assert preview(path).head == (("1.0", "x"), ("2.0", "y"))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_bad_rows_are_counted_with_line_and_reason(tmp_path, newline):
    path = tmp_path / "bad.csv"
    rows = [f"{k},{k / 2},name{k}" for k in range(30)]
    rows[3] = '3,1.5,"two\nlines"'
    rows[7] = "seven,3.5,name7"
    rows[11] = "11,5.5"
    rows[13] = "13,6.5,name13,more"
    path.write_bytes(newline.join(["a,b,c", *rows, ""]).encode())
    found = preview(path)
    assert (found.rows, found.n_bad) == (27, 3)
    assert [row.line for row in found.bad] == [10, 14, 16]
    assert "'a' holds 'seven', which is not a number" in found.bad[0].reason
    assert found.bad[1].reason == "too few fields: the row has 2, the header has 3"
    assert found.bad[2].reason == "too many fields: the row has 4, the header has 3"


@pytest.mark.parametrize(("row", "says"), [
    ("7,name7", "too few fields: the row has 2, the header has 4"),
    ("7,3.5,name7", "too few fields: the row has 3, the header has 4"),
    ("7,name7,3.5,1,2", "too many fields: the row has 5, the header has 4"),
    ('7,"a, b",3.5,1', "column 'b' holds 'a, b', which is not a number"),
    ("7,name7,3.5,1", "column 'b' holds 'name7', which is not a number"),
])  # fmt: skip
def test_a_row_of_another_length_is_called_so_and_not_a_wrong_value(tmp_path, row, says):
    path = tmp_path / "short.csv"
    rows = [f"{k},{k / 2},name{k},{k + 1}" for k in range(30)]
    rows[7] = row
    path.write_text("\n".join(["a,b,c,d", *rows, ""]))
    assert [(bad.line, bad.reason) for bad in preview(path).bad] == [(9, says)]


def test_columns_without_a_name_and_twins_get_names_of_their_own(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text(",a,a,a_2\n1,2,3,4\n5,6,7,8\n")
    assert [c.name for c in preview(path).columns] == ["column1", "a", "a_2", "a_2_2"]


def test_dates_and_texts_are_told_from_categories(tmp_path):
    path = tmp_path / "kinds.csv"
    lines = [f"{k % 28 + 1:02}.0{k % 9 + 1}.2020,{'xy'[k % 2]},this is text number {k}" for k in range(40)]
    path.write_text("when,which,what\n" + "\n".join(lines) + "\n")
    assert [c.kind for c in preview(path).columns] == ["date", "categorical", "text"]


def test_json_lines_are_a_table_and_their_bad_lines_are_counted(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(
        '{"a": 1, "b": "x"}\n\n{"a": 2.5, "b": "y\\nz", "c": true}\nnot json\n{"a": [1]}\n{"b": "x", "a": null}\n'
    )
    found = preview(path)
    assert [c.name for c in found.columns] == ["a", "b", "c"]
    assert found.head == (("1.0", "x", ""), ("2.5", "y\nz", "true"), ("", "x", ""))
    assert [(row.line, row.reason[:8]) for row in found.bad] == [(4, "not JSON"), (5, "'a' hold")]


def test_parquet_keeps_the_kinds_that_it_names(tmp_path):
    import duckdb

    path = tmp_path / "t.parquet"
    duckdb.sql(
        "SELECT i AS n, i / 2.0 AS v, 'k' || (i % 3) AS s, DATE '2020-01-01' + i::INTEGER AS d, [i] AS l "
        "FROM range(100) t(i)"
    ).write_parquet(str(path))
    found = preview(path)
    assert [c.kind for c in found.columns] == ["numeric", "numeric", "categorical", "date", "ignore"]
    assert found.rows == 100


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"\n\n \n", "nothing but blank lines"),
        (b"a,b,c\n", "no rows below"),
        (b"a,b\n1\n2\n3\n", "all 3 rows are bad; the first is line 2"),
        (b"a,b\n1,\x00\n", "byte 6 is zero"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 9999, mtime=0)[:-30], "truncated"),
        (gzip.compress(b"a,b\n" + b"1,2\n" * 9999, mtime=0)[:20] + b"garbage" * 9, "damaged gzip"),
        (b"\xff\xfea\x00,\x00b", "cannot be read as utf-16"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(tmp_path, content, sentence):
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match=sentence) as caught:
        preview(path)
    assert str(path) in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(DataError, match="does not exist"):
        preview(tmp_path / "nowhere.csv")
    with pytest.raises(DataError, match="is a folder"):
        preview(tmp_path)


def test_a_damaged_parquet_file_is_refused(tmp_path):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 and then nothing PAR1")
    with pytest.raises(DataError, match="cannot be read as Parquet"):
        preview(path)
    parquet.write_table(pa.table({"a": [1.0, 2.0], "b": ["x", "y"]}), path)
    path.write_bytes(path.read_bytes().replace(b"parquet-cpp", b"\xff" * 11))  # the program that wrote it
    with pytest.raises(DataError, match="cannot be read as Parquet"):
        preview(path)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "1,x\n" * 1000)

    def meddle(share, text):
        path.write_text("a,b\n1,x\n")

    with pytest.raises(DataError, match="changed while it was read"), open_table(path, progress=meddle):
        pass


def test_cancelling_leaves_nothing_behind(tmp_path, monkeypatch):
    from gdlab.data import Cancelled

    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + "1,x\n" * 200_000)

    def stop(share, text):
        raise Cancelled

    with pytest.raises(Cancelled):
        open_table(path, progress=stop)
    assert [file for file in (tmp_path / "cache").rglob("*") if file.suffix != ".lock" and file.is_file()] == []


def test_a_gzip_bomb_is_not_unpacked(tmp_path, monkeypatch):
    from gdlab.data import gate

    monkeypatch.setattr(gate, "ALWAYS_UNPACKED", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(bytes(50 << 20)))
    with pytest.raises(DataError, match="unpacks to more than 5 MB, 100 times its size"):
        preview(path)


@pytest.mark.parametrize(
    ("content", "truth"),
    [
        ("a;b\n1.234,5;x\n1.234.567,25;y\n12,5;z\n1.000;x\n", [1234.5, 1234567.25, 12.5, 1000]),
        ('a,b\n"1,234.5",x\n"1,234,567",y\n12.5,z\n999,x\n', [1234.5, 1234567, 12.5, 999]),
        ("a;b\n1.234;x\n12.5;y\n", [1.234, 12.5]),
        ("a;b\n1,234;x\n12,5;y\n", [1.234, 12.5]),
    ],
)
def test_groups_of_three_digits_are_read_where_they_leave_no_doubt(tmp_path, content, truth):
    path = tmp_path / "t.csv"
    path.write_text(content)
    found = preview(path)
    assert found.columns[0].kind == "numeric"
    assert [float(row[0]) for row in found.head] == truth


def test_a_header_without_a_name_for_the_rows_is_taken_as_r_writes_it(tmp_path):
    path = tmp_path / "r.csv"
    path.write_text("a,b\nfirst,1,2\nsecond,3,4\n")
    found = preview(path)
    assert [c.name for c in found.columns] == ["row", "a", "b"]
    assert found.n_bad == 0


def test_a_delimiter_at_the_end_of_each_line_makes_a_column_that_is_ignored(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b,\n1,2,\n3,4,\n")
    assert [(c.name, c.kind) for c in preview(path).columns] == [
        ("a", "numeric"),
        ("b", "numeric"),
        ("column3", "ignore"),
    ]


@pytest.mark.parametrize(
    ("text", "names", "first"),
    [
        ("place;day;level\n" + "".join(f"a{k};{1 + k % 28}.04.2020;-{k},{k}5\n" for k in range(30)),
         ("place", "day", "level"), ("a0", "1.04.2020", "-0.05")),
        ("Country,2019,2020\n" + "".join(f"c{k},{k}.5,{k}\n" for k in range(30)),
         ("Country", "2019", "2020"), ("c0", "0.5", "0.0")),
        ('"w" "v"\n' + "".join(f'"{k}" {k}.5 {k}\n' for k in range(1, 30)), ("row", "w", "v"), ("1.0", "1.5", "1.0")),
        ("what is said\n" + "".join(f"these are words {k}\n" for k in range(30)), ("what is said",), None),
    ],
    ids=["a decimal comma in one column", "years as names", "blanks, as R writes", "sentences"],
)  # fmt: skip
def test_delimiter_and_header_are_found(tmp_path, text, names, first):
    (tmp_path / "t.csv").write_text(text)
    found = preview(tmp_path / "t.csv")
    assert tuple(c.name for c in found.columns) == names
    assert first is None or found.head[0] == first
