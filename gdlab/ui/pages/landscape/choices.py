"""What the arena is set up with but the optimizers: surface or formula, demonstrations, noise, seed, steps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from gdlab.diagnose.arena_setup import ArenaSetup
from gdlab.diagnose.demonstrations import DEMONSTRATIONS
from gdlab.diagnose.surfaces.catalogue import surface_names
from gdlab.spec.base import members
from gdlab.spec.errors import SpecError
from gdlab.translation import tr
from gdlab.ui.forms.options import first_line
from gdlab.ui.widgets.choice import ChoiceEditor, Option, TextEditor
from gdlab.ui.widgets.number import Bounds, IntEditor, NumberEditor

_LONGEST = 20_000


class SurfaceBar(QWidget):
    """The line above the map: a surface, or a formula of one's own, and the demonstrations."""

    surface_wanted = Signal(str)
    demonstration_wanted = Signal(str)
    basins_wanted = Signal()
    network_wanted = Signal()
    depth_toggled = Signal(bool)
    arrows_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = members("surface")
        options = [Option(name, tr(kinds[name].title), help=first_line(kinds[name])) for name in
                   surface_names()]  # fmt: skip
        self.surface = ChoiceEditor(tr("Surface"), [*options, Option("", tr("Own formula"))])
        self.surface.combo.setObjectName("surface")
        self.surface.combo.setMinimumContentsLength(12)
        self.formula = TextEditor(tr("Surface as a formula in x and y"))
        self.formula.line.setObjectName("formula")
        self.formula.line.setPlaceholderText("f(x, y) = x^2 + 3*y^2 + sin(3*x)")
        self.demonstration = ChoiceEditor(
            tr("Demonstration"),
            [Option("", tr("Demonstrations …")), *(Option(d.title, tr(d.title)) for d in DEMONSTRATIONS)],
        )
        self.demonstration.combo.setObjectName("demonstration")
        self.demonstration.combo.setMinimumContentsLength(12)
        self.basins = QPushButton(tr("Basins…"))
        self.basins.setObjectName("basins")
        self.basins.setToolTip(tr("Which minimum the first two optimizers come to from a million starts"))
        self.basins.clicked.connect(self.basins_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.surface, 1)
        row.addWidget(self.formula, 2)
        row.addWidget(self.demonstration, 1)
        row.addWidget(self.basins)
        self.network = QPushButton(tr("Network…"))
        self.network.setObjectName("network_plane")
        self.network.setToolTip(tr("The loss of a trained network on a plane through its parameters"))
        self.network.clicked.connect(self.network_wanted)
        row.addWidget(self.network)
        self.depth_button = self._toggle("3-D", "arena_3d", tr("Show the surface in three dimensions; drag to turn it"))
        self.depth_button.toggled.connect(self.depth_toggled)
        self.arrows = self._toggle(
            tr("Arrows"),
            "arena_arrows",
            tr(
                "At each head: downhill (dark), momentum (blue), the rates of an adaptive method (ellipse), and where "
                "Nesterov's momentum carries it (dashed)"
            ),
        )
        self.arrows.toggled.connect(self.arrows_toggled)
        self.surface.edited.connect(self._on_surface)
        self.formula.edited.connect(self._on_formula)
        self.demonstration.edited.connect(lambda title: title and self.demonstration_wanted.emit(title))

    def _toggle(self, words: str, name: str, help: str) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setCheckable(True)
        button.setToolTip(help)
        return button

    def show_setup(self, setup: ArenaSetup) -> None:
        """Show the surface that is set up."""
        kind = setup.surface.type
        self.surface.set_value("" if kind == "Formula" else kind)
        self.formula.set_value(setup.surface.formula())
        self.formula.line.setCursorPosition(0)

    def show_error(self, error: SpecError) -> None:
        """Show beneath the formula what is wrong with it, and put the cursor there."""
        self.formula.set_error(str(error))

    def _on_surface(self, name: str) -> None:
        if name:
            self.surface_wanted.emit(name)
        else:
            self.formula.line.setFocus()
            self.formula.line.selectAll()

    def _on_formula(self, text: str) -> None:
        self.surface_wanted.emit(text)


class NumbersForm(QWidget):
    """Noise, seed, steps and the start as numbers."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps = IntEditor(tr("Steps"), 1000, bounds=Bounds(1, _LONGEST))
        self.steps.line.setObjectName("arena_steps")
        self.noise = NumberEditor(tr("Noise on the gradient"), 0.0, bounds=Bounds(0.0, 1e6), log=True)
        self.noise.line.setObjectName("arena_noise")
        self.seed = IntEditor(tr("Seed of the noise"), 0, bounds=Bounds(0, 2**31))
        self.seed.line.setObjectName("arena_seed")
        self.start_x = NumberEditor(tr("Start x"), 0.0, bounds=Bounds(-1e9, 1e9))
        self.start_x.line.setObjectName("start_x")
        self.start_y = NumberEditor(tr("Start y"), 0.0, bounds=Bounds(-1e9, 1e9))
        self.start_y.line.setObjectName("start_y")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        rows = (
            (tr("Start"), self.start_x, self.start_y),
            (tr("Steps"), self.steps, None),
            (tr("Noise"), self.noise, None),
            (tr("Seed"), self.seed, None),
        )
        for line, (word, first, second) in enumerate(rows):
            label = QLabel(word)
            label.setBuddy(first)
            grid.addWidget(label, line, 0)
            grid.addWidget(first, line, 1)
            if second is not None:
                grid.addWidget(second, line, 2)
        self.steps.setToolTip(tr("Steps of each optimizer"))
        self.noise.setToolTip(tr("Deviation of normal noise on each gradient; all optimizers get the same"))
        self.seed.setToolTip(tr("Seed of the noise"))
        for editor in (self.steps, self.noise, self.seed, self.start_x, self.start_y):
            editor.edited.connect(lambda _value: self.changed.emit())

    def show_setup(self, setup: ArenaSetup) -> None:
        """Show the numbers that are set up."""
        self.steps.set_value(setup.steps)
        self.noise.set_value(setup.noise)
        self.seed.set_value(setup.seed)
        self.start_x.set_value(float(f"{setup.start[0]:.6g}"))
        self.start_y.set_value(float(f"{setup.start[1]:.6g}"))

    def read_into(self, setup: ArenaSetup) -> None:
        """Write the numbers into a setup."""
        setup.steps, setup.seed = int(self.steps.value() or 1), int(self.seed.value() or 0)
        setup.noise = float(self.noise.value() or 0.0)
        start = (float(self.start_x.value() or 0.0), float(self.start_y.value() or 0.0))
        if any(abs(a - b) > 1e-5 * max(1.0, abs(b)) for a, b in zip(start, setup.start, strict=True)):
            setup.start = start
