"""The Set-up page: theme, cores, the store's folder, units of the axes."""

from __future__ import annotations

import os

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdlab import __version__
from gdlab.paths import cache_dir, data_dir
from gdlab.spec.bounds import Bounds
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.settings import Settings
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.card import Card, heading
from gdlab.ui.widgets.choice import ChoiceEditor, Option, SegmentedControl
from gdlab.ui.widgets.number import IntEditor

_THEMES = (Option("system", "System"), Option("light", "Light", "sun"), Option("dark", "Dark", "moon"))
_AXES = ("Step", "Epoch", "Examples", "Gradient evaluations", "Relative time", "Wall time")


class SetupPage(Page):
    """The page of the settings; each is saved as soon as it is changed."""

    name, title, icon = "setup", "Set-up", "setup"
    order, foot = 90, True

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        cores = os.cpu_count() or 1
        self.theme = SegmentedControl("Theme", _THEMES)
        self.theme.setObjectName("theme")
        self.theme.set_value(settings.theme)
        self.workers = IntEditor("Runs at a time", settings.workers or cores, bounds=Bounds(1, 4 * cores))
        self.workers.setObjectName("workers")
        self.threads = IntEditor("Cores for training", min(settings.threads or cores, cores), bounds=Bounds(1, cores))
        self.threads.setObjectName("cores")
        self.axis = ChoiceEditor("Unit of the x-axis", _AXES)
        self.axis.setObjectName("default_axis")
        self.axis.set_value(settings.x_axis if settings.x_axis in _AXES else "Step")
        self.store = QLineEdit(settings.store or str(data_dir() / "runs.sqlite"))
        self.store.setReadOnly(True)
        self.store.setObjectName("store")
        self.store.setAccessibleName("File in which runs are kept")
        choose = QPushButton("Choose…")
        choose.setObjectName("choose_store")
        choose.setAccessibleName("Choose the file of the store")
        choose.clicked.connect(self._on_store)
        self._build(choose, cores)
        self.theme.edited.connect(self._on_theme)
        self.workers.edited.connect(lambda v: self._save("workers", int(v)))
        self.threads.edited.connect(lambda v: self._save("threads", 0 if int(v) == cores else int(v)))
        self.axis.edited.connect(lambda v: self._save("x_axis", v))

    @classmethod
    def make(cls, context: PageContext) -> SetupPage:
        page = cls(context.settings, context.pages)
        page.changed.connect(context.setting_changed)
        return page

    def _build(self, choose: QPushButton, cores: int) -> None:
        card = Card("Settings")
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Theme", _at_left(self.theme))
        note = QLabel(f"This machine has {cores} cores. A change takes effect at the next start.")
        note.setProperty("role", "caption")
        form.addRow("Runs at a time", self.workers)
        form.addRow("", note)
        form.addRow("Cores for training", self.threads)
        cores_note = QLabel(
            "A run of a large network that trains alone is spread over so many. Its figures stay the same."
        )
        cores_note.setProperty("role", "caption")
        form.addRow("", cores_note)
        form.addRow("Unit of the x-axis", self.axis)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.store, 1)
        row.addWidget(choose)
        form.addRow("Store of runs", row)
        card.body.addLayout(form)
        about = Card("About")
        for text in (
            f"gdlab {__version__}: a training lab for gradient descent.",
            f"Compiled kernels and downloads are kept in {cache_dir()}; they can be made again at any time.",
            "gdlab sends nothing anywhere. Data sets are downloaded only when you ask for them.",
        ):
            line = QLabel(text)
            line.setWordWrap(True)
            about.add(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(heading("Set-up", "title"))
        layout.addWidget(card)
        layout.addWidget(about)
        layout.addStretch(1)
        for part in (card, about):
            part.setMaximumWidth(760)

    def _on_theme(self, choice: str) -> None:
        theme_manager().set_choice(choice)  # pyright: ignore[reportArgumentType]
        self._save("theme", choice)

    def _on_store(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Store of runs",
            self.store.text(),
            "Store (*.sqlite)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.store.setText(name)
            self._save("store", name)

    def _save(self, name: str, value: object) -> None:
        setattr(self._settings, name, value)
        self._settings.save()
        self.changed.emit(name)


def _at_left(widget: QWidget) -> QHBoxLayout:
    """Return a row in which a widget is as wide as it needs."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
