"""The Landscape page by mouse: click to start, play, step, rates, formulas, demonstrations."""

from __future__ import annotations

import csv
import warnings

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QFileDialog, QLabel, QLineEdit, QSlider
from pytestqt.qtbot import QtBot

from gdlab.diagnose.demonstrations import DEMONSTRATIONS
from gdlab.ui.theming import theme_manager


@pytest.fixture
def page(drive):
    """Open the page and wait for the first descents."""
    drive.click("nav_landscape")
    found = drive.window.pages.currentWidget()
    assert found.name == "landscape"
    drive.wait(lambda: found.result is not None, timeout=60_000)
    drive.wait(lambda: found.map._image.image is not None)
    return found


def click_at(page, qtbot: QtBot, x: float, y: float) -> None:
    """Click on a point of the plane."""
    plot = page.map.plot
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(x, y)))
    qtbot.mouseClick(plot.viewport(), Qt.MouseButton.LeftButton, pos=place)


def write(drive, name: str, text: str) -> None:
    """Write a text into a field and press Enter."""
    line = drive.find(name, QLineEdit)
    line.setFocus()
    line.selectAll()
    drive.qtbot.keyClicks(line, text)
    drive.qtbot.keyClick(line, Qt.Key.Key_Return)


def ended(drive, page):
    """Show all steps and return the table's rows."""
    drive.wait(lambda: not page._asked, timeout=60_000)
    page.player.show_end()
    drive.wait(lambda: not page._table_timer.isActive())
    model = page.table.model()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def test_a_click_starts_all_chosen_optimizers_there_and_plays(drive, page, qtbot):
    click_at(page, qtbot, -0.5, 2.0)
    assert page.player.playing
    assert page.setup.start == pytest.approx((-0.5, 2.0), abs=0.02)
    assert all(d.points[0] == pytest.approx(page.setup.start) for d in page.result.descents)
    drive.wait(lambda: page.player.step > 5)
    drawn = page.map._paths[0]
    assert drawn.xs[0] == pytest.approx(page.setup.start[0])
    drive.click("play")
    assert not page.player.playing
    step = page.player.step
    drive.click("arena_forward")
    drive.click("arena_forward")
    drive.click("arena_back")
    assert page.player.step == step + 1
    assert drive.find("arena_count", QLabel).text() == f"step {step + 1} of 1000"
    assert page.map._marks.marks[1].x == page.result.descents[0].points[step + 1, 0]


def test_the_slider_of_a_rate_redraws_the_whole_path_and_the_theory_stands_below(drive, page):
    before = page.result.descents[0].points
    slider = drive.find("rate_0", QSlider)
    slider.setValue(slider.value() + 50)
    after = page.result.descents[0]
    assert not np.array_equal(before, after.points)
    assert after.optimizer.lr == pytest.approx(10**-2.5, rel=0.01)
    assert page.player.step == after.steps or after.diverged
    assert drive.find("rate_figure_0", QLabel).text() == "0.00316"
    assert "2/L = 0.002" in drive.find("theory", QLabel).text()


def test_a_box_takes_an_optimizer_out_and_back(drive, page):
    box = drive.find("racer_1", QCheckBox)
    box.click()
    assert len(page.result.descents) == 3
    assert len(ended(drive, page)) == 3
    box.click()
    assert len(page.result.descents) == 4


def test_another_optimizer_is_written_and_a_wrong_one_refused_beside_the_field(drive, page):
    write(drive, "add_optimizer", "Adan")
    assert "did you mean" in page.racers.add.error
    write(drive, "add_optimizer", "LBFGS(max_iter=4)")
    assert not page.racers.add.error
    rows = ended(drive, page)
    assert rows[-1][0] == "LBFGS(lr=1, max_iter=4)"
    assert len(page.racers.rows) == 5


def test_a_formula_of_ones_own_is_descended_and_an_error_names_the_character(drive, page):
    write(drive, "formula", "(x-1)^2 + 2*y^2 +")
    assert "at position" in page.bar.formula.error
    assert page.setup.surface.type == "Rosenbrock"
    write(drive, "formula", "(x-1)^2 + 2*y^2")
    assert page.bar.formula.error is None
    rows = ended(drive, page)
    assert drive.find("surface", QComboBox).currentText() == "Own formula"
    assert any(row[3] == "minimum" and row[4] == "(1, 0)" for row in rows)


def test_a_formula_without_a_finite_value_is_refused_and_one_beside_the_map_is_told(drive, page):
    before = page.setup.surface
    write(drive, "formula", "1e400*x^2")
    assert "no finite value at any point" in page.bar.formula.error
    assert page.setup.surface == before
    drive.choose("demonstration", DEMONSTRATIONS[0].title)
    write(drive, "formula", "log(x - 5)")
    assert page.bar.formula.error is None
    assert page.bar.demonstration.value() == ""  # the formula is none of its
    assert page.sentence.text() == "The surface has no finite value in the part of the plane that is shown."
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        ended(drive, page)
    write(drive, "formula", "x^2 + y^2")
    assert page.sentence.text().startswith("Click on the map")


