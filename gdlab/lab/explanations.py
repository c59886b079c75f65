"""What fields, charts and statuses mean, from one file of texts: a sentence, a paragraph, and the words used in it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from html import escape

from gdlab.lab.drawings import drawings
from gdlab.paths import resource
from gdlab.spec.base import Member, Spec
from gdlab.spec.bounds import exact_number
from gdlab.spec.fields import Field
from gdlab.translation import local_number, tr, tr_noop

#: The end of a sentence: a mark, a space, and a capital letter.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")

#: What is in a field that is no single number, tick or choice.
_HOLDS = {
    "text": tr_noop("It holds text"),
    "ints": tr_noop("It holds whole numbers, with commas between them"),
    "floats": tr_noop("It holds numbers, with commas between them"),
    "other": tr_noop("It holds values as a spec file writes them"),
}
#: A word that is stressed: the name of a page or of a choice.
_STRESS = re.compile(r"\*(\w[^*]*)\*")


@dataclass(frozen=True)
class Explanation:
    """What something means.

    Attributes:
        title: what is explained.
        sentence: one sentence.
        paragraph: what there is to say beyond it.
        terms: the technical terms of both, each with its definition.
        picture: the name of a drawing (:mod:`gdlab.lab.drawings`), "" for none.
        caption: what the drawing shows.
    """

    title: str
    sentence: str
    paragraph: str
    terms: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    caption: str = ""

    def html(self, picture: str = "") -> str:
        """Return the explanation in the subset of HTML that labels show.

        Args:
            picture: the file of its drawing; without one there is only text.
        """
        words = "".join(f"<br><b>{escape(term)}</b>: {escape(text)}" for term, text in self.terms)
        parts = [_STRESS.sub(r"<i>\1</i>", escape(part)) for part in (self.sentence, self.paragraph) if part]
        body = "".join(f"<p>{part}</p>" for part in parts)
        if picture:
            body += f'<p><img src="{escape(picture)}"><br><i>{escape(self.caption)}</i></p>'
        return f"<p><b>{escape(self.title)}</b></p>{body}" + (f"<p>{words.removeprefix('<br>')}</p>" if words else "")


@cache
def explanation_texts() -> Mapping[str, Mapping[str, str]]:
    """Return the file of texts: tables ``terms``, ``fields``, ``charts``, ``views``, ``statuses`` and ``pictures``.

    The table ``pictures`` has captions by the names of drawings or by their first words, and ``pictured`` says which
    drawing belongs to a key; a drawing that has the name of a member belongs to all its fields without one.
    """
    return tomllib.loads(resource("texts", "explanations.toml").read_text(encoding="utf-8"))


def with_picture(explanation: Explanation, *keys: str) -> Explanation:
    """Return an explanation with the drawing of the first of these keys that has one, or that names one."""
    texts = explanation_texts()
    own = [key for key in keys if " " in key and key in drawings()]
    name = next((texts["pictured"][key] for key in keys if key in texts["pictured"]), own[0] if own else "")
    if not name:
        return explanation
    caption = texts["pictures"].get(name) or texts["pictures"][name.partition(" ")[0]]
    return replace(explanation, picture=name, caption=tr(caption))


def terms_of(text: str, without: str = "") -> tuple[tuple[str, str], ...]:
    """Return the technical terms that an English text uses, each with its definition, in the order of the file.

    Args:
        text: the text.
        without: a term that is left out, since the text itself explains it.
    """
    definitions = explanation_texts()["terms"]
    return tuple(
        (tr(term), tr(definitions[term]))
        for term in _terms_in(text.lower())
        if without.lower() not in (term, tr(term).lower())
    )


@cache
def _terms_in(text: str) -> tuple[str, ...]:
    """Return the terms that a text in small letters uses; each window asks for the same few hundred texts."""
    return tuple(term for term, pattern in _term_patterns() if pattern.search(text))


@cache
def _term_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each term with the pattern that finds it, its plural included."""
    return tuple((term, re.compile(rf"\b{re.escape(term)}(?:e?s)?\b")) for term in explanation_texts()["terms"])


