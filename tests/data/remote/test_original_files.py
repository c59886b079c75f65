"""The original files of the article's sets open from disk; damaged and hostile ones are refused in a sentence."""

import contextlib
import gzip
import io
import pickle
import struct
import tarfile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.data import download, entry, load
from gdlab.data.remote.fetch import Remote
from gdlab.data.remote.idx import read_idx
from gdlab.data.remote.literal_pickle import load_literals
from gdlab.data.sources.california_housing import CaliforniaHousing
from gdlab.data.sources.cifar10 import Cifar10
from gdlab.data.sources.fashion_mnist import FashionMnist
from gdlab.data.sources.imdb import Imdb
from gdlab.data.sources.mnist_full import MnistFull
from gdlab.spec.errors import DataError

RNG = np.random.default_rng(0)


# --- IDX ---------------------------------------------------------------------------------------
def idx(array):
    kinds = {"u1": 8, "i1": 9, "i2": 11, "i4": 12, "f4": 13, "f8": 14}
    head = struct.pack(">HBB", 0, kinds[array.dtype.str[1:]], array.ndim)
    return head + struct.pack(f">{array.ndim}I", *array.shape) + array.astype(array.dtype.newbyteorder(">")).tobytes()


@given(st.sampled_from(["u1", "i1", "i2", "i4", "f4", "f8"]), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_idx_files_of_any_type_and_shape_are_read(tmp_path_factory, kind, shape):
    array = (RNG.normal(size=shape) * 50).astype(kind) if kind[0] != "u" else RNG.integers(0, 256, shape).astype(kind)
    path = tmp_path_factory.mktemp("idx") / "a"
    path.write_bytes(idx(array))
    assert np.array_equal(read_idx(path), array)
    path.write_bytes(gzip.compress(idx(array)))
    assert np.array_equal(read_idx(path), array)


GOOD = idx(np.arange(60, dtype=np.uint8).reshape(5, 4, 3))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "truncated"),
        (b"hello world", "not an IDX file"),
        (GOOD[:-1], "truncated: 59 of 60 bytes"),
        (GOOD + b"x", "goes on after"),
        (gzip.compress(GOOD, mtime=0)[:-9], "truncated"),
        (gzip.compress(GOOD, mtime=0)[:15] + b"xx" + gzip.compress(GOOD, mtime=0)[17:], "damaged gzip"),
        (struct.pack(">HBB2I", 0, 8, 2, 2**31, 2**31), "claims 4611686018 GB"),
    ],
)
def test_idx_files_that_are_none_are_refused(tmp_path, content, sentence):
    path = tmp_path / "a.gz"
    path.write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        read_idx(path)


@pytest.fixture
def idx_folder(tmp_path):
    images, labels = RNG.integers(0, 256, (30, 28, 28)).astype(np.uint8), (np.arange(30) % 10).astype(np.uint8)
    for part, rows in (("train", slice(0, 20)), ("t10k", slice(20, 30))):
        (tmp_path / f"{part}-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx(images[rows])))
        (tmp_path / f"{part}-labels.idx1-ubyte").write_bytes(idx(labels[rows]))  # the other spelling, unpacked
    return tmp_path, images, labels


@pytest.mark.parametrize("cls", [MnistFull, FashionMnist])
def test_a_folder_of_idx_files_keeps_the_published_parts(idx_folder, cls):
    folder, images, labels = idx_folder
    e = load(cls(path=str(folder)), 0)
    assert np.array_equal((e.x_train * 255).round().reshape(-1, 28, 28), images[:20])
    assert np.array_equal(e.y_val, labels[20:])
    assert len(e.classes) == 10
    shared = load(cls(path=str(folder), split="share", val_fraction=0.5), 0)
    assert len(shared.x_val) == 15


def test_a_folder_without_one_of_the_files_says_which(idx_folder):
    folder, *_ = idx_folder
    (folder / "t10k-labels.idx1-ubyte").unlink()
    with pytest.raises(DataError, match="holds no t10k-labels-idx1-ubyte"):
        load(MnistFull(path=str(folder)), 0)


# --- pickles that are only read ----------------------------------------------------------------
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.binary(), inner) | st.tuples(inner, inner),
    max_leaves=12,
)


