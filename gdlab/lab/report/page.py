"""The report as a self-contained page of HTML: nothing is loaded from elsewhere, and every text is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO

from gdlab.lab.picture import draw_runs
from gdlab.lab.report.findings import Findings
from gdlab.lab.run import Run
from gdlab.spec.files import dumps

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2933; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .4rem; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #dfe3e8; vertical-align: top; }
svg { width: 100%; height: auto; } pre { overflow-wrap: anywhere; white-space: pre-wrap; font-size: 12px; }
@media print { body { margin: 0; font-size: 12px; } details { display: none; } }
"""


def report_page(runs: Sequence[Run], found: Findings) -> str:
    """Return the report as HTML.

    Args:
        runs: the runs, whose curves are drawn.
        found: what it says.
    """
    claims = "".join(f"<li>{escape(claim)}</li>" for claim in found.claims)
    repeat = "".join(f"<li>{escape(line)}</li>" for line in found.repeat)
    specs = "\n\n".join(dumps(run.spec) for run in runs[:1] if not run.is_foreign)
    parts = [
        f"<h1>{escape(found.title)}</h1>",
        f'<ul class="claims">{claims}</ul>',
        _section("Figures", _table(found.rows, found.header)),
        _section("Curves", _picture(runs)),
        _section("Settings", _table(found.settings)) if found.settings else "",
        _section("What differs", _table(found.differences[1:], found.differences[0])) if found.differences else "",
        _section("How to repeat it", f"<ul>{repeat}</ul>"),
        f"<details><summary>Spec</summary><pre>{escape(specs)}</pre></details>" if specs else "",
    ]
    body = "\n".join(part for part in parts if part)
    head = f'<meta charset="utf-8"><title>{escape(found.title)}</title><style>{_STYLE}</style>'
    return f'<!doctype html>\n<html lang="en"><head>{head}</head><body>\n{body}\n</body></html>\n'


def _section(title: str, content: str) -> str:
    return f"<h2>{escape(title)}</h2>\n{content}"


def _table(rows: Sequence[Sequence[str]], header: Sequence[str] = ()) -> str:
    lines = ["".join(f"<th>{escape(cell)}</th>" for cell in header)] if header else []
    lines += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _picture(runs: Sequence[Run]) -> str:
    """Return the curves as an inline picture."""
    file = BytesIO()
    draw_runs(runs, file, form="svg")
    text = file.getvalue().decode()
    return text[text.index("<svg") :]
