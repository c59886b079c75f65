"""``gdlab members``."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from typing import Annotated

import typer

from gdlab.cli.console import out
from gdlab.cli.field_table import print_field_table
from gdlab.cli.plain_table import plain_table
from gdlab.spec.base import Member, kinds, members
from gdlab.spec.errors import Problem, SpecError
from gdlab.spec.problems import nearest

#: Other words for a kind than its own name and the plural of that.
_WORDS = {
    "initialiser": "init",
    "initializer": "init",
    "scheduler": "schedule",
    "dataset": "data",
    "activation": "layer",
}
#: A reference of Sphinx in a docstring, of which a terminal shows the name alone.
_REFERENCE = re.compile(r":\w+:`~?([^`<]+?)(?: <[^`]*>)?`|``([^`]+)``")


def members_command(
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="[KIND|NAME]...", help="Kinds such as optimizers, or names such as Adam; kinds if none."
        ),
    ] = [],  # noqa: B006 - typer's way
) -> None:
    """List what experiments are built of: optimizers, layers, losses, metrics, ... or the fields of one."""
    known = {kind: members(kind) for kind in kinds()}
    if not names:
        _print_kinds(known)
        return
    found = [_found(name, known) for name in names]
    for number, (kind, chosen) in enumerate(found):
        if number:
            out.print()
        if kind:
            _print_kind(known[kind])
        for place, cls in enumerate(chosen):
            if place:
                out.print()
            _print_member(cls)


def _found(name: str, known: Mapping[str, Mapping[str, type[Member]]]) -> tuple[str, list[type[Member]]]:
    """Return the kind of this name and no member, or "" and the members of this name, of which two kinds may have one.

    Raises:
        SpecError: when there is neither.
    """
    words = {kind: kind for kind in known} | {word: kind for word, kind in _WORDS.items() if kind in known}
    words |= {_plural(word): kind for word, kind in words.items()}
    named = [(own, cls) for held in known.values() for own, cls in held.items()]
    folded = name.strip().casefold()
    if name in words or (folded in words and name not in dict(named)):  # Loss is a metric, loss is a kind
        return words[folded], []
    chosen = [cls for own, cls in named if own.casefold() == folded]
    if not chosen:
        hint = nearest(name, [*words, *dict(named)])
        hint = hint or f" The kinds are {', '.join(known)}."
        raise SpecError([Problem("", f"there is no kind and no member called '{name}'.{hint}")])
    return "", chosen


def _plural(kind: str) -> str:
    return kind + ("es" if kind.endswith("s") else "s")


def _print_kinds(known: Mapping[str, Mapping[str, type[Member]]]) -> None:
    table = plain_table("kind", "members", "names")
    for kind, held in known.items():
        table.add_row(kind, str(len(held)), ", ".join(sorted(held, key=str.casefold)))
    out.print(table)


def _print_kind(held: Mapping[str, type[Member]]) -> None:
    table = plain_table("name", "title", "what it is")
    for name in sorted(held, key=str.casefold):
        table.add_row(name, held[name].title, _first_paragraph(held[name]))
    out.print(table)


def _print_member(cls: type[Member]) -> None:
    title = f": {cls.title}" if cls.title else ""
    out.print(f"{cls.model_fields['type'].default}{title} ({cls.kind})", style="bold", soft_wrap=True)
    out.print(_first_paragraph(cls), soft_wrap=True)
    print_field_table(cls)


def _first_paragraph(cls: type[Member]) -> str:
    text = (inspect.getdoc(cls) or "").split("\n\n")[0].replace("\n", " ")
    return _REFERENCE.sub(lambda found: found[1] or found[2], text)


COMMANDS = {"members": members_command}
