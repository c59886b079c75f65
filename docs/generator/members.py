"""One page a member, from its class alone: a member that is added appears by itself."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import tomli_w

from docs.generator import pictures, text
from gdlab.spec import base
from gdlab.spec.base import Member
from gdlab.spec.field_words import call_text
from gdlab.spec.fields import Field, fields

TOP = Path(__file__).resolve().parents[2]
_LONG_LIST = re.compile(r"\[\n([^\[\]{}]*?),\n\s*\]")
TITLES = {
    "layer": "Layers and activations",
    "init": "Initialisers",
    "data": "Data sets",
    "average": "Averages of weights",
    "loss": "Losses",
}


def kinds() -> list[str]:
    """Return every kind that has members."""
    return list(base.kinds())


def title(kind: str) -> str:
    """Return the heading of a kind's page."""
    return TITLES.get(kind, f"{kind.capitalize()}s")


def pages(kind: str) -> dict[str, str]:
    """Return the index page, the pages and the pictures of a kind by file name."""
    made, drawn = {}, {}
    for name, cls in _shown(kind).items():
        for stem, svg in pictures.of(cls).items():
            drawn[f"{kind}/{name}-{stem}.svg"] = svg
        own = [file.partition("/")[2] for file in drawn if file.startswith(f"{kind}/{name}-")]
        made[f"{kind}/{name}.rst"] = page(cls, own)
    return {f"{kind}/index.rst": index(kind), **made, **drawn}


def index(kind: str) -> str:
    """Return the page that lists a kind's members."""
    rows = [(f":doc:`{name}`", text.escaped(cls.title), text.summary(cls)) for name, cls in _shown(kind).items()]
    if not any(row[1] for row in rows):
        rows = [(row[0], row[2]) for row in rows]
    columns = ("name", "title", "what it is") if rows and len(rows[0]) == 3 else ("name", "what it is")
    names = "\n".join(f"   {name}" for name in _shown(kind))
    toc = f".. toctree::\n   :hidden:\n\n{names}\n"
    return "\n".join([text.heading(title(kind)), text.table(columns, rows), toc])


def page(cls: type[Member], drawn: list[str]) -> str:
    """Return one member's page."""
    name = cls.model_fields["type"].default
    parts = [text.heading(name)]
    if cls.title:
        parts.append(f"**{text.escaped(cls.title)}**\n")
    parts.append(text.docstring(cls) + "\n")
    parts += [f".. image:: {file}\n   :class: member-picture\n   :alt: {pictures.alt(file, name)}\n" for file in drawn]
    parts += [text.heading("Fields", "-"), _fields(cls)]
    example = usage(cls)
    if example:
        parts += [text.heading("In a spec file", "-"), text.code(example, "toml")]
    source = Path(inspect.getfile(cls)).resolve()
    where = source.relative_to(TOP).as_posix() if source.is_relative_to(TOP) else source.name
    parts.append(f"Source: ``{where}``\n")
    return "\n".join(parts)


def usage(cls: type[Member]) -> str:
    """Return the member as it stands in a spec file, with its required fields and its first ones, "" for no spec's."""
    name = cls.model_fields["type"].default
    few = [f for f in fields(cls) if f.default not in (None, (), "") and f.kind not in ("member", "members", "other")]
    needed = {f.name: _stand_in(f) for f in fields(cls) if f.required}
    table = {"type": name, **needed, **{f.name: _plain(f.default) for f in few[:3] if not f.required}}
    places: dict[str, dict[str, Any]] = {
        "optimizer": {"optimizer": table},
        "schedule": {"schedule": table},
        "loss": {"loss": table},
        "data": {"data": table},
        "layer": {"network": {"layers": [table]}},
        "init": {"network": {"layers": [{"type": "Linear", "out_features": 10, "init": table}]}},
        "average": {"training": {"average": table}},
        "metric": {"training": {"metrics": [table]}},
        "augmentation": {"training": {"augmentation": [table]}},
    }
    return _toml(places[cls.kind]) if cls.kind in places else ""


def _stand_in(field: Field) -> Any:
    """Return a value for a field that has no default."""
    if field.kind == "members":
        return [next(name for name, cls in _shown(field.member).items() if not any(f.required for f in fields(cls)))]
    return {"int": 1, "float": 1.0, "text": "name"}.get(field.kind, [])


def _toml(table: dict[str, Any]) -> str:
    """Return TOML with each list of plain values on one line, as a person writes it."""
    return _LONG_LIST.sub(lambda found: f"[{' '.join(found[1].split())}]", tomli_w.dumps(table).strip())


def field_rows(spec: type[base.Spec]) -> list[tuple[str, ...]]:
    """Return name, default, allowed values and help of each field, as reStructuredText."""
    return [(f"``{f.name}``", _default(f), _allowed(f), _help(f)) for f in fields(spec)]


def _shown(kind: str) -> dict[str, type[Member]]:
    """Return a kind's members by name, in the alphabet's order."""
    return dict(sorted(base.members(kind).items(), key=lambda item: item[0].lower()))


def _fields(cls: type[Member]) -> str:
    rows = field_rows(cls)
    return text.table(("field", "default", "allowed", "meaning"), rows) if rows else "It has no fields.\n"


def _default(field: Field) -> str:
    if field.required:
        return "required"
    if field.default in ("", (), None):
        return "none" if field.default is None else "empty"
    return f"``{call_text(field.default)}``"


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _allowed(field: Field) -> str:
    words = []
    if field.choices:
        words.append(", ".join(f"``{call_text(choice)}``" if choice != "" else "empty" for choice in field.choices))
    if field.member:
        one = f"a list of {field.member}s" if field.kind == "members" else f"a {field.member}"
        words.append(f"{one} or none" if field.optional else one)
    if field.range:
        words.append(text.escaped(field.range))
    if not words:
        words.append({"bool": "true or false", "text": "text"}.get(field.kind, ""))
    return "; ".join(words)


def _help(field: Field) -> str:
    live = " May be changed while a run trains." if field.live else ""
    unit = f" Unit: {field.unit}." if field.unit else ""
    return text.escaped(field.help) + unit + live
