"""Pictures for print and slides, and the presentation mode."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from gdlab.ui.theming import current_theme


def test_pictures_have_the_scale_the_size_of_text_and_the_legend_that_are_asked_for(drive, tmp_path: Path):
    drive.train(**{"training.epochs": 1, "name": "a <b> run"})
    chart = drive.lab.curves.chart("loss")
    size = chart.size()
    chart.export(tmp_path / "plain.png", scale=1.0)
    chart.export(tmp_path / "large.png", scale=3.0, text_size=18, with_legend=True)
    plain, large = QImage(str(tmp_path / "plain.png")), QImage(str(tmp_path / "large.png"))
    assert (plain.width(), plain.height()) == (size.width(), size.height())
    assert 3 * size.width() - 12 <= large.width() < 4 * size.width()
    assert 3 * size.height() - 12 <= large.height() < 4 * size.height()
    chart.export(tmp_path / "slides.pdf", text_size=18, with_legend=True)
    assert (tmp_path / "slides.pdf").read_bytes().startswith(b"%PDF")
    chart.export(tmp_path / "slides.svg", text_size=18, with_legend=True)
    drawn = re.search(r'viewBox="0 0 (\d+) (\d+)"', (tmp_path / "slides.svg").read_text())
    assert int(drawn[1]) < 0.7 * size.width()
    assert "a &lt;b&gt; run · train" in chart.legend_html()
    assert chart.size() == size
    texts = [action.text() for action in chart.menu().actions()]
    assert "Picture for print or slides…" in texts


def test_f5_shows_only_the_charts_in_large_type_and_esc_comes_back(drive):
    window, lab = drive.window, drive.lab
    usual, line = QApplication.font().pointSizeF(), current_theme().shape.line
    size = window.size()
    drive.key(Qt.Key.Key_F5)
    away = (window.rail, lab.experiment_panel, lab.runs, lab.controls)
    assert window.presentation.is_on
    assert all(widget.isHidden() for widget in away)
    assert not lab.curves.isHidden()
    assert window.isFullScreen()
    assert QApplication.font().pointSizeF() == 1.6 * usual
    assert current_theme().shape.line == 2.5
    window.presentation.show_controls(True)
    assert not lab.controls.isHidden()
    window.presentation.show_controls(False)
    drive.key(Qt.Key.Key_Escape)
    drive.wait(lambda: not window.presentation.is_on)
    assert not any(widget.isHidden() for widget in away)
    assert (QApplication.font().pointSizeF(), current_theme().shape.line) == (usual, line)
    assert not window.isFullScreen()
    drive.wait(lambda: window.size() == size)


def test_what_is_switched_off_or_ends_while_presenting_is_not_shown_after_it(drive):
    window, lab = drive.window, drive.lab
    lab.running_notice.show_message("a run goes on as it began", level="info", stays=True)
    lab.compile_notice.show()
    drive.key(Qt.Key.Key_F5)
    window.presentation.show_controls(True)
    assert lab.controls.inside.isHidden()  # what it shows or hides is not in sight
    lab.controls.inside.toggle()  # as Ctrl+I does
    drive.key(Qt.Key.Key_Escape)
    drive.wait(lambda: not window.presentation.is_on)
    assert not lab.controls.inside.isHidden()
    assert not lab.controls.inside.isChecked()
    assert lab.inside.isHidden()
    assert lab.running_notice.isHidden()  # no run trains
    assert lab.compile_notice.isHidden()  # nothing is compiled
    lab.controls.inside.toggle()
    assert not lab.inside.isHidden()
