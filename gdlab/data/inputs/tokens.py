"""Inputs that are windows of one long row of tokens: letters or words of a text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from gdlab.data.inputs.base import Prepared
from gdlab.data.inputs.documents import UNKNOWN
from gdlab.spec.errors import DataError
from gdlab.spec.kinds import DataSpec


@dataclass
class TokenSequences:
    """One row of tokens, and where its sequences of ``length`` tokens begin."""

    tokens: np.ndarray
    starts: np.ndarray
    length: int

    def __len__(self) -> int:
        return len(self.starts)

    def targets(self) -> np.ndarray:
        """Return the token that follows each one of each window, int64 (N, length)."""
        return self.tokens[self.starts[:, None] + np.arange(1, self.length + 1)].astype(np.int64)

    def prepare(self, train: np.ndarray, val: np.ndarray, spec: DataSpec, seed: int) -> Prepared:
        """Return the chosen windows as token numbers, float32 (N, length)."""
        place = np.arange(self.length)
        x_train, x_val = (self.tokens[self.starts[rows][:, None] + place].astype(np.float32) for rows in (train, val))
        return Prepared(x_train, x_val)


def cut_tokens(tokens: np.ndarray, length: int, stride: int, name: str) -> TokenSequences:
    """Return the windows of a text that have a token after them.

    Args:
        tokens: the text as numbers, (tokens,).
        length: tokens a window.
        stride: tokens between the starts of two windows.
        name: what to name in errors.

    Raises:
        DataError: when the text is too short for two windows.
    """
    starts = np.arange(0, len(tokens) - length, stride, dtype=np.int64)
    if len(starts) < 2:
        raise DataError(f"{name} has {len(tokens)} tokens, too few for two windows of {length} and one to predict")
    return TokenSequences(tokens, starts, length)


def letters(text: str) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return a text as numbers of its characters, and the characters in order of their code."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    alphabet, tokens = np.unique(codes, return_inverse=True)
    return tokens.astype(np.int64), tuple(chr(c) for c in alphabet)


def number_tokens(words: list[str], size: int, fit_on: int) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return words as numbers among the ``size`` most frequent of the first ``fit_on``; 0 stands for all others."""
    counts = Counter(words[:fit_on])
    ranked = sorted(counts, key=lambda w: (-counts[w], w))[: size - 1]
    vocabulary = (UNKNOWN, *ranked)
    number = {word: k for k, word in enumerate(vocabulary)}
    return np.array([number.get(w, 0) for w in words], dtype=np.int64), vocabulary
