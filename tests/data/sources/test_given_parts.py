"""A split that data come with is kept: arrays, tables, pictures and texts of two parts."""

from __future__ import annotations

import shutil
import zipfile

import numpy as np
import pytest
from PIL import Image

from gdlab.data import gate, load, recognise, recognised, summary
from gdlab.spec.errors import DataError


def test_arrays_of_two_parts_keep_them_and_a_class_of_the_second_alone_is_said(tmp_path):
    x = np.arange(24.0).reshape(12, 2)
    parts = {"x_train": x[:8], "y_train": np.array(list("abababab")), "x_test": x[8:], "y_test": np.array(list("abcc"))}
    np.savez(tmp_path / "a.npz", **parts)
    spec = recognise(tmp_path / "a.npz")
    found = load(spec, 0)
    assert np.array_equal(found.x_train, x[:8])
    assert np.array_equal(found.x_val, x[8:])
    assert found.classes == ("a", "b", "c")
    said = [str(f) for f in summary(found).findings]
    assert any(
        "Only the validation part has 'c' (2 of 4): what does not train cannot be learned" in text for text in said
    )
    assert len(load(spec.replace(split="share"), 0).x_train) == 6  # of the part that trains, 8
    np.savez(tmp_path / "b.npz", **{**parts, "x_test": np.zeros((4, 3))})
    with pytest.raises(DataError, match=r"'x_test' holds float64 of \(3,\) an example"):
        load(recognise(tmp_path / "b.npz"), 0)


def rows(n: int) -> str:
    """Return a table of n rows with a missing value, dates and two classes."""
    cells = (f"2020-01-{1 + k % 28:02},{k / 7:.3f},{'uv'[k % 2]}" for k in range(1, n))
    return "\n".join(["day,a,kind", "2020-01-01,,u", *cells]) + "\n"


def test_train_csv_and_test_csv_keep_their_split_in_a_folder_beside_each_other_and_zipped(tmp_path):
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "train.csv").write_text(rows(30))
    (folder / "test.csv").write_text(rows(10) + "2020-02-01,1,w\n")
    shutil.make_archive(str(tmp_path / "made"), "zip", tmp_path, "made")
    specs = [recognise(path) for path in (folder, folder / "train.csv", tmp_path / "made.zip")]
    assert {spec.split for spec in specs} == {"given"}
    found = [load(spec, 0) for spec in specs]
    assert [(len(f.x_train), len(f.x_val), f.classes) for f in found] == [(30, 11, ("u", "v", "w"))] * 3
    assert all(np.array_equal(f.x_val, found[0].x_val) for f in found)
    assert "11 rows of test.csv validate." in found[0].note
    assert found[0].x_train[0, 1] == pytest.approx(0, abs=1e-6)  # the mean of the training part stands in, and is 0
    assert len(load(specs[0].replace(split="share"), 0).x_train) == 24
    assert recognise(folder / "test.csv").split == "share"


@pytest.mark.parametrize("zipped", [False, True])
def test_tests_without_the_target_validate_nothing_and_this_is_said(tmp_path, zipped):
    folder = tmp_path / "made"
    folder.mkdir()
    (folder / "train.csv").write_text(rows(30))
    (folder / "test.csv").write_text("day,a\n2020-01-01,2\n")
    if zipped:
        (folder / "sample_submission.csv").write_text("day,kind\n2020-01-01,u\n")
        shutil.make_archive(str(folder), "zip", folder)
    found = recognised(tmp_path / "made.zip" if zipped else folder)
    assert found.source.split == "share"
    assert "'test.csv' has no column 'kind', so it validates nothing" in found.notes[0]
    assert len(load(found.source, 0).x_train) == 24
    spec = recognise(folder / "train.csv").replace(split="given", val_path=str(folder / "test.csv"))
    with pytest.raises(DataError, match=r"test\.csv cannot validate: it has no column 'kind'"):
        load(spec, 0)


