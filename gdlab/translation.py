"""Texts in the language of the window: English as it is in the code, until the window installs another language.

Every text that a person reads on the screen goes through :func:`tr`, or through :func:`tr_n` where a number decides
between one and many. Nothing is looked up until :func:`use_language` is called, which only the window does: the
command line, files and the Python interface stay English, with a decimal point.

The texts are found in the code by ``packaging/update_translations.py``, so they are written out where they are used:
as the first argument of one of these functions, or of :func:`tr_noop` where they are translated later.

A sentence that was made in English by a package below the window, such as a refusal or the reason why a run ended, is
translated by :func:`tr_message` where the window shows it.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

#: Finds a translation by the English text, its meaning ("" for the usual one) and a number (-1 for none).
Lookup = Callable[[str, str, int], str]
#: Returns a finished English sentence in another language, or as it is where it is not known.
Recognise = Callable[[str], str]

_lookup: Lookup | None = None
_recognise: Recognise | None = None
_decimal_sign = "."
_english: ContextVar[bool] = ContextVar("english", default=False)


def use_language(lookup: Lookup | None, decimal_sign: str = ".", recognise: Recognise | None = None) -> None:
    """Show texts in another language from now on.

    Args:
        lookup: finds a translation, "" where there is none; None for English.
        decimal_sign: the sign between whole numbers and decimals.
        recognise: translates a finished sentence; None leaves sentences as they are.
    """
    global _lookup, _decimal_sign, _recognise
    _lookup, _decimal_sign, _recognise = lookup, decimal_sign, recognise


def tr(text: str, /, meaning: str = "", **values: object) -> str:
    """Return a text in the language of the window.

    Args:
        text: the text in English; ``{name}`` stands for a value.
        meaning: tells two uses of one English text apart.
        values: the values of the placeholders, as they are shown. Without any, braces are plain characters.

    >>> from gdlab.translation import tr
    >>> tr("{count} of {total}", count=3, total=7)
    '3 of 7'
    """
    found = (_lookup(text, meaning, -1) if _lookup is not None and text and not _english.get() else "") or text
    return found.format(**values) if values else found


def tr_n(one: str, many: str, n: int, **values: object) -> str:
    """Return a text in the form that belongs to a number, in the language of the window.

    Args:
        one: the English text for 1.
        many: the English text for any other number, by which translations are found.
        n: the number; ``{n}`` stands for it.
        values: the values of the other placeholders, and ``shown``: the number as it is shown, where that differs.

    >>> from gdlab.translation import tr_n
    >>> tr_n("{n} run", "{n} runs", 1), tr_n("{n} run", "{n} runs", 3)
    ('1 run', '3 runs')
    """
    found = _lookup(many, "", n) if _lookup is not None and not _english.get() else ""
    return (found or (one if n == 1 else many)).format(n=n, **values)


def tr_message(text: str, /) -> str:
    """Return a sentence that was made in English in the language of the window.

    It is recognised by the templates of all sentences that gdlab makes (:mod:`gdlab.sentences`), so it may come from
    a file, another thread or another process. One that is not known is returned as it is.

    >>> from gdlab.translation import tr_message
    >>> tr_message("must be a whole number")
    'must be a whole number'
    """
    return text if _recognise is None or not text or _english.get() else _recognise(text)


@contextmanager
def in_english() -> Generator[None]:
    """Leave texts and numbers as they are while something is written that is not for the window, such as a file."""
    before = _english.set(True)
    try:
        yield
    finally:
        _english.reset(before)


def tr_noop(text: str, /) -> str:
    """Return a text unchanged: it is named here for the translators, and translated where it is shown."""
    return text


def within_sentence(text: str) -> str:
    """Return a title as it is within a sentence: with small letters in English, and as it is in other languages."""
    return text.lower() if _lookup is None or _english.get() else text


def decimal_sign() -> str:
    """Return the sign between whole numbers and decimals: "." or ","."""
    return "." if _english.get() else _decimal_sign


def local_number(text: str) -> str:
    """Return a number that Python wrote with the decimal sign of the language.

    >>> from gdlab.translation import local_number
    >>> local_number("0.25")
    '0.25'
    """
    return text.replace(".", decimal_sign())
