"""The minus sign of typesetting (U+2212), as it comes out of a paper, a web page or gdlab's own tables."""

from __future__ import annotations

import re

MINUS = "−"
#: A word that is a number, perhaps behind the name of an option.
_NUMBER = re.compile(rf"(?P<option>--[\w-]+=)?(?P<number>[-+{MINUS}]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+{MINUS}]?\d+)?)")


def plain_minus(text: str) -> str:
    """Return the text of a number or a formula with the minus that programs read; places stay where they are.

    >>> from gdlab.spec.minus import plain_minus
    >>> plain_minus("−1.5e−3")
    '-1.5e-3'
    """
    return text.replace(MINUS, "-")


def plain_word(word: str) -> str:
    """Return a word of a command: a number with the minus that programs read, any other one as it is.

    >>> from gdlab.spec.minus import plain_word
    >>> plain_word("--seed=−1"), plain_word("runs−1.csv")
    ('--seed=-1', 'runs−1.csv')
    """
    match = _NUMBER.fullmatch(word) if MINUS in word else None
    return word if match is None else f"{match['option'] or ''}{plain_minus(match['number'])}"
