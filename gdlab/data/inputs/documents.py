"""Inputs that are texts: tokens, a vocabulary learned from the training part, and four ways to make numbers of them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gdlab.data.inputs import scaling
from gdlab.data.inputs.base import Prepared
from gdlab.spec.errors import DataError
from gdlab.spec.kinds import DataSpec

PADDING, UNKNOWN = "<pad>", "<unk>"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_MOST_CELLS = 2**31  # floats of one dense matrix: 8 GB


def split_words(text: str) -> list[str]:
    """Return the lower-cased words of a text."""
    return _WORD.findall(text.lower())


@dataclass
class Documents:
    """Texts as numbers of words, one after the other.

    Attributes:
        tokens: word numbers of all texts, (words,).
        starts: where each text begins, and at last the end, (N + 1,).
        words: every word, by number.
    """

    tokens: np.ndarray
    starts: np.ndarray
    words: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @classmethod
    def of(cls, texts: Iterable[str]) -> Documents:
        """Return the documents that plain texts are."""
        numbers: dict[str, int] = {}
        tokens = [
            np.array([numbers.setdefault(w, len(numbers)) for w in split_words(text)], dtype=np.int64) for text in texts
        ]
        starts = np.concatenate([[0], np.cumsum([len(t) for t in tokens], dtype=np.int64)])
        flat = np.concatenate(tokens) if tokens else np.zeros(0, dtype=np.int64)
        return cls(flat, starts.astype(np.int64), tuple(numbers))

    def chosen(self, rows: np.ndarray) -> Documents:
        """Return some of the documents, over the same words."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return Documents(self.tokens[self._positions(rows)], starts, self.words)

    def text(self, row: int) -> str:
        """Return the words of one text, joined by blanks."""
        return " ".join(self.words[t] for t in self.tokens[self.starts[row] : self.starts[row + 1]])

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen texts as the spec's ``encoding`` says, with a vocabulary of the training part only."""
        how = getattr(spec, "encoding", "bag")
        size = int(getattr(spec, "vocabulary", 2000))
        extra: dict[str, Any] = {"texts_train": _Texts(self, train), "texts_val": _Texts(self, val)}
        if how == "indices":
            return self._indices(train, val, size, int(getattr(spec, "length", 32)), extra)
        if how == "hash":
            number = np.array([zlib.crc32(w.encode()) % size for w in self.words], dtype=np.int64)
            features = tuple(f"bin {k}" for k in range(size))
        else:
            features, number = self._vocabulary(train, size, first=0)
            extra["vocabulary"] = features
        counts = [self._counts(rows, number, len(features)) for rows in (train, val)]
        if how == "tfidf":
            weight = _idf(counts[0])
            extra["idf"] = weight
            counts = [_unit_rows(c * weight) for c in counts]
        scale = scaling.fit(counts[0], spec.scale, (1,))
        if scale is not None:
            counts = [scale.apply(c) for c in counts]
            extra["scale"] = {"shift": scale.shift.reshape(-1), "width": scale.width.reshape(-1)}
        return Prepared(counts[0], counts[1], features, extra=extra)

    def _vocabulary(self, train: np.ndarray, size: int, first: int) -> tuple[tuple[str, ...], np.ndarray]:
        """Return the most frequent words of the training part, and for every word its new number or −1."""
        counts = np.bincount(self.tokens[self._positions(train)], minlength=len(self.words))
        seen = np.flatnonzero(counts)
        if not len(seen):
            raise DataError("the texts of the training part hold no words")
        ranked = sorted(seen, key=lambda k: (-counts[k], self.words[k]))[: size - first]
        number = np.full(len(self.words), -1, dtype=np.int64)
        number[ranked] = np.arange(first, first + len(ranked))
        return tuple(self.words[k] for k in ranked), number

    def _positions(self, rows: np.ndarray) -> np.ndarray:
        """Return where the tokens of some texts are, text after text."""
        lengths = self.starts[rows + 1] - self.starts[rows]
        before = np.concatenate([[0], np.cumsum(lengths)])
        return np.arange(before[-1]) - np.repeat(before[:-1] - self.starts[rows], lengths)

    def _owners(self, rows: np.ndarray) -> np.ndarray:
        return np.repeat(np.arange(len(rows)), self.starts[rows + 1] - self.starts[rows])

    def _counts(self, rows: np.ndarray, number: np.ndarray, size: int) -> np.ndarray:
        """Return how often each kept word is in each text, float32 (rows, size)."""
        if len(rows) * size > _MOST_CELLS:
            raise DataError(
                f"{len(rows):,} texts by {size:,} words do not fit into memory; take a smaller vocabulary "
                "or word numbers (encoding = indices)"
            )
        kept, owner = number[self.tokens[self._positions(rows)]], self._owners(rows)
        cells = owner[kept >= 0] * size + kept[kept >= 0]
        counts = np.zeros(len(rows) * size, dtype=np.float32)
        which, how_often = np.unique(cells, return_counts=True)
        counts[which] = how_often
        return counts.reshape(len(rows), size)

    def _indices(self, train: np.ndarray, val: np.ndarray, size: int, length: int, extra: dict[str, Any]) -> Prepared:
        words, number = self._vocabulary(train, size, first=2)
        extra["vocabulary"] = (PADDING, UNKNOWN, *words)
        x_train, x_val = (self._padded(rows, number, length) for rows in (train, val))
        return Prepared(x_train, x_val, extra=extra)

    def _padded(self, rows: np.ndarray, number: np.ndarray, length: int) -> np.ndarray:
        """Return the first ``length`` words of each text as float32 numbers, right-aligned, 0 in front."""
        x = np.zeros((len(rows), length), dtype=np.float32)
        used = np.minimum(self.starts[rows + 1] - self.starts[rows], length)
        owner = np.repeat(np.arange(len(rows)), used)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(used) - used, used)
        kept = number[self.tokens[self.starts[rows][owner] + place]]
        x[owner, place + length - used[owner]] = np.where(kept >= 0, kept, 1)
        return x


