"""Look inside: what the chosen run's network has learnt, and what its data look like."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.augmented_samples import AugmentedSamples
from gdlab.lab.number_text import format_count
from gdlab.lab.run import run_summary
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.inside.catalogue import load_views
from gdlab.ui.panels.data_view import DataView
from gdlab.ui.task import sentence
from gdlab.ui.widgets.card import heading, icon_button
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.tabs import Tabs

#: A view is asked for anew at most this often (seconds), and rests this many times what it cost, since the run is
#: still meanwhile; at most so many seconds.
_EVERY, _REST, _LONGEST = 0.12, 40.0, 4.0
_DATA, _OPENING = tr_noop("Data"), "opening"
_NOTHING = tr_noop("Choose or start a run to look inside.")


class InsidePanel(QFrame):
    """One of several views of the chosen run; ``asked`` requests the computation of one in the background.

    ``maximise_wanted`` says whether the view is to take the place of everything around it, ``branch_wanted`` carries
    the run that is to be branched.
    """

    asked = Signal(object, str, object)
    maximise_wanted = Signal(bool)
    branch_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._run: ActiveRun | None = None
        self._examples: Examples | None = None
        self._seen: Examples | None = None
        self._waiting: float | None = None
        self._next = 0.0
        self._drawn_step: tuple[str, str, int] | None = None
        self._refused = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.pull)
        self.data = DataView()
        self._kinds: dict[str, type[InsideView]] = {kind.name: kind for kind in load_views()}
        self._made: dict[str, InsideView] = {}
        self.tabs = Tabs(tr("What to look at"))
        self.tabs.setObjectName("inside_tabs")
        self.stack = _Pages()
        self._none = EmptyState(tr(_NOTHING), icon="eye")
        self._offered = dict.fromkeys(self._kinds, False)
        self.step = ElidedLabel()
        self.step.setProperty("role", "caption")
        self.maximise = self._maximise_button()
        self._build()
        self._fill_tabs()
        self.tabs.chosen.connect(self._on_tab)

    # --- building -----------------------------------------------------------------------------------------------------
    def _maximise_button(self) -> QToolButton:
        button = icon_button("zoom-fit", tr("Fill the page with this view (Esc comes back)"))
        button.setObjectName("inside_maximise")
        button.setCheckable(True)
        button.toggled.connect(self._on_maximise)
        return button

    def _build(self) -> None:
        self.data.setProperty("card", False)
        self.stack.addWidget(self.data)
        self.stack.addWidget(self._none)
        head = QHBoxLayout()
        head.setContentsMargins(11, 0, 6, 0)
        head.addWidget(heading(tr("Look inside"), "section"), 1)
        head.addWidget(self.maximise)
        self.tabs.setContentsMargins(6, 0, 6, 0)
        self.step.setContentsMargins(11, 0, 0, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 4, 1, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.tabs)
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.step)
        self.setMinimumWidth(240)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("Look inside"))

    # --- what the page tells -------------------------------------------------------------------------------------
    def view(self, name: str) -> InsideView:
        """Return the view of that name; it is made when it is first asked for, as most are not in most sessions.

        Raises:
            KeyError: when there is none.
        """
        if name not in self._made:
            view = self._made[name] = self._kinds[name]()
            view.setProperty("card", False)
            self.stack.addWidget(view)
            view.changed.connect(self._on_changed)
            view.branch_wanted.connect(self._on_branch)
            if self._seen is not None and self._offered[name]:
                view.show_examples(self._seen)
        return self._made[name]

    def set_examples(self, examples: Examples) -> None:
        """Show the experiment's data; they come into sight when other data were chosen."""
        first = self._examples is None
        self._examples = examples
        self.data.show_examples(examples)
        self._offer()
        if not first and (self._run is None or self._run.status.ended):
            self.choose(_DATA)

    def show_augmented(self, samples: AugmentedSamples | None) -> None:
        """Show what the experiment's augmentation makes of some of its examples; nothing for None."""
        self.data.show_augmented(samples, self._examples)
        if samples is not None and (self._run is None or self._run.status.ended):
            self.choose(_DATA)

    def set_run(self, run: ActiveRun | None) -> None:
        """Look inside another run."""
        if run is self._run:
            return
        self._run, self._waiting, self._next, self._drawn_step = run, None, 0.0, None
        self._seen, self._refused = None, ""
        self._offer()
        if run is not None and self.current == _DATA:
            self.choose_best()
        self._on_tab()

    @property
    def examples(self) -> Examples | None:
        """The data of the run that is looked into; the experiment's while it has none yet."""
        run = self._run
        return run.examples if run is not None and run.examples is not None else self._examples

    def pull(self) -> None:
        """Ask for the current view anew when it is due and the run has moved."""
        run, name = self._run, self.current
        if run is not None and run.examples is not None and run.examples is not self._seen:
            self._offer()
            name = self.current
        if run is None or name == _DATA or not self.isVisible() or self._waiting is not None:
            return
        if run.trainer is None and (not run.status.ended or self._refused):
            self._say_nothing(self._refused or tr("The run is being prepared."))
            return
        now = time.perf_counter()
        state = (run.id, name, run.step)
        if state == self._drawn_step:
            return
        if now < self._next and not run.status.ended:
            # There may be no tick any more when a run has ended, and its last state is to be seen.
            self._again.start(max(1, round(1000 * (self._next - now))))
            return
        self._waiting = now
        if run.trainer is None and run.examples is None:
            self._say_nothing(tr("Opening the run again: its data are read and its network is built."))
            self.asked.emit(run, _OPENING, _open)
            return
        self._drawn_step = state
        self.asked.emit(run, name, _timed(self.view(name).question()))

    def answer(self, run_id: str, kind: str, result: object) -> None:
        """Draw what was computed."""
        if self._run is None or run_id != self._run.id or (kind != _OPENING and kind not in self._kinds):
            return
        self._waiting = None
        cost, result = result if isinstance(result, tuple) else (0.0, result)
        rest = 0.0 if self._run.status.ended else max(_EVERY, min(_LONGEST, cost * _REST))
        self._next = time.perf_counter() + rest
        self._again.start(max(1, round(1000 * (self._next - time.perf_counter()))))
        if isinstance(result, Exception):
            self._refuse(kind, sentence(result))
        elif kind == _OPENING:
            self._on_tab()
        elif result is not None:
            self._show(kind, result)

    @property
    def current(self) -> str:
        """The name of the view in sight."""
        return self.tabs.current

    def choose(self, name: str) -> None:
        """Bring a view into sight."""
        if name in self.tabs.names and name != self.current:
            self.tabs.choose(name)
            self._on_tab()

    def choose_best(self) -> None:
        """Bring the view into sight that tells most about this kind of data."""
        best = next((name for name in self.tabs.names if name != _DATA), _DATA)
        self.choose(best)

    # --- inside -----------------------------------------------------------------------------------------------------
    def _offer(self) -> None:
        """Offer what says something about the data at hand."""
        examples = self.examples
        if examples is None or examples is self._seen:
            return
        self._seen = examples
        self._offered = {name: kind.fits(examples) for name, kind in self._kinds.items()}
        self._fill_tabs()
        for name, view in self._made.items():
            if self._offered[name]:
                view.show_examples(examples)

    def _fill_tabs(self) -> None:
        """Offer the views that say something about this kind of data."""
        names = [_DATA, *(name for name in self._kinds if self._offered.get(name, True))]
        if names != self.tabs.names:
            lost = self.current not in (*names, _DATA)
            self.tabs.offer(names)
            if lost:
                self.choose_best()
            self._on_tab()

    def _on_tab(self, *_: object) -> None:
        name = self.current or _DATA
        self._drawn_step, self._next = None, 0.0
        if name == _DATA:
            self.stack.setCurrentWidget(self.data)
        elif self._run is None:
            self._say_nothing(tr(_NOTHING))
        else:
            self.stack.setCurrentWidget(self.view(name))
        self.step.setText("")
        self.pull()

    def _on_changed(self) -> None:
        """Ask again, since a control of a view was changed."""
        self._drawn_step, self._next = None, 0.0
        self.pull()

    def _on_maximise(self, wanted: bool) -> None:
        self.maximise_wanted.emit(wanted)
        if wanted:
            self.setFocus()  # where Esc is heard

    def _on_branch(self) -> None:
        if self._run is not None:
            self.branch_wanted.emit(self._run.id)

    def _say_nothing(self, why: str) -> None:
        """Show, in the place of a view, why there is nothing."""
        self._none.set_text(why)
        self.stack.setCurrentWidget(self._none)

    def _refuse(self, kind: str, why: str) -> None:
        if kind == _OPENING:
            self._refused = why
        if kind in (_OPENING, self.current):
            self._say_nothing(why)

    def _show(self, kind: str, result: object) -> None:
        view, run = self.view(kind), self._run
        if run is None:
            return
        view.show_answer(result, self.examples)
        if kind == self.current:
            self.stack.setCurrentWidget(view)
            self.step.setText(tr("{label}, step {step}", label=run.run.label, step=format_count(_step(result, run))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.maximise.isChecked():
            self.maximise.setChecked(False)
        else:
            super().keyPressEvent(event)


class _Pages(QStackedWidget):
    """A stack that asks for no more space than its page in sight: the others are not shown."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()


def _step(result: object, run: ActiveRun) -> int:
    """Return the step that an answer belongs to; of a run that was opened again, its last."""
    if run.trainer is None:
        return int(run_summary(run.run)["steps"])
    return int(getattr(result, "step", run.step))


def _open(run: ActiveRun) -> object:
    """Make the network of a run that was opened again."""
    run.network()
    return None


def _timed(ask: Question) -> Question:
    """Return the question with the seconds that its answer took."""

    def timed(run: ActiveRun) -> object:
        began = time.perf_counter()
        answer = ask(run)
        return time.perf_counter() - began, answer

    return timed
