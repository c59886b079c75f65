"""Sentences in the language of the window that were made in English, recognised by the templates they were made from.

The rooms below the window write plain English: into logs, stores, reports, and the command line. The window shows such
a sentence in its language by finding the template that it is made from, ``{path} holds {n} rows`` for one, and filling
the translation of the template with the same values. So a sentence may come from another thread, another process or a
store of last year: nothing but its text is needed, and one that no template makes is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_PLACE = re.compile(r"\{([a-z_][a-z_0-9]*)\}")
_NUMBER = re.compile(
    r"[+±−-]?\d[\d\u2009\u202f\u00a0]*\.\d+(e[+-]?\d+)?([ \u00a0\u202f](?!\d)[^\W\d]{1,8}|[ \u00a0\u202f]?%)?"
)
#: What ends a sentence or the half of one, the strongest first; and where else a text may be cut.
_STRONG = ("\n", ". ", "; ")
_CUT = re.compile(r"\n|[.;:,] | \(")
#: What may be around a sentence without being a part of it.
_EDGES = " \n.,;:"
#: Longer texts are shown as they are.
_LONGEST = 4000
#: Templates that are tried for a text before the rest of it is shown as it is: some tens of milliseconds.
_MOST_TRIES = 8_000
#: Texts within texts that are looked at; what is deeper is shown as it is.
_DEEPEST = 30
#: A template with fewer letters of its own is found in texts that are not made from it.
_FEWEST_LETTERS = 2


class SentenceTemplates:
    """The sentences of a program, and how they read in another language.

    >>> from gdlab.sentences import SentenceTemplates
    >>> german = {"{path} holds {n} rows": "{path} hat {n} Zeilen", "no row is left": "keine Zeile bleibt"}
    >>> known = SentenceTemplates(german, german.__getitem__, ",")
    >>> known.translated("a.csv holds 7 rows; no row is left.")
    'a.csv hat 7 Zeilen; keine Zeile bleibt.'

    Args:
        templates: the English templates; ``{name}`` stands for a value.
        translate: returns the translation of a template.
        decimal_sign: the sign between whole numbers and decimals.
    """

    def __init__(self, templates: Iterable[str], translate: Callable[[str], str], decimal_sign: str) -> None:
        self._translate = translate
        self._decimal_sign = decimal_sign
        self._whole: dict[str, str] = {}
        made = [_Template(template) for template in templates]
        for template in made:
            if not template.has_values:
                self._whole.setdefault(template.core, template.source)
        with_values = [template for template in made if template.has_values and template.letters >= _FEWEST_LETTERS]
        self._made = sorted(with_values, key=lambda template: -template.letters)
        self.translated = lru_cache(maxsize=4096)(self._text)

    def _text(self, text: str) -> str:
        """Return a text in the other language, as it is where no template makes it."""
        if len(text) > _LONGEST:
            return text
        return self._among(text, _Candidates([template for template in self._made if template.may_make(text)]))

    def _among(self, text: str, made: _Candidates) -> str:
        if made.tries <= 0 or made.depth >= _DEEPEST:
            return text
        made.depth += 1
        try:
            for find in (self._after_known, self._known):
                found = find(text, made)
                if found is not None:
                    return found
            return self._in_parts(text, made)
        finally:
            made.depth -= 1

    def _after_known(self, text: str, made: _Candidates) -> str | None:
        """Return the translation of a text that begins with a known one without values; None of any other."""
        for at in [found.end() for found in re.finditer(r"[:.] ", text)][::-1]:
            if text[:at].strip(_EDGES) in self._whole:
                return f"{self._found(text[:at], _Candidates([]))}{self._among(text[at:], made)}"
        return None

    def _sentences(self, text: str, made: _Candidates) -> str | None:
        """Return the translation of one or more sentences, each made by one template; None where one is not known."""
        found = self._found(text, made, clean=True)
        separator = next((mark for mark in _STRONG if mark in text), "")
        if found is not None or not separator:
            return found
        parts = [self._after_known(part, made) or self._sentences(part, made) for part in text.split(separator)]
        return None if any(part is None for part in parts) else separator.join(map(str, parts))

    def _found(self, text: str, made: _Candidates, *, clean: bool = False) -> str | None:
        """Return the translation of a text that is one number or made by one template, None where it is neither.

        Args:
            text: the text, with or without the marks around it.
            made: the templates that may have made it.
            clean: whether its values may hold neither the end of a sentence nor the beginning of a remark.
        """
        core = text.strip(_EDGES)
        if not core:
            return text
        start = text.index(core)
        before, after = text[:start], text[start + len(core) :]
        if _NUMBER.fullmatch(core):
            return before + core.replace(".", self._decimal_sign) + after
        for form in dict.fromkeys((core, core[:1].lower() + core[1:])):
            found = self._made_by(form, made, clean)
            if found is not None:
                return before + (found if form == core else found[:1].upper() + found[1:]) + after
        return None

    def _made_by(self, core: str, made: _Candidates, clean: bool) -> str | None:
        if core in self._whole:
            return self._translate(self._whole[core]).strip(_EDGES)
        made.tries -= 1
        for template in made.templates if made.tries > 0 else ():
            made.tries -= 1
            values = template.values(core)
            if values is None or (clean and not all(map(_is_clean, values.values()))):
                continue
            shown = {name: self._among(value, made) for name, value in values.items()}
            found = self._translate(template.source).strip(_EDGES)
            return _PLACE.sub(lambda place, shown=shown: shown.get(place[1], ""), found)
        return None

    def _in_parts(self, text: str, made: _Candidates) -> str:
        """Return a text whose longest known beginning or end is translated, and the rest as far as it is known."""
        if text.startswith("(") and text.endswith(")"):
            return f"({self._among(text[1:-1], made)})"
        cuts = [(found.start(), found.end() - found[0].endswith("(")) for found in _CUT.finditer(text)]
        heads = [(text[:start], text[start:], True) for start, _ in cuts]
        tails = [(text[end:], text[:end], False) for _, end in cuts]
        for part, rest, leads in sorted(heads + tails, key=lambda item: -len(item[0])):
            if made.tries <= 0:
                return text
            found = self._known(part, made) if part.strip(_EDGES) else None
            if found is not None:
                other = self._among(rest, made)
                return found + other if leads else other + found
        for separator in (*_STRONG, ": ", ", "):
            if separator in text:
                return separator.join(self._among(part, made) for part in text.split(separator))
        return text

    def _known(self, text: str, made: _Candidates) -> str | None:
        found = self._sentences(text, made)
        return self._found(text, made) if found is None else found


def _is_clean(value: str) -> bool:
    return " (" not in value and not any(mark in value for mark in _STRONG)


class _Candidates:
    """The templates that may have made a text, how many of them may still be tried, and how deep within it one is."""

    def __init__(self, templates: Sequence[_Template]) -> None:
        self.templates = templates
        self.tries = _MOST_TRIES
        self.depth = 0


class _Template:
    """A template, and the texts that it makes; the marks at its ends belong to the text around it."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.core = source.strip(_EDGES)
        self._head, *pieces = _PLACE.split(self.core)
        self._parts, self._empty, before = list[_Part](), list[str](), self._head
        for name, after in zip(pieces[::2], pieces[1::2], strict=True):
            if self._parts and not before:  # of values side by side the first takes all
                self._empty.append(name)
                self._parts[-1] = self._parts[-1]._replace(after=after)
            else:
                apart = before[-1:] in ("", " ") and after[:1] in ("", " ")  # a word of its own, which is never empty
                listed = name == "level"  # a list of levels is several texts
                self._parts.append(_Part(name, int(apart or listed), listed, after))
            before = after
        self._literals = [part for part in (self._head, *pieces[1::2]) if part]
        self.has_values = bool(self._parts)
        self.letters = len(re.findall(r"[^\W\d]", "".join(self._literals)))

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
            value = text[at:until]
            if until < at + part.fewest or (part.in_a_list and "," in value):
                return None
            found[part.name], at = value, until + len(part.after)
        return found if self._parts or text == head else None


class _Part(NamedTuple):
    """A value of a template: its fewest letters, whether it is in a list, and the constant text after it."""

    name: str
    fewest: int
    in_a_list: bool
    after: str