@given(PLAIN, st.sampled_from([3, 4, 5]))
def test_plain_data_is_read_from_any_protocol(value, protocol):
    assert load_literals(pickle.dumps(value, protocol), "x") == value


def test_byte_arrays_are_read_from_any_protocol():
    array = RNG.integers(0, 256, (7, 5)).astype(np.uint8)
    for protocol in (2, 3, 4):
        found = load_literals(pickle.dumps({"data": array, "labels": [1, 2]}, protocol), "x")
        assert np.array_equal(found["data"], array)


def test_a_pickle_of_python_2_is_read():
    # What CIFAR-10's own files look like: strings of bytes, dtype by string, state by BUILD.
    content = (
        b"\x80\x02}q\x01(U\x04dataq\x02cnumpy.core.multiarray\n_reconstruct\nq\x03cnumpy\nndarray\nq\x04K\x00\x85U\x01b\x87Rq"
        b"\x05(K\x01K\x02K\x03\x86cnumpy\ndtype\nq\x06U\x02u1K\x00K\x01\x87Rq\x07(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff"
        b"\xff\xffK\x00tb\x89U\x06abcdeftbU\x06labelsq\x08]q\t(K\x01K\x02eu."
    )
    found = load_literals(content, "x")
    assert found[b"data"].tolist() == [[97, 98, 99], [100, 101, 102]]
    assert found[b"labels"] == [1, 2]


class _Evil:
    def __init__(self, function, *arguments):
        self.call = (function, arguments)

    def __reduce__(self):
        return self.call


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize(
    "evil",
    [
        _Evil(pytest.fail, "called"),
        _Evil(exec, "raise SystemExit"),
        _Evil(np.dtype, _Evil(pytest.fail, "called")),
        np.array([_Evil(pytest.fail, "called")], dtype=object),
        np.arange(3.0),
        {1, 2},
        1j,
    ],
)
def test_a_pickle_that_would_call_or_import_anything_is_refused(evil, protocol):
    with pytest.raises(DataError, match=r"it is not opened|is damaged"):
        load_literals(pickle.dumps({"data": evil}, protocol), "x")


@given(st.binary(max_size=200))
def test_noise_is_refused_and_never_raises_anything_else(noise):
    with contextlib.suppress(DataError):
        load_literals(noise, "x")


@given(st.integers(0, 10_000), st.integers(0, 255))
def test_a_damaged_pickle_is_refused_or_read_and_never_raises_anything_else(place, byte):
    whole = bytearray(pickle.dumps({"data": np.zeros((3, 4), dtype=np.uint8), "labels": [1, 2, 3]}, 2))
    whole[place % len(whole)] = byte
    with contextlib.suppress(DataError):
        load_literals(bytes(whole), "x")


def test_a_pickle_that_nests_itself_ends():
    value = []
    value.append(value)
    assert isinstance(load_literals(pickle.dumps(value, 4), "x"), list)
    for _ in range(60):
        value = [value, value]
    load_literals(pickle.dumps({"a": value}, 4), "x")


# --- CIFAR-10 ---------------------------------------------------------------------------------------------------------
NAMES = [*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]
PIXELS = RNG.integers(0, 256, (6, 4, 3072)).astype(np.uint8)
LABELS = RNG.integers(0, 10, (6, 4))


def python_batches():
    return {
        name: pickle.dumps({b"data": PIXELS[k], b"labels": [int(v) for v in LABELS[k]], b"batch_label": b"x"}, 2)
        for k, name in enumerate(NAMES)
    }