def test_surfaces_are_chosen_and_numbers_take_effect(drive, page):
    drive.choose("surface", "Booth's quadratic")
    write(drive, "arena_steps", "37")
    write(drive, "start_x", "0.5")
    write(drive, "arena_noise", "0.1")
    assert page.result.surface.type == "Booth"
    assert page.result.descents[0].steps == 37
    assert page.result.start == (0.5, -6.0)
    assert page.setup.noise == 0.1


def test_each_demonstration_is_one_click_and_says_a_sentence(drive, page):
    for demonstration in DEMONSTRATIONS:
        drive.choose("demonstration", demonstration.title)
        drive.wait(lambda: not page._asked, timeout=60_000)
        assert drive.find("arena_sentence", QLabel).text() == demonstration.sentence
        assert page.player.playing
        assert len(ended(drive, page)) == len(demonstration.optimizers)
        assert page.result.start == demonstration.start


def test_space_plays_and_s_steps(drive, page):
    page.map.plot.setFocus()
    drive.qtbot.keyClick(page.map.plot, Qt.Key.Key_Space)
    assert page.player.playing
    drive.qtbot.keyClick(page.map.plot, Qt.Key.Key_Space)
    assert not page.player.playing
    step = page.player.step
    drive.qtbot.keyClick(page.map.plot, Qt.Key.Key_S)
    assert page.player.step == step + 1


def test_descents_are_exported_as_csv(drive, page, tmp_path, monkeypatch):
    target = tmp_path / "d.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.export()
    with target.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(len(d.points) for d in page.result.descents)


def test_both_themes_paint_the_ground(drive, page):
    colors = []
    for theme in ("dark", "light"):
        theme_manager().set_choice(theme)
        before = page.map._image.image
        drive.wait(lambda b=before: page.map._image.image is not b)
        assert [page.values._series[k].style.color for k in (0, 3)] == [page.values.theme.run_color(k) for k in (0, 3)]
        colors.append(page.map._image.image.scaled(1, 1).pixelColor(0, 0).lightness())
    assert colors[0] < colors[1]


@pytest.mark.parametrize("size", [(1024, 700), (1920, 1080)])
def test_nothing_is_cut(drive, page, size):
    drive.window.resize(*size)
    drive.settle(100)
    for widget in (page.bar, page.player, page.map, page.values, page.table):
        assert widget.isVisible()
        right = widget.mapTo(page, widget.rect().bottomRight())
        assert right.x() <= page.width()
        assert right.y() <= page.height()
    assert page.map.height() > 250


def test_basins_of_two_optimizers_are_painted_and_can_be_stopped(drive, page):
    drive.click("basins")
    dialog = page.findChild(QDialog, "basins_dialog")
    drive.wait(lambda: dialog.maps[0] is not None and dialog.pictures[0]._image is not None, timeout=60_000)
    assert len(dialog.pictures) == 2
    drive.click("basins_stop")
    drive.wait(lambda: dialog._task is None, timeout=60_000)
    assert (dialog.bar.value(), dialog.bar.isVisible()) == (0, False)
    dialog.close()


