"""A file or folder is recognised by what it is."""

import numpy as np
import pytest

from gdlab.data import recognise
from gdlab.spec.errors import DataError


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("table.CSV", "csv"),
        ("table.tsv.gz", "csv"),
        ("rows.jsonl", "csv"),
        ("t.parquet", "csv"),
        ("poem.txt", "text"),
        ("x.npy", "npz"),
        ("cifar-10-python.tar.gz", "cifar10"),
        ("cifar-10-binary.tar.gz", "cifar10"),
        ("aclImdb_v1.tar.gz", "imdb"),
        ("cal_housing.tgz", "california_housing"),
    ],
)
def test_files_are_known_by_their_names(tmp_path, name, type_):
    (tmp_path / name).write_bytes(b"something")
    found = recognise(tmp_path / name)
    assert (found.type, found.path) == (type_, str(tmp_path / name))


@pytest.mark.parametrize(
    ("inside", "type_"),
    [
        ("data_batch_1.bin", "cifar10"),
        ("train/pos/0_9.txt", "imdb"),
        ("train-images-idx3-ubyte.gz", "mnist_full"),
        ("cats/a.JPG", "images"),
    ],
)
def test_folders_are_known_by_what_they_hold(tmp_path, inside, type_):
    (tmp_path / inside).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / inside).write_bytes(b"something")
    assert recognise(tmp_path).type == type_


def test_arrays_in_the_form_of_cifar_are_told_from_others(tmp_path):
    np.savez(tmp_path / "a.npz", X=np.zeros(2), y=np.zeros(2))
    np.savez(tmp_path / "b.npz", x_train=np.zeros(2), y_train=np.zeros(2), x_test=np.zeros(1), y_test=np.zeros(1))
    assert recognise(tmp_path / "a.npz").type == "npz"
    assert recognise(tmp_path / "b.npz").type == "cifar10"


def test_what_nothing_reads_is_refused_with_what_is_read(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK")
    with pytest.raises(DataError, match=r"nothing here reads files that end in \.xlsx; a table \(\.csv"):
        recognise(tmp_path / "a.xlsx")
    with pytest.raises(DataError, match="neither a folder of pictures"):
        recognise(tmp_path)
    with pytest.raises(DataError, match="does not exist"):
        recognise(tmp_path / "nowhere.csv")


@pytest.mark.parametrize(
    ("names", "x", "y"),
    [
        (("pictures", "labels"), "pictures", "labels"),
        (("y", "X"), "X", "y"),
        (("features", "targets"), "features", "targets"),
        (("a", "b"), "a", "b"),
    ],
)
def test_arrays_are_taken_by_their_names(tmp_path, names, x, y):
    np.savez(tmp_path / "a.npz", **{name: np.zeros(2) for name in names})
    found = recognise(tmp_path / "a.npz")
    assert (found.x, found.y) == (x, y)


def test_targets_beside_a_file_of_inputs_are_taken(tmp_path):
    for name in ("train_images.npy", "train_labels.npy"):
        np.save(tmp_path / name, np.zeros(3))
    assert recognise(tmp_path / "train_images.npy").target_path == str(tmp_path / "train_labels.npy")


def test_a_file_can_be_recognised_as_another_kind(tmp_path):
    (tmp_path / "a.csv").write_text("day,x\n2020-01-01,1\n")
    assert recognise(tmp_path / "a.csv", "series").type == "series"
