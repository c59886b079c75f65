"""Build resources/data from the files that it comes from: ``python packaging/build_data.py ../shared/data``.

Every output is the same, byte for byte, for the same sources and the same zlib; the licence files beside the data are
written by hand and only checked for here.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np

OUT = Path(__file__).resolve().parent.parent / "resources" / "data"
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
CONDITIONS = (
    "Very_Poor", "Poor", "Fair", "Below_Average", "Average",
    "Above_Average", "Good", "Very_Good", "Excellent", "Very_Excellent",
)  # fmt: skip


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
        vocabulary=np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
    )


def ames(source: Path) -> Path:
    """Pack the columns of 2,930 house sales that the lab uses."""
    with (source / "ames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = sorted({row["Neighborhood"] for row in rows})

    def column(name: str, dtype: type = np.int32) -> np.ndarray:
        return np.array([dtype(row[name]) for row in rows])

    return pack(
        "ames",
        bedrooms=column("Bedroom_AbvGr"),
        living_area=column("Gr_Liv_Area"),
        year_built=column("Year_Built"),
        year_sold=column("Year_Sold"),
        condition=np.array([CONDITIONS.index(row["Overall_Cond"]) + 1 for row in rows], dtype=np.int32),
        longitude=column("Longitude", np.float64),
        latitude=column("Latitude", np.float64),
        neighbourhood=np.array([places.index(row["Neighborhood"]) for row in rows], dtype=np.int32),
        neighbourhoods=np.frombuffer("\n".join(places).encode(), dtype=np.uint8),
        price=column("Sale_Price"),
    )


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


BUILDERS = {
    "mnist": mnist,
    "reviews": reviews,
    "ames": ames,
    "stocks": stocks,
    "paradise_lost": paradise_lost,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
