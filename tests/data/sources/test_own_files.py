"""Pictures, arrays, texts and series of the user's are read as they are, or refused in a sentence."""

import gzip
import io
import pickle
import struct
import zipfile
import zlib

import numpy as np
import pytest
from PIL import Image

from gdlab.data import Cancelled, load
from gdlab.data.sources.images import ImageFiles
from gdlab.data.sources.npz import Npz
from gdlab.data.sources.series import SeriesFile
from gdlab.data.sources.text import TextFile
from gdlab.spec.errors import DataError


# --- pictures ----------------------------------------------------------------------------------
@pytest.fixture
def folder(tmp_path):
    """Two classes of three pictures each, red and blue, in several formats and modes."""
    for name, colour in (("blue", (0, 0, 255)), ("red", (255, 0, 0))):
        (tmp_path / "p" / name).mkdir(parents=True)
        Image.new("RGB", (8, 8), colour).save(tmp_path / "p" / name / "a.png")
        Image.new("RGB", (64, 48), colour).save(tmp_path / "p" / name / "b.jpg", quality=95)
        Image.new("RGBA", (5, 7), (*colour, 255)).save(tmp_path / "p" / name / "c.png")
    return tmp_path / "p"


def test_a_folder_a_class_becomes_labelled_pictures(folder):
    e = load(ImageFiles(path=str(folder), height=6, width=4, flatten=False, val_fraction=0), 0)
    assert e.x_train.shape == (6, 3, 6, 4)
    assert e.classes == ("blue", "red")
    for x, y in zip(e.x_train, e.y_train, strict=True):
        assert x[2 if y == 0 else 0].min() > 0.95
        assert x[0 if y == 0 else 2].max() < 0.05


def test_grey_pictures_have_one_channel_and_their_lightness(folder):
    e = load(ImageFiles(path=str(folder), height=4, width=4, grey=True, val_fraction=0), 0)
    assert e.image == (4, 4, 1)
    np.testing.assert_allclose(e.x_train[e.y_train == 1].mean(), 76 / 255, atol=0.01)


def test_a_table_of_paths_and_labels_is_a_set_of_pictures(folder):
    table = folder / "table.csv"
    table.write_text("file,label\nred/a.png,r\nblue/b.jpg,b\nblue/c.png,b\nred/c.png,r\n")
    e = load(ImageFiles(path=str(table), height=4, width=4), 0)
    assert e.classes == ("b", "r")
    assert len(e.x_train) + len(e.x_val) == 4


def test_a_picture_that_is_none_is_named_or_left_out_and_counted(folder):
    (folder / "red" / "d.png").write_text("not a picture")
    (folder / "red" / "notes.txt").write_text("other")
    with pytest.raises(DataError, match=r"1 of 7 pictures cannot be read; the first: .*d.png is not a PNG or JPEG"):
        load(ImageFiles(path=str(folder)), 0)
    e = load(ImageFiles(path=str(folder), bad_files="skip", val_fraction=0), 0)
    assert len(e.x_train) == 6
    assert "1 unreadable pictures left out" in e.note
    assert "1 file that is neither PNG nor JPEG left out" in e.note


def test_a_truncated_picture_is_called_damaged(folder):
    whole = (folder / "red" / "b.jpg").read_bytes()
    (folder / "red" / "b.jpg").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"b\.jpg is damaged"):
        load(ImageFiles(path=str(folder)), 0)


def test_a_picture_that_unpacks_to_gigabytes_is_not_unpacked(folder):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    (folder / "red" / "bomb.png").write_bytes(bomb)
    with pytest.raises(DataError, match=r"bomb.png (has 60,000 × 60,000 pixels|is not a PNG)"):
        load(ImageFiles(path=str(folder)), 0)


@pytest.mark.parametrize("empty", ["one", "none"])
def test_folders_without_two_classes_are_refused(tmp_path, empty):
    if empty == "one":
        (tmp_path / "only").mkdir()
        Image.new("L", (4, 4)).save(tmp_path / "only" / "a.png")
    with pytest.raises(DataError, match="one folder a class, two at least"):
        load(ImageFiles(path=str(tmp_path)), 0)


