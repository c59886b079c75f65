"""Bundles carry runs whole from one gdlab to another, and one from a stranger can do no harm."""

from __future__ import annotations

import io
import json
import pickle
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import gdlab
from gdlab.data import gate
from gdlab.lab.bundle.files import read_bundle, write_bundle
from gdlab.lab.named_arrays import pack_named, unpack_named
from tests.lab.small import same, trained


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    runs = [trained(training__average="EMA(decay=0.9)"), trained(seed=3)]
    return write_bundle(runs, tmp_path_factory.mktemp("b") / "two.gdlab", {"smoothing": 0.6})


def test_a_bundle_gives_back_runs_bit_for_bit_under_new_identities(tmp_path: Path):
    runs = [trained(training__average="EMA(decay=0.9)"), trained(seed=3)]
    (path,) = gdlab.export(runs, tmp_path / "two.gdlab", "bundle")
    found = read_bundle(path).runs
    for mine, theirs in zip(runs, found, strict=True):
        assert same(mine, theirs)
        assert (theirs.spec, theirs.status, theirs.name, theirs.preparation) == (
            mine.spec,
            mine.status,
            mine.name,
            mine.preparation,
        )
        assert theirs.id != mine.id
        assert theirs.averaged.keys() == mine.averaged.keys()
        assert np.array_equal(
            theirs.history.index("val/loss", "wall_time"), mine.history.index("val/loss", "wall_time")
        )
    x = np.zeros((2, 2), np.float32)
    assert np.array_equal(found[0].predict(x).probabilities, runs[0].predict(x).probabilities)


def test_the_view_comes_with_it(bundle: Path):
    assert read_bundle(bundle).view == {"smoothing": 0.6}


