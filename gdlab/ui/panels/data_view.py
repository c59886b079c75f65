"""What a data set looks like: pictures, points, a series, texts or columns; its classes, shapes and sizes."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QWidget

from gdlab.lab.augmented_samples import AugmentedSamples
from gdlab.lab.datasets import Histogram, Summary
from gdlab.lab.number_text import format_count, format_number, thin_thousands
from gdlab.lab.views import has_plane, plane_points
from gdlab.spec.examples import Examples
from gdlab.translation import local_number, tr, tr_message
from gdlab.ui.plots.bars import Balance, BalanceBars, Spread, SpreadBars, repr_name
from gdlab.ui.plots.boundary import BoundaryChart
from gdlab.ui.plots.curves import CurveChart
from gdlab.ui.plots.images import ImageGrid
from gdlab.ui.plots.marks import EventMark
from gdlab.ui.widgets.card import heading
from gdlab.ui.widgets.findings import FindingsList
from gdlab.ui.widgets.scroll import ScrollColumn

_IMAGES, _POINTS, _TEXTS = 48, 1500, 40
#: Pieces of a series that validate, up to which they are drawn; a split by lot has more.
_MOST_PIECES = 24


def example_images(inputs: np.ndarray, examples: Examples) -> np.ndarray | None:
    """Return inputs as pictures (n, h, w) or (n, h, w, 3), None where they are none."""
    if inputs.ndim == 4:
        stacked = inputs.transpose(0, 2, 3, 1)
    elif examples.image is not None:
        stacked = inputs.reshape(len(inputs), *examples.image)
    else:
        return None
    return stacked[..., 0] if stacked.shape[-1] == 1 else stacked[..., :3]


class DataView(ScrollColumn):
    """A view of a data set: its examples at once, its classes and columns once they have been counted."""

    def __init__(self, parent: QWidget | None = None, *, buttons: bool = False) -> None:
        super().__init__((11, 4, 11, 8), 6, tr("The data set"), parent)
        self.sizes = _caption()
        self.images = ImageGrid(tr("Examples"))
        self.augmented = ImageGrid(tr("Augmented"))
        self.points = BoundaryChart(tr("Examples"))
        self.series = CurveChart(tr("Series"), x_label=tr("Place in the series"), empty="")
        self.series.set_smoothing(0.0)
        self.texts = QListWidget()
        self.texts.setAccessibleName(tr("Some texts with their labels"))
        self.texts.setWordWrap(True)
        self.texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.classes, self.balance = _title(tr("Classes: training, then validation")), BalanceBars()
        self.inputs_title, self.inputs = _title(tr("Inputs, as the network gets them")), SpreadBars()
        self.targets_title, self.targets = _title(tr("Targets, as the network gets them")), SpreadBars()
        self.findings = FindingsList(buttons=buttons)
        self.note = _caption()
        self._pictures: tuple[QWidget, ...] = (self.images, self.points, self.series, self.texts)
        self._build()

    def _build(self) -> None:
        for view in (*self._pictures, self.augmented):
            view.setProperty("card", False)
            view.setMinimumHeight(240)
        self.augmented.setMinimumHeight(190)
        self.augmented.hide()
        parts = (
            self.sizes,
            self.findings,
            self.augmented,
            *self._pictures,
            self.classes,
            self.balance,
            self.targets_title,
            self.targets,
            self.inputs_title,
            self.inputs,
            self.note,
        )
        for part in parts:
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._show_summary_parts(None)

    def show_examples(self, examples: Examples) -> None:
        """Show some examples of a set."""
        self._show_summary_parts(None)
        self.findings.show_findings(())
        shape = " × ".join(map(str, examples.shape))
        self.sizes.setText(
            tr(
                "{name}: {x_train} to train, {x_val} to validate; one input is {shape}, {task}",
                name=examples.name,
                x_train=format_count(len(examples.x_train)),
                x_val=format_count(len(examples.x_val)),
                shape=shape or "1",
                task=tr(examples.task),
            )
        )
        self.note.setText(thin_thousands(tr_message(examples.note)))
        chosen = self._choose(examples)
        for view in self._pictures:
            view.setVisible(view is chosen)

    def show_augmented(self, samples: AugmentedSamples | None, examples: Examples | None) -> None:
        """Show what the experiment's augmentation makes of some examples; nothing for None.

        Examples that are no pictures are the rows of two pictures, before and after, column by column; of a series the
        steps of its first column.
        """
        self.augmented.setVisible(samples is not None)
        if samples is None or examples is None:
            return
        pixels = example_images(samples.after, examples)
        if pixels is not None:
            self.augmented.set_images(pixels, _labels(examples, samples.numbers))
            self.augmented.set_note(tr("in the first epoch"))
            return
        parts = [part[..., 0] if part.ndim == 3 else part for part in (samples.before, samples.after)]
        rows = np.stack(parts).astype(np.float64)
        low, high = rows[0].min(axis=0), rows[0].max(axis=0)
        shares = (rows - low) / np.where(high > low, high - low, 1.0)
        self.augmented.set_images(np.clip(shares, 0.0, 1.0), [tr("as they are"), "augmented"])

    def show_summary(self, summary: Summary) -> None:
        """Add class balance, spreads and size, which take a moment to count."""
        self._show_summary_parts(summary)
        self.findings.show_findings(summary.findings)
        self.balance.show_rows([Balance(c.name, c.train, c.val) for c in summary.classes[:60]])
        self.inputs.show_rows([_spread(h) for h in summary.columns])
        targets = [_spread(h) for h in summary.targets]
        self.targets.show_rows([replace(t, name="target") for t in targets] if len(targets) == 1 else targets)
        where = tr(" on disk") if summary.on_disk else ""
        self.sizes.setText(f"{self.sizes.text().partition(' (')[0]} ({_bytes(summary.bytes)}{where})")

    # --- inside -----------------------------------------------------------------------------------------------------
    def _show_summary_parts(self, summary: Summary | None) -> None:
        for some, parts in (
            (summary is not None and len(summary.classes) > 0, (self.classes, self.balance)),
            (summary is not None and len(summary.targets) > 0, (self.targets_title, self.targets)),
            (summary is not None, (self.inputs_title, self.inputs)),
        ):
            for part in parts:
                part.setVisible(some)

    def _choose(self, examples: Examples) -> QWidget | None:
        """Fill the view that suits the data and return it; None where the columns say it all."""
        # Evenly spaced: many sets are sorted by class.
        some = np.unique(np.linspace(0, len(examples.x_train) - 1, _IMAGES).astype(int))
        pixels = example_images(examples.x_train[some], examples)
        if pixels is not None:
            self._fill_images(pixels, examples, some)
            return self.images
        if has_plane(examples) and examples.look == "points":
            self.points.clear()
            self.points.set_points(plane_points(examples)[0][:_POINTS], examples.y_train[:_POINTS])
            return self.points
        if "series" in examples.extra or (examples.shape == (1,) and examples.task == "regression"):
            self._fill_series(examples)
            return self.series
        if "texts_train" in examples.extra or "vocabulary" in examples.extra:
            self._fill_texts(examples)
            return self.texts
        return None

    def _fill_images(self, pixels: np.ndarray, examples: Examples, some: np.ndarray) -> None:
        self.images.set_images(pixels, _labels(examples, some))

    def _mark_validation(self, values: np.ndarray, examples: Examples) -> None:
        """Mark where validation begins; of several series, draw the steps that validate over all, each piece alone."""
        extra, count = examples.extra, len(examples.x_train) + len(examples.x_val)
        train, val = (np.asarray(extra.get(f"step_{part}", ())) for part in ("train", "val"))
        if len(train) and len(val) and val.min() < train.max():
            steps = np.unique(val)
            pieces = np.split(steps, np.flatnonzero(np.diff(steps) > 1) + 1)
            for k, piece in enumerate(pieces if len(pieces) <= _MOST_PIECES else ()):
                color = self.series.theme.run_color(1)
                self.series.set_series(f"validation {k}", piece, values[piece], color=color, label=tr("validation"))
            return
        start = float(val.min()) if len(val) else len(examples.x_train) / max(1, count) * len(values)
        self.series.set_events("split", [EventMark(start, tr("validation from here"))])

    def _fill_series(self, examples: Examples) -> None:
        self.series.clear()
        whole = "series" in examples.extra
        self.series.set_title(tr("Series") if whole else tr("Examples"))
        self.series.set_axis_labels(tr("Place in the series") if whole else "x")
        color = self.series.theme.run_color(0)
        if "series" in examples.extra:
            values = np.asarray(examples.extra["series"], np.float64)
            self.series.set_series("series", np.arange(len(values)), values, color=color, label=examples.name)
            self._mark_validation(values, examples)
            return
        for k, (name, x, y) in enumerate(
            (("train", examples.x_train, examples.y_train), ("validation", examples.x_val, examples.y_val))
        ):
            order = np.argsort(x[:, 0], kind="stable")
            self.series.set_series(
                name, x[order, 0], y[order, 0], color=self.series.theme.run_color(k), label=name, raw=False
            )

    def _fill_texts(self, examples: Examples) -> None:
        self.texts.clear()
        texts = examples.extra.get("texts_train")
        if texts is not None:
            labels = examples.y_train[:_TEXTS].reshape(min(_TEXTS, len(examples.y_train)), -1)[:, 0]
            for text, label in zip(islice(texts, _TEXTS), labels, strict=False):
                name = examples.classes[int(label)] if examples.classes else local_number(f"{float(label):.3g}")
                self.texts.addItem(f"{name}: {str(text)[:240]}")
            return
        words = examples.extra["vocabulary"]
        gap = "" if examples.extra.get("unit", "char") == "char" else " "
        for row in np.asarray(examples.x_train[:_TEXTS]).reshape(-1, examples.x_train.shape[1]):
            known = [words[int(i)] for i in row if 0 <= int(i) < len(words)]
            self.texts.addItem(gap.join(map(str, known)).replace("\n", " ⏎ ")[:240])


def _labels(examples: Examples, numbers: np.ndarray) -> list[str]:
    """Return what is beneath the pictures of training examples: their class or value."""
    targets = examples.y_train[numbers].reshape(len(numbers), -1)[:, 0]
    if examples.task == "classification":
        return [examples.classes[int(t)] if examples.classes else str(int(t)) for t in targets]
    return [local_number(f"{t:.3g}") for t in targets]


def _title(text: str) -> QLabel:
    title = heading(text)
    title.setWordWrap(True)
    return title


def _caption() -> QLabel:
    label = QLabel()
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label


def _spread(histogram: Histogram) -> Spread:
    span = max(abs(histogram.low), abs(histogram.high))
    mean = 0.0 if abs(histogram.mean) < 1e-5 * span else histogram.mean
    words = tr(
        "{low} to {high}, mean {mean}",
        low=format_number(histogram.low, 3),
        high=format_number(histogram.high, 3),
        mean=format_number(mean, 3),
    )
    return Spread(repr_name(histogram.name), words, histogram.counts)


def _bytes(n: int) -> str:
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if n >= size:
            return local_number(f"{n / size:.3g} {unit}")
    return tr("{count} bytes", count=n)
