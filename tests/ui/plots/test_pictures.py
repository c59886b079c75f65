"""Boundary, matrices, images, histogram."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from gdlab.ui.plots.boundary import BoundaryChart, field_rgb
from gdlab.ui.plots.heatmap import Heatmap
from gdlab.ui.plots.histogram import HistogramChart
from gdlab.ui.plots.images import ImageGrid, to_bytes
from gdlab.ui.theme import contrast, load_theme, rgb
from gdlab.ui.theming import theme_manager


@pytest.fixture(autouse=True)
def light(qapp):
    theme_manager().set_choice("light")


def shown(qtbot, widget):
    qtbot.addWidget(widget)
    widget.resize(420, 320)
    widget.show()
    QApplication.processEvents()
    return widget


def test_a_sure_field_is_stronger_than_an_unsure_one():
    theme = load_theme("light")
    probs = np.array([[[1, 0, 0], [0.34, 0.33, 0.33]]])
    sure, unsure = field_rgb(probs, theme)[0].astype(int)
    target = np.array(rgb(theme.run_color(0)))
    assert abs(sure - target).sum() < abs(unsure - target).sum()


def test_two_classes_and_signed_values_share_the_signed_map():
    theme = load_theme("dark")
    two = field_rgb(np.array([[[1.0, 0.0], [0.5, 0.5], [0.0, 1.0]]]), theme)
    np.testing.assert_array_equal(two, field_rgb(np.array([[-1.0, 0.0, 1.0]]), theme))


def test_classes_differ_in_shape_and_validation_is_hollow(qtbot):
    chart = shown(qtbot, BoundaryChart())
    chart.set_points([[0, 0], [1, 1], [1, 0]], [0, 1, 1], [False, False, True])
    points = chart._points.points()
    assert points[0].symbol() != points[1].symbol() == points[2].symbol()
    assert points[1].brush().color() != points[2].brush().color()
    assert points[1].brush().color() == points[2].pen().color()
    assert chart.plot.view.viewRect().contains(0, 0)
    assert chart._empty.isHidden()
    chart.clear()
    assert not chart._empty.isHidden()


def test_a_boundary_lies_where_its_ranges_say(qtbot):
    chart = shown(qtbot, BoundaryChart())
    field = np.zeros((4, 6))
    field[0, 0] = -1
    chart.set_field((-3, 3), (-2, 2), field)
    box = chart._image.mapRectToParent(chart._image.boundingRect())
    assert (box.left(), box.top(), box.right(), box.bottom()) == pytest.approx((-3, -2, 3, 2))
    theme = load_theme("light")
    assert tuple(chart._image.image[0, 0]) == rgb(theme.signed.negative)


def test_a_boundary_refuses_examples_with_three_features(qtbot):
    with pytest.raises(ValueError, match="two features"):
        shown(qtbot, BoundaryChart()).set_points(np.zeros((3, 3)), [0, 1, 0])


@pytest.mark.parametrize("name", ["light", "dark"])
def test_numbers_in_cells_read_on_every_shade(qtbot, name):
    theme_manager().set_choice(name)
    theme = theme_manager().theme
    chart = shown(qtbot, Heatmap("Confusion", mode="confusion"))
    chart.set_matrix([[k, 100 - k] for k in range(0, 101, 5)])
    for shade in chart.cells.colors(theme).reshape(-1, 3):
        color = "#" + "".join(f"{part:02x}" for part in shade)
        assert contrast(theme.readable_on(color), color) >= 3.8


def test_a_confusion_matrix_has_counts_and_shares_of_rows(qtbot):
    chart = shown(qtbot, Heatmap("Confusion", mode="confusion"))
    chart.set_matrix([[3, 1], [0, 0]])
    assert chart.cells.text_at(0, 0) == ["3", "75 %"]
    assert chart.cells.text_at(1, 1) == ["0"]
    assert not chart.grab().isNull()


def test_a_matrix_knows_which_cell_is_under_the_pointer(qtbot):
    chart = shown(qtbot, Heatmap("Grid", x_label="L2", y_label="L1"))
    chart.set_matrix([[1.0, 2.0], [3.0, 4.0]], ["a", "b"], ["c", "d"])
    area, cell = chart.cells._layout()
    where = area.topLeft()
    where += type(where)(cell[0] * 1.5, cell[1] * 0.5)
    assert chart.cells._cell_at(where) == (0, 1)
    assert chart.cells._tip(0, 1) == "L1 a, L2 d: 2.00"


def test_weights_are_centred_on_zero_whatever_their_largest(qtbot):
    chart = shown(qtbot, Heatmap("Weights", mode="signed"))
    chart.set_matrix([[-1.0, 0.0, 4.0, np.nan]])
    theme = load_theme("light")
    colors = chart.cells.colors(theme)[0]
    assert tuple(colors[1]) == tuple(colors[3]) == rgb(theme.signed.zero)
    assert tuple(colors[2]) == rgb(theme.signed.positive)


def test_a_matrix_of_many_cells_is_painted_too(qtbot):
    chart = shown(qtbot, Heatmap("Weights", mode="signed"))
    chart.set_matrix(np.random.default_rng(0).normal(size=(300, 800)))
    assert not chart.grab().isNull()


def test_wrong_predictions_are_marked_by_more_than_colour(qtbot):
    grid = shown(qtbot, ImageGrid("Predictions"))
    grid.set_images(np.zeros((3, 8, 8)), ["1", "2", "3"], ["1", "7", "3"])
    assert grid.tiles.caption(0) == ("✓ 1", False)
    assert grid.tiles.caption(1) == ("✗ 7 ≠ 2", True)
    assert grid._note.text() == "1 of 3 wrong"
    assert not grid.grab().isNull()


def test_images_become_bytes_of_three_channels():
    assert to_bytes(np.array([[[0.0, 0.5], [1.0, np.nan]]])).tolist()[0][1][0] == [255, 255, 255]
    kept = np.full((2, 4, 4, 3), 9, dtype=np.uint8)
    np.testing.assert_array_equal(to_bytes(kept), kept)
    with pytest.raises(ValueError, match="shape"):
        to_bytes(np.zeros((2, 4, 4, 5)))


def test_a_histogram_counts_what_is_finite_and_says_what_is_not(qtbot):
    chart = shown(qtbot, HistogramChart("Weights"))
    chart.set_values([0, 1, 1, np.nan, np.inf], bins=2)
    assert chart.counts.tolist() == [1, 2]
    assert chart._note.text() == "3 values, 2 not finite"
    chart.set_values([])
    assert not chart._empty.isHidden()
