"""A run on pictures or texts predicts a folder, a .zip or a file of new ones, prepared as its own were."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import gdlab
from gdlab.lab.run import Run
from gdlab.lab.store import Store
from gdlab.lab.train import examples_for
from gdlab.spec.errors import DataError
from tests.lab.small import spec


def _kept(store: Path, data: dict) -> Run:
    made = spec(data=data | {"val_fraction": 0.25}, network__layers=["Flatten", "Linear(out_features=2)"],
                training__epochs=8)  # fmt: skip
    run = gdlab.train(made)
    Store(store).save(run)
    return Store(store).load([run.id])[0]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder, rng = tmp_path_factory.mktemp("data"), np.random.default_rng(2)
    for k in range(20):
        shown = rng.integers(0, 60, (6, 8, 3), dtype=np.uint8) + np.uint8(190 * (k % 2))
        path = folder / ("dark", "light")[k % 2] / f"{k:02d}.png"
        path.parent.mkdir(exist_ok=True)
        Image.fromarray(shown).save(path)
    return folder


@pytest.fixture(scope="module")
def painter(pictures: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    data = {"type": "images", "path": str(pictures), "height": 6, "width": 8, "flatten": False, "scale": "standard"}
    return _kept(tmp_path_factory.mktemp("store") / "runs.db", data)


def test_a_folder_of_pictures_gives_what_the_training_pictures_gave(pictures: Path, painter: Run):
    found = painter.predict(pictures)
    assert found.files[:2] == ("dark/00.png", "dark/02.png")
    assert [f.split("/")[0] for f in found.files] == found.values.tolist()
    examples = examples_for(painter.spec)
    z = gdlab.Trainer(painter.spec, parameters=painter.parameters).predict(
        np.concatenate([examples.x_train, examples.x_val])
    )
    shares = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    assert np.sort(found.probabilities[:, 0]) == pytest.approx(np.sort(shares[:, 0]), abs=1e-6)
    assert painter.predict(pictures / "light" / "01.png").values.tolist() == ["light"]


def test_a_zip_of_pictures_with_a_damaged_one_leaves_that_one_empty(pictures: Path, painter: Run, tmp_path: Path):
    packed = tmp_path / "new.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(pictures / "dark" / "00.png", "z/b/one.png")
        archive.writestr("two.png", b"no picture")
        archive.writestr("notes.txt", b"left aside")
    with pytest.raises(DataError, match=r"1 of 2 pictures cannot be read; the first: .*new.zip.*two.png"):
        painter.predict(packed)
    headings, rows = painter.predict(packed, strict=False).table()
    assert (headings[0], headings[-1], rows[1][:2]) == ("file", "reason", ["z/b/one.png", "dark"])
    assert rows[0][:2] == ["two.png", ""]
    assert "not a PNG or JPEG" in rows[0][-1]


def test_a_single_damaged_picture_is_named_as_it_was_given(painter: Run, tmp_path: Path, monkeypatch):
    (tmp_path / "bad.png").write_bytes(b"no picture")
    monkeypatch.chdir(tmp_path)
    for given in ("bad.png", tmp_path / "bad.png"):
        with pytest.raises(DataError) as refused:
            painter.predict(given)
        said = f"1 of 1 pictures cannot be read; the first: {given} is not a PNG or JPEG picture"
        assert str(refused.value) == said


def test_a_run_on_arrays_predicts_a_file_of_arrays(tmp_path: Path):
    rng = np.random.default_rng(3)
    x = rng.normal(2.0, 5.0, (40, 3))
    np.savez(tmp_path / "old.npz", X=x, y=(x[:, 0] > x[:, 1]).astype(int))
    run = _kept(tmp_path / "runs.db", {"type": "npz", "path": str(tmp_path / "old.npz"), "scale": "standard"})
    np.savez(tmp_path / "new.npz", X=x[:5], more=x)
    np.savez(tmp_path / "one.npz", rows=x[:5])
    np.save(tmp_path / "new.npy", x[:5])
    np.savetxt(tmp_path / "new.csv", x[:5], delimiter=",", header="x0,x1,x2", comments="", fmt="%.17g")
    wanted = run.predict(x[:5])
    for name in ("new.npz", "one.npz", "new.npy", "new.csv"):
        assert np.array_equal(run.predict(tmp_path / name).probabilities, wanted.probabilities), name
    np.savez(tmp_path / "other.npz", a=x, b=x)
    with pytest.raises(DataError, match="has no array 'X'; it has a, b"):
        run.predict(tmp_path / "other.npz")
    np.save(tmp_path / "wide.npy", np.ones((2, 4)))
    with pytest.raises(DataError, match="the rows have 4 columns, and the run was trained on 3"):
        run.predict(tmp_path / "wide.npy")


@pytest.mark.parametrize(
    "name, said", [("empty", "holds no PNG or JPEG"), ("rows.csv", "is no PNG or JPEG"), ("gone", "gone")]
)
def test_what_holds_no_picture_is_refused_in_a_sentence(painter: Run, tmp_path: Path, name, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "rows.csv").write_text("a,b\n1,2\n")
    with pytest.raises(DataError, match=said):
        painter.predict(tmp_path / name)


@pytest.mark.parametrize("encoding", ["tfidf", "indices"])
def test_a_folder_of_texts_is_predicted_text_by_text(tmp_path: Path, encoding):
    rng = np.random.default_rng(3)
    for k in range(24):
        kind = ("bad", "good")[k % 2]
        path = tmp_path / "texts" / kind / f"{k:02d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join([*rng.choice(["the", "film", "plot"], 3), *[kind] * 3]))
    data = {"type": "texts", "path": str(tmp_path / "texts"), "encoding": encoding, "vocabulary": 8, "length": 6}
    run = _kept(tmp_path / "runs.db", data)
    found = run.predict(tmp_path / "texts")
    assert (len(found), found.files[0]) == (24, "bad/00.txt")
    if encoding == "tfidf":
        assert [f.split("/")[0] for f in found.files] == found.values.tolist()
    one = run.predict(tmp_path / "texts" / "bad" / "00.txt")
    assert one.probabilities[0] == pytest.approx(found.probabilities[0], abs=1e-6)
