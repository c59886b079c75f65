"""The window's side of the store: runs to go on with, a store that cannot be written, and what is saved at the end."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gdlab.lab.resume import Interrupted, take_over
from gdlab.lab.store import Store, StoredRun, StoreError
from gdlab.lab.store.recorded_run import StoreTrouble
from gdlab.lab.store.restore import TakenBack, take_back
from gdlab.translation import tr, tr_n
from gdlab.ui.bridge import Bridge
from gdlab.ui.dialogs.saving import SavingDisplay, ask_before_losing, ask_before_rescuing, tell_where
from gdlab.ui.task import sentence
from gdlab.ui.widgets.banner import Banner

_log = logging.getLogger(__name__)

#: Names of runs that a message lists before it says how many more there are.
_MOST_NAMES = 3
#: Seconds for which a closing window goes on trying: where nothing is known against the store, and where it refuses.
_PATIENCE, _LITTLE_PATIENCE = 10.0, 0.5


class RunSaver(QObject):
    """The actions on interrupted and unsaved runs, with the banner that tells of them.

    Args:
        bridge: the link to the session, the store and what records into it.
        start: starts a run of a spec; the further arguments are those of :meth:`gdlab.lab.session.Session.start`.
        banner: where it is told.
        window: whose closing is held up.
    """

    def __init__(self, bridge: Bridge, start: Callable[..., Any], banner: Banner, window: QWidget) -> None:
        super().__init__(window)
        self._bridge, self._start, self._banner, self._window = bridge, start, banner, window
        self._found = _Found()
        self._looked = False
        bridge.store_trouble_changed.connect(self._on_trouble)
        banner.action_clicked.connect(self._on_action)
        banner.dismissed.connect(self._on_dismissed)
        if bridge.recorder is not None:
            bridge.recorder.check()
            self._look_for_runs()

    # --- runs of an earlier start -------------------------------------------------------------------------------------
    def _look_for_runs(self) -> None:
        """Find runs whose process ended before they did, and those that the store had refused, in the background."""
        store = self._bridge.store
        if store is not None:
            self._bridge.in_background(partial(_runs_of_an_earlier_start, store), self._on_found)

    def resume_interrupted(self) -> None:
        """Go on with the runs that the banner offers."""
        store, runs, self._found = self._bridge.store, self._found.interrupted, _Found()
        self._banner.hide()
        if store is not None:
            for run in runs:
                self._bridge.in_background(partial(take_over, store, run.id), self._on_taken_over)

    def _on_dismissed(self) -> None:
        """Note the runs that the banner offers as stopped, so that the next start does not offer them again."""
        store, runs, self._found = self._bridge.store, self._found.interrupted, _Found()
        if store is not None and runs:
            self._bridge.in_background(partial(store.give_up, [run.id for run in runs]), self._on_given_up)

    def _on_given_up(self, future: Future[int]) -> None:
        if (error := future.exception()) is not None:
            self._bridge.failed.emit(tr("The runs are offered again at the next start: {error}", error=sentence(error)))

    def _on_found(self, future: Future[_Found | None]) -> None:
        found = future.result() if future.exception() is None else None
        self._looked = found is not None
        self._found = found or _Found()
        self._offer()

    def _offer(self) -> None:
        """Show which runs came back into the store, and offer to resume the interrupted ones."""
        runs, back = self._found.interrupted, self._found.taken_back
        if not (runs or back) or self._trouble is not None:
            return
        said = [done.sentence for done in back]
        if not runs:
            self._found = _Found()
            level = "warning" if any(done.problem for done in back) else "success"
            self._banner.show_message(said[0], detail=" ".join(said[1:]), level=level)
            return
        names = ", ".join(run.name for run in runs[:_MOST_NAMES])
        names += tr(" and {runs} more", runs=len(runs) - _MOST_NAMES) if len(runs) > _MOST_NAMES else ""
        said += [
            tr("What was trained is in the store, up to the last checkpoint."),
            tr("Go on trains from there to the end, with the figures of a run that was not interrupted."),
            tr("Dismissing this notes them as stopped; gdlab resume goes on with one by its id."),
        ]
        self._banner.show_message(
            tr_n("{n} run was interrupted: {names}.", "{n} runs were interrupted: {names}.", len(runs), names=names),
            detail=" ".join(said),
            level="info",
            action=tr("Go on"),
        )

    def _on_taken_over(self, future: Future[Interrupted]) -> None:
        if (error := future.exception()) is not None:
            self._bridge.failed.emit(tr("A run could not go on: {error}.", error=sentence(error)).replace("..", "."))
            return
        found = future.result()
        self._start(found.run.spec, **found.begin)

    # --- a store that cannot be written -------------------------------------------------------------------------------
    @property
    def _trouble(self) -> StoreTrouble | None:
        return self._bridge.recorder.trouble if self._bridge.recorder is not None else None

    def _on_trouble(self, trouble: StoreTrouble | None) -> None:
        if trouble is None:
            self._banner.show_message(tr("The store can be written again; every run is saved."), level="success")
            if self._looked:
                self._offer()
            else:
                self._look_for_runs()
            return
        path = self._bridge.store.path if self._bridge.store is not None else ""
        cause = trouble.message.removeprefix(f"{path}: ").partition(";")[0]
        self._banner.show_message(
            tr("Runs cannot be saved: {cause}. Training goes on; saving is tried again.", cause=cause),
            detail=f"{trouble.message}.",
            level="error",
            action=tr("Save elsewhere"),
            stays=True,
        )

    def save_elsewhere(self) -> None:
        """Write what the store refuses into a file of another folder now, in the background."""
        recorder = self._bridge.recorder
        if recorder is not None:
            self._bridge.in_background(recorder.write_elsewhere, self._on_saved_elsewhere)

    def _on_saved_elsewhere(self, future: Future[Path]) -> None:
        if (error := future.exception()) is not None:
            self._bridge.failed.emit(tr("The runs could not be saved elsewhere: {error}.", error=sentence(error)))
        else:
            self._banner.show_detail(tr("Written to {result} as far as they were.", result=future.result()))

    def _on_action(self) -> None:
        if self._trouble is not None:
            self.save_elsewhere()
        else:
            self.resume_interrupted()

    # --- the end ------------------------------------------------------------------------------------------------------
    def may_close(self) -> bool:
        """Ask before the window closes while the store refuses what was trained; say whether it may close."""
        recorder, trouble = self._bridge.recorder, self._trouble
        if recorder is None or trouble is None or not recorder.unsaved:
            return True
        return ask_before_rescuing(self._window, len(recorder.unsaved), trouble.message)

    def close(self, stop_pages: Callable[[], None], *, ask: bool = True) -> None:
        """Stop everything and save, with a display of the progress where that takes longer than a moment.

        Args:
            stop_pages: stops what the pages do.
            ask: whether a person is there to answer; what could not be saved is told on standard error otherwise.
        """
        with SavingDisplay(self._window) as display:
            stop_pages()
            patience = _PATIENCE if self._trouble is None else _LITTLE_PATIENCE
            try:
                elsewhere = self._bridge.close(display.show_progress, patience)
            except StoreError as error:
                elsewhere = None
                problem = str(error)
            else:
                problem = ""
        if elsewhere is not None:
            self._tell(
                tr("The store could not be written. Your runs are in {elsewhere}.", elsewhere=elsewhere),
                tell_where if ask else None,
            )
        if problem:
            self._on_lost(problem, ask=ask)

    def _on_lost(self, problem: str, *, ask: bool) -> None:
        """Let a person choose another folder for runs that found no place, as often as it takes."""
        recorder = self._bridge.recorder
        while ask and recorder is not None and (folder := ask_before_losing(self._window, problem)) is not None:
            try:
                self._tell(
                    tr("Your runs are in {place}.", place=recorder.write_elsewhere(folder)),
                    tell_where,
                )
            except StoreError as error:
                problem = str(error)
            else:
                return
        self._tell(tr("Runs could not be saved: {problem}", problem=problem), None)

    def _tell(self, text: str, show: Callable[[QWidget, str], None] | None) -> None:
        _log.warning("%s", text)
        if show is not None:
            show(self._window, text)
        elif sys.stderr is not None:
            with suppress(OSError):  # a closed terminal takes no text
                print(f"gdlab: {text}", file=sys.stderr)


@dataclass(frozen=True)
class _Found:
    """What an earlier start left: runs to go on with, and files of runs that the store had refused."""

    interrupted: Sequence[StoredRun] = ()
    taken_back: Sequence[TakenBack] = ()


def _runs_of_an_earlier_start(store: Store) -> _Found | None:
    """Take refused runs back and return what there is to tell; None where the store cannot be read for now."""
    try:
        taken_back = take_back(store)
        return _Found(store.interrupted(), taken_back)
    except StoreError:
        return None
