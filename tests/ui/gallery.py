"""Draw every chart and control with data of a likely kind, for a look at them: python tests/ui/gallery.py FOLDER."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QSplitter,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from gdlab.lab.chart_math import band
from gdlab.spec.bounds import Bounds
from gdlab.ui.icons import bind_icon
from gdlab.ui.plots.boundary import BoundaryChart
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.heatmap import Heatmap
from gdlab.ui.plots.histogram import HistogramChart
from gdlab.ui.plots.images import ImageGrid
from gdlab.ui.plots.lines import LineChart
from gdlab.ui.plots.marks import EventMark
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.banner import Banner
from gdlab.ui.widgets.card import Card, heading, icon_button
from gdlab.ui.widgets.choice import BoolEditor, ChoiceEditor, Option, SegmentedControl, TextEditor
from gdlab.ui.widgets.collapsible import Collapsible
from gdlab.ui.widgets.empty import EmptyState
from gdlab.ui.widgets.number import IntEditor, NumberEditor
from gdlab.ui.widgets.progress import ProgressRow
from gdlab.ui.widgets.swatch import Swatch
from gdlab.ui.widgets.table import prepare_table

_RUNS = ("SGD", "SGD + momentum", "RMSprop", "Adam")


def page(*columns: list[QWidget]) -> QWidget:
    """Lay lists of widgets out as columns of a page."""
    widget = QWidget()
    widget.setProperty("page", True)
    grid = QGridLayout(widget)
    grid.setContentsMargins(8, 8, 8, 8)
    grid.setSpacing(8)
    for column, widgets in enumerate(columns):
        grid.setColumnStretch(column, 1)
        for row, one in enumerate(widgets):
            grid.addWidget(one, row, column)
    return widget


def curve_page() -> QWidget:
    rng = np.random.default_rng(1)
    theme = theme_manager().theme
    x = np.arange(1, 901, dtype=float)
    loss, accuracy = CurveChart("Loss"), CurveChart("Accuracy", y_unit="%")
    for k, name in enumerate(_RUNS):
        clean = 2.2 * np.exp(-x / (260 / (k + 1))) + 0.08
        train = clean * np.exp(rng.normal(0, 0.25, x.size))
        extra = {"step": x, "epoch": x / 45, "time": x * 0.011}
        look = {"color": theme.run_color(k), "selected": k == 3}
        loss.set_series((name, "t"), x, train, role="train", label=f"{name} train", extra=extra, **look)
        every = slice(44, None, 45)
        val = {n: v[every] for n, v in extra.items()}
        loss.set_series((name, "v"), x[every], clean[every] * 1.12, label=f"{name} val", extra=val, **look)
        accuracy.set_series(name, x[every], 100 * (1 - 0.4 * clean[every]), label=name, **look)
    loss.set_events("Adam", [EventMark(400, "lr → 0.01 at step 400")])
    rate = LineChart("Learning rate")
    rate.set_lines(x, {"lr": 0.005 * (1 + np.cos(np.pi * x / 900))})
    norm = LineChart("Gradient norm")
    norm.set_log(y=True)
    layers = {f"Linear {n}": np.exp(rng.normal(0, 0.2, x.size) - x / (150 * n)) for n in (1, 2, 3)}
    norm.set_lines(x, layers)
    seeds = CurveChart("Validation loss, 5 seeds: mean ± sd")
    for k, name in enumerate(_RUNS[:3]):
        stack = 2.2 * np.exp(-x / (200 * (k + 1))) * np.exp(rng.normal(0, 0.15, (5, 1))) + 0.1
        mean, low, high = band(stack, "sd")
        seeds.set_series(name, x, mean, color=theme.run_color(k), label=name)
        seeds.set_band(name, x, low, high, color=theme.run_color(k))
    broken = CurveChart("A run that diverges, log y")
    y = np.exp(x / 60) * np.exp(rng.normal(0, 0.3, x.size))
    broken.set_series("d", x, np.where(x > 500, np.nan, y), color=theme.run_color(3), label="lr = 10")
    broken.set_series("z", x, np.maximum(2 - x / 300, 0), color=theme.run_color(0), label="reaches zero")
    broken.set_log(y=True)
    made = page([loss, rate, seeds], [accuracy, norm, broken])
    made.setProperty("pointed", True)
    made.loss = loss
    return made


def inside_page() -> QWidget:
    from sklearn.datasets import load_digits, make_moons

    rng = np.random.default_rng(2)
    X, y = make_moons(160, noise=0.15, random_state=0)
    boundary, three = BoundaryChart(), BoundaryChart("Three classes")
    gx, gy = np.meshgrid(np.linspace(-1.6, 2.6, 80), np.linspace(-1.2, 1.7, 60))
    boundary.set_points(X, y, rng.random(160) < 0.25)
    boundary.set_field((-1.6, 2.6), (-1.2, 1.7), np.tanh(3 * (0.4 - gy + 0.5 * np.sin(2 * gx))))
    centres = np.array([[-1, 0], [1, 0], [0, 1.2]])
    labels = rng.integers(0, 3, 120)
    three.set_points(centres[labels] + rng.normal(0, 0.35, (120, 2)), labels, rng.random(120) < 0.2)
    scores = np.stack([-3 * ((gx - c[0]) ** 2 + (gy - c[1]) ** 2) for c in centres], axis=-1)
    probs = np.exp(scores - scores.max(axis=-1, keepdims=True))
    three.set_field((-1.6, 2.6), (-1.2, 1.7), probs / probs.sum(axis=-1, keepdims=True))
    confusion = Heatmap("Confusion", mode="confusion", x_label="predicted", y_label="true")
    counts = np.diag(rng.integers(28, 40, 10)) + (rng.random((10, 10)) < 0.12) * rng.integers(1, 6, (10, 10))
    confusion.set_matrix(counts)
    weights = Heatmap("Weights of Linear 10", mode="signed", x_label="input", y_label="output")
    weights.set_matrix(rng.normal(0, 0.3, (10, 64)))
    grid = Heatmap("Validation loss", x_label="L2", y_label="L1")
    grid.set_matrix(
        [[0.75, 0.68, 0.7], [0.62, 0.58, 0.6], [0.65, 0.61, 0.63]], ["0.01", "0.001", "0"], ["0.01", "0.001", "0"]
    )
    digits = load_digits()
    pictures = ImageGrid("Predictions")
    truth = [str(t) for t in digits.target[:24]]
    guess = list(truth)
    guess[5], guess[13] = "9", "8"
    pictures.set_images(digits.images[:24], truth, guess)
    histogram = HistogramChart("Activations of ReLU", x_label="value")
    histogram.set_values(np.append(rng.normal(0, 1, 4000), [np.nan, np.inf]))
    return page([boundary, confusion, histogram], [three, weights, EmptyCurve()], [pictures, grid, _empty()])


def EmptyCurve() -> QWidget:
    return CurveChart("Loss")


def _empty() -> QWidget:
    card = Card("Runs")
    card.add(EmptyState("Press Start, and the run appears here.", icon="lab", action="Start the default run"))
    return card


def control_page() -> QWidget:
    return page([_buttons(), _fields()], [_table(), _messages()])


def _buttons() -> QWidget:
    card = Card("Buttons")
    row = QHBoxLayout()
    for text, kind, icon_name in (
        ("Start", "primary", "play"),
        ("Race…", "secondary", "race"),
        ("Reset", "flat", "reset"),
    ):
        button = QPushButton(text)
        button.setProperty("kind", kind)
        bind_icon(button, icon_name, "accent_text" if kind == "primary" else "text")
        row.addWidget(button)
    off = QPushButton("Stop")
    bind_icon(off, "stop")
    off.setEnabled(False)
    row.addWidget(off)
    for icon_name in ("pause", "step", "export", "more"):
        row.addWidget(icon_button(icon_name, icon_name.title()))
    row.addStretch(1)
    card.body.addLayout(row)
    speeds = [Option(k, t) for k, t in enumerate(("▁", "▂", "▃", "▅"))]
    row = QHBoxLayout()
    row.addWidget(QLabel("speed"))
    row.addWidget(SegmentedControl("Speed", speeds))
    themes = [Option("system", "System", "system"), Option("light", "Light", "sun"), Option("dark", "Dark", "moon")]
    row.addWidget(SegmentedControl("Theme", themes))
    row.addWidget(SegmentedControl("Axis", ["Step", "Epoch", "Time"]))
    row.addStretch(1)
    card.body.addLayout(row)
    row = QHBoxLayout()
    for k in range(7):
        swatch = Swatch(theme_manager().theme.run_color(k), f"run {k}")
        swatch.setChecked(k != 2)
        row.addWidget(swatch)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(60)
    row.addWidget(QLabel("smoothing"))
    row.addWidget(slider, 1)
    row.addWidget(BoolEditor("log x", True))
    row.addWidget(BoolEditor("log y"))
    card.body.addLayout(row)
    tabs = QTabWidget()
    for name in ("Boundary", "Predictions", "Confusion", "Weights"):
        tabs.addTab(QLabel(f"  {name} comes here"), name)
    card.add(tabs)
    return card


def _fields() -> QWidget:
    card = Card("Optimizer")
    card.add(ChoiceEditor("Optimizer", ["Adam", "SGD", "RMSprop"]))
    section = Collapsible("Hyperparameters")
    section.set_summary("lr 0.001, betas 0.9, 0.999")
    good = NumberEditor("lr", 1e-3, bounds=Bounds(0, None, low_open=True), log=True)
    bad = NumberEditor("momentum", 0.9, bounds=Bounds(0, 1, high_open=True))
    bad.line.setText("1.5")
    bad.commit()
    off = IntEditor("seed", 7)
    off.setEnabled(False)
    for name, editor in (("lr", good), ("momentum", bad), ("batch size", IntEditor("batch", 32)), ("seed", off)):
        row = QHBoxLayout()
        label = QLabel(name)
        label.setFixedSize(90, 28)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(editor)
        section.body.addLayout(row)
    card.add(section)
    card.add(Collapsible("Schedule", expanded=False))
    row = QHBoxLayout()
    row.addWidget(TextEditor("name", "digits, four optimizers"))
    row.addWidget(QSpinBox())
    focused = QLineEdit("focused")
    focused.setObjectName("focused")
    row.addWidget(focused)
    card.body.addLayout(row)
    card.body.addStretch(1)
    return card


def _table() -> QWidget:
    card = Card("Runs")
    model = QStandardItemModel(0, 6)
    model.setHorizontalHeaderLabels(["Name", "Status", "Epoch", "Train", "Val", "Time"])
    for k, name in enumerate(_RUNS):
        cells = [
            name,
            ("running", "finished", "diverged", "queued")[k],
            f"{k * 5}",
            f"{0.1234 / (k + 1):.4f}",
            f"{0.2345 / (k + 1):.4f}",
            f"{k + 1.25:.2f} s",
        ]
        items = [QStandardItem(text) for text in cells]
        for item in items[2:]:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        model.appendRow(items)
    table = QTableView()
    table.setModel(model)
    model.setParent(table)
    prepare_table(table)
    table.setColumnWidth(0, 150)
    table.selectRow(1)
    card.add(table)
    return card


def _messages() -> QWidget:
    card = QWidget()
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 0, 0, 0)
    texts = {
        "error": "The loss became NaN at step 412; the curve up to there is kept.",
        "warning": "No network: the built-in stand-in is used.",
        "success": "4 runs exported to race.csv.",
        "info": "Compiling the engine for the first time.",
    }
    for level, text in texts.items():
        banner = Banner()
        banner.show_message(text, level=level, detail="lr = 10 is too large." if level == "error" else "")
        column.addWidget(banner)
    inner = Card("Work")
    progress = ProgressRow("Downloading MNIST, 11.5 MB")
    progress.start("Downloading MNIST, 11.5 MB")
    progress.set_progress(0.42)
    inner.add(progress)
    for role in ("title", "heading", "section", "caption", "muted"):
        inner.add(heading(f"A {role}", role))
    inner.add(QPlainTextEdit("p ← p − lr · g"))
    column.addWidget(inner)
    split = QSplitter()
    column.addWidget(split)
    return card


def main(folder: Path) -> None:
    """Draw each page in both themes and two sizes into a folder."""
    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for theme in ("light", "dark"):
        theme_manager().set_choice(theme)
        for make in (curve_page, inside_page, control_page):
            for width, height in ((1440, 900), (1024, 700)):
                shown = make()
                shown.resize(width, height)
                shown.show()
                for _ in range(4):
                    app.processEvents()
                focused = shown.findChild(QLineEdit, "focused")
                if focused is not None:
                    shown.activateWindow()
                    focused.setFocus()
                if shown.property("pointed"):
                    view = shown.loss.plot.view
                    shown.loss._on_pointer(view.mapViewToScene(QPointF(520, 0.3)))
                app.processEvents()
                path = folder / f"{make.__name__}_{theme}_{width}.png"
                shown.grab().save(str(path))
                print(path)
                shown.close()
                shown.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
