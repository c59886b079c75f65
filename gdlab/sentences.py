"""Sentences in the language of the window that were made in English, recognised by the templates they were made from.

The rooms below the window write plain English: into logs, stores, reports, and the command line. The window shows such
a sentence in its language by finding the template that it is made from, ``{path} holds {n} rows`` for one, and filling
the translation of the template with the same values. So a sentence may come from another thread, another process or a
store of last year: nothing but its text is needed, and one that no template makes is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from gdlab.sentence_template import (
    CLOSING,
    EDGES,
    FIGURE,
    OPENING,
    PLACE,
    STRONG,
    Template,
    found_outside,
    is_clean,
    split_between_names,
)

_WITH_INTERVAL = re.compile(r"(\S+) (\([^()]*\))")
#: Where a text may be cut.
_CUT = re.compile(r"\n|[.;:,] | \(")
_AFTER_KNOWN, _COLON = re.compile(r"[:.] "), re.compile(": ")
#: Longer texts are shown as they are.
_LONGEST = 4000
#: Templates that are tried for a text before the rest of it is shown as it is: some tens of milliseconds.
_MOST_TRIES = 16_000
#: Texts within texts that are looked at; what is deeper is shown as it is.
_DEEPEST = 30


class SentenceTemplates:
    """The sentences of a program, and how they read in another language.

    >>> from gdlab.sentences import SentenceTemplates
    >>> german = {"{path} holds {n} rows": "{path} hat {n} Zeilen", "no row is left": "keine Zeile bleibt"}
    >>> known = SentenceTemplates(german, german.__getitem__, ",")
    >>> known.translated("a.csv holds 7 rows; no row is left.")
    'a.csv hat 7 Zeilen; keine Zeile bleibt.'

    Args:
        templates: the English templates; ``{name}`` stands for a value. One whose name ends with ``figure`` is a
            number, which tells a template of one short word, ``{low_figure} to {high_figure}``, from prose.
        translate: returns the translation of a template.
        decimal_sign: the sign between whole numbers and decimals.
        quotes: the marks around a name.
    """

    def __init__(
        self,
        templates: Iterable[str],
        translate: Callable[[str], str],
        decimal_sign: str,
        quotes: tuple[str, str] = (OPENING, CLOSING),
    ) -> None:
        self._translate = translate
        self._decimal_sign = decimal_sign
        self._quotes = quotes
        self._whole: dict[str, str] = {}
        made = [Template(template) for template in templates]
        for template in made:
            if not template.has_values:
                self._whole.setdefault(template.core, template.source)
        with_values = [template for template in made if template.has_values and template.is_told]
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
        if text.strip(EDGES) in self._whole:
            return None
        for at in [found.end() for found in found_outside(_AFTER_KNOWN, text)][::-1]:
            if text[:at].strip(EDGES) in self._whole:
                return f"{self._found(text[:at], _Candidates([]))}{self._among(text[at:], made)}"
        return None

    def _sentences(self, text: str, made: _Candidates) -> str | None:
        """Return the translation of one or more sentences, each made by one template; None where one is not known."""
        found = self._found(text, made, clean=True)
        separator, pieces = next(
            ((mark, split_between_names(text, mark)) for mark in STRONG if len(split_between_names(text, mark)) > 1),
            ("", []),
        )
        if found is not None or not separator:
            return found
        parts = [self._after_known(part, made) or self._sentences(part, made) for part in pieces]
        return None if any(part is None for part in parts) else separator.join(map(str, parts))

    def _found(self, text: str, made: _Candidates, *, clean: bool = False) -> str | None:
        """Return the translation of a text that is one number or made by one template, None where it is neither.

        Args:
            text: the text, with or without the marks around it.
            made: the templates that may have made it.
            clean: whether its values may hold neither the end of a sentence nor the beginning of a remark.
        """
        core = text.strip(EDGES)
        if not core:
            return text
        start = text.index(core)
        before, after = text[:start], text[start + len(core) :]
        if "." in core and FIGURE.fullmatch(core):
            return before + core.replace(".", self._decimal_sign) + after
        if core.startswith("(") and core.endswith(")"):
            within = self._found(core[1:-1], made, clean=clean)
            return within and f"{before}({within}){after}"
        if (parts := _WITH_INTERVAL.fullmatch(core)) and FIGURE.fullmatch(parts[1]):
            figure, ends = parts[1].replace(".", self._decimal_sign), self._found(parts[2], made, clean=clean)
            return ends and f"{before}{figure} {ends}{after}"
        for form in dict.fromkeys((core, core[:1].lower() + core[1:])):
            found = self._made_by(form, made, clean)
            if found is not None:
                return before + (found if form == core else found[:1].upper() + found[1:]) + after
        return None

    def _made_by(self, core: str, made: _Candidates, clean: bool) -> str | None:
        """Return the translation of a text that one template makes; None where none does, also when looked up again."""
        if (core, clean) not in made.known:
            found = self._looked_up(core, made, clean)
            if made.tries <= 0:
                return found
            made.known[core, clean] = found
        return made.known[core, clean]

    def _looked_up(self, core: str, made: _Candidates, clean: bool) -> str | None:
        if core in self._whole:
            return self._translate(self._whole[core]).strip(EDGES)
        made.tries -= 1
        for template in made.templates if made.tries > 0 else ():
            made.tries -= 1
            values = template.values(core)
            if values is None or ((clean or template.is_loose) and not all(map(is_clean, values.values()))):
                continue
            shown = {name: self._among(value, made) for name, value in values.items()}
            found = self._translate(template.source).strip(EDGES)
            return PLACE.sub(lambda place, shown=shown: shown.get(place[1], ""), found)
        return None

    def _in_parts(self, text: str, made: _Candidates) -> str:
        """Return a text whose longest known beginning or end is translated, and the rest as far as it is known."""
        if text.startswith("(") and text.endswith(")"):
            return f"({self._among(text[1:-1], made)})"
        if text.startswith(OPENING) and text.find(CLOSING) == len(text) - 1:
            return f"{self._quotes[0]}{self._among(text[1:-1], made)}{self._quotes[1]}"
        for separator in STRONG:
            pieces = split_between_names(text, separator)
            if len(pieces) > 1:
                return self._after_name(text, pieces[0], made) or separator.join(self._runs(pieces, separator, made))
        cuts = [(found.start(), found.end() - found[0].endswith("(")) for found in found_outside(_CUT, text)]
        heads = [(text[:start], text[start:], True) for start, _ in cuts]
        tails = [(text[end:], text[:end], False) for _, end in cuts]
        longest_first = sorted(heads + tails, key=lambda item: -len(item[0]))
        for find in (self._sentences, self._found):  # what is cut between sentences before what is cut within one
            for part, rest, leads in longest_first:
                if made.tries <= 0:
                    return text
                found = find(part, made) if part.strip(EDGES) else None
                if found is not None:
                    other = self._among(rest, made)
                    return found + other if leads else other + found
        for separator in (": ", ", ", " < "):
            pieces = split_between_names(text, separator)
            if len(pieces) > 1:
                return separator.join(self._among(part, made) for part in pieces)
        return text

    def _after_name(self, text: str, first: str, made: _Candidates) -> str | None:
        """Return the translation of a text that is known but for a name and a colon before it, such as a field's."""
        for at in [found.end() for found in found_outside(_COLON, first)]:
            found = self._known(text[at:], made)
            if found is not None:
                return self._among(text[:at], made) + found
        return None

    def _runs(self, pieces: list[str], separator: str, made: _Candidates) -> Iterator[str]:
        """Yield the translations of sentences: of as many at once as one template makes, of the others one by one."""
        at = 0
        while at < len(pieces):
            for end in range(len(pieces), at + 1, -1):
                found = self._found(separator.join(pieces[at:end]), made, clean=True)
                if found is not None:
                    yield found
                    at = end
                    break
            else:
                yield self._among(pieces[at], made)
                at += 1

    def _known(self, text: str, made: _Candidates) -> str | None:
        found = self._sentences(text, made)
        if found is not None:
            return found
        first, *others = split_between_names(text, ". ")
        if others and self._found(first, made) is not None:
            return None  # the sentences after a known one are no value of it
        return self._found(text, made)


class _Candidates:
    """The templates that may have made a text, how many of them may still be tried, and how deep within it one is.

    Attributes:
        known: what was found for parts of the text.
    """

    def __init__(self, templates: Sequence[Template]) -> None:
        self.templates = templates
        self.tries = _MOST_TRIES
        self.depth = 0
        self.known: dict[tuple[str, bool], str | None] = {}
