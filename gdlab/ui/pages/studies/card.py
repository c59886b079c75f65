"""A study's card: the claim, the printed figures, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from gdlab.studies.export import printed_rows
from gdlab.studies.last_results import Remembered
from gdlab.studies.model import Study
from gdlab.studies.runner import StudyRun
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.widgets.card import Card

SYMBOLS = {
    "held": tr_noop("✔ held"),
    "did not hold": tr_noop("✘ did not hold"),
    "mixed": tr_noop("◐ mixed"),
    "inconclusive": tr_noop("? inconclusive"),
    "not to be told on this machine now": tr_noop("? not to be told now"),
}
ROLES = {"held": "good", "did not hold": "bad", "mixed": "warn"}


class StudyCard(Card):
    """A card with the summary of a study and the button that opens it."""

    opened = Signal()

    def __init__(self, study: Study, parent: QWidget | None = None) -> None:
        super().__init__(tr_message(study.title), parent)
        self.study = study
        self.known: Remembered | None = None
        self.setObjectName(f"study_{study.name}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        claim = QLabel(tr_message(study.claim))
        claim.setTextFormat(Qt.TextFormat.PlainText)  # whatever a file has
        claim.setWordWrap(True)
        self.add(claim)
        if study.printed is not None:
            caption = tr("Printed: {caption}", caption=tr_message(study.printed.caption))
            printed = table_label(*printed_rows(study.printed), caption)
            printed.setWordWrap(True)  # its caption may be wider than the card
            self.add(printed)
        self.body.addStretch(1)
        self.state = QLabel(tr("not run yet"))
        self.state.setProperty("role", "muted")
        self.button = QPushButton(tr("Open"))
        self.button.setObjectName(f"open_{study.name}")
        self.button.setAccessibleName(tr("Open the study {title}", title=tr_message(study.title)))
        self.button.clicked.connect(self.opened)
        row = QHBoxLayout()
        row.addWidget(self.state, 1)
        row.addWidget(self.button)
        self.body.addLayout(row)

    def show_remembered(self, known: Remembered | None) -> None:
        """Show the last verdict there was, if nothing newer is known."""
        self.known = known
        if known is not None:
            newer = tr("\nnewer: {newer}", newer=tr_message(known.newer)) if known.newer else ""
            self._say(
                f"{tr(SYMBOLS.get(known.state, known.state))} · {tr_message(known.when)}{newer}", ROLES.get(known.state)
            )
            self.state.setToolTip(tr_message(known.text))

    def show_state(self, job: StudyRun | None, stands: Remembered | None = None) -> None:
        """Show where a run of the study is, and when it has ended the verdict that counts."""
        if job is None:
            return
        if job.busy:
            self._say(tr("running, {share} %", share=f"{100 * job.share:.0f}"), "muted")
        elif job.error:
            self._say(tr("could not be run"), "error")
            self.state.setToolTip(tr_message(job.error))
        elif job.result is not None:
            self.show_remembered(stands)
        elif job.stopped:
            self._say(tr("stopped at {share} %; run it again to go on", share=f"{100 * job.share:.0f}"), "muted")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for label in self.findChildren(QLabel):  # a row of cards asks for no more, and words begin at the top
            if label.wordWrap():
                label.setMinimumHeight(0)  # or it would not become lower again in a wider card
                label.setFixedHeight(label.heightForWidth(label.width()))
            else:
                label.setMinimumHeight(label.sizeHint().height())

    def _say(self, text: str, role: str | None) -> None:
        set_role(self.state, role or "muted")
        self.state.setText(text)


def set_role(label: QLabel, role: str) -> None:
    """Give a label the look of another role."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)


def table_label(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> QLabel:
    """Return a small table as a label that can be selected and copied."""
    label = QLabel(table_html(header, rows, caption))
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setProperty("role", "caption")
    label.setAccessibleName(caption or "table")
    return label


def _cell_words(cell: str) -> str:
    """Return a cell in the language of the window; of a column with a number, "epoch 3" or "loss @ 50", its name."""
    shown = tr_message(cell)
    found = re.fullmatch(r"(.*?)(( @)? \d+)", cell) if shown == cell else None
    return f"{tr_message(found[1])}{found[2]}" if found else shown


def table_html(header: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "") -> str:
    """Return a table in the subset of HTML that labels show."""

    def line(cells: Sequence[str], tag: str) -> str:
        parts = [
            f"<{tag} align='{'left' if i == 0 else 'right'}'>{escape(_cell_words(c))}</{tag}>"
            for i, c in enumerate(cells)
        ]
        return f"<tr>{''.join(parts)}</tr>"

    head = f"<p>{escape(caption)}</p>" if caption else ""
    return (
        head
        + f"<table cellspacing='0' cellpadding='3'>{line(header, 'th')}{''.join(line(r, 'td') for r in rows)}</table>"
    )
