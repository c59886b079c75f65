"""Editors for numbers that refuse a wrong one in words and never change it by themselves."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gdlab.spec.bounds import Bounds, exact_number
from gdlab.spec.minus import plain_minus
from gdlab.translation import decimal_sign, local_number, tr, tr_noop
from gdlab.ui.widgets.editor import FieldEditor
from gdlab.ui.widgets.line_edit import UndoLineEdit

_LADDER = (1.0, 2.0, 5.0)
#: A number whose points may be between its thousands.
_GROUPED = re.compile(r"[−-]?[1-9]\d{0,2}(\.\d{3})+")


class _StepEdit(UndoLineEdit):
    """A line edit that reports the arrow keys, Escape and the loss of focus."""

    stepped = Signal(int)
    abandoned = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif key == Qt.Key.Key_Escape and self.isModified():
            self.abandoned.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class NumberEditor(FieldEditor):
    """A field for a real number: 0.01, .5, 1e-3; the arrow keys step, in 1, 2, 5 on logarithmic fields."""

    noun, example = tr_noop("a number"), tr_noop("a number such as 0.01 or 1e-3")

    def __init__(
        self,
        name: str,
        value: float = 0.0,
        *,
        bounds: Bounds | None = None,
        log: bool = False,
        step: float | None = None,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self.line = _StepEdit()
        super().__init__(self.line, name, parent)
        self._bounds = bounds or Bounds()
        self._log, self._step, self._optional = log, step, optional
        self._value: float | None = value
        if optional:
            self.line.setPlaceholderText(tr("none"))
        self.set_value(value)
        self.line.editingFinished.connect(self.commit)
        self.line.stepped.connect(self.step)
        self.line.abandoned.connect(lambda: self.set_value(self._value))
        self.line.textEdited.connect(self._on_typed)

    def value(self) -> float | None:
        """Return the last number that was accepted; None only where a field may be empty."""
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show a number without emitting a signal."""
        self._value = value
        self.line.setText("" if value is None else self.text_of(value))
        self.line.setModified(False)
        self.set_error(None)

    def commit(self) -> None:
        """Accept what was typed, or say beneath the field why not."""
        text = self.line.text().strip()
        problem = self.problem(text)
        if problem is not None:
            self.set_error(problem)
            return
        number = self.parse(text) if text else None
        changed = number != self._value
        self.set_value(number)
        if changed:
            self.edited.emit(number)

    def step(self, direction: int) -> None:
        """Go one step up or down, unless that leaves the range."""
        if self.problem(self.line.text().strip()) is None and self.line.text().strip():
            now = self.parse(self.line.text().strip())
        else:
            now = self._value
        if now is None:
            return
        following = self.next_value(now, direction)
        if self._bounds.allow(following) and following != self._value:
            self.set_value(following)
            self.edited.emit(following)

    def problem(self, text: str) -> str | None:
        """Return what is wrong with a text, in words, or None."""
        if not text:
            return None if self._optional else tr("Write {noun}{range}.", noun=tr(self.example), range=self._range())
        try:
            number = self.parse(text)
        except ValueError:
            hint = tr(" Decimals are written with a point.") if "," in text and decimal_sign() == "." else ""
            return tr(
                "“{what}” is not {noun}; write {example}{range}.{hint}",
                what=text,
                noun=tr(self.noun),
                example=tr(self.example),
                range=self._range(),
                hint=hint,
            )
        if not math.isfinite(number):
            return tr("The number must be finite{range}.", range=self._range())
        if not self._bounds.allow(number):
            return tr(
                "{number} is out of range: it must be {description}.",
                number=self.text_of(number),
                description=self._bounds.local_description(),
            )
        return None

    def parse(self, text: str) -> float:
        """Read a number; raises ValueError for anything else."""
        return float(plain_digits(text))

    def text_of(self, value: float) -> str:
        """Write a number as shortly as it can be read back."""
        return local_number(exact_number(value))

    def next_value(self, now: float, direction: int) -> float:
        """Return the number one step away."""
        if self._log and now > 0:
            return next_round_number(now, direction)
        step = self._step or _step_for(now)
        return float(f"{now + direction * step:.12g}")

    def _range(self) -> str:
        words = self._bounds.local_description()
        return f", {words}" if words else ""

    def _on_typed(self, text: str) -> None:
        # While typing, an error may only go away: half a number is no mistake.
        if self.error is not None and self.problem(text.strip()) is None:
            self.set_error(None)


class IntEditor(NumberEditor):
    """A field for a whole number; the arrow keys step by one, or double and halve on logarithmic fields."""

    noun = example = tr_noop("a whole number")

    def parse(self, text: str) -> int:
        text = plain_digits(text)
        try:
            return int(text)
        except ValueError:
            number = float(text)
            if not number.is_integer():
                raise ValueError(text) from None
            return int(number)

    def text_of(self, value: float) -> str:
        return str(int(value)) if float(value).is_integer() else local_number(exact_number(value))

    def next_value(self, now: float, direction: int) -> int:
        if self._log and now > 0:
            return int(now) * 2 if direction > 0 else max(1, int(now) // 2)
        return int(now) + direction * int(self._step or 1)


def plain_digits(text: str) -> str:
    """Return a number that a person typed as Python reads it.

    Where decimals are behind a comma, a point is read as well, as in 0.01; but 1.000 is refused, since it may be
    meant as a thousand.

    Raises:
        ValueError: when the text cannot be one number.
    """
    if "_" in text or (decimal_sign() == "," and (_GROUPED.fullmatch(text) or ("," in text and "." in text))):
        raise ValueError(text)
    return plain_minus(text).replace(decimal_sign(), ".")


def next_round_number(now: float, direction: int) -> float:
    """Return the next number up or down on 1, 2, 5 × 10ᵏ."""
    power = math.floor(math.log10(now))
    rungs = sorted(float(f"{f * 10.0**p:.6g}") for p in range(power - 1, power + 2) for f in _LADDER)
    if direction > 0:
        return next(rung for rung in rungs if rung > now * (1 + 1e-9))
    return next(rung for rung in reversed(rungs) if rung < now * (1 - 1e-9))


def _step_for(now: float) -> float:
    """Return a tenth of a number's size, so that 0.9 steps to 1.0 and 30 to 33 does not come out odd."""
    if now == 0:
        return 0.1
    return float(10.0 ** math.floor(math.log10(abs(now)) - 0.02))