def pictures(folder, parts=("train", "test")) -> None:
    """Make class folders of three pictures each, in parts."""
    for part in parts:
        for name in ("cats", "dogs"):
            (folder / part / name).mkdir(parents=True)
            for k in range(3):
                Image.new("RGB", (4, 4), (80 * k, 9, 9)).save(folder / part / name / f"{k}.png")


def test_folders_of_training_and_test_pictures_keep_their_split_also_zipped(tmp_path):
    pictures(tmp_path / "made")
    shutil.make_archive(str(tmp_path / "made"), "zip", tmp_path / "made")
    whole, packed = (load(recognise(tmp_path / name), 0) for name in ("made", "made.zip"))
    assert (len(whole.x_train), len(whole.x_val), whole.classes) == (6, 6, ("cats", "dogs"))
    assert np.array_equal(whole.x_train, packed.x_train)
    assert "The folder 'test' validates, 6 files." in whole.note
    assert len(load(recognise(tmp_path / "made").replace(split="share"), 0).x_train) == 5
    pictures(tmp_path / "made", ["val"])
    assert "'val' validates, 6 files. The folder 'test' was left aside." in load(recognise(tmp_path / "made"), 0).note


def test_texts_by_class_folder_are_read_with_their_words(tmp_path):
    for name, content in (("good", b"a fine day "), ("bad", "trüb ".encode("cp1252"))):
        (tmp_path / "made" / name).mkdir(parents=True)
        for k in range(5):
            (tmp_path / "made" / name / f"{k}.txt").write_bytes(content)
    shutil.make_archive(str(tmp_path / "made"), "zip", tmp_path, "made")
    for name in ("made", "made.zip"):
        spec = recognise(tmp_path / name)
        found = load(spec, 0)
        assert (spec.type, found.classes, len(found.x_train)) == ("texts", ("bad", "good"), 8)
        assert set(found.features) == {"a", "fine", "day", "trüb"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("../train.csv", b"a,b\n1,2\n", "names a place outside itself"),
        ("C:/a.csv", b"a,b\n1,2\n", "names a place outside itself"),
        ("a.bin", b"something", "neither a folder of pictures or texts a class, nor a table"),
        ("bomb.csv", bytes(4 << 20), "unpacks to more than"),
    ],
)
def test_hostile_archives_are_refused_and_leave_nothing(tmp_path, monkeypatch, name, content, said):
    monkeypatch.setattr(gate, "ALWAYS_UNPACKED", 1 << 20)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(name, content)
    with pytest.raises(DataError, match=said):
        load(recognise(tmp_path / "a.zip"), 0)
    assert [file.name for file in tmp_path.iterdir()] == ["a.zip"]


def test_damaged_linked_and_locked_archives_are_refused(tmp_path):
    path = tmp_path / "a.zip"
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="holds a link"):
        recognise(path)
    with zipfile.ZipFile(path, "w") as out:
        out.writestr("a.csv", "a,b\n1,2\n3,4\n")
    whole = bytearray(path.read_bytes())
    locked = whole[:]
    locked[whole.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(locked)
    with pytest.raises(DataError, match="protected by a password"):
        recognise(path)
    whole[45] ^= 1
    for content in (whole[: len(whole) // 2], whole, b"PK"):
        path.write_bytes(content)
        with pytest.raises(DataError, match="is damaged"):
            load(recognise(path), 0)


def test_a_workbook_in_a_zip_is_read_by_its_sheet_and_what_is_no_table_is_named(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        for row in (["a", "b"], *([k, k % 2] for k in range(12))):
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.write(tmp_path / "book.xlsx", "inside/book.xlsx")
    spec = recognise(tmp_path / "a.zip")
    assert len(load(spec.replace(sheet="Two"), 0).x_train) == 10
    with pytest.raises(DataError, match=r"a\.zip: book\.xlsx has 2 sheets: 'One', 'Two'"):
        load(spec, 0)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as out:
        out.writestr("x/arrays.npz", b"PK")
    with pytest.raises(DataError, match=r"nor a table, .*; it holds arrays\.npz"):
        recognise(tmp_path / "a.zip")