@dataclass(frozen=True)
class _Texts:
    """The texts of a part by number: each is made when it is asked for, so that no copy of all is kept."""

    documents: Documents
    rows: np.ndarray

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, k: int) -> str:
        return self.documents.text(int(self.rows[k]))


def _idf(counts: np.ndarray) -> np.ndarray:
    """Return ln((1 + n) / (1 + df)) + 1 a word, as if one more text held every word (scikit-learn's smooth idf)."""
    df = (counts > 0).sum(axis=0)
    return (np.log((1 + len(counts)) / (1 + df)) + 1).astype(np.float32)


def _unit_rows(x: np.ndarray) -> np.ndarray:
    norm = np.sqrt(np.square(x).sum(axis=1, keepdims=True))
    return x / np.where(norm > 0, norm, 1)


def fitted_text(name: str, at: int, prepared: Prepared, spec: DataSpec) -> dict[str, Any]:
    """Return what was learned of a text column, as plain data by which :func:`encoded_text` makes numbers of new texts.

    Args:
        name: the column's name.
        at: the number of its first feature.
        prepared: the column as it was prepared.
        spec: the data spec.
    """
    scale = prepared.extra.get("scale")
    return {
        "name": name, "kind": "text", "at": at, "size": int(prepared.x_train.shape[1]),
        "encoding": getattr(spec, "encoding", "bag"), "words": list(prepared.extra.get("vocabulary", ())),
        "idf": [float(w) for w in prepared.extra.get("idf", ())],
        "shift": [] if scale is None else scale["shift"].tolist(),
        "width": [] if scale is None else scale["width"].tolist(),
    }  # fmt: skip


def encoded_text(text: str, column: Mapping[str, Any]) -> np.ndarray:
    """Return the numbers of a new text, float32 (size,), by what was learned of its column.

    Words that the training part has not are left out, or are the number of the unknown word.

    Args:
        text: the text.
        column: what :func:`fitted_text` gave.
    """
    words, size, how = split_words(text), int(column["size"]), column["encoding"]
    number = {word: k for k, word in enumerate(column["words"])}
    x = np.zeros(size, np.float32)
    if how == "indices":
        used = [number.get(word, 1) for word in words[:size]]
        x[size - len(used) :] = used
        return x
    for word in words:
        k = zlib.crc32(word.encode()) % size if how == "hash" else number.get(word, -1)
        if k >= 0:
            x[k] += 1
    if how == "tfidf":
        x = _unit_rows((x * np.array(column["idf"], np.float32))[None])[0]
    return x if not column["width"] else ((x - column["shift"]) / column["width"]).astype(np.float32)
