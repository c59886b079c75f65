"""Text for reStructuredText pages: titles, tables, docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

from sphinx.ext.napoleon import Config, GoogleDocstring

_LITERAL_OR_ROLE = re.compile(r"(``.+?``|:\w+:`[^`]+`)", re.DOTALL)
_SPECIAL = re.compile(r"\||(?<!\*)\*(?=\w)(?!\*)|(?<=\w)_(?=\W|$)")
_NAPOLEON = Config(napoleon_google_docstring=True, napoleon_use_ivar=True)


def escaped(text: str) -> str:
    """Return plain text with reStructuredText's special characters made harmless."""
    return re.sub(r"([\\*`|_])", r"\\\1", text)


def heading(text: str, mark: str = "=") -> str:
    """Return a title with its underline."""
    return f"{text}\n{mark * max(len(text), 3)}\n"


def docstring(documented: object) -> str:
    """Return an object's own docstring as reStructuredText; sections such as ``Args:`` become field lists."""
    lines = str(GoogleDocstring(inspect.cleandoc(documented.__doc__ or ""), _NAPOLEON)).splitlines()
    return "\n".join(prose_lines(lines))


def prose_lines(lines: Sequence[str]) -> list[str]:
    """Return a docstring's lines with reStructuredText's special characters made harmless outside of formulas."""
    return [line if _is_formula(line) else _prose(line) for line in lines]


def summary(documented: object) -> str:
    """Return the first sentence of an object's docstring, as reStructuredText."""
    first = inspect.cleandoc(documented.__doc__ or "").split("\n\n")[0].replace("\n", " ")
    return _prose(first)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], widths: str = "auto") -> str:
    """Return a list table; its cells are reStructuredText."""
    lines = [".. list-table::", "   :header-rows: 1", f"   :widths: {widths}", ""]
    for row in (columns, *rows):
        for i, cell in enumerate(row):
            lines.append(f"   {'*' if i == 0 else ' '} - {cell}".rstrip())
    return "\n".join(lines) + "\n"


def code(text: str, language: str) -> str:
    """Return a code block."""
    return f".. code-block:: {language}\n\n" + "\n".join(f"   {line}".rstrip() for line in text.splitlines()) + "\n"


def _is_formula(line: str) -> bool:
    return ".. math::" in line or line.startswith("   ")


def _prose(line: str) -> str:
    """Return a line of prose in which |x|, (N, *shape) and name_ mean nothing to reStructuredText."""
    parts = _LITERAL_OR_ROLE.split(line)
    return "".join(part if i % 2 else _SPECIAL.sub(r"\\\g<0>", part) for i, part in enumerate(parts))
