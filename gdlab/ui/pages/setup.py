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
from gdlab.translation import tr, tr_noop
from gdlab.ui.language import language_codes, language_name, system_language
from gdlab.ui.pages.base import Page, PageContext
from gdlab.ui.settings import Settings
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.card import Card, heading
from gdlab.ui.widgets.choice import ChoiceEditor, Option, SegmentedControl, translated
from gdlab.ui.widgets.number import IntEditor

_THEMES = (
    Option("system", tr_noop("System")),
    Option("light", tr_noop("Light"), "sun"),
    Option("dark", tr_noop("Dark"), "moon"),
)
_NEXT_START = tr_noop("A change takes effect at the next start.")
_AXES = (
    tr_noop("Step"),
    tr_noop("Epoch"),
    tr_noop("Examples"),
    tr_noop("Gradient evaluations"),
    tr_noop("Relative time"),
    tr_noop("Wall time"),
)


class SetupPage(Page):
    """The page of the settings; each is saved as soon as it is changed."""

    name, title, icon = "setup", tr_noop("Set-up"), "setup"
    order, foot = 90, True

    changed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        cores = os.cpu_count() or 1
        self.theme = SegmentedControl(tr("Theme"), translated(_THEMES))
        self.theme.setObjectName("theme")
        self.theme.set_value(settings.theme)
        self.language = ChoiceEditor(tr("Language"), language_options())
        self.language.setObjectName("language")
        self.language.set_value(settings.language if settings.language in self.language.values else "")
        self.workers = IntEditor(tr("Runs at a time"), settings.workers or cores, bounds=Bounds(1, 4 * cores))
        self.workers.setObjectName("workers")
        self.threads = IntEditor(
            tr("Cores for training"), min(settings.threads or cores, cores), bounds=Bounds(1, cores)
        )
        self.threads.setObjectName("cores")
        self.axis = ChoiceEditor(tr("Unit of the x-axis"), translated(_AXES))
        self.axis.setObjectName("default_axis")
        self.axis.set_value(settings.x_axis if settings.x_axis in _AXES else "Step")
        self.store = QLineEdit(settings.store or str(data_dir() / "runs.sqlite"))
        self.store.setReadOnly(True)
        self.store.setObjectName("store")
        self.store.setAccessibleName(tr("File in which runs are kept"))
        choose = QPushButton(tr("Choose…"))
        choose.setObjectName("choose_store")
        choose.setAccessibleName(tr("Choose the file of the store"))
        choose.clicked.connect(self._on_store)
        self._build(choose, cores)
        self.theme.edited.connect(self._on_theme)
        self.language.edited.connect(lambda v: self._save("language", v))
        self.workers.edited.connect(lambda v: self._save("workers", int(v)))
        self.threads.edited.connect(lambda v: self._save("threads", 0 if int(v) == cores else int(v)))
        self.axis.edited.connect(lambda v: self._save("x_axis", v))

    @classmethod
    def make(cls, context: PageContext) -> SetupPage:
        page = cls(context.settings, context.pages)
        page.changed.connect(context.setting_changed)
        return page

    def _build(self, choose: QPushButton, cores: int) -> None:
        card = Card(tr("Settings"))
        form = QFormLayout()
        form.setHorizontalSpacing(24)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Theme"), _at_left(self.theme))
        form.addRow(tr("Language"), self.language)
        form.addRow("", _caption(tr(_NEXT_START)))
        note = _caption(tr("This machine has {cores} cores.", cores=cores) + " " + tr(_NEXT_START))
        form.addRow(tr("Runs at a time"), self.workers)
        form.addRow("", note)
        form.addRow(tr("Cores for training"), self.threads)
        cores_note = _caption(
            tr(
                "A run of a large network that trains alone is spread over up to so many, as makes it fastest. "
                "Its figures stay the same."
            )
        )
        form.addRow("", cores_note)
        form.addRow(tr("Unit of the x-axis"), self.axis)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.store, 1)
        row.addWidget(choose)
        form.addRow(tr("Store of runs"), row)
        card.body.addLayout(form)
        about = Card(tr("About"))
        for text in (
            tr("gdlab {version}: a training lab for gradient descent.", version=__version__),
            tr(
                "Compiled kernels and downloads are kept in {cache_dir}; they can be made again at any time.",
                cache_dir=cache_dir(),
            ),
            tr("gdlab sends nothing anywhere. Data sets are downloaded only when you ask for them."),
        ):
            line = QLabel(text)
            line.setWordWrap(True)
            about.add(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(heading(tr("Set-up"), "title"))
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
            tr("Store of runs"),
            self.store.text(),
            tr("Store (*.sqlite)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.store.setText(name)
            self._save("store", name)

    def _save(self, name: str, value: object) -> None:
        setattr(self._settings, name, value)
        self._settings.save()
        self.changed.emit(name)


def language_options() -> list[Option]:
    """Return the languages to choose from, each by its own name; the system's comes first."""
    system = tr("System ({language})", language=language_name(system_language()))
    return [Option("", system), *(Option(code, language_name(code)) for code in language_codes())]


def _caption(text: str) -> QLabel:
    """Return a small note beneath a field."""
    label = QLabel(text)
    label.setProperty("role", "caption")
    label.setWordWrap(True)
    return label


def _at_left(widget: QWidget) -> QHBoxLayout:
    """Return a row in which a widget is as wide as it needs."""
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
