"""The gate for strangers' files: what is no ordinary file, what unpacks to too much, what is to be cancelled."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gdlab.data import Cancelled, gate, load, zip_directory
from gdlab.data.listing import source
from gdlab.data.recognition import recognise, recognised
from gdlab.data.tables import dialect, plain
from gdlab.spec.errors import DataError
from gdlab.temporary import process_folder, remove_leftovers, temporary_folder
from tests.faults.bombs import BOMBS, gzipped, idx_header, npy_header, npy_with, tarred, zipped

READERS = ("csv", "series", "text", "npz", "images", "cifar10", "imdb", "california_housing", "ames")


def read(name: str, path: Path, **fields: str) -> None:
    load(source(name)(path=str(path), **fields), 0)  # pyright: ignore[reportCallIssue]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


# --- what is no ordinary file ------------------------------------------------------------------
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_pipes_sockets_and_devices_are_refused_before_they_are_opened(tmp_path, monkeypatch, name, kind):
    monkeypatch.chdir(tmp_path)
    path = Path("strange")
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(str(path))
    else:
        path.symlink_to("/dev/zero")
    with pytest.raises(DataError, match=f"is a {kind}|is not ames.csv"):
        read(name, path)
    if name == "npz":
        path.rename("strange.npy")
        with pytest.raises(DataError, match=f"is a {kind}"):
            read(name, Path("strange.npy"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_among_pictures_is_named_and_not_waited_for(tmp_path):
    for name in ("cats", "dogs"):
        (tmp_path / name).mkdir()
        Image.new("RGB", (4, 4)).save(tmp_path / name / "a.png")
    (tmp_path / "table.csv").write_text("path,label\ncats/a.png,cat\ndogs/b.png,dog\n")
    os.mkfifo(tmp_path / "dogs" / "b.png")
    with pytest.raises(DataError, match=r"b\.png is a pipe, and a file is needed"):
        read("images", tmp_path / "table.csv")


# --- bombs -------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_a_sentence_that_says_the_limit(tmp_path, cache, monkeypatch, name):
    monkeypatch.setattr(gate, "ALWAYS_UNPACKED", 1 << 20)
    monkeypatch.setattr(gate, "MOST_RATIO", 1)
    BOMBS[name](tmp_path / name)
    with pytest.raises(DataError) as refused:
        load(recognise(tmp_path / name), 0)
    said = str(refused.value)
    assert any(word in said for word in (" MB", " GB", "10,000", "goes on after its", "is not a PNG")), said
    assert [file for file in cache.rglob("*") if file.is_file() and file.suffix != ".lock"] == []


def test_what_does_not_fit_into_memory_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "MEMORY_SHARE", 1e-6)
    np.savez(tmp_path / "a.npz", X=np.random.default_rng(0).normal(size=(20_000, 4)), y=np.zeros(20_000))
    with pytest.raises(DataError, match=r"takes 1 MB of memory, more than the 0 MB that are allowed"):
        read("npz", tmp_path / "a.npz")


def test_a_file_that_takes_too_long_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(gate, "MOST_SECONDS", -1e9)
    np.savez(tmp_path / "a.npz", X=np.zeros((200, 4)), y=np.arange(200))
    (tmp_path / "a.csv").write_text("a,b\n" + "1,2\n2,3\n" * 1000)
    for name, file in (("npz", "a.npz"), ("csv", "a.csv")):
        with pytest.raises(DataError, match=r"takes longer than the .* seconds that a file of its size may take"):
            read(name, tmp_path / file)


def test_a_legitimate_file_that_packs_well_is_read(tmp_path):
    np.savez_compressed(tmp_path / "a.npz", X=np.zeros((200_000, 10)), y=np.arange(200_000) % 2)
    assert (tmp_path / "a.npz").stat().st_size * 20 < 200_000 * 80
    assert load(recognise(tmp_path / "a.npz"), 0).x_train.shape == (160_000, 10)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("deep.zip", "more than 100 folders in one another"),
        ("long.zip", r"lists its files in 0 MB, more than the 0 MB"),
    ],
)
def test_a_zip_of_endless_folders_or_names_is_refused_before_they_are_followed(tmp_path, monkeypatch, name, said):
    if name == "long.zip":
        monkeypatch.setattr(zip_directory, "MOST_LISTED", 1000)
    _zip_of_names(tmp_path / name, [("d/" * 5000 if name == "deep.zip" else "d/") + f"{k}.csv" for k in range(100)])
    with pytest.raises(DataError, match=said):
        recognise(tmp_path / name)


def test_a_table_of_too_many_columns_is_refused_before_it_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(dialect, "MOST_NAMES", 50)
    row = ",".join("1" * 60) + "\n"
    (tmp_path / "wide.csv").write_text(",".join(f"c{k}" for k in range(60)) + "\n" + row)
    (tmp_path / "wider.csv").write_text("a,b\n" + row * 20)
    for name in ("wide.csv", "wider.csv"):
        with pytest.raises(DataError, match=f"{name} holds more than 50 columns"):
            read("csv", tmp_path / name)


def test_a_table_whose_first_row_has_no_end_is_said_to_be_none(tmp_path, monkeypatch):
    monkeypatch.setattr(dialect, "SAMPLE", 50)
    monkeypatch.setattr(dialect, "head", lambda path: plain.head(path, 50))
    (tmp_path / "long.csv").write_text("a,b,c\n1," + "x" * 100 + ",2\n")
    with pytest.raises(DataError, match=r"long\.csv: no row below its header ends within"):
        read("csv", tmp_path / "long.csv")


def test_looking_into_a_zip_of_many_files_is_stopped_where_the_progress_says_so(tmp_path):
    _zip_of_names(tmp_path / "many.zip", [f"all/of/them/{k}.csv" for k in range(2500)])
    calls: list[str] = []

    def stop_at_the_third(share: float, text: str) -> None:
        calls.append(text)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        recognised(tmp_path / "many.zip", progress=stop_at_the_third)
    assert calls == ["reading the names in many.zip"] * 3


def _zip_of_names(path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "a,b\n1,2\n")


# --- damaged headers ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    "header",
    ["(" * 5000, "-" * 9000 + "1", "[" * 90 + "]" * 90, "{'descr': '<f8'}", "1" * 9000, "{}", "", "'\\ud800'", "\0",
     "{'descr': '<f8', 'fortran_order': False, 'shape': (" + "9" * 400 + ", 2), }",
     "{'descr': '<f8', 'fortran_order': False, 'shape': (-5, 2), }",
     "{'descr': '<f8', 'fortran_order': False, 'shape': (), }", "{'descr': [], 'fortran_order': 1, 'shape': (1,)}"],
)  # fmt: skip
def test_a_strange_numpy_header_is_refused_in_a_sentence(tmp_path, header):
    content = npy_with(header) + bytes(64)
    (tmp_path / "x.npy").write_bytes(content)
    np.save(tmp_path / "y.npy", np.arange(3))
    (tmp_path / "a.npz").write_bytes(zipped({"X.npy": (content, 0), "y.npy": (content, 0)}))
    for name in ("x.npy", "a.npz"):
        with pytest.raises(DataError):
            read("npz", tmp_path / name, target_path=str(tmp_path / "y.npy"))


def test_single_numbers_in_the_place_of_arrays_are_refused(tmp_path):
    np.save(tmp_path / "x.npy", np.zeros((3, 2)))
    np.save(tmp_path / "y.npy", np.float64(3))
    with pytest.raises(DataError, match=r"y\.npy holds a single number, and an array is needed"):
        read("npz", tmp_path / "x.npy", target_path=str(tmp_path / "y.npy"))
    np.savez(tmp_path / "a.npz", X=np.float64(3), y=np.arange(3))
    with pytest.raises(DataError, match="the inputs are a single number"):
        read("npz", tmp_path / "a.npz")


def test_idx_parts_of_different_sizes_are_refused(tmp_path):
    for part, side in (("train", 4), ("t10k", 5)):
        (tmp_path / f"{part}-images-idx3-ubyte").write_bytes(idx_header(3, side, side) + bytes(3 * side * side))
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx_header(3) + b"\0\1\2")
    with pytest.raises(DataError, match=r"to train on are 4×4 and those to test on 5×5"):
        read("mnist_full", tmp_path)


# --- cancelling, and what it leaves ------------------------------------------------------------
def _files(folder: Path) -> None:
    rows = "".join(f"{k},{k % 7},word{k}\n" for k in range(100_000))
    (folder / "a.csv").write_text("a,b,c\n" + rows)
    (folder / "a.csv.gz").write_bytes(gzip.compress(("a,b,c\n" + rows).encode(), 1))
    (folder / "a.jsonl").write_text("".join(json.dumps({"a": k, "b": k % 7}) + "\n" for k in range(30_000)))
    (folder / "a.txt").write_bytes("Größe, ".encode("cp1252") * 200_000)
    np.savez(folder / "a.npz", X=np.random.default_rng(0).normal(size=(100_000, 4)), y=np.arange(100_000) % 2)
    with tarfile.open(folder / "cifar-10-binary.tar.gz", "w:gz", compresslevel=1) as archive:
        member = tarfile.TarInfo("cifar/data_batch_1.bin")
        member.size = 3073 * 1000
        with open("/dev/zero", "rb") as zeros:  # noqa: PTH123
            archive.addfile(member, zeros)
    (folder / "mnist").mkdir()
    for part in ("train", "t10k"):
        (folder / "mnist" / f"{part}-images-idx3-ubyte").write_bytes(idx_header(3, 4, 4) + bytes(48))
        (folder / "mnist" / f"{part}-labels-idx1-ubyte").write_bytes(idx_header(3) + b"\0\1\2")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no /dev/zero")
def test_every_reader_tells_the_progress_and_stops_when_that_says_so(tmp_path, cache):
    _files(tmp_path)
    for name in ("a.csv", "a.csv.gz", "a.jsonl", "a.txt", "a.npz", "cifar-10-binary.tar.gz", "mnist"):
        calls = 0

        def stop_at_the_second(share: float, text: str) -> None:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise Cancelled

        with pytest.raises(Cancelled):
            load(recognise(tmp_path / name), 0, progress=stop_at_the_second)
        assert calls == 2, name
        assert [f for f in cache.rglob("*") if f.is_file() and f.suffix != ".lock"] == [], name


@pytest.mark.parametrize("step", ["checking", "choosing the", "preparing the inputs", "preparing the t"])
def test_a_table_that_has_been_read_is_stopped_at_each_further_step(tmp_path, cache, step):
    file = tmp_path / "dated.csv"
    file.write_text("when,size,kind\n" + "".join(f"2020-01-{k + 1:02},{k * 0.5},{'ab'[k % 2]}\n" for k in range(20)))

    def stop(share: float, text: str) -> None:
        if text.startswith(step):
            raise Cancelled

    with pytest.raises(Cancelled):
        load(recognise(file), 0, progress=stop)
    assert [f for f in cache.rglob("*") if f.is_file() and f.suffix != ".lock"] == []
    assert len(load(recognise(file), 0).x_train) > 10


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_what_a_killed_import_leaves_is_removed_at_the_next_start(tmp_path, cache):
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"1,2\n2,3\n" * 500_000))
    code = (
        "import os, signal, sys\nfrom gdlab.data.tables.opening import open_table\n"
        "def kill(share, text):\n    if 'unpacking' in text or share >= 0: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"open_table({str(tmp_path / 'a.csv.gz')!r}, progress=kill)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert [f for f in (cache / "temporary").rglob("*") if f.is_file() and f.suffix != ".lock"], "nothing was left"
    subprocess.run([sys.executable, "-m", "gdlab", "--version"], check=True, capture_output=True)
    assert list((cache / "temporary").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
def test_what_a_killed_export_leaves_beside_a_file_is_removed_at_the_next_start(tmp_path, cache):
    (tmp_path / "a.csv").write_text("whole")
    code = (
        "import os, signal\nfrom gdlab.lab.files import atomic_write\n"
        f"with atomic_write({str(tmp_path / 'a.csv')!r}) as path:\n"
        "    path.write_text('half')\n    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob(".a-*.csv"))) == 1
    with temporary_folder("next"):
        assert list(tmp_path.glob(".a-*.csv")) == []
    assert (tmp_path / "a.csv").read_text() == "whole"


def test_the_files_of_a_process_that_lives_are_left_alone(cache):
    with temporary_folder("import") as folder:
        (folder / "text.csv").write_text("a")
        code = "from gdlab.temporary import remove_leftovers; print(remove_leftovers())"
        done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
        assert done.stdout.strip() == "0"
        assert remove_leftovers() == 0
        assert (folder / "text.csv").read_text() == "a"
    assert not folder.exists()
    assert process_folder().stat().st_mode & 0o077 == 0 or sys.platform == "win32"


def test_content_that_is_longer_than_it_says_is_not_read_on(tmp_path):
    path = tmp_path / "cifar-10-python.tar.gz"
    path.write_bytes(gzipped(tarred("cifar/data_batch_1.bin", 10), 1 << 28))
    with pytest.raises(DataError):
        read("cifar10", path)
    header = npy_header((10**6, 10**6))
    (tmp_path / "a.npz").write_bytes(zipped({"X.npy": (header, 0), "y.npy": (header, 0)}))
    with pytest.raises(DataError, match=r"shorter than its header says"):
        read("npz", tmp_path / "a.npz")
