"""The history of edits: undo, redo, joined edits and the clean state."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gdlab.lab.undo import UndoHistory


class Editor:
    """A number with a history."""

    def __init__(self, quick: float = 0.0) -> None:
        self.value = 0
        self.changes = 0
        self.history = UndoHistory(self._show, quick)
        self.history.changed.connect(self._count)

    def _show(self, value: int) -> None:
        self.value = value

    def _count(self) -> None:
        self.changes += 1

    def set(self, value: int, field: str = "") -> None:
        self.history.push(self.value, value, f"Set {value}", field)


def test_an_edit_is_undone_and_done_again():
    editor = Editor()
    editor.set(1)
    editor.set(2)
    assert (editor.history.undo_text, editor.history.redo_text) == ("Set 2", "")
    editor.history.undo()
    assert (editor.value, editor.history.undo_text, editor.history.redo_text) == (1, "Set 1", "Set 2")
    editor.history.redo()
    assert editor.value == 2
    assert editor.changes == 4


def test_nothing_is_undone_beyond_the_ends():
    editor = Editor()
    editor.history.undo()
    editor.history.redo()
    assert (editor.value, editor.changes, len(editor.history)) == (0, 0, 0)


def test_quick_edits_of_a_field_are_one_step_and_those_of_others_are_not():
    editor = Editor(quick=60)
    for value in (1, 2, 3):
        editor.set(value, "lr")
    editor.set(4, "momentum")
    assert len(editor.history) == 2
    editor.history.undo()
    editor.history.undo()
    assert editor.value == 0


def test_slow_edits_of_a_field_are_steps_of_their_own():
    editor = Editor(quick=-1)
    editor.set(1, "lr")
    editor.set(2, "lr")
    assert len(editor.history) == 2


def test_a_step_that_comes_back_to_its_beginning_is_none():
    editor = Editor(quick=60)
    editor.set(1, "lr")
    editor.set(0, "lr")
    assert len(editor.history) == 0
    assert not editor.history.can_undo


def test_a_new_edit_forgets_what_was_undone():
    editor = Editor()
    editor.set(1)
    editor.history.undo()
    editor.set(2)
    assert not editor.history.can_redo
    assert len(editor.history) == 1


def test_the_saved_state_is_clean_wherever_one_comes_from():
    editor = Editor()
    assert editor.history.is_clean
    editor.set(1)
    editor.history.set_clean()
    editor.set(2)
    assert not editor.history.is_clean
    editor.history.undo()
    assert editor.history.is_clean


def test_a_saved_state_that_was_forgotten_is_never_clean_again():
    editor = Editor()
    editor.set(1)
    editor.history.set_clean()
    editor.history.undo()
    editor.set(2)
    assert not editor.history.is_clean
    editor.history.undo()
    assert not editor.history.is_clean


def test_an_edit_after_saving_is_not_joined_with_what_was_saved():
    editor = Editor(quick=60)
    editor.set(1, "lr")
    editor.history.set_clean()
    editor.set(2, "lr")
    assert len(editor.history) == 2
    editor.history.undo()
    assert (editor.value, editor.history.is_clean) == (1, True)


@given(st.lists(st.one_of(st.integers(0, 3), st.sampled_from(["undo", "redo"])), max_size=40))
def test_undoing_everything_leads_back_and_redoing_everything_leads_forward(actions: list[int | str]):
    editor = Editor()
    for action in actions:
        getattr(editor.history, action)() if isinstance(action, str) else editor.set(action)
    while editor.history.can_redo:
        editor.history.redo()
    last = editor.value
    while editor.history.can_undo:
        editor.history.undo()
    assert editor.value == 0
    while editor.history.can_redo:
        editor.history.redo()
    assert editor.value == last


def test_an_action_is_a_step_that_leaves_the_state_clean():
    editor, done = Editor(), ["removed"]
    editor.set(1)
    editor.history.set_clean()
    editor.history.push_action(1, "Remove", back=done.clear, forward=lambda: done.append("removed"))
    assert (editor.history.undo_text, editor.history.is_clean) == ("Remove", True)
    editor.history.undo()
    assert (done, editor.value, editor.history.is_clean) == ([], 1, True)
    editor.history.redo()
    assert (done, editor.value) == (["removed"], 1)
    editor.set(2)
    assert not editor.history.is_clean
