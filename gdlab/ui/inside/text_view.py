"""What a language model writes."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import ClassVar

from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QPushButton, QTextBrowser, QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.continuation import Continuation, continuation, is_language_model
from gdlab.lab.number_text import format_share
from gdlab.spec.examples import Examples
from gdlab.translation import tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.theming import current_theme, theme_manager
from gdlab.ui.widgets.line_edit import UndoLineEdit


class TextView(InsideView):
    """A sampled continuation of a held-out text or of one's own, at a temperature."""

    name: ClassVar[str] = tr_noop("Text")
    order: ClassVar[int] = 13

    def __init__(self) -> None:
        super().__init__()
        self.prompt = UndoLineEdit()
        self.prompt.setPlaceholderText(tr("a held-out text"))
        self.prompt.setAccessibleName(tr("Text to go on with"))
        self.prompt.setMaxLength(2000)
        self.temperature = QDoubleSpinBox()
        self.temperature.setRange(0.0, 5.0)
        self.temperature.setSingleStep(0.1)
        self.temperature.setValue(0.8)
        self.temperature.setAccessibleName(tr("Temperature"))
        self.temperature.setToolTip(tr("0 takes the likeliest each time, 1 draws as the network says, more is wilder"))
        self.again = QPushButton(tr("Another sample"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Sampled text"))
        self._seed = 0
        self._answer: Continuation | None = None
        self._build()

    def _build(self) -> None:
        head = QWidget()
        form = QFormLayout(head)
        form.setContentsMargins(11, 0, 11, 0)
        form.addRow(tr("Go on with"), self.prompt)
        form.addRow(tr("Temperature"), self.temperature)
        form.addRow(self.again)
        self.column.addWidget(head)
        self.add(self.text)
        self.column.addWidget(self.words)
        self.prompt.editingFinished.connect(self.changed)
        self.temperature.valueChanged.connect(lambda _value: self.changed.emit())
        self.again.clicked.connect(self._on_again)
        theme_manager().theme_changed.connect(self._on_theme)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return is_language_model(examples)

    def question(self) -> Question:
        return partial(_ask, prompt=self.prompt.text(), temperature=self.temperature.value(), seed=self._seed)

    def show_examples(self, examples: Examples) -> None:
        self._answer = None
        self.text.clear()
        self.say("")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, Continuation):
            self._answer = answer
            self._draw()

    def _draw(self) -> None:
        answer, theme = self._answer, current_theme()
        if answer is None:
            return
        given, made = (escape(part).replace("\n", "<br>") for part in (answer.prompt, answer.sampled))
        self.text.setHtml(f"<span style='color:{theme.hex('muted')}'>{given}</span><b>{made}</b>")
        self.text.setAccessibleDescription(
            tr("Given: {prompt} Sampled: {sampled}", prompt=answer.prompt, sampled=answer.sampled)
        )
        likely = ", ".join(f"{token_words(word)} {format_share(share, 0)}" for word, share in answer.likely)
        said = tr("Likeliest next, after what is grey: {likely}.", likely=likely)
        if answer.unknown:
            said += tr(
                " Left out, since the model has no token for it: {token_words}.",
                token_words=token_words(answer.unknown),
            )
        self.say(said)

    def _on_again(self) -> None:
        self._seed += 1
        self.changed.emit()

    def _on_theme(self, *_: object) -> None:
        self._draw()


def token_words(token: str) -> str:
    """Return a token so that a blank and a line's end can be seen."""
    return {" ": "blank", "\n": tr("line end")}.get(token, f"“{token}”")


def _ask(run: ActiveRun, prompt: str, temperature: float, seed: int) -> object:
    return continuation(run.network(), prompt=prompt, temperature=temperature, seed=seed, example=seed)
