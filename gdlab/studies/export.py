"""Write what a study measured: CSV for programs, one HTML page for people."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from gdlab.lab.columns.cells import escape_formula, shortest_number
from gdlab.lab.files import atomic_write, write_file
from gdlab.lab.number_text import format_duration, format_number, with_minus
from gdlab.studies.drawing import as_data_url
from gdlab.studies.model import Printed, Study
from gdlab.studies.result import Result
from gdlab.studies.summary_table import day_and_load, machine_words
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import HOW
from gdlab.translation import in_english

COLUMNS = ("study", "size", "part", "row", "column", "seed", "value", "timed")
_SYMBOLS = {"held": "✔", "did not hold": "✘", "mixed": "◐"}
_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;max-width:1100px;margin:2em auto;padding:0 1em;color:#1f2933;background:#fff}
h2{margin-top:2.5em;border-top:1px solid #dfe3e8;padding-top:1em}
table{border-collapse:collapse;font-size:13px;margin:.5em 0}
th,td{border-bottom:1px solid #dfe3e8;padding:.25em .7em;text-align:right;font-variant-numeric:tabular-nums}
th:first-child,td:first-child{text-align:left}caption{text-align:left;color:#5b6773}.wide{overflow-x:auto}
.wide td,.wide th{white-space:nowrap}
.held{color:#1a7f37}.mixed{color:#9a6700}.failed{color:#cf222e}img{max-width:100%}.muted{color:#5b6773}
"""


