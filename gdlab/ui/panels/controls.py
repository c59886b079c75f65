"""The row of controls over the charts: start, pause, step, stop, reset, speed, race, what to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from gdlab.translation import tr, tr_noop
from gdlab.ui.icons import bind_icon
from gdlab.ui.widgets.card import icon_button
from gdlab.ui.widgets.choice import Option, SegmentedControl, translated
from gdlab.ui.widgets.elided import ElidedLabel
from gdlab.ui.widgets.flow import Flow

#: Speeds: seconds that a whole run should take at least ("watch"), or steps a second; 0 is full speed.
SPEEDS = (
    Option("slow", tr_noop("Slow"), help=tr_noop("Five steps a second: every step can be seen")),
    Option("watch", tr_noop("Watch"), help=tr_noop("As fast as the eye follows: a run takes at least eight seconds")),
    Option("full", tr_noop("Full"), help=tr_noop("As fast as this machine goes")),
)
_SLOW = 5.0
_WATCH_SECONDS = 8.0
#: Characters of what is going on that have room at the least.
_CHARACTERS = 28


def pace(speed: str, total_steps: int) -> float:
    """Return steps a second at most for a speed, 0 for no bound."""
    if speed == "slow":
        return _SLOW
    return total_steps / _WATCH_SECONDS if speed == "watch" else 0.0


class ControlsBar(QWidget):
    """The row of controls; it emits signals, and :class:`ControlsState` enables what can be done."""

    start_wanted = Signal()
    pause_wanted = Signal()
    step_wanted = Signal()
    stop_wanted = Signal()
    reset_wanted = Signal()
    race_wanted = Signal()
    rate_wanted = Signal()
    speed_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = self._button(
            tr("Start"), "play", "start", tr("Start a run of this experiment (Ctrl+Enter)"), primary=True
        )
        self.pause = self._tool("pause", tr("Pause (Space)"), "pause")
        self.step = self._tool("step", tr("Single step (S)"), "step")
        self.stop = self._tool("stop", tr("Stop and keep what was trained"), "stop")
        self.reset = self._tool(
            "reset", tr("Take the chosen run back to its initial weights and train it anew"), "reset"
        )
        self.speed = SegmentedControl(tr("Speed"), translated(SPEEDS))
        self.speed.setObjectName("speed")
        self.speed.set_value("watch")
        self.race = self._button(tr("Race…"), "race", "race", tr("Race several variants side by side (Ctrl+R)"))
        self.rate = self._button(
            tr("Rate…"),
            "optimizer",
            "find_rate",
            tr("Train a few steps with a rate that grows, and suggest a learning rate"),
        )
        self.what = ElidedLabel(characters=_CHARACTERS)
        self.what.setObjectName("what")
        self.what.setAccessibleName(tr("What is going on"))
        self.what.setProperty("role", "muted")
        self.inside = self._tool("eye", tr("Show or hide Look inside (Ctrl+I)"), "toggle_inside")
        self.inside.setCheckable(True)
        self.inside.setChecked(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        controls = Flow(gap=8)  # in a small window or in large type they take two lines
        controls.add(self.start, self.pause, self.step, self.stop, self.reset, self.speed, self.race, self.rate)
        controls.add(self.what, stretched=True)
        row.addWidget(controls, 1)
        row.addWidget(self.inside, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        for widget, signal in (
            (self.start, self.start_wanted),
            (self.pause, self.pause_wanted),
            (self.step, self.step_wanted),
            (self.stop, self.stop_wanted),
            (self.reset, self.reset_wanted),
            (self.race, self.race_wanted),
            (self.rate, self.rate_wanted),
        ):
            # A click leaves the focus where it was: after one on Start, Space pauses and does not start once more.
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.clicked.connect(lambda _checked=False, s=signal: s.emit())
        self.speed.edited.connect(self.speed_chosen)

    def show_state(self, *, can_start: bool, active: bool, paused: bool, chosen: bool, why: str) -> None:
        """Enable what can be done now."""
        self.start.setEnabled(can_start)
        self.start.setToolTip(why or tr("Start a run of this experiment (Ctrl+Enter)"))
        self.race.setEnabled(can_start)
        self.rate.setEnabled(can_start)
        self.pause.setEnabled(active)
        self.stop.setEnabled(active)
        self.step.setEnabled(can_start)
        self.reset.setEnabled(chosen)
        name = tr("Resume (Space)") if paused else tr("Pause (Space)")
        if name != self.pause.toolTip():  # to paint an icon takes two milliseconds
            bind_icon(self.pause, "play" if paused else "pause")
            self.pause.setToolTip(name)
            self.pause.setAccessibleName(name)

    def say(self, text: str) -> None:
        """Show in a few words what is going on."""
        if text != self.what.text():
            self.what.setText(text)

    def _button(self, text: str, icon: str, name: str, tip: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(tip)
        button.setToolTip(tip)
        if primary:
            button.setProperty("kind", "primary")
        bind_icon(button, icon, "accent_text" if primary else "text")
        return button

    def _tool(self, icon: str, tip: str, name: str) -> QToolButton:
        button = icon_button(icon, tip)
        button.setObjectName(name)
        bind_icon(button, icon, "text")
        return button
