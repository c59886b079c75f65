"""The pictures of twelve augmented examples, made again in the background whenever the experiment changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from gdlab.lab.augmented_samples import AugmentedSamples, augmented_samples
from gdlab.ui.experiment import QtExperiment

Background = Callable[[Callable[[], Any], Callable[[Any], None]], None]
#: Milliseconds without an edit before the samples are made.
_PAUSE = 500


class AugmentationPreview(QObject):
    """The samples of the experiment's augmentation; ``made`` carries them, or None where there are none to show.

    Args:
        experiment: whose augmentation is shown.
        background: runs a function in the background and hands on its future.
    """

    made = Signal(object)

    def __init__(self, experiment: QtExperiment, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._experiment, self._background = experiment, background
        self._shown: object = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE)
        self._later.timeout.connect(self._ask)
        experiment.described.connect(lambda _description: self.update())

    def update(self) -> None:
        """Make the samples anew shortly, where the experiment has other ones now or had none to show."""
        if self._shown is not None and self._shown != self._key:
            self._show(None, None)
        if self._experiment.spec.training.augmentation:
            self._later.start()

    def stop(self) -> None:
        """Make no more samples."""
        self._later.stop()

    # --- inside -------------------------------------------------------------------------------------------------------
    def _ask(self) -> None:
        spec, examples, key = self._experiment.spec, self._experiment.examples, self._key
        if examples is None or self._experiment.why_not or key == self._shown:
            return
        self._background(partial(augmented_samples, spec, examples), partial(self._on_made, key))

    def _on_made(self, key: tuple[Any, ...], future: Future[AugmentedSamples | None]) -> None:
        if future.exception() is None and key == self._key:
            self._show(key if future.result() is not None else None, future.result())

    @property
    def _key(self) -> tuple[Any, ...]:
        """What the samples follow from; the examples compare as the one object that they are."""
        spec = self._experiment.spec
        return spec.training.augmentation, spec.seed, self._experiment.examples

    def _show(self, key: object, samples: AugmentedSamples | None) -> None:
        self._shown = key
        self.made.emit(samples)
