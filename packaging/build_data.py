"""Build resources/data from the files that it comes from: ``python packaging/build_data.py ../shared/data``.

The digits, the four small tables and the two photographs come from the installed scikit-learn, everything else from the
folder. Every output is the same, byte for byte, for the same sources and the same zlib; the licence files beside the
data are written by hand and only checked for here.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

OUT = Path(__file__).resolve().parent.parent / "resources" / "data"
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")


def main(arguments: list[str]) -> int:
    """Build every file from the folder named on the command line."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python packaging/build_data.py SOURCE_FOLDER  (for instance ../shared/data)", file=sys.stderr)
        return 2
    source = Path(arguments[0])
    OUT.mkdir(parents=True, exist_ok=True)
    for name, build in BUILDERS.items():
        if not (OUT / f"{name}.LICENCE.txt").is_file():
            print(f"{name}: write its licence first, as {name}.LICENCE.txt", file=sys.stderr)
            return 1
        path = build(source)
        print(f"{path.name}: {path.stat().st_size:,} bytes")
    return 0


def mnist(source: Path) -> Path:
    """Pack 10,000 digits of 28×28 bytes."""
    with np.load(source / "mnist_10k.npz", allow_pickle=False) as file:
        return pack("mnist", images=file["X"], labels=file["y"].astype(np.uint8))


def reviews(source: Path) -> Path:
    """Pack 10,605 sentences as word numbers, most frequent word first."""
    lines = (source / "movie_reviews.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    texts = [WORD.findall(row[2].lower()) for row in rows]
    counts = Counter(word for words in texts for word in words)
    vocabulary = sorted(counts, key=lambda word: (-counts[word], word))
    number = {word: k for k, word in enumerate(vocabulary)}
    return pack(
        "reviews",
        tokens=np.array([number[word] for words in texts for word in words], dtype=np.uint16),
        lengths=np.array([len(words) for words in texts], dtype=np.uint16),
        scores=np.array([float(row[1]) for row in rows], dtype=np.float32),
        vocabulary=packed_words(vocabulary),
    )


def saratoga_houses(source: Path) -> Path:
    """Pack all sixteen columns of 1,728 houses: numbers as they are, words as numbers with their names."""
    with (source / "saratoga_houses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    arrays: dict[str, np.ndarray] = {}
    for name in rows[0]:
        key = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
        column = [row[name] for row in rows]
        try:
            numbers = np.array([float(value) for value in column])
        except ValueError:
            kinds = sorted(set(column))
            arrays[key] = np.array([kinds.index(value) for value in column], dtype=np.uint8)
            arrays[f"{key}.names"] = packed_words(kinds)
        else:
            arrays[key] = numbers
    return pack("saratoga_houses", **arrays)


def stocks(source: Path) -> Path:
    """Pack daily prices and volumes, one set of arrays a share, days counted from 1970-01-01."""
    arrays: dict[str, np.ndarray] = {}
    with gzip.open(source / "stocks_daily.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for ticker in sorted({row["Ticker"] for row in rows}):
        mine = sorted((row for row in rows if row["Ticker"] == ticker), key=lambda row: row["Date"])
        days = [(date.fromisoformat(row["Date"]) - date(1970, 1, 1)).days for row in mine]
        arrays[f"{ticker}.day"] = np.array(days, dtype=np.int32)
        for column in ("Open", "High", "Low", "Close", "Adj Close", "Volume"):
            name = column.lower().replace(" ", "_")
            arrays[f"{ticker}.{name}"] = np.array([float(row[column]) for row in mine], dtype=np.float64)
    return pack("stocks", **arrays)


def paradise_lost(source: Path) -> Path:
    """Compress the poem, without a file name or time in the header."""
    path = OUT / "paradise_lost.txt.gz"
    text = (source / "paradise_lost.txt").read_bytes().strip() + b"\n"
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text)
    return path


def digits(source: Path) -> Path:
    """Pack scikit-learn's 1,797 digits of 8×8 pixels, whose grey levels go from 0 to 16."""
    from sklearn.datasets import load_digits

    bunch: Any = load_digits()
    return pack("digits", images=bunch.images.astype(np.uint8), labels=bunch.target.astype(np.uint8))


def small_table(name: str) -> Callable[[Path], Path]:
    """Return the builder of scikit-learn's table ``load_<name>``: inputs, targets, names of columns and classes."""

    def build(source: Path) -> Path:
        from sklearn import datasets

        bunch: Any = getattr(datasets, f"load_{name}")()
        return pack(
            name,
            x=np.asarray(bunch.data, dtype=np.float64),
            y=np.asarray(bunch.target),
            features=packed_words([str(feature) for feature in bunch.feature_names]),
            classes=packed_words([str(kind) for kind in getattr(bunch, "target_names", ())]),
        )

    return build


def photograph(name: str) -> Callable[[Path], Path]:
    """Return the builder that copies one of scikit-learn's photographs, byte for byte."""

    def build(source: Path) -> Path:
        from importlib.resources import files

        path = OUT / f"{name}.jpg"
        path.write_bytes(files("sklearn.datasets.images").joinpath(f"{name}.jpg").read_bytes())
        return path

    return build


def packed_words(words: list[str]) -> np.ndarray:
    """Return strings as an array of bytes, one a line."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def pack(name: str, **arrays: np.ndarray) -> Path:
    """Write arrays as a compressed .npz whose bytes depend on nothing but them."""
    path = OUT / f"{name}.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for key, array in arrays.items():
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.ascontiguousarray(array), version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{key}.npy", (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, buffer.getvalue())
    return path


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "mnist": mnist,
    "reviews": reviews,
    "saratoga_houses": saratoga_houses,
    "stocks": stocks,
    "paradise_lost": paradise_lost,
    "digits": digits,
    "iris": small_table("iris"),
    "wine": small_table("wine"),
    "breast_cancer": small_table("breast_cancer"),
    "diabetes": small_table("diabetes"),
    "china": photograph("china"),
    "flower": photograph("flower"),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