@in_english()
def write_csv(results: Sequence[Result], path: str | Path) -> Path:
    """Write every figure of results, one row a figure and seed.

    Raises:
        OutputError: when the file cannot be written.
    """
    with atomic_write(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\r\n")
        out.writerow(COLUMNS)
        for result in results:
            study, size = result.plan.study.name, result.plan.size
            for part, table in result.tables.items():
                for row, column, seed, value in table.long():
                    timed = str(column in table.timed).lower()
                    shown = shortest_number(value) if abs(value) < float("inf") else f"{value:g}"
                    out.writerow(
                        (study, size, part, escape_formula(row.label), escape_formula(column), seed, shown, timed)
                    )
    return Path(path)


@in_english()
def write_report(
    results: Sequence[Result],
    path: str | Path,
    failures: Mapping[str, str] | None = None,
    others: Sequence[tuple[Study, str]] = (),
    progress: Callable[[float, str], None] = lambda share, text: None,
) -> Path:
    """Write one HTML page with every study: claim, rules, printed and measured tables, pictures, verdict.

    Args:
        results: the studies in order.
        path: the file.
        failures: the studies that could not be carried out, and why.
        others: studies without figures, and what is known of each; they are last.
        progress: is told the share that is done and the study that is written; what it raises ends the work.

    Raises:
        OutputError: when the file cannot be written.
    """
    body = [_summary(results, failures or {}, others)]
    for done, result in enumerate(results):
        progress(done / len(results), result.plan.study.name)
        body.append(_study(result))
    body += ["".join([*_claim(study), f"<p>{escape(said)}</p>", *_reading(study)]) for study, said in others]
    text = (
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>gdlab studies</title>"
        f"<style>{_STYLE}</style><h1>The article's claims and the classics, run again</h1>{''.join(body)}</html>"
    )
    return write_file(path, text)


def measured_rows(table: StudyTable) -> tuple[list[str], list[list[str]]]:
    """Return a measured table as text: header and rows of "mean ± half-width"."""
    header = ["", *map(with_minus, table.columns)]
    rows = [[with_minus(r.label), *(str(table.estimate(r.label, c)) for c in table.columns)] for r in table.rows]
    return header, rows


def printed_rows(printed: Printed) -> tuple[list[str], list[list[str]]]:
    """Return a printed table as text."""
    return list(printed.columns), [[_cell(c) for c in row] for row in printed.rows]


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else with_minus(f"{value:g}")


def _summary(results: Sequence[Result], failures: Mapping[str, str], others: Sequence[tuple[Study, str]]) -> str:
    seconds = sum(r.seconds for r in results)
    lines = [
        f"<tr><td><a href='#{r.plan.study.name}'>{escape(r.plan.study.name)}</a></td>"
        f"<td style='text-align:left'>{escape(r.plan.study.title)}</td><td>{_state(str(r.verdict.state))}</td>"
        f"<td>{len(r.plan.seeds)}</td><td>{format_number(r.seconds, 3)} s</td></tr>"
        for r in results
    ]
    lines += [
        f"<tr><td>{escape(n)}</td><td colspan=4>not carried out: {escape(w)}</td></tr>" for n, w in failures.items()
    ]
    lines += [
        f"<tr><td><a href='#{study.name}'>{escape(study.name)}</a></td><td style='text-align:left'>"
        f"{escape(study.title)}</td><td colspan=3>{escape(said)}</td></tr>"
        for study, said in others
    ]
    sizes = ", ".join(sorted({r.plan.size for r in results})) or "none"
    return (
        f"<p>{machine_words()} {day_and_load('machine load ')}; {sizes} size; "
        f"{len(results)} {'study' if len(results) == 1 else 'studies'} in {format_duration(seconds)}.</p>"
        f"<p class='muted'>{escape(HOW)}</p>"
        "<table><tr><th>study<th style='text-align:left'>title<th>verdict<th>seeds<th>time</tr>"
        f"{''.join(lines)}</table>"
    )


def _claim(study: Study) -> list[str]:
    """Return a study's title, its claim, its source, the rules and the printed table."""
    parts = [f"<h2 id='{study.name}'>{escape(study.title)} <small class='muted'>{study.name}</small></h2>"]
    parts.append(f"<p><b>The claim.</b> {escape(study.claim)}</p>")
    parts += [f"<p class='muted'>{escape(study.source)}.</p>"] if study.source else []
    rules = "".join(f"<li>{escape(rule)}</li>" for rule in study.rules_in_words())
    parts.append(f"<p><b>What decides, fixed before the run.</b></p><ul>{rules}</ul>")
    if study.printed:
        parts.append(_table(*printed_rows(study.printed), f"As printed. {study.printed.caption}"))
    return parts


def _reading(study: Study) -> list[str]:
    """Return what to look at, what it teaches and what to mind."""
    texts = (("What to look at", study.look), ("What it teaches", study.teaches), ("Mind", study.caveat))
    return [f"<p><b>{head}.</b> {escape(text)}</p>" for head, text in texts if text]


def _study(result: Result) -> str:
    study: Study = result.plan.study
    parts = _claim(study)
    parts.append(f"<p>{_state(str(result.verdict.state))} <b>{escape(result.verdict.headline)}</b></p>")
    parts.append(f"<p>{escape(result.verdict.text)}</p>")
    parts += [f"<p>{escape(r)}</p>" for r in result.verdict.remarks]
    parts.append("<ul>" + "".join(f"<li>{escape(j.sentence)}</li>" for j in result.verdict.judged) + "</ul>")
    url = result.image or as_data_url(result)
    parts += [f"<img alt='{escape(study.title)}' src='{url}'>"] if url else []
    for part in study.parts:
        parts.append(_table(*measured_rows(result.tables[part.name]), f"As measured. {part.heading}"))
    parts += _reading(study)
    parts += [f"<p class='failed'>{escape(p)}</p>" for p in result.problems]
    return "".join(parts)


def _state(state: str) -> str:
    kind = {"held": "held", "did not hold": "failed", "mixed": "mixed"}.get(state, "muted")
    return f"<b class='{kind}'>{_SYMBOLS.get(state, '?')} {escape(state)}</b>"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    head = "".join(f"<th>{escape(h)}</th>" for h in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f"<div class='wide'><table><caption>{escape(caption)}</caption><tr>{head}</tr>{body}</table></div>"
