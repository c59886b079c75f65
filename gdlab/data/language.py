"""What texts for a language model have in common: letters or words, windows, a cut in time."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from gdlab.data.base import Raw, Source, Split
from gdlab.data.inputs.tokens import cut_tokens, letters, number_tokens
from gdlab.data.progress import Progress
from gdlab.spec.base import knob

_PIECES = re.compile(r"\n|[^\W_]+(?:'[^\W_]+)*|[^\w\s]")


class LanguageSource(Source):
    """The base of data sets that are one text whose next letter or word is predicted; a subclass gives the text."""

    family: ClassVar[str] = "text"
    scalable: ClassVar[bool] = False
    split: Split = knob("time", "How the validation part is chosen; in time keeps the end of the text for it.")
    unit: Literal["char", "word"] = knob("char", "Whether a token is a character or a word.")
    vocabulary: int = knob(
        2000, "Words kept, the most frequent of the training part; characters are all kept.", ge=2, le=200_000
    )
    length: int = knob(64, "Tokens an example.", ge=1, le=100_000)
    stride: int = knob(0, "Tokens between the starts of two examples; 0 sets them end to end.", ge=0)

    def text(self, progress: Progress) -> str:
        """Return the whole text."""
        raise NotImplementedError

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return windows of the text, each with the tokens that follow."""
        text = self.text(progress)
        if self.unit == "char":
            tokens, vocabulary = letters(text)
        else:
            pieces = _PIECES.findall(text.lower())
            share = (1 - self.test_fraction) * (1 - self.val_fraction) if self.split == "time" else 1.0
            tokens, vocabulary = number_tokens(pieces, self.vocabulary, round(len(pieces) * share))
        stride = self.stride or self.length
        cut = cut_tokens(tokens, self.length, stride, self.type)
        return Raw(
            cut,
            cut.targets(),
            classes=vocabulary,
            look="tokens",
            overlap=-(-(self.length + 1) // stride) - 1,
            note=f"{len(tokens):,} {self.unit}s in {len(cut):,} windows of {self.length}.",
            extra={"vocabulary": vocabulary, "unit": self.unit},
        )
