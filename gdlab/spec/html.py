"""Pieces of HTML for notebooks: every text is escaped, nothing is loaded, and colours are the page's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

#: Lines are the text's colour made faint, so that they are seen on a light and on a dark page.
_CELL = "padding:2px 10px 2px 0;text-align:{align};vertical-align:top;border-bottom:1px solid rgba(128,128,128,.35)"


def html_text(text: str, *, bold: bool = False) -> str:
    """Return a paragraph."""
    inside = escape(text)
    return f'<div style="margin:2px 0">{f"<b>{inside}</b>" if bold else inside}</div>'


def html_table(rows: Iterable[Sequence[str]], header: Sequence[str] = ()) -> str:
    """Return a table; a line break in a cell is kept, and cells that hold a number stand to the right."""
    lines = ["".join(_cell("th", cell) for cell in header)] if header else []
    lines += ["".join(_cell("td", cell) for cell in row) for row in rows]
    inside = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table style="border-collapse:collapse;margin:4px 0">{inside}</table>'


def html_details(title: str, content: str) -> str:
    """Return HTML that is folded away under a title until it is clicked."""
    return f"<details><summary>{escape(title)}</summary>{content}</details>"


def html_progress(share: float, text: str) -> str:
    """Return a bar that is filled by a share from 0 to 1, and a text behind it."""
    bar = f'<progress max="1" value="{share:.4f}" style="width:14em;vertical-align:middle"></progress>'
    return f'<div style="margin:2px 0">{bar} <span>{escape(text)}</span></div>'


def _cell(tag: str, text: str) -> str:
    style = _CELL.format(align="right" if _is_number(text) else "left")
    return f'<{tag} style="{style}">{escape(text).replace(chr(10), "<br>")}</{tag}>'


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text == "–"
    return True
