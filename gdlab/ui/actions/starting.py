"""Start, pause, step, stop and race runs of the experiment, and change them while they train."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gdlab.lab.active_run import ActiveRun
from gdlab.lab.previews import live_changes
from gdlab.lab.run_book import ShownRun
from gdlab.lab.saved_experiment import RacePlan
from gdlab.spec.errors import GdlabError
from gdlab.spec.run import RunSpec
from gdlab.translation import tr, tr_n
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.race import RaceDialog
from gdlab.ui.dialogs.range_test import RangeTestDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.experiment import QtExperiment, RefusedFieldError
from gdlab.ui.panels.controls import ControlsBar, pace
from gdlab.ui.run_book import QtRunBook
from gdlab.ui.widgets.banner import Banner


class Starter(QObject):
    """The actions on runs of the row of controls and the keys.

    ``touched`` follows an action on existing runs, ``begun`` goes before a new one, ``reached`` follows an edit of the
    experiment that the chosen run has taken over.
    """

    touched = Signal()
    reached = Signal()
    begun = Signal()

    def __init__(
        self,
        bridge: Bridge,
        experiment: QtExperiment,
        book: QtRunBook,
        controls: ControlsBar,
        banner: Banner,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._bridge, self._experiment, self._book = bridge, experiment, book
        self._controls, self._banner, self._page = controls, banner, page
        #: The race that was set up last, which is saved with the experiment.
        self.plan: RacePlan | None = None
        self._offer = ""  # what the banner says of a race that may be started
        self._beside: list[Banner] = []
        banner.action_clicked.connect(partial(self._on_banner, banner))
        controls.start_wanted.connect(self.start)
        controls.pause_wanted.connect(self.toggle_pause)
        controls.step_wanted.connect(self.single_step)
        controls.stop_wanted.connect(self.stop)
        controls.reset_wanted.connect(self.reset)
        controls.race_wanted.connect(self.ask_race)
        controls.rate_wanted.connect(self.find_rate)
        controls.speed_chosen.connect(self._on_speed)
        experiment.spec_changed.connect(self._on_spec)

    # --- begin --------------------------------------------------------------------------------------------------------
    def begin(self, spec: RunSpec, *, paused: bool = False, **begin: Any) -> ActiveRun:
        """Start a run of a spec at the chosen speed; ``begin`` may hold a state or parameters that it goes on from."""
        self.begun.emit()
        return self._bridge.start(spec, paused=paused, pace=self._pace(), **begin)

    def start(self) -> None:
        """Start a run of the experiment, with what is being typed; nothing where that is refused."""
        spec = self._spec_to_start()
        if spec is not None:
            self._banner.hide()
            self.begin(spec)

    def ask_race(self) -> None:
        """Ask what should race and start it."""
        spec = self._spec_to_start()
        if spec is None:
            return
        dialog = RaceDialog(spec, self._page, self._n_examples)
        if self.plan is not None:
            dialog.show_plan(self.plan)
        dialog.accepted.connect(lambda: self._on_planned(dialog))
        show_dialog(dialog, self._page)

    def find_rate(self) -> None:
        """Measure a learning rate for the experiment, and offer to train with it or to take it over."""
        spec, experiment = self._spec_to_start(), self._experiment
        if spec is None:
            return
        dialog = RangeTestDialog(spec, experiment.examples, self._bridge.begin, self._page)
        dialog.run_wanted.connect(self.begin)
        dialog.rate_taken.connect(partial(experiment.set, "optimizer.lr"))
        show_dialog(dialog, self._page)

    def offer_race(self, plan: RacePlan | None, about: str = "") -> None:
        """Take over the race of a file or a preset and offer to start it; None forgets the one before.

        Args:
            plan: the race.
            about: what is said of the experiment besides.
        """
        self.plan = plan
        if plan is None:
            if about:
                self._banner.show_message(about, level="info")
            return
        try:
            count = len(plan.variants(self._experiment.spec, self._n_examples))
        except GdlabError as error:
            self._banner.show_message(
                tr("The race of this experiment does not fit: {reason}", reason=str(error).splitlines()[0])
            )
            return
        self._offer = tr_n(
            "This experiment holds a race of {n} run.", "This experiment holds a race of {n} runs.", count
        )
        said = f"{about} {self._offer}".strip()
        self._banner.show_message(said, level="info", action=tr("Start race"))

    def start_planned(self) -> None:
        """Start the race that was set up last."""
        if self.plan is None:
            return
        spec = self._spec_to_start()
        if spec is not None:
            try:
                made = self.plan.variants(spec, self._n_examples)
            except GdlabError as error:
                self._banner.show_message(str(error))
                return
            self.race([variant.spec for variant in made])

    def race(self, specs: Sequence[RunSpec]) -> None:
        """Start several runs as one group."""
        self._banner.hide()
        self.begun.emit()
        self._bridge.race(specs, pace=self._pace())

    def run_again(self, ids: list[str]) -> None:
        """Start runs of the same specs anew."""
        for spec in [s.run.spec for s in self._book if s.run.id in ids]:
            self.begin(spec)

    def reset(self) -> None:
        """Put a fresh run with the same initial weights in the chosen one's place, paused at its start."""
        current = self._book.current
        if current is not None:
            self.remove([current.run.id])
            self.begin(current.run.spec, paused=True)

    # --- while they train ---------------------------------------------------------------------------------------------
    def toggle_start(self) -> None:
        """Pause or resume what is under way, or start where nothing is."""
        if self._book.active:
            self.toggle_pause()
        else:
            self.start()

    def toggle_pause(self) -> None:
        """Pause all runs under way, or let all go on where they are paused."""
        active = self._book.active
        go_on = all(s.run.pause_requested for s in active)
        self._each(active, ActiveRun.resume if go_on else ActiveRun.pause)

    def single_step(self) -> None:
        """Do one step of the chosen run, or of a new one."""
        current = self._book.current
        if current is not None and not current.run.status.ended:
            self._each([current], ActiveRun.single_step)
        elif (spec := self._spec_to_start()) is not None:
            self.begin(spec, paused=True).single_step()
            self._bridge.touch()

    def stop(self, ids: Sequence[str] | None = None) -> None:
        """Stop these runs, or all that are under way; what was trained is kept."""
        self._each([s for s in self._book.active if ids is None or s.run.id in ids], ActiveRun.stop)

    def remove(self, ids: list[str]) -> None:
        """Take runs off the table, as a step that can be undone."""
        held = [(place, shown) for place, shown in enumerate(self._book) if shown.run.id in ids]
        if not held:
            return
        self._take_off(held)
        what = held[0][1].name if len(held) == 1 else tr_n("{n} run", "{n} runs", len(held))
        self._experiment.history.push_action(
            self._experiment.spec,
            tr("Remove {what}", what=what),
            back=lambda: self._put_back(held),
            forward=lambda: self._take_off(held),
        )

    # --- inside -------------------------------------------------------------------------------------------------------
    @property
    def _n_examples(self) -> int:
        examples = self._experiment.examples
        return len(examples.x_train) if examples is not None else 0

    def _on_planned(self, dialog: RaceDialog) -> None:
        self.plan = dialog.plan
        self.race([variant.spec for variant in dialog.variants()])

    def offer_beside(self, banner: Banner) -> None:
        """Offer the race of an opened file on the banner of another page as well, which is in sight."""
        if self._banner.isHidden() or not self._offer or self._offer not in self._banner.text:
            return
        if banner not in self._beside:
            self._beside.append(banner)
            banner.action_clicked.connect(partial(self._on_banner, banner))
        banner.show_message(self._banner.text, level="info", action=tr("Start race"))

    def _on_banner(self, banner: Banner) -> None:
        if self._offer and self._offer in banner.text:
            for shown in {banner, self._banner, *self._beside}:
                if self._offer in shown.text:
                    shown.hide()
            self.start_planned()

    def _take_off(self, held: Sequence[tuple[int, ShownRun]]) -> None:
        for _, shown in held:
            self._bridge.remove(shown.run)
        self.touched.emit()

    def _put_back(self, held: Sequence[tuple[int, ShownRun]]) -> None:
        """Show runs again at their places, and choose them."""
        for place, shown in held:
            self._bridge.put_back(shown.run)
            self._book.put_back(shown, place)
        self._book.choose([shown.run.id for _, shown in held])
        self.touched.emit()

    def _each(self, shown: list[ShownRun], act: Callable[[ActiveRun], None]) -> None:
        for s in shown:
            act(s.run)
        self._bridge.touch()
        self.touched.emit()

    def _spec_to_start(self) -> RunSpec | None:
        """Return the experiment with what is being typed, None where it cannot be started; the banner says why not."""
        try:
            spec = self._experiment.accepted()
        except RefusedFieldError as error:
            self._banner.show_message(error.not_started)
            return None
        if self._experiment.why_not:
            self._banner.show_message(tr("Nothing was started: {why_not}", why_not=self._experiment.why_not))
            return None
        return spec

    def _pace(self) -> float:
        return pace(self._controls.speed.value(), self._experiment.total_steps)

    def _on_speed(self, speed: str) -> None:
        for shown in self._book.active:
            shown.run.pace = pace(speed, shown.total_steps or self._experiment.total_steps)
            shown.run.not_before = 0.0
        self._bridge.touch()

    def _on_spec(self, spec: RunSpec) -> None:
        """Let an edit of what may change during a run reach the chosen one."""
        current = self._book.current
        if current is None or current.run.status.ended or current.run.trainer is None:
            return
        changes = live_changes(current.run.trainer.spec, spec)
        if changes:
            try:
                current.run.edit(**changes)
            except GdlabError as error:
                self._banner.show_message(str(error))
            else:
                self.reached.emit()
            self._bridge.touch()
