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


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("x_test", "x_train", "y_test", "y_train"), ("x_train", "y_train", "x_test", "y_test")),
        (("X_train", "Y_train", "X_val", "Y_val", "X_test", "Y_test"), ("X_train", "Y_train", "X_val", "Y_val")),
        (("train_images", "train_labels", "val_images", "val_labels"), None),
        (("trainX", "trainY", "testX", "testY"), ("trainX", "trainY", "testX", "testY")),
    ],
)
def test_the_parts_that_arrays_are_named_after_are_kept(tmp_path, names, found):
    np.savez(tmp_path / "a.npz", **{name: np.zeros((3, 2)) for name in names})
    spec = recognise(tmp_path / "a.npz")
    assert spec.split == "given"
    assert (spec.x, spec.y, spec.x_val, spec.y_val) == (found or names)
    np.savez(tmp_path / "b.npz", X=np.zeros(2), y=np.zeros(2), x_test=np.zeros(2))
    assert recognise(tmp_path / "b.npz").split == "share"
    np.savez(tmp_path / "cifar10.npz", x_train=np.zeros(2))
    assert recognise(tmp_path / "cifar10.npz").type == "cifar10"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.xls", r"Excel or LibreOffice and save it as \.xlsx"),
        ("a.pkl", "runs code that its author put into it, .* never opened here"),
        ("a.joblib", "never opened here"),
        ("a.pt", r"numpy\.savez"),
        ("a.mat", "loadmat"),
        ("a.h5", "h5py"),
        ("a.rds", r"write\.csv"),
        ("a.sav", "read_spss"),
        ("a.tar.gz", "unpack it"),
        ("a.xyz", r"files that end in \.xyz; save it as one of these: a table \(\.csv"),
        ("a", "files that end in nothing"),
    ],
)
def test_what_nothing_reads_is_refused_with_how_to_make_it_readable(tmp_path, name, said):
    (tmp_path / name).write_bytes(b"something")
    with pytest.raises(DataError, match=f"nothing here reads .*{said}"):
        recognise(tmp_path / name)


def test_what_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="neither a folder of pictures"):
        recognise(tmp_path)
    with pytest.raises(DataError, match="does not exist"):
        recognise(tmp_path / "nowhere.csv")
