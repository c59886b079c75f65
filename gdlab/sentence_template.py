"""The template of a sentence and the texts that it makes; how a text is cut without parting a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: A placeholder of a template.
PLACE = re.compile(r"\{([a-z_][a-z_0-9]*)\}")
_DIGITS = r"[+±−-]?\d[\d\u2009\u202f\u00a0]*(?:[.,]\d+)?(?:e[+−-]?\d+)?"
#: A figure: a number, perhaps with its unit, its interval, or as a p-value.
FIGURE = re.compile(
    rf"(?:p [=<] )?{_DIGITS}(?: ± {_DIGITS})?(?:[ \u00a0\u202f](?!\d)[^\W\d]{{1,8}}|[ \u00a0\u202f]?%| × [^\s.]+)?"
)
#: What ends a sentence or the half of one, the strongest first.
STRONG = ("\n", ". ", "; ")
#: What may be around a sentence without being a part of it.
EDGES = " \n.,;:"
#: What stands around a name; a text within them is not cut, and is translated by itself.
OPENING, CLOSING = "“", "”"
_WHOLE = re.compile(f"[^{OPENING}{CLOSING}]*(?:{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}[^{OPENING}{CLOSING}]*)*")
#: A template with fewer letters of its own is found in texts that are not made from it.
_FEWEST_LETTERS = 2
#: One with fewer that begins with a value makes a text only where its values hold no sentences.
_FEWEST_TOLD = 6


def is_clean(value: str) -> bool:
    """Return whether a value holds neither the end of a sentence nor the beginning of a remark."""
    return " (" not in value and not any(mark in value for mark in STRONG)


def _is_whole(text: str) -> bool:
    """Return whether no name in quotation marks is cut in two: every mark that opens is closed, and none before."""
    return _WHOLE.fullmatch(text) is not None


def found_outside(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern is found outside of names in quotation marks."""
    return (found for found in pattern.finditer(text) if _is_whole(text[: found.start()]))


def split_between_names(text: str, separator: str) -> list[str]:
    """Return a text split at a separator, except within a name in quotation marks."""
    pieces = text.split(separator)
    if OPENING not in text:
        return pieces
    whole = [pieces[0]]
    for piece in pieces[1:]:
        if _is_whole(whole[-1]):
            whole.append(piece)
        else:
            whole[-1] += separator + piece
    return whole


class Template:
    """A template, and the texts that it makes; the marks at its ends belong to the text around it.

    Attributes:
        source, core: the template, and without the marks at its ends.
        has_values: whether it has placeholders.
        letters: how many letters it has beside them.
        is_told: whether it has enough of them to be found in a text; the name of a factor before its level may be one.
        is_loose: whether it is a short word, such as that of "{low} and {high}", which is no reason to take sentences
            for the values.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.core = source.strip(EDGES)
        self._head, *pieces = PLACE.split(self.core)
        self._parts, self._empty, before = list[_Part](), list[str](), self._head
        for name, after in zip(pieces[::2], pieces[1::2], strict=True):
            if self._parts and not before:  # of values side by side the first takes all
                self._empty.append(name)
                self._parts[-1] = self._parts[-1]._replace(after=after)
            else:
                apart = before[-1:] in ("", " ") and after[:1] in ("", " ")  # a word of its own, which is never empty
                listed = name == "level"  # a list of levels is several texts
                number = name.rstrip("0123456789").endswith("figure")
                self._parts.append(_Part(name, int(apart or listed), listed, number, after))
            before = after
        self._literals = [part for part in (self._head, *pieces[1::2]) if part]
        self.has_values = bool(self._parts)
        self.letters = len(re.findall(r"[^\W\d]", "".join(self._literals)))
        self.is_told = self.letters >= _FEWEST_LETTERS or (
            self.letters > 0 and [p.name for p in self._parts] == ["level"]
        )
        self.is_loose = self.letters < _FEWEST_TOLD and not re.search(r"[^\W\d]", self._head)

    def may_make(self, text: str) -> bool:
        """Return whether a text holds the constant parts of the template, but for a capital letter at its beginning."""
        return all(part[1:] in text for part in self._literals)

    def values(self, text: str) -> dict[str, str] | None:
        """Return the values with which the template makes a text, None where it does not make it.

        Each value is as short as it can be, and the last one takes what is left: the time grows with the length of the
        text, and not with the number of ways to cut it.
        """
        head, tail = self._head, self._parts[-1].after if self._parts else ""
        at, end = len(head), len(text) - len(tail)
        if end < at or not text.startswith(head) or not text.endswith(tail):
            return None
        found = dict.fromkeys(self._empty, "")
        for part in self._parts:
            until = end if part is self._parts[-1] else text.find(part.after, at + part.fewest, end)
            while 0 <= until < end and not _is_whole(text[at:until]):
                until = text.find(part.after, until + 1, end)
            value = text[at:until]
            if until < at + part.fewest or not part.takes(value):
                return None
            found[part.name], at = value, until + len(part.after)
        return found if self._parts or text == head else None


class _Part(NamedTuple):
    """A value of a template: its fewest letters, whether it is in a list, a number, and the constant text after it."""

    name: str
    fewest: int
    in_a_list: bool
    is_number: bool
    after: str

    def takes(self, value: str) -> bool:
        """Return whether a text may be this value: names are not cut, and a number is one."""
        if (self.in_a_list and "," in value) or not _is_whole(value):
            return False
        return not self.is_number or value in ("∞", "−∞", "–") or bool(FIGURE.fullmatch(value))