def test_reading_pictures_can_be_cancelled(folder):
    def stop(share, text):
        raise Cancelled

    with pytest.raises(Cancelled):
        load(ImageFiles(path=str(folder), height=5), 0, progress=stop)


# --- arrays ------------------------------------------------------------------------------------
def test_a_npz_of_numbers_is_taken_as_it_is(tmp_path):
    x = np.random.default_rng(0).normal(size=(20, 3))
    np.savez(tmp_path / "a.npz", X=x, y=np.arange(20) % 2)
    e = load(Npz(path=str(tmp_path / "a.npz"), val_fraction=0), 0)
    np.testing.assert_allclose(e.x_train, x, rtol=1e-6)
    assert e.task == "classification"


def test_bytes_of_pictures_are_scaled_to_one(tmp_path):
    x = np.full((20, 4, 5), 255, dtype=np.uint8)
    x[0] = 0
    np.savez_compressed(tmp_path / "a.npz", x=x, t=np.arange(20.0))
    e = load(Npz(path=str(tmp_path / "a.npz"), x="x", y="t", val_fraction=0), 0)
    assert e.image == (4, 5, 1)
    assert (e.x_train.min(), e.x_train.max()) == (0, 1)
    assert e.y_train.shape == (20, 1)


def test_a_mapped_npy_is_not_copied_for_a_split_in_time(tmp_path):
    x = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
    np.save(tmp_path / "x.npy", x)
    np.save(tmp_path / "y.npy", np.arange(50) % 2)
    e = load(Npz(path=str(tmp_path / "x.npy"), target_path=str(tmp_path / "y.npy"), split="time"), 0)
    assert isinstance(e.x_train, np.memmap)
    assert np.array_equal(np.concatenate([e.x_train, e.x_val]), x)


class _Evil:
    def __reduce__(self):
        return (pytest.fail, ("something was unpickled",))


def test_python_objects_in_numpy_files_are_never_unpickled(tmp_path):
    evil = np.array([[_Evil()]], dtype=object)
    np.save(tmp_path / "x.npy", evil, allow_pickle=True)
    np.savez(tmp_path / "a.npz", X=evil, y=np.zeros(1))
    np.save(tmp_path / "y.npy", np.zeros(1))
    (tmp_path / "raw.npy").write_bytes(pickle.dumps(_Evil()))
    for path in ("x.npy", "a.npz", "raw.npy"):
        with pytest.raises(DataError, match=r"never unpickled|cannot be read as a NumPy"):
            load(Npz(path=str(tmp_path / path), target_path=str(tmp_path / "y.npy")), 0)


def test_a_npz_that_lies_about_its_size_is_refused(tmp_path):
    buffer = io.BytesIO()
    np.lib.format.write_array_header_1_0(buffer, {"shape": (10**12, 3), "fortran_order": False, "descr": "<f8"})
    with zipfile.ZipFile(tmp_path / "a.npz", "w") as archive:
        archive.writestr("X.npy", buffer.getvalue())
        archive.writestr("y.npy", buffer.getvalue())
    with pytest.raises(DataError, match=r"truncated: 'X\.npy' is shorter than its header says"):
        load(Npz(path=str(tmp_path / "a.npz")), 0)


