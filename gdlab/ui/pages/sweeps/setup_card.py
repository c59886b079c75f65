"""What is to be searched: the table [sweep] as text, which sweep it is, and the buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from gdlab.translation import tr
from gdlab.ui.widgets.card import Card
from gdlab.ui.widgets.choice import ChoiceEditor, Option, TextEditor
from gdlab.ui.widgets.flow import named_control
from gdlab.ui.widgets.labels import wrapped_label

#: What the text begins with.
FIRST_TEXT = """[sweep]
# grid random qmc tpe gp cmaes nsga2
sampler = "tpe"
# none median asha hyperband wilcoxon
pruner = "asha"
metric = "val/loss"
trials = 40
seeds = 2

[sweep.space]
optimizer.members = ["SGD", "AdamW"]
"training.batch_size" = [16, 32, 64]
"""


class SetupCard(Card):
    """The controls of the page; they emit signals, and the page acts on them."""

    start_wanted = Signal()
    stop_wanted = Signal()
    sweep_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("What is searched"), parent)
        self.which = ChoiceEditor(tr("Sweep"), [Option("", tr("A new sweep"))])
        self.which.setObjectName("sweep_which")
        self.which.set_help(tr("A kept sweep goes on where it was, also with another space."))
        self.text = QPlainTextEdit(FIRST_TEXT)
        self.text.setObjectName("sweep_text")
        self.text.setAccessibleName(tr("The table [sweep] of the experiment"))
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(120)
        self.workers = TextEditor(tr("Where the trials train"))
        self.workers.line.setObjectName("sweep_workers")
        self.workers.line.setPlaceholderText(tr("threads here"))
        self.workers.set_help(
            tr(
                "Empty for threads of this window, local:4 for four processes of this machine, or the address of a "
                "Dask scheduler such as tcp://scheduler:8786"
            )
        )
        self.start = self._button(tr("Start"), tr("Search around the Lab's experiment"), "sweep_start")
        self.start.setProperty("kind", "primary")
        self.halt = self._button(tr("Stop"), tr("What was trained is kept, and the sweep can go on"), "sweep_stop")
        self.halt.setEnabled(False)
        self._build()
        self.start.clicked.connect(lambda _checked=False: self.start_wanted.emit())
        self.halt.clicked.connect(lambda _checked=False: self.stop_wanted.emit())
        self.which.edited.connect(lambda name: self.sweep_wanted.emit(str(name)))

    @property
    def name(self) -> str:
        """The name of the sweep that goes on, "" for a new one."""
        return str(self.which.value() or "")

    @property
    def cluster(self) -> str:
        """The address of the cluster whose workers train the trials, "" for threads of this process."""
        return self.workers.line.text().strip()

    def offer(self, names: Sequence[str], chosen: str = "") -> None:
        """Offer the kept sweeps, one of them chosen."""
        self.which.set_options([Option("", tr("A new sweep")), *(Option(name, name) for name in names)])
        if chosen in self.which.values:
            self.which.set_value(chosen)
        self.show_running(self.halt.isEnabled())

    def show_running(self, running: bool) -> None:
        """Enable what can be done while a sweep runs, or rests."""
        self.start.setEnabled(not running)
        self.start.setText(tr("Go on") if self.name else tr("Start"))
        self.halt.setEnabled(running)
        self.which.setEnabled(not running)
        self.text.setReadOnly(running)
        self.workers.setEnabled(not running)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.which, 1)
        self.body.addLayout(row)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(wrapped_label(tr("The rest of the spec is the Lab's experiment."), "muted"))
        self.body.addWidget(named_control(tr("Trained by"), self.workers))
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.halt)
        buttons.addStretch(1)
        column = QVBoxLayout()
        column.addLayout(buttons)
        self.body.addLayout(column)

    def _button(self, text: str, tip: str, name: str) -> QPushButton:
        made = QPushButton(text)
        made.setToolTip(tip)
        made.setObjectName(name)
        made.setAccessibleName(tr("{what} the sweep", what=text))
        return made