def binary_batches():
    return {
        f"{name}.bin": b"".join(
            bytes([int(label)]) + row.tobytes() for label, row in zip(LABELS[k], PIXELS[k], strict=True)
        )
        for k, name in enumerate(NAMES)
    }


def tar(path, files, folder="cifar", mode="w:gz"):
    with tarfile.open(path, mode) as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.parametrize("batches", [python_batches, binary_batches])
@pytest.mark.parametrize("packed", [True, False])
def test_cifar_10_opens_in_both_versions_packed_or_not(tmp_path, batches, packed):
    files = {**batches(), "readme.html": b"ignored"}
    if packed:
        path = tar(tmp_path / "cifar.tar.gz", files)
    else:
        path = tmp_path / "cifar"
        path.mkdir()
        for name, content in files.items():
            (path / name).write_bytes(content)
    e = load(Cifar10(path=str(path), flatten=False), 0)
    assert e.x_train.shape == (20, 3, 32, 32)
    assert np.array_equal((e.x_train * 255).round(), PIXELS[:5].reshape(-1, 3, 32, 32))
    assert np.array_equal(e.y_val, LABELS[5])


def test_a_missing_a_short_and_a_hostile_batch_are_refused(tmp_path):
    files = binary_batches()
    short = {**files, "data_batch_3.bin": files["data_batch_3.bin"][:-1]}
    with pytest.raises(DataError, match=r"data_batch_3\.bin is truncated"):
        load(Cifar10(path=str(tar(tmp_path / "a.tar.gz", short))), 0)
    del files["data_batch_3.bin"]
    with pytest.raises(DataError, match="holds no data_batch_3"):
        load(Cifar10(path=str(tar(tmp_path / "b.tar.gz", files))), 0)
    hostile = {**python_batches(), "data_batch_2": pickle.dumps(_Evil(pytest.fail, "called"))}
    with pytest.raises(DataError, match="data_batch_2 would import"):
        load(Cifar10(path=str(tar(tmp_path / "c.tar.gz", hostile))), 0)


# --- archives ----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["../../evil", "a/../../b", "/etc/passwd", "C:\\evil", "..\\evil"])
def test_an_archive_that_names_a_place_outside_itself_is_refused(tmp_path, name):
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        archive.addfile(tarfile.TarInfo(name))
    with pytest.raises(DataError, match="names a place outside itself"):
        load(Cifar10(path=str(path)), 0)
    assert [f.name for f in tmp_path.iterdir()] == ["a.tar.gz"]


def test_an_archive_that_unpacks_to_far_too_much_is_not_unpacked(tmp_path):
    member = tarfile.TarInfo("cifar/data_batch_1.bin")
    member.size = 100 * 2**30
    path = tmp_path / "a.tar.gz"
    path.write_bytes(gzip.compress(member.tobuf(tarfile.GNU_FORMAT)))
    with pytest.raises(DataError, match="unpacks to more than"):
        load(Cifar10(path=str(path)), 0)


@pytest.mark.parametrize("keep", [50, 500, -3000, -4])
def test_a_truncated_archive_is_refused(tmp_path, keep):
    path = tar(tmp_path / "a.tar.gz", binary_batches())
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(DataError, match=r"truncated or damaged"):
        load(Cifar10(path=str(path)), 0)


# --- IMDB and California -----------------------------------------------------------------------
def reviews():
    files = {}
    for part in ("train", "test"):
        for side, word in (("pos", "wonderful"), ("neg", "dreadful")):
            for k in range(6):
                files[f"{part}/{side}/{k}_7.txt"] = f"A {word} film<br /><br />number {k}, {part}.".encode()
    files["train/unsup/0_0.txt"] = b"nobody knows"
    files["imdb.vocab"] = b"the\n"
    return files


