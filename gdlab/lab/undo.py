"""A history of edits that can be undone: states, not commands."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gdlab.lab.callbacks import CallbackList

_State = TypeVar("_State")


@dataclass
class _Edit(Generic[_State]):
    """One step: the state before and after, what it is called, the field that it changed, and when.

    A step that leaves the state as it is has an action for going back and one for going forward.
    """

    before: _State
    after: _State
    text: str
    field: str
    at: float
    back: Callable[[], object] | None = None
    forward: Callable[[], object] | None = None


class UndoHistory(Generic[_State]):
    """The edits of a state that is replaced as a whole.

    Edits of the same field in quick succession, as by an arrow key that is held, become one step; an edit that takes
    the state back to where such a step began removes the step.

    Args:
        show: called with the state to show after each push, undo and redo.
        quick: seconds within which edits of a field are joined.

    Attributes:
        changed: emitted after any change of the history, the clean state included.
    """

    def __init__(self, show: Callable[[_State], object], quick: float = 0.8) -> None:
        self.changed: CallbackList[[]] = CallbackList()
        self._show, self._quick = show, quick
        self._edits: list[_Edit[_State]] = []
        self._index = 0
        self._clean: int | None = 0

    def __len__(self) -> int:
        """Return the number of steps, those that were undone included."""
        return len(self._edits)

    def push(self, before: _State, after: _State, text: str, field: str = "") -> None:
        """Show a new state and add the step that leads to it; what was undone before is forgotten.

        Args:
            before: the state as it was.
            after: the state to show.
            text: what the step is called, such as "Change lr".
            field: the field that was changed, "" for an edit that is never joined with others.
        """
        if self._clean is not None and self._clean > self._index:
            self._clean = None
        del self._edits[self._index :]
        now = time.monotonic()
        self._show(after)
        last = self._edits[-1] if self._edits else None
        joins = last is not None and field and field == last.field and self._index != self._clean
        if last is not None and joins and now - last.at <= self._quick:
            last.after, last.at = after, now
            if last.after == last.before:
                self._edits.pop()
        else:
            self._edits.append(_Edit(before, after, text, field, now))
        self._index = len(self._edits)
        self.changed.emit()

    def push_action(
        self, state: _State, text: str, *, back: Callable[[], object], forward: Callable[[], object]
    ) -> None:
        """Add a step that has been taken and leaves the state as it is, such as removing runs.

        Args:
            state: the state as it is.
            text: what the step is called.
            back: takes the step back.
            forward: takes it again.
        """
        if self._clean is not None and self._clean > self._index:
            self._clean = None
        del self._edits[self._index :]
        self._edits.append(_Edit(state, state, text, "", time.monotonic(), back, forward))
        self._index = len(self._edits)
        self.changed.emit()

    def undo(self) -> None:
        """Go back by one step, if there is one."""
        if self.can_undo:
            self._index -= 1
            edit = self._edits[self._index]
            if edit.back is not None:
                edit.back()
            else:
                self._show(edit.before)
            self.changed.emit()

    def redo(self) -> None:
        """Go forward by one step that was undone, if there is one."""
        if self.can_redo:
            self._index += 1
            edit = self._edits[self._index - 1]
            if edit.forward is not None:
                edit.forward()
            else:
                self._show(edit.after)
            self.changed.emit()

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._index > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to redo."""
        return self._index < len(self._edits)

    @property
    def undo_text(self) -> str:
        """What would be undone, "" for nothing."""
        return self._edits[self._index - 1].text if self.can_undo else ""

    @property
    def redo_text(self) -> str:
        """What would be redone, "" for nothing."""
        return self._edits[self._index].text if self.can_redo else ""

    @property
    def is_clean(self) -> bool:
        """Whether the state is the one that was saved or opened last."""
        if self._clean is None:
            return False
        first, last = sorted((self._clean, self._index))
        return all(edit.back is not None for edit in self._edits[first:last])

    def set_clean(self) -> None:
        """Mark the state as saved."""
        self._clean = self._index
        self.changed.emit()
