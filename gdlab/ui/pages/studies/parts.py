"""The cards of an opened study: its claim and rules, its verdict, its figures, and what to read in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtWidgets import QLabel, QWidget

from gdlab.studies.export import measured_rows, printed_rows
from gdlab.studies.last_results import Remembered, run_words
from gdlab.studies.model import ONLY_SHOWN, Study
from gdlab.studies.result import Result
from gdlab.studies.table import StudyTable
from gdlab.studies.verdict import HOW
from gdlab.translation import tr, tr_message
from gdlab.ui.pages.studies.card import ROLES, SYMBOLS, set_role, table_html, table_label
from gdlab.ui.widgets.card import Card, heading
from gdlab.ui.widgets.labels import wrapped_label
from gdlab.ui.widgets.scroll import WideArea


def _escaped(text: str) -> str:
    """Return a text of the study in the language of the window, as HTML."""
    return escape(tr_message(text))


def _rule(words: str) -> str:
    """Return a rule in the language of the window, as HTML, with the words that it decides nothing."""
    rule = words.removesuffix(ONLY_SHOWN)
    return _escaped(rule) + (escape(tr(ONLY_SHOWN)) if rule != words else "")


def claim_card(study: Study) -> Card:
    """Return the claim, and the rules by which it is judged."""
    card = Card(tr_message(study.title))
    card.add(wrapped_label(_escaped(study.claim)))
    if study.source:
        card.add(wrapped_label(tr("Source: {source}.", source=_escaped(study.source)), "caption"))
    rules = "".join(f"<li>{_rule(r)}</li>" for r in study.rules_in_words())
    card.add(wrapped_label(tr("<b>What decides, fixed before the run</b><ul>{rules}</ul>", rules=rules)))
    card.add(wrapped_label(_escaped(HOW), "caption"))
    return card


def reading_card(study: Study) -> Card:
    """Return what to look at, what it teaches and what to mind; hidden where a study says nothing of it."""
    card = Card(tr("Reading it"))
    for head, text in (
        (tr("What to look at"), study.look),
        (tr("What it teaches"), study.teaches),
        (tr("Mind"), study.caveat),
    ):
        if text:
            card.add(heading(head, "section"))
            card.add(wrapped_label(_escaped(text)))
    card.setHidden(not (study.look or study.teaches or study.caveat))
    return card


class VerdictCard(Card):
    """The verdict on a study's claim, with the sentences that it rests on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Verdict"), parent)
        self.state = QLabel(tr("Not run yet"))
        self.state.setProperty("role", "muted")
        self.words = wrapped_label(
            tr("Run the study to see whether the claim holds here. A stopped one goes on from there.")
        )
        self.add(self.state)
        self.add(self.words)

    def show_remembered(self, known: Remembered | None) -> None:
        """Show the verdict of an earlier start, whose figures come back when the study is run again."""
        if known is None:
            return
        again = tr("Tables and pictures come back when it is run again; runs that are kept are not trained anew.")
        newer = tr("<p>A newer run, with fewer seeds: {newer}.</p>", newer=_escaped(known.newer)) if known.newer else ""
        self._say_state(known)
        self.words.setText(f"{_findings(known)}{newer}<p>{again}</p>")

    def _say_state(self, known: Remembered) -> None:
        set_role(self.state, ROLES.get(known.state, "muted"))
        self.state.setText(
            f"<big><b>{escape(tr(SYMBOLS.get(known.state, known.state)))}</b></big> · {_escaped(known.when)}"
        )

    def show_running(self, share: float) -> None:
        """Show that the study runs, and no earlier verdict: tables and pictures are those of this run by now."""
        set_role(self.state, "muted")
        self.state.setText(tr("<big><b>running, {share} %</b></big>", share=f"{100 * share:.0f}"))
        self.words.setText(tr("The verdict comes when all runs have ended. Tables and pictures show those that have."))

    def show_failed(self) -> None:
        """Show that the study could not be carried out; a banner says why."""
        set_role(self.state, "error")
        self.state.setText(tr("could not be run"))
        self.words.clear()

    def show_stopped(self, share: float, done: int, total: int) -> None:
        """Show that the study was stopped, and how many of its runs were done."""
        set_role(self.state, "muted")
        self.state.setText(tr("<big><b>stopped at {share} %</b></big>", share=f"{100 * share:.0f}"))
        text = tr(
            "{done} of {total} runs are done and kept. Run it again to go on from there; until then nothing is judged.",
            done=done,
            total=total,
        )
        self.words.setText(f"<p>{text}</p>")

    def show_verdict(self, result: Result, stands: Remembered) -> None:
        """Show the verdict of a run, and what went wrong with single runs; one of more seeds stays, and is first.

        Args:
            result: the run's.
            stands: the verdict that counts, which is the run's own or one of more seeds.
        """
        verdict, seeds = result.verdict, len(result.plan.seeds)
        self._say_state(stands)
        parts: list[str] = []
        if (stands.size, stands.seeds, stands.text) != (str(result.plan.size), seeds, verdict.text):
            own = f"{run_words(result.plan.size, seeds)}: {verdict.state}"
            parts.append(
                tr(
                    "{findings}<p><b>This run, {newer}</b>. The tables and pictures are of this run.</p>",
                    findings=_findings(stands),
                    newer=_escaped(own),
                )
            )
        parts += [
            f"<p><b>{_escaped(verdict.headline)}</b></p><p>{_escaped(verdict.text)}</p>",
            *(f"<p><b>{_escaped(r)}</b></p>" for r in verdict.remarks),
        ]
        parts.append("<ul>" + "".join(f"<li>{_escaped(j.sentence)}</li>" for j in verdict.judged) + "</ul>")
        parts += [f"<p>{_escaped(p)}</p>" for p in result.problems]
        self.words.setText("".join(parts))


def _findings(known: Remembered) -> str:
    """Return a remembered verdict with its findings as HTML."""
    lines = "".join(f"<li>{_escaped(line)}</li>" for line in known.findings.splitlines())
    return f"<p>{_escaped(known.text)}</p><ul>{lines}</ul>"


def _figures(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> QLabel:
    """Return a table as a label whose figures are as large as text: they are what an opened study is for."""
    label = table_label(header, rows, caption)
    label.setProperty("role", None)
    return label


class FiguresCard(Card):
    """The measured tables of a study, beneath the printed one."""

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(tr("Figures"), parent)
        self._study = study
        self._measured: dict[str, QLabel] = {}
        if study.printed is not None:
            caption = tr("Printed: {caption}", caption=tr_message(study.printed.caption))
            self.add(WideArea(_figures(*printed_rows(study.printed), caption)))
        for part in study.parts:
            label = self._measured[part.name] = _figures(
                [], [], tr("Measured: {title}. Nothing yet.", title=tr_message(part.heading))
            )
            area = WideArea(label)
            area.setAccessibleName(tr("Measured figures, {title}", title=tr_message(part.heading)))
            self.add(area)

    def show_tables(self, tables: Mapping[str, StudyTable]) -> None:
        """Show what was measured so far."""
        for part in self._study.parts:
            table = tables[part.name]
            if table.columns:
                self._measured[part.name].setText(
                    table_html(*measured_rows(table), tr("Measured: {title}", title=tr_message(part.heading)))
                )