def test_the_surface_is_shown_and_turned_in_three_dimensions(drive, page, qtbot):
    drive.window.resize(1920, 1080)
    drive.choose("surface", "Round bowl")
    drive.click("arena_3d")
    assert page.views.currentWidget() is page.surface_view
    mesh = drive.find("surface_mesh")
    drive.settle()
    before = mesh.grab().toImage()
    left, right, bottom, top = mesh._bounds
    corners = np.meshgrid([left, right], [bottom, top])
    across, down, _ = mesh.projected(*corners, mesh._heights(np.stack(corners, -1).reshape(-1, 2)).reshape(2, 2))
    assert 0 <= across.min() < across.max() <= mesh.width()
    assert 0 <= down.min() < down.max() <= mesh.height()
    assert len({before.pixelColor(x, before.height() // 2).name() for x in range(0, before.width(), 7)}) > 10
    drive.key(Qt.Key.Key_Left, widget=mesh)
    assert mesh.azimuth == pytest.approx(-0.7)
    assert mesh.grab().toImage() != before
    still, middle = mesh.grab().toImage(), mesh.rect().center()
    qtbot.mousePress(mesh, Qt.MouseButton.LeftButton, pos=middle)
    for away in (40, -40):  # there and back: the mesh stands as it did, drawn with fewer lines until it is let go
        qtbot.mouseMove(mesh, middle + QPoint(away, 0))
        mesh.turn(0.01 * away, 0.0)
    assert mesh.grab().toImage() != still
    qtbot.mouseRelease(mesh, Qt.MouseButton.LeftButton, pos=middle)
    mesh.azimuth = -0.7
    mesh.forget_picture()
    assert mesh.grab().toImage() == still
    drive.click("arena_3d")
    assert page.views.currentWidget() is page.map


def test_arrows_show_what_the_next_step_is_made_of(drive, page):
    drive.click("arena_arrows")
    page.player.show_end()
    page.player.move_by(-900)
    step = page.player.step
    details = [page.setup.detail(place, step) for place in page.setup.chosen]
    for detail, descent in zip(details, page.result.descents, strict=True):
        assert detail.point == pytest.approx(descent.points[step])
    assert details[0].momentum is None
    assert details[1].momentum is not None
    assert details[3].scale.shape == (2,)
    assert len(page.map._arrows["gradient"].xData) == 6 * len(details)
    assert len(page.map._arrows["scale"].xData) > 0
    drive.click("arena_arrows")
    assert len(page.map._arrows["gradient"].xData) == 0


def test_a_dragged_start_takes_the_paths_along(drive, page):
    page.map.start_dragged.emit(0.25, -0.5)
    assert page.result.descents[0].points[0] == pytest.approx((0.25, -0.5))
    assert page.setup.start == (0.25, -0.5)


def test_heads_that_lie_on_each_other_are_dragged_by_the_mouse(drive, page, qtbot):
    drive.choose("demonstration", "Axes of different scale")
    rows = ended(drive, page)
    assert [row[3] for row in rows[1:]] == ["lowest minimum"] * 2
    mark, plot, window = page.map._marks.marks[-1], page.map.plot, page.map.plot.viewport()
    place = plot.mapFromScene(plot.view.mapViewToScene(QPointF(mark.x, mark.y)))
    qtbot.mousePress(window, Qt.MouseButton.LeftButton, pos=place)
    for way in (10, 30, 40):
        move = QPointF(place + QPoint(-way, way))
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            move,
            window.mapToGlobal(move),
            Qt.MouseButton.NoButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(window, event)
        drive.settle(30)
    qtbot.mouseRelease(window, Qt.MouseButton.LeftButton, pos=place + QPoint(-40, 40))
    reached = plot.view.mapSceneToView(plot.mapToScene(place + QPoint(-40, 40)))
    assert page.setup.start == pytest.approx((reached.x(), reached.y()), abs=0.2)


def test_a_larger_window_has_ground_at_once_while_all_background_work_waits(drive, page, monkeypatch):
    shown = page.map
    drive.wait(lambda: shown.shows_ground(tuple(_in_sight(shown))))
    monkeypatch.setattr(page._ground, "_background", lambda _job, _done: None)
    drive.window.resize(drive.window.width() + 400, drive.window.height() - 60)
    drive.settle(0)
    left, right, _, _ = _in_sight(shown)
    assert right - left > 0
    assert shown.shows_ground(tuple(_in_sight(shown)))


def test_another_theme_has_ground_at_once_and_none_of_the_last_one(drive, page, monkeypatch):
    shown = page.map
    drive.wait(lambda: shown.shows_ground(tuple(_in_sight(shown))))
    drive.window.resize(drive.window.width() + 400, drive.window.height() - 60)
    drive.wait(lambda: shown._beneath.image is not None)
    monkeypatch.setattr(page._ground, "_background", lambda _job, _done: None)
    theme_manager().set_choice("dark")
    drive.settle(0)
    assert shown.shows_ground(tuple(_in_sight(shown)))
    pictures = [item.image for item in (shown._image, shown._beneath) if item.image is not None]
    assert pictures
    assert max(picture.scaled(1, 1).pixelColor(0, 0).lightness() for picture in pictures) < 128


def _in_sight(shown) -> list[float]:
    """Return the part of the plane that a map shows: left, right, bottom, top."""
    rect = shown.plot.view.viewRect()
    return [rect.left(), rect.right(), rect.top(), rect.bottom()]


def test_a_figure_beside_a_slider_has_room_for_every_rate_and_moves_nothing(drive, page):
    row = page.racers.rows[0]
    sizes = set()
    for value in (row.slider.minimum(), -312, 0, row.slider.maximum()):
        row.slider.setValue(value)
        drive.settle(20)
        sizes.add((row.figure.width(), row.slider.width()))
        assert row.figure.fontMetrics().horizontalAdvance(row.figure.text()) <= row.figure.width()
    assert len(sizes) == 1
    write(drive, "arena_steps", "20000")
    page.player.show_end()
    assert page.player.count.text() == "step 20000 of 20000"
    assert page.player.count.fontMetrics().horizontalAdvance(page.player.count.text()) <= page.player.count.width()
