"""The controls that play descents: play, pause, a step forward and back, speed, and the step itself."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSlider, QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.choice import Option, SegmentedControl, translated
from gdlab.ui.widgets.figure_label import FigureLabel

#: Milliseconds between two pictures while descents play.
_TICK = 33
#: Seconds that a whole descent takes at each speed; slow goes step by step.
_SPEEDS = (
    Option("slow", tr_noop("Slow"), help=tr_noop("Eight steps a second: each can be seen")),
    Option("watch", tr_noop("Watch"), help=tr_noop("All steps in six seconds")),
    Option("quick", tr_noop("Quick"), help=tr_noop("All steps in a second and a half")),
)
_SECONDS = {"watch": 6.0, "quick": 1.5}
_SLOW = 8.0


class Player(QWidget):
    """A step from 0 to the last that plays by itself; ``step_shown`` carries it whenever it changes."""

    step_shown = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._exact = 0.0
        #: Steps of what is played that one step of the slider stands for.
        self.scale = 1.0
        self.play = QPushButton(tr("Play"))
        self.play.setObjectName("play")
        self.play.setProperty("kind", "primary")
        self.back = icon_button("caret-left", tr("A step back"))
        self.back.setObjectName("arena_back")
        self.forward = icon_button("caret-right", tr("A step forward"))
        self.forward.setObjectName("arena_forward")
        self.speed = SegmentedControl(tr("Speed of the descents"), translated(_SPEEDS))
        self.speed.setObjectName("arena_speed")
        self.speed.set_value("watch")
        self.speed.setMinimumWidth(self.speed.sizeHint().width())
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName("arena_step")
        self.slider.setAccessibleName(tr("Step that is shown"))
        self.slider.setMinimumWidth(48)
        self.count = FigureLabel(tr("step 1000 of 1000"))
        self.count.setObjectName("arena_count")
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._since = QElapsedTimer()
        self._build()
        self._timer.timeout.connect(self._on_tick)
        self.play.clicked.connect(self.toggle)
        self.back.clicked.connect(lambda _checked: self.move_by(-1))
        self.forward.clicked.connect(lambda _checked: self.move_by(1))
        self.slider.valueChanged.connect(self._on_moved)
        self._say()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for widget in (self.play, self.back, self.forward, self.speed):
            row.addWidget(widget)
        row.addWidget(self.slider, 1)
        row.addWidget(self.count)

    @property
    def step(self) -> int:
        """The step that is shown."""
        return self.slider.value()

    @property
    def playing(self) -> bool:
        """Whether the descents play."""
        return self._timer.isActive()

    def set_steps(self, steps: int, scale: float = 1.0) -> None:
        """Set the number of steps; the step that is shown stays within them.

        Args:
            steps: of the slider.
            scale: what each of them stands for, in steps of what is played.
        """
        self.scale = scale
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(0, steps)
        self.slider.setPageStep(max(1, steps // 20))
        self.count.set_widest(
            tr("step 1000 of 1000"),
            tr("step {step} of {maximum}", step=round(steps * scale), maximum=round(steps * scale)),
        )
        self.slider.blockSignals(blocked)
        self._say()

    def start(self) -> None:
        """Play from the first step on."""
        self._exact = 0.0
        self.slider.setValue(0)
        self._go_on()

    def pause(self) -> None:
        """Stop at the step that is shown."""
        self._timer.stop()
        self._say()

    def toggle(self) -> None:
        """Play or pause; at the end, play again."""
        if self.playing:
            self.pause()
        elif self.step >= self.slider.maximum():
            self.start()
        else:
            self._exact = float(self.step)
            self._go_on()

    def _go_on(self) -> None:
        self._since.start()
        self._timer.start()
        self._say()

    def move_by(self, steps: int) -> None:
        """Pause and show a step further on or back."""
        self.pause()
        self.slider.setValue(self.step + steps)

    def show_end(self) -> None:
        """Pause and show all steps."""
        self.pause()
        self.slider.setValue(self.slider.maximum())

    def _on_tick(self) -> None:
        last = self.slider.maximum()
        chosen = self.speed.value()
        pace = _SLOW if chosen == "slow" else max(_SLOW, last / _SECONDS[chosen])
        self._exact += pace * self._since.restart() / 1000
        self.slider.setValue(min(last, int(self._exact)))
        if self.step >= last:
            self.pause()

    def _on_moved(self, step: int) -> None:
        if not self.playing:
            self._exact = float(step)
        self._say()
        self.step_shown.emit(step)

    def _say(self) -> None:
        word = tr("Pause") if self.playing else tr("Play")
        if word != self.play.text() or self.play.property("icon_name") is None:
            self.play.setText(word)
            self.play.setAccessibleName(tr("{word} the descents", word=word))
            bind_icon(self.play, "pause" if self.playing else "play", "accent_text")
        self.count.setText(
            tr(
                "step {step} of {maximum}",
                step=round(self.step * self.scale),
                maximum=round(self.slider.maximum() * self.scale),
            )
        )
