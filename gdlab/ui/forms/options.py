"""The members of a kind as the options of a list: named as in a spec, explained, in the order of what is read."""

from __future__ import annotations

from gdlab.lab.previews import member_choices
from gdlab.spec.base import Member
from gdlab.translation import tr
from gdlab.ui.widgets.choice import Option


def member_options(kind: str, none: str = "") -> list[Option]:
    """Return an option for each member of a kind, sorted by its text, so that typing a name finds it.

    Args:
        kind: such as ``"optimizer"``.
        none: what the option for no member says, "" where there has to be one.
    """
    options = [Option(name, member_text(kind, name, cls), help=first_line(cls)) for name, cls in choices(kind)]
    options.sort(key=lambda option: option.text.casefold())
    return ([Option("", none)] if none else []) + options


def choices(kind: str) -> list[tuple[str, type[Member]]]:
    """Return the members of a kind with their names."""
    return list(member_choices(kind).items())


def member_text(kind: str, name: str, cls: type[Member]) -> str:
    """Return the words for a member: its title, headed by its name; the names of data sets are not shown."""
    title = tr(cls.title)
    if not title or kind == "data":
        return title or name
    if _plain(cls.title).startswith(_plain(name)):
        return title
    keeps_case = cls.title[1:2].isupper() or title != cls.title  # another language has capitals of its own
    return f"{name}: {title if keeps_case else title[:1].lower() + title[1:]}"


def first_line(cls: type) -> str:
    """Return the first line of a class's docstring."""
    return tr((cls.__doc__ or "").strip().partition("\n")[0])


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
