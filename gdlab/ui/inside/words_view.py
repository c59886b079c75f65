"""The words of a sentence, coloured by how much they move a text classifier's answer."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import ClassVar

import numpy as np
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFormLayout, QPushButton, QTextBrowser, QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.inside.word_effects import WordEffects, has_sentences, word_effects
from gdlab.spec.examples import Examples
from gdlab.translation import local_number, tr, tr_noop
from gdlab.ui.inside.base import InsideView, Question
from gdlab.ui.theme import mix_colors
from gdlab.ui.theming import current_theme, theme_manager
from gdlab.ui.widgets.line_edit import UndoLineEdit

#: The share of a colour that the word with the largest effect has; the text on it stays readable.
_STRONGEST = 0.5
#: The share of the largest effect from which on a word's figure is beneath it.
_WITH_FIGURE = 0.25
_NAMED = 3  # words that are named for and against the answer


class WordsView(InsideView):
    """A held-out sentence or one's own, each word with what the answer gains or loses by it."""

    name: ClassVar[str] = tr_noop("Words")
    order: ClassVar[int] = 12

    def __init__(self) -> None:
        super().__init__()
        self.sentence = UndoLineEdit()
        self.sentence.setPlaceholderText(tr("a held-out sentence"))
        self.sentence.setAccessibleName(tr("Sentence to ask about"))
        self.sentence.setMaxLength(2000)
        self.again = QPushButton(tr("Another sentence"))
        self.text = QTextBrowser()
        self.text.setAccessibleName(tr("Words by their effect on the answer"))
        self._example = 0
        self._answer: WordEffects | None = None
        head = QWidget()
        form = QFormLayout(head)
        form.setContentsMargins(11, 0, 11, 0)
        form.addRow(tr("Sentence"), self.sentence)
        form.addRow(self.again)
        self.column.addWidget(head)
        self.add(self.text)
        self.column.addWidget(self.words)
        self.sentence.editingFinished.connect(self.changed)
        self.again.clicked.connect(self._on_again)
        theme_manager().theme_changed.connect(self._on_theme)

    @classmethod
    def fits(cls, examples: Examples) -> bool:
        return has_sentences(examples)

    def question(self) -> Question:
        return partial(_ask, sentence=self.sentence.text().strip(), example=self._example)

    def show_examples(self, examples: Examples) -> None:
        self._answer = None
        self.text.clear()
        self.say("")

    def show_answer(self, answer: object, examples: Examples | None) -> None:
        if isinstance(answer, WordEffects):
            self._answer = answer
            self._draw()

    def _draw(self) -> None:
        answer = self._answer
        if answer is None:
            return
        largest = float(np.nanmax(np.abs(answer.effects))) or 1.0
        said = (_word(w, float(e), largest) for w, e in zip(answer.words, answer.effects, strict=True))
        self.text.setHtml(f"<p style='line-height: 150%'>{' '.join(said)}</p>")
        figures = (
            f"{w} {_signed(float(e))}" for w, e in zip(answer.words, answer.effects, strict=True) if np.isfinite(e)
        )
        self.text.setAccessibleDescription(", ".join(figures))
        self.say(_sentence(answer))

    def _on_again(self) -> None:
        self._example += 1
        self.sentence.clear()
        self.changed.emit()

    def _on_theme(self, *_: object) -> None:
        self._draw()


def _word(word: str, effect: float, largest: float) -> str:
    """Return a word on its colour, with its figure where that is large."""
    theme = current_theme()
    share = 0.0 if np.isnan(effect) else abs(effect) / largest
    signed = theme.signed.positive if effect > 0 else theme.signed.negative
    color = QColor(mix_colors(theme.colors.surface, signed, _STRONGEST * share)).name()
    figure = f"<sub>{_signed(effect)}</sub>" if share >= _WITH_FIGURE else ""
    return f"<span style='background-color:{color}'>&nbsp;{escape(word)}{figure}&nbsp;</span>"


def _signed(effect: float) -> str:
    """Return an effect with its sign."""
    return local_number(f"{effect:+.2f}".replace("-", "−"))


def _sentence(answer: WordEffects) -> str:
    """Return the answer and the words that speak most for it and against it."""
    true = tr(" (right)") if answer.true == answer.predicted else tr(" (it is {true})", true=answer.true)
    said = tr(
        "{predicted}{true}, logit {logit}. A word's figure is what the logit loses without it.",
        predicted=answer.predicted,
        true=true if answer.true else "",
        logit=local_number(f"{answer.logit:.2f}"),
    )
    order = np.argsort(np.nan_to_num(answer.effects))
    for words, sign, picked in ((tr("For it"), 1, order[::-1][:_NAMED]), (tr("Against it"), -1, order[:_NAMED])):
        named = [
            f"{answer.words[k]} {_signed(float(answer.effects[k]))}" for k in picked if sign * answer.effects[k] > 0
        ]
        said += f" {words}: {', '.join(named)}." if named else ""
    unknown = dict.fromkeys(w for w, known in zip(answer.words, answer.known, strict=True) if not known)
    if unknown:
        said += tr(" Not in the vocabulary: {unknown}.", unknown=", ".join(unknown))
    if np.isnan(answer.effects).any():
        said += tr(" Asked about the first {sum} words.", sum=int(np.isfinite(answer.effects).sum()))
    return said


def _ask(run: ActiveRun, sentence: str, example: int) -> object:
    return word_effects(run.network(), sentence=sentence, example=example)
