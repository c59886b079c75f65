"""Editors refuse in words, step sensibly, and tell only what the user changed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gdlab.spec.bounds import Bounds, exact_number
from gdlab.ui.widgets.choice import BoolEditor, ChoiceEditor, Option, SegmentedControl, TextEditor
from gdlab.ui.widgets.editor import Editor
from gdlab.ui.widgets.number import IntEditor, NumberEditor, next_round_number


@pytest.fixture
def lr(qtbot):
    editor = NumberEditor("lr", 0.001, bounds=Bounds(0, 10, low_open=True), log=True)
    qtbot.addWidget(editor)
    editor.show()
    return editor


def write(editor, text):
    told = []
    editor.edited.connect(told.append)
    editor.line.selectAll()
    QTest.keyClicks(editor.line, text)
    QTest.keyClick(editor.line, Qt.Key.Key_Return)
    editor.edited.disconnect(told.append)
    return told


@pytest.mark.parametrize("text,value", [("1e-3", 1e-3), (".5", 0.5), ("2", 2.0), (" 0.25 ", 0.25), ("1E-2", 0.01)])
def test_numbers_are_read_as_people_write_them(lr, text, value):
    lr.set_value(9)
    assert write(lr, text) == [value]
    assert lr.value() == value
    assert lr.error is None


@pytest.mark.parametrize(
    "text,words",
    [
        ("0", "0 is out of range: it must be above 0 and at most 10."),
        ("11", "11 is out of range: it must be above 0 and at most 10."),
        ("fast", "“fast” is not a number; write a number such as 0.01 or 1e-3, above 0 and at most 10."),
        ("0,1", "Decimals are written with a point."),
        ("nan", "The number must be finite, above 0 and at most 10."),
        ("1_0", "is not a number"),
    ],
)
def test_wrong_numbers_are_refused_in_words_and_left_as_typed(lr, text, words):
    assert write(lr, text) == []
    assert words in lr.error
    assert lr.line.text() == text
    assert lr.line.property("invalid") == "true"
    assert lr.line.accessibleDescription() == lr.error
    assert lr.value() == 0.001


def test_an_empty_field_is_refused_unless_it_may_be_empty(qtbot, lr):
    lr.line.clear()
    lr.commit()
    assert lr.error.startswith("Write a number")
    may = NumberEditor("clip", 1.0, optional=True)
    qtbot.addWidget(may)
    may.line.clear()
    may.commit()
    assert may.value() is None
    assert may.error is None


def test_an_error_goes_as_soon_as_the_text_is_right_and_escape_takes_the_old_value(lr):
    write(lr, "11")
    lr.line.selectAll()
    QTest.keyClicks(lr.line, "5")
    assert lr.error is None
    assert lr.value() == 0.001
    QTest.keyClick(lr.line, Qt.Key.Key_Escape)
    assert lr.line.text() == "0.001"


def test_committing_the_same_number_tells_nobody(lr):
    assert write(lr, "0.001") == []


def test_arrow_keys_step_by_one_two_five_and_stop_at_the_bounds(lr):
    seen = []
    lr.edited.connect(seen.append)
    for _ in range(4):
        QTest.keyClick(lr.line, Qt.Key.Key_Up)
    assert seen == [0.002, 0.005, 0.01, 0.02]
    lr.set_value(10)
    QTest.keyClick(lr.line, Qt.Key.Key_Up)
    assert lr.value() == 10
    QTest.keyClick(lr.line, Qt.Key.Key_Down)
    assert lr.value() == 5


@given(st.floats(1e-9, 1e9))
def test_the_ladder_goes_up_and_down_by_at_most_two_and_a_half(value):
    assert value < next_round_number(value, 1) <= value * 5.0001
    assert value > next_round_number(value, -1) >= value / 5.0001


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_shortest_text_reads_back_as_the_same_number(value):
    assert float(exact_number(value)) == value


@pytest.mark.parametrize(
    "value,text", [(1e-8, "1e-8"), (0.001, "0.001"), (1.0, "1"), (5e-05, "5e-5"), (0.999, "0.999"), (1e-4, "1e-4")]
)
def test_the_shortest_text_is_short(value, text):
    assert exact_number(value) == text


def test_whole_numbers_only(qtbot):
    editor = IntEditor("batch", 32, bounds=Bounds(1, 4096), log=True)
    qtbot.addWidget(editor)
    assert write(editor, "64") == [64]
    assert write(editor, "1e3") == [1000]
    assert isinstance(editor.value(), int)
    assert write(editor, "2.5") == []
    assert editor.error == "“2.5” is not a whole number; write a whole number, at least 1 and at most 4096."
    editor.set_value(32)
    editor.step(1)
    editor.step(-1)
    editor.step(-1)
    assert editor.value() == 16


def test_a_whole_number_too_long_for_a_float_is_kept(qtbot):
    editor = IntEditor("seed", 0)
    qtbot.addWidget(editor)
    assert write(editor, str(2**63 + 1)) == [2**63 + 1]


def test_every_editor_speaks_the_same_protocol(qtbot):
    editors = [
        NumberEditor("a"), IntEditor("b", 1), ChoiceEditor("c", ["x", "y"]), BoolEditor("d"), TextEditor("e"),
        SegmentedControl("f", ["x", "y"]),
    ]  # fmt: skip
    for editor, value in zip(editors, (0.5, 3, "y", True, "text", "y"), strict=True):
        qtbot.addWidget(editor)
        assert isinstance(editor, Editor)
        told = []
        editor.edited.connect(told.append)
        editor.set_value(value)
        editor.set_error("wrong")
        editor.set_error(None)
        assert editor.value() == value
        assert told == []


def test_a_choice_tells_its_value_and_not_its_words(qtbot):
    editor = ChoiceEditor("optimizer", [Option(1, "SGD"), Option(2, "Adam")])
    qtbot.addWidget(editor)
    told = []
    editor.edited.connect(told.append)
    editor.show()
    QTest.keyClick(editor.combo, Qt.Key.Key_Down)
    assert told == [2]
    editor.set_options([Option(3, "Lion"), Option(2, "Adam")])
    assert editor.value() == 2
    with pytest.raises(ValueError, match="Lion, Adam"):
        editor.set_value(9)


def test_segments_are_walked_with_the_arrow_keys(qtbot):
    control = SegmentedControl("speed", [Option(k, str(k)) for k in range(3)])
    qtbot.addWidget(control)
    control.show()
    told = []
    control.edited.connect(told.append)
    QTest.keyClick(control.button(0), Qt.Key.Key_Right)
    QTest.keyClick(control.button(1), Qt.Key.Key_Right)
    QTest.keyClick(control.button(2), Qt.Key.Key_Right)
    assert told == [1, 2]
    assert [control.button(k).focusPolicy() == Qt.FocusPolicy.TabFocus for k in range(3)] == [False, False, True]
    assert control.button(2).accessibleName() == "speed: 2"


def test_bounds_in_words():
    assert Bounds(0, 1, high_open=True).description() == "at least 0 and below 1"
    assert Bounds().description() == ""
    assert not Bounds(0, low_open=True).allow(0)
    assert Bounds(0).allow(math.inf)
