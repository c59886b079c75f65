"""The base class of the views into a run's network, and the register that each joins by being defined."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.explanations import explain_view
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_message
from gdlab.ui.widgets.explained import set_explanation

_VIEWS: dict[str, type[InsideView]] = {}

#: Answers a view's question from a run, in a thread of its own.
Question = Callable[[ActiveRun], object]


class InsideView(QWidget):
    """A view into a run's network: a question that is answered in the background, and a picture of the answer.

    A subclass that declares ``name`` is registered, and *Look inside* offers it where it fits the data. It takes one
    file in this folder.

    Attributes:
        name: the word on its tab.
        help: what it shows, in one sentence, unless ``resources/texts/explanations.toml`` says more.
        order: views are sorted by it; the first that fits comes into sight when a run is chosen.
    """

    name: ClassVar[str]
    help: ClassVar[str] = ""
    order: ClassVar[int] = 50
    #: Another question is to be asked, since a control of the view was changed.
    changed = Signal()
    #: The run is to be branched, to try what the view advises.
    branch_wanted = Signal()

    def __init_subclass__(cls, **options: object) -> None:
        super().__init_subclass__(**options)
        if "name" in cls.__dict__:
            _VIEWS[cls.name] = cls

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("{name} view", name=tr(self.name)))
        set_explanation(self, explain_view(self.name, self.help), tooltip=False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        self.words = QLabel(self)
        self.words.setProperty("role", "caption")
        self.words.setWordWrap(True)
        self.words.setContentsMargins(11, 0, 11, 0)
        self.words.hide()

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        """Return whether the view says something about such data."""
        return True

    def question(self) -> Question:
        """Return what is to be computed, with the view's settings as they are now; called on the window's thread."""
        raise NotImplementedError(f"{type(self).__name__} does not define question()")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        """Draw an answer to the view's question.

        Args:
            answer: what the question returned.
            examples: the run's data.
        """
        raise NotImplementedError(f"{type(self).__name__} does not define show_answer()")

    def show_examples(self, examples: Examples) -> None:
        """Take other data, before anything is known of the network."""
        self.say("")

    def add(self, widget: QWidget, stretch: int = 1) -> None:
        """Put a widget beneath what is there, without a frame of its own."""
        widget.setProperty("card", False)
        self.column.addWidget(widget, stretch)

    def add_control(self, widget: QWidget) -> None:
        """Put a control beneath what is there, as far from the edges as the titles of charts are."""
        row = QHBoxLayout()
        row.setContentsMargins(11, 0, 11, 0)
        row.addWidget(widget)
        self.column.addLayout(row)

    def say(self, text: str) -> None:
        """Write the figures of the answer beneath the picture."""
        text = tr_message(text)
        if text != self.words.text():
            self.words.setText(text)
        self.words.setVisible(bool(text))
        self.setAccessibleDescription(text)


def registered_views() -> list[type[InsideView]]:
    """Return the views defined so far, in order; ``load_views`` of the catalogue defines all."""
    return sorted(_VIEWS.values(), key=lambda view: (view.order, view.name))
