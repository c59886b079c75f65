"""The Studies page: a card a claim of the article; a card opens into its figures, curves and verdict."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gdlab.lab.number_text import format_share
from gdlab.studies.booklet import write_booklet
from gdlab.studies.catalogue import FoundStudies, all_studies, matches, user_files, user_folder
from gdlab.studies.export import write_report
from gdlab.studies.last_results import Remembered, remembered_at, remembered_results
from gdlab.studies.model import Study
from gdlab.studies.study_file import check_report_suffix
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.pages.studies.card import StudyCard
from gdlab.ui.pages.studies.card_grid import CardGrid
from gdlab.ui.pages.studies.detail import Background, StudyDetail
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.labels import TextLabel
from gdlab.ui.widgets.scroll import ScrollColumn

_CARD_WIDTH = 400
#: Milliseconds between two questions whether another process has noted a result.
_TICK = 1000


class StudiesPage(Page):
    """The page of the studies: all as cards, or one opened; a study runs on while it is out of sight."""

    name, title, icon = "studies", tr_noop("Studies"), "studies"
    order = 20

    open_in_lab = Signal(object)
    _booklet_told = Signal(float, str)  # from the thread that writes

    def __init__(self, background: Background, workers: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background, self._workers = background, workers
        self.cards: dict[str, StudyCard] = {}
        self.details: dict[str, StudyDetail] = {}
        self._asked = False
        self.banner = Banner()
        self.search = QLineEdit()
        self.booklet = QPushButton(tr("Booklet…"))
        self._nothing = QLabel(tr("No study has these words."))
        self.stack = QStackedWidget()
        self._overview = ScrollColumn((24, 16, 24, 16), 12, tr("Studies"))
        self._grid = CardGrid(self._overview.inside)
        self._booklet_told.connect(self._show_booklet)
        self._noted = 0.0
        self._files: tuple[tuple[str, int], ...] = ()
        self._problems: tuple[str, ...] = ()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._follow_results)
        self._build()

    @classmethod
    def make(cls, context: PageContext) -> StudiesPage:
        page = cls(context.bridge.in_background, context.settings.workers or None, context.pages)
        page.open_in_lab.connect(context.experiment.load)
        page.open_in_lab.connect(lambda _spec: context.page_wanted.emit("lab"))
        return page

    def _build(self) -> None:
        body = self._overview.column
        body.addWidget(heading(tr("Studies"), "title"))
        words = TextLabel(
            tr(
                "Every table and claim of the article, run again here, and pages of the literature. Open one to "
                "see what is printed, what decides, and what comes out. Your own study files go into "
                "{user_folder}.",
                user_folder=user_folder(),
            ),
            "muted",
        )
        body.addWidget(words)
        self.search.setObjectName("study_search")
        self.search.setPlaceholderText(tr("Search studies: momentum, sharpness, Adam …"))
        self.search.setAccessibleName(tr("Search studies"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._place())
        self.booklet.setObjectName("study_booklet")
        self.booklet.setToolTip(
            tr("All studies as HTML or PDF, with today's figures of those that were run since the start")
        )
        self.booklet.clicked.connect(lambda _checked=False: self._on_booklet())
        row = QHBoxLayout()
        row.addWidget(self.search, 1)
        row.addWidget(self.booklet)
        body.addLayout(row)
        body.addWidget(self.banner)
        body.addLayout(self._grid)
        self._nothing.setProperty("role", "muted")
        self._nothing.hide()
        body.addWidget(self._nothing)
        body.addStretch(1)
        self.stack.addWidget(self._overview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)

    # --- what a person does -------------------------------------------------------------------------------------------
    def open(self, name: str) -> StudyDetail:
        """Open a study and return its view."""
        detail = self.details.get(name)
        if detail is None:
            detail = self.details[name] = StudyDetail(
                self.cards[name].study, self._background, self._workers, known=self.cards[name].known
            )
            detail.left.connect(self.close_study)
            detail.changed.connect(lambda: self.cards[name].show_state(detail.job, detail.stands))
            detail.open_in_lab.connect(self.open_in_lab)
            self.stack.addWidget(detail)
        self.stack.setCurrentWidget(detail)
        detail.setFocus()
        return detail

    def close_study(self) -> None:
        """Go back to the cards."""
        self.stack.setCurrentWidget(self._overview)

    def write_booklet(self, path: Path) -> None:
        """Write all studies into one booklet, .html or .pdf: with figures those that were run since the start.

        The others are in it with their claims and rules, and with the verdict of an earlier start where there is one.
        """
        jobs = {name: detail.job for name, detail in self.details.items() if detail.job is not None}
        results = [jobs[name].result for name in self.cards if name in jobs]
        found = [result for result in results if result is not None]
        done = {result.plan.study.name for result in found}
        others = [(card.study, _known_words(card.known)) for name, card in self.cards.items() if name not in done]
        write = write_booklet if path.suffix.lower() == ".pdf" else write_report

        def job() -> Path:
            check_report_suffix(path)
            return write(found, path, None, others, progress=self._booklet_told.emit)

        self.booklet.setEnabled(False)
        self._show_booklet(0.0, "")
        self._background(job, self._on_booklet_written)

    def _on_booklet(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Write a booklet"), "gdlab-studies.pdf", tr("Booklet (*.pdf *.html)")
        )
        if name:
            self.write_booklet(Path(name))

    def _show_booklet(self, share: float, name: str) -> None:
        """Show how much of the booklet is written, and the study that is."""
        title = tr_message(self.cards[name].study.title) if name in self.cards else ""
        words = tr("Writing the booklet: {share}. {title}", share=format_share(share, 0), title=title)
        self.banner.show_message(words.strip(), level="info", stays=True)

    def _on_booklet_written(self, future: Future[Path]) -> None:
        self.booklet.setEnabled(True)
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The booklet was not written."), error)
        else:
            self.banner.show_message(tr("Wrote {result}.", result=future.result()), level="success")

    def shut_down(self) -> None:
        """Stop every study; what was trained is saved."""
        for detail in self.details.values():
            detail.stop()
        for detail in self.details.values():
            detail.shut_down()

    def refresh(self) -> None:
        """Read the studies afresh, the user's among them."""
        if not self._asked:
            self._asked = True
            self._background(lambda: (all_studies(), remembered_results()), self._on_read)

    def _follow_results(self) -> None:
        """Read the studies anew where another process has noted a result, or a file of the user's has changed."""
        noted, files = remembered_at(), user_files()
        if noted != self._noted or files != self._files:
            self._noted, self._files = noted, files
            self.refresh()

    def _on_read(self, future: Future[tuple[FoundStudies, dict[str, Remembered]]]) -> None:
        self._asked = False
        self._noted = self._noted or remembered_at()
        self._files = self._files or user_files()
        if (error := future.exception()) is not None:
            self.banner.show_error(tr("The studies could not be read."), error)
            return
        held, known = future.result()
        self._say_left_out(held.problems)
        for name in [name for name, card in self.cards.items() if held.studies.get(name) != card.study]:
            self._take_away(name, again=held.studies.get(name))
        for name, study in held.studies.items():
            if name not in self.cards:
                self._add(study)
            detail = self.details.get(name)
            if detail is None or detail.job is None:
                self.cards[name].show_remembered(known.get(name))
            if detail is not None:
                detail.show_noted(known.get(name))
                self.cards[name].show_state(detail.job, detail.stands)
        self._place()

    def _say_left_out(self, problems: tuple[str, ...]) -> None:
        """Show a message that names the user's study files that could not be read; remove it when all can be read."""
        if problems == self._problems:
            return
        self._problems = problems
        said = tr("A study file of yours was left out.")
        if problems:
            self.banner.show_message(said, detail="\n".join(problems), level="warning")
        elif said in self.banner.text:
            self.banner.dismiss()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _add(self, study: Study) -> None:
        card = self.cards[study.name] = StudyCard(study)
        card.opened.connect(lambda: self.open(study.name))

    def _take_away(self, name: str, again: Study | None) -> None:
        """Take away a study whose file was changed or removed, once it no longer runs.

        Args:
            name: the study.
            again: how it reads now, None where it is gone or cannot be read; it is opened again if it was open.
        """
        detail = self.details.get(name)
        if detail is not None and detail.job is not None and detail.job.busy:
            self._files = ()  # to be asked again
            return
        was_open = detail is not None and self.stack.currentWidget() is detail
        self._grid.take_away(self.cards.pop(name))
        if detail is not None:
            del self.details[name]
            self.close_study()
            self.stack.removeWidget(detail)
            detail.shut_down()
            detail.deleteLater()
        if again is not None:
            self._add(again)
            if was_open:
                self.open(name)

    def _place(self) -> None:
        """Lay out the cards that have the words that are searched for."""
        found = [name for name, card in self.cards.items() if _matches(card.study, self.search.text())]
        self._grid.place(self.cards, found, max(1, (self.width() - 48) // _CARD_WIDTH))
        self._nothing.setVisible(bool(self.cards) and not found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()
        if not self.cards:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.cards:
            self._place()


def _known_words(known: Remembered | None) -> str:
    """Return what is known of a study that was not run since the start, in English as all of a booklet."""
    return f"{known.when}. {known.text} Its figures come back when it is run again." if known else "Not run yet."


def _matches(study: Study, words: str) -> bool:
    """Return whether a study has some words, in English or in the language of the window."""
    shown = tr_message(f"{study.title}\n{study.claim}").casefold()
    return matches(study, words) or all(word in shown for word in words.casefold().split())