def rewritten(bundle: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Write a bundle again with other members."""
    with zipfile.ZipFile(bundle) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return to


HOSTILE: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "slip": (lambda m: m.update({"../../evil.txt": b"x"}), "holds '../../evil.txt', which no bundle has"),
    "absolute": (lambda m: m.update({"/tmp/evil": b"x"}), "which no bundle has"),
    "backslash": (lambda m: m.update({"runs\\0\\run.json": b"x"}), "which no bundle has"),
    "pickle": (lambda m: m.update({"runs/0/weights.pkl": pickle.dumps(print)}), "which no bundle has"),
    "pickled weights": (lambda m: m.update({"runs/0/weights.safetensors": pickle.dumps(print)}), "its header"),
    "deep": (lambda m: m.update({"runs/0/run.json": b"[" * 500_000}), "is no JSON"),
    "no head": (lambda m: m.pop("bundle.json"), "it has no bundle.json"),
    "other zip": (lambda m: m.update({"bundle.json": b"{}"}), "no bundle of gdlab"),
    "newer": (lambda m: m.update({"bundle.json": b'{"format": "gdlab bundle", "version": 99}'}), "a newer gdlab"),
    "no spec": (lambda m: m.pop("runs/1/spec.toml"), "runs/1 has no spec.toml"),
    "unknown member": (lambda m: m.update({"runs/0/spec.toml": b"optimizer = 'os.system'"}), "there is no optimizer"),
    "no number": (lambda m: m.update(_with(m, elapsed="soon")), "elapsed is no number"),
    "no status": (lambda m: m.update(_with(m, status="rm -rf")), "is not a valid Status"),
    "lost curves": (lambda m: m.update(_with(m, tags=[["train/loss"], ["a"], ["b"], ["c"]])), "curves are damaged"),
    "ragged": (
        lambda m: m.update({"runs/0/curves.safetensors": pack_named({"0/step": np.zeros(3), "0/epoch": np.zeros(2)})}),
        "curves are damaged",
    ),
    "no experiment": (lambda m: m.update({"experiment.toml": b"\xff"}), "experiment.toml: "),
    "experiment of no kind": (lambda m: m.update({"experiment.toml": b"optimizer = 'os.system'"}), "no optimizer"),
    "race of no kind": (lambda m: m.update({"experiment.toml": b"race = 3"}), "race: should be a table"),
    "endless step": (lambda m: m.update({"runs/0/curves.safetensors": pack_named(_endless(m))}), "step that is not"),
}


def _endless(members: dict[str, bytes]) -> dict[str, np.ndarray]:
    curves, _ = unpack_named(members["runs/0/curves.safetensors"], "curves")
    return {name: np.full(len(a), np.inf) if name.endswith("/step") else a for name, a in curves.items()}


def _with(members: dict[str, bytes], **fields: object) -> dict[str, bytes]:
    return {"runs/0/run.json": json.dumps(json.loads(members["runs/0/run.json"]) | fields).encode()}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_strangers_bundle_is_refused_with_a_reason(bundle: Path, tmp_path: Path, kind: str):
    change, words = HOSTILE[kind]
    path = rewritten(bundle, tmp_path / "evil.gdlab", change)
    with pytest.raises(gdlab.DataError) as caught:
        read_bundle(path)
    assert words in str(caught.value)
    assert list(tmp_path.iterdir()) == [path]


def test_links_and_names_twice_are_refused(bundle: Path, tmp_path: Path):
    for kind in ("link", "twice"):
        path = tmp_path / f"{kind}.gdlab"
        path.write_bytes(bundle.read_bytes())
        entry = zipfile.ZipInfo("runs/2/run.json" if kind == "link" else "view.json")
        if kind == "link":
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        with (
            zipfile.ZipFile(path, "a") as archive,
            pytest.warns(UserWarning, match="Duplicate") if kind == "twice" else _nothing(),
        ):
            archive.writestr(entry, b"/etc/passwd")
        with pytest.raises(gdlab.DataError, match="a link" if kind == "link" else "'view.json' twice"):
            read_bundle(path)


def _nothing() -> io.BytesIO:
    return io.BytesIO()


def test_a_bomb_is_not_unpacked(bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(gate, "ALWAYS_UNPACKED", 2**20)
    zeros = b"\0" * 2**24
    path = rewritten(bundle, tmp_path / "bomb.gdlab", lambda m: m.update({"runs/0/weights.safetensors": zeros}))
    with pytest.raises(gdlab.DataError, match="unpacks to more than"):
        read_bundle(path)
    lying = bytearray(path.read_bytes())
    name = b"runs/0/weights.safetensors"
    at = lying.rindex(b"PK\x01\x02", 0, lying.rindex(name))
    struct.pack_into("<I", lying, at + 24, 10)  # the size that the list of members says
    path.write_bytes(lying)
    with pytest.raises(gdlab.DataError):
        read_bundle(path)


def test_a_zip_that_is_none_and_every_damaged_byte_end_in_a_sentence(bundle: Path, tmp_path: Path):
    whole, path = bundle.read_bytes(), tmp_path / "damaged.gdlab"
    rng = np.random.default_rng(0)
    for cut in (0, 3, 100, len(whole) // 2, len(whole) - 5):
        path.write_bytes(whole[:cut])
        with pytest.raises(gdlab.DataError):
            read_bundle(path)
    for at in rng.integers(0, len(whole), 60):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with suppress(gdlab.DataError):  # a byte of no meaning may be another one
            read_bundle(path)


@pytest.mark.parametrize(
    "header",
    [
        {"a": {"dtype": "F64", "shape": [2], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F64", "shape": [1 << 60, 16], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F64", "shape": [-1, -1], "data_offsets": [0, 8]}},
        {"a": {"dtype": "O", "shape": [1], "data_offsets": [0, 8]}},
        {"a": {"dtype": "F64", "shape": [1], "data_offsets": [-8, 0]}},
        {"a": {"dtype": "F64", "shape": [1], "data_offsets": [8, 16]}},
        {k: {"dtype": "F64", "shape": [1], "data_offsets": [0, 8]} for k in "ab"},
        {"a": 3},
        [1],
    ],
)
def test_arrays_stand_where_they_say(header: object):
    text = json.dumps(header).encode()
    with pytest.raises(gdlab.DataError):
        unpack_named(len(text).to_bytes(8, "little") + text + bytes(8), "it")


def test_arrays_that_claim_the_same_bytes_a_thousand_times_take_no_memory():
    body = bytes(1 << 20)
    entry = {"dtype": "F64", "shape": [len(body) // 8], "data_offsets": [0, len(body)]}
    text = json.dumps({f"a{k}": entry for k in range(1000)}).encode()
    tracemalloc.start()
    try:
        with pytest.raises(gdlab.DataError, match="its arrays overlap"):
            unpack_named(len(text).to_bytes(8, "little") + text + body, "it")
        assert tracemalloc.get_traced_memory()[1] < 10 * len(body)
    finally:
        tracemalloc.stop()