def explain_field(owner: type[Spec], field: Field, title: str) -> Explanation:
    """Return what a field of a form means.

    Args:
        owner: the class whose field it is.
        field: the field.
        title: what is before it in the form.
    """
    texts = explanation_texts()["fields"]
    member = issubclass(owner, Member)
    kind = owner.kind if member else "training"
    type_name = str(owner.model_fields["type"].default) if member else ""
    keys = (f"{type_name}.{field.name}", f"{kind}.{field.name}", field.name)
    drawn = (f"rate {field.name}",) if kind == "schedule" else ()
    own = next((texts[key] for key in keys if key in texts), "")
    paragraph = " ".join(part for part in (tr(own), field_facts(field)) if part)
    terms = terms_of(f"{field.help} {own}", title.partition(" (")[0])
    found = Explanation(title, tr(field.help), paragraph, terms)
    return with_picture(found, *keys, *drawn, f"{kind} {type_name}")


def field_facts(field: Field) -> str:
    """Return what may be in a field, in sentences: its default, its bounds, and whether a run heeds a change."""
    said: list[str] = []
    if field.kind in ("float", "int", "bool", "choice") and field.default is not None and not field.required:
        said.append(tr("The default is {value}.", value=_value(field.default)))
    elif field.optional and field.default is None:
        said.append(tr("It is empty by default, which stands for none."))
    elif field.kind in _HOLDS:
        is_empty = field.default in (None, "", ())
        said.append(f"{tr(_HOLDS[field.kind])}; {tr('empty by default') if is_empty else tr('not empty by default')}.")
    if field.range:
        said.append(f"{field.range[:1].upper()}{field.range[1:]}.")
    elif field.kind in ("choice", "choices"):
        said.append(tr("The choices are {choices}.", choices=", ".join(_value(choice) for choice in field.choices)))
    if field.live:
        said.append(tr("It may be changed while a run trains."))
    return " ".join(said)


def explain_chart(name: str, heading: str, sentence: str = "") -> Explanation:
    """Return what a chart of the Lab shows.

    Args:
        name: the chart's name.
        heading: its title.
        sentence: what is said of a chart that the file of texts does not know.
    """
    text = explanation_texts()["charts"].get(name, sentence)
    return with_picture(_split(heading, text), f"chart {name}")


def explain_view(name: str, sentence: str = "") -> Explanation:
    """Return what a view of *Look inside* shows.

    Args:
        name: the word on its tab.
        sentence: what is said of a view that the file of texts does not know.
    """
    return with_picture(_split(tr(name), explanation_texts()["views"].get(name, sentence)), f"view {name}")


def explain_status(status: str, reason: str = "") -> Explanation:
    """Return what the status of a run means.

    Args:
        status: the status.
        reason: why this run has it, as it was measured.
    """
    text = explanation_texts()["statuses"].get(status, "")
    word = tr(status)
    found = _split(word[:1].upper() + word[1:], text)
    measured = tr("Of this run: {reason}.", reason=reason.rstrip(".")) if reason else ""
    paragraph = f"{found.paragraph} {measured}".strip()
    return with_picture(Explanation(found.title, found.sentence, paragraph, found.terms), f"status {status}")


def halves(text: str) -> tuple[str, str]:
    """Return the first sentence of a text, and what comes behind it, "" for nothing."""
    first, *rest = _SENTENCE.split(text, maxsplit=1)
    return first, rest[0] if rest else ""


def _split(title: str, text: str) -> Explanation:
    """Return the explanation of an English text whose first sentence is the sentence.

    Args:
        title: what is explained, in the language of the window.
        text: the text.
    """
    sentence, paragraph = halves(text)
    return Explanation(title, tr(sentence), tr(paragraph), terms_of(text, title))


def _value(value: object) -> str:
    if isinstance(value, bool):
        return tr("on") if value else tr("off")
    return local_number(exact_number(value)) if isinstance(value, int | float) else str(value)