@pytest.mark.parametrize("packed", [True, False])
def test_imdb_opens_from_the_tar_and_from_its_folder(tmp_path, packed):
    path = tar(tmp_path / "aclImdb_v1.tar.gz", reviews(), "aclImdb")
    if not packed:
        with tarfile.open(path) as archive:
            archive.extractall(tmp_path, filter="data")
        path = tmp_path / "aclImdb"
    e = load(Imdb(path=str(path)), 0)
    assert (len(e.x_train), len(e.x_val)) == (12, 12)
    assert np.array_equal(e.x_train[:, e.features.index("wonderful")], e.y_train)
    assert "br" not in e.features
    assert "test" not in e.features


def test_an_imdb_with_only_one_part_is_refused(tmp_path):
    files = {name: text for name, text in reviews().items() if name.startswith("train")}
    with pytest.raises(DataError, match="only a training part"):
        load(Imdb(path=str(tar(tmp_path / "a.tar.gz", files))), 0)
    with pytest.raises(DataError, match="holds no reviews"):
        load(Imdb(path=str(tar(tmp_path / "b.tar.gz", {"x": b"y"}))), 0)


def test_california_opens_from_the_archive_and_the_table(tmp_path):
    rows = [f"-122.2,37.8,{20 + k},880,129,322,126,8.3,{100_000 * (k + 1)}" for k in range(10)]
    content = "\n".join(rows).encode()
    for path in (
        tar(tmp_path / "cal_housing.tgz", {"cal_housing.data": content}, "CaliforniaHousing"),
        tmp_path / "cal_housing.data",
    ):
        if path.suffix == ".data":
            path.write_bytes(content)
        e = load(CaliforniaHousing(path=str(path), scale="none", target_scale="none", split="time"), 0)
        np.testing.assert_allclose(
            e.x_train[0], [8.3, 20, 880 / 126, 129 / 126, 322, 322 / 126, 37.8, -122.2], rtol=1e-5
        )
        np.testing.assert_allclose(e.y_train[:, 0], np.arange(1, 9))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"1,2,3\n", "line 1 has 3 fields"), (b"", "holds no rows"), (b"a,2,3,4,5,6,7,8,9\n", "no number")],
)
def test_a_california_that_is_none_is_refused(tmp_path, content, sentence):
    (tmp_path / "cal_housing.data").write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        load(CaliforniaHousing(path=str(tmp_path / "cal_housing.data")), 0)


# --- fetching by name --------------------------------------------------------------------------
def test_a_set_that_was_fetched_is_here_and_loads(idx_folder, monkeypatch, tmp_path):
    from gdlab.data.remote import fetch as fetching

    folder, *_ = idx_folder
    files = {f.name: f.read_bytes() for f in folder.iterdir()}

    def fetch(remote, to, progress):
        to.mkdir(parents=True, exist_ok=True)
        (to / remote.name).write_bytes(files[remote.name])
        progress(1.0, remote.name)
        return to / remote.name

    monkeypatch.setattr(fetching, "fetch", fetch)
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(FashionMnist, "remotes", tuple(Remote(name, ("http://x/",)) for name in files))
    assert not entry("fashion_mnist").here
    shares = []
    download("fashion_mnist", lambda share, text: shares.append(share))
    assert shares == [0.25, 0.5, 0.75, 1.0]
    assert entry("fashion_mnist").here
    assert len(load(FashionMnist(), 0).x_train) == 20


def test_without_a_network_the_stand_in_is_offered(monkeypatch):
    monkeypatch.setattr(Cifar10, "remotes", (Remote("x", ("http://127.0.0.1:9/x",)),))
    with pytest.raises(
        DataError, match=r"CIFAR-10 is not to be had: .*Use the built-in 'shapes32' instead, or set 'path'"
    ):
        download("cifar10")


def test_what_is_built_in_needs_no_download():
    with pytest.raises(DataError, match="digits needs no download"):
        download("digits")
    with pytest.raises(DataError, match="Did you mean digits"):
        download("digit")