@pytest.mark.parametrize(
    ("arrays", "sentence"),
    [
        ({"X": np.zeros((3, 2)), "y": np.zeros(4)}, "3 inputs and 4 targets"),
        ({"X": np.zeros((3, 2))}, "no array 'y'; it has X"),
        ({"X": np.full((3, 2), np.nan), "y": np.arange(3)}, "NaN or an infinity, the first in row 0"),
        ({"X": np.zeros((0, 2)), "y": np.zeros(0)}, "no examples"),
        ({"X": np.zeros(3), "y": np.arange(3)}, "must be numbers of shape"),
        ({"X": np.zeros((3, 2)), "y": np.array([0j, 1j, 2j])}, "targets must be numbers or words"),
        ({"X": np.zeros((3, 2)), "y": np.array([0.0, np.inf, 1.0])}, "target of example 1 is not a finite"),
        ({"X": np.zeros((3, 2)), "y": np.zeros(3)}, "the same value"),
    ],
)
def test_arrays_that_make_no_sense_are_refused(tmp_path, arrays, sentence):
    np.savez(tmp_path / "a.npz", **arrays)
    with pytest.raises(DataError, match=sentence):
        load(Npz(path=str(tmp_path / "a.npz")), 0)


def test_a_truncated_npz_and_npy_are_refused(tmp_path):
    np.savez(tmp_path / "a.npz", X=np.zeros((100, 3)), y=np.zeros(100))
    np.save(tmp_path / "x.npy", np.zeros((100, 3)))
    for name in ("a.npz", "x.npy"):
        path = tmp_path / name
        path.write_bytes(path.read_bytes()[:300])
        with pytest.raises(DataError, match="cannot be read as a NumPy file"):
            load(Npz(path=str(path), target_path=str(path)), 0)


# --- texts -------------------------------------------------------------------------------------
def test_a_text_file_is_a_language_model_set_whatever_its_charset(tmp_path):
    text = "Größe über alles; " * 100
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(text.encode("cp1252"))
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(text.encode("utf-16")))
    sets = [load(TextFile(path=str(tmp_path / n), length=10), 0) for n in ("a.txt", "b.txt", "c.txt.gz")]
    for e in sets:
        assert np.array_equal(e.x_train, sets[0].x_train)
        assert "ö" in e.classes


def test_a_text_that_is_too_short_or_none_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text("short")
    (tmp_path / "b.txt").write_bytes(bytes(100))
    with pytest.raises(DataError, match="5 tokens, too few"):
        load(TextFile(path=str(tmp_path / "a.txt")), 0)
    with pytest.raises(DataError, match="is not a text file"):
        load(TextFile(path=str(tmp_path / "b.txt")), 0)
    with pytest.raises(DataError, match="no file is named"):
        load(TextFile(), 0)


# --- series ------------------------------------------------------------------------------------
@pytest.fixture
def series(tmp_path):
    def write(values):
        path = tmp_path / "s.csv"
        lines = [f"2020-{1 + k // 28:02}-{1 + k % 28:02},{v},{k}" for k, v in enumerate(values)]
        path.write_text("day,value,other\n" + "\n".join(reversed(lines)) + "\n")
        return str(path)

    return write


def test_windows_hold_the_past_and_targets_the_future_in_the_order_of_time(series):
    path = series(range(60))
    e = load(
        SeriesFile(path=path, target="value", time="day", length=5, horizon=2, scale="none", target_scale="none"), 0
    )
    assert e.x_train.shape[1:] == (5, 1)
    np.testing.assert_allclose(e.x_train[:, -1, 0] + 2, e.y_train[:, 0])
    assert e.x_train[0, :, 0].tolist() == [0, 1, 2, 3, 4]
    assert e.y_train.max() < e.x_val.min()
    assert e.look == "series"


@pytest.mark.parametrize(("missing", "value"), [("previous", 9), ("interpolate", 10)])
def test_gaps_in_a_series_are_refused_or_filled_as_asked(series, missing, value):
    path = series(["" if k == 10 else k for k in range(60)])
    fields = {"path": path, "target": "value", "time": "day", "scale": "none", "target_scale": "none", "length": 5}
    with pytest.raises(DataError, match="column 'value' misses 1 values, the first in row 50"):
        load(SeriesFile(**fields), 0)
    e = load(SeriesFile(missing=missing, **fields), 0)
    assert e.x_train[6, -1, 0] == value


def test_a_series_that_is_too_short_is_refused(series):
    with pytest.raises(DataError, match="too few for two windows"):
        load(SeriesFile(path=series(range(10)), target="value", length=10), 0)
