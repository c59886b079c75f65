"""What a closing window shows and asks while it saves."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Self

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QProgressDialog, QWidget

from gdlab.translation import tr, tr_message, tr_n

#: Seconds after which the display comes up.
_DELAY = 0.5


class SavingDisplay:
    """A display of the progress of saving, which comes up when that takes longer than a moment.

    The window's events are handled while it is shown, but for what a person does: there is nothing to cancel.
    """

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._began = time.monotonic()
        self._dialog: QProgressDialog | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()

    def show_progress(self, left: int) -> None:
        """Show how many runs are still to be ended or written; to be called several times a second."""
        if self._dialog is None and time.monotonic() - self._began > _DELAY:
            self._dialog = self._made()
        if self._dialog is not None:
            self._dialog.setLabelText(_words(left))
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _made(self) -> QProgressDialog:
        dialog = QProgressDialog(self._window)
        dialog.setWindowTitle(tr("Saving"))
        dialog.setAccessibleName(tr("Saving"))
        dialog.setRange(0, 0)
        dialog.setCancelButton(None)  # pyright: ignore[reportArgumentType] - Qt takes none, as its text says
        dialog.setMinimumDuration(0)
        dialog.setMinimumWidth(320)
        dialog.show()
        return dialog


def _words(left: int) -> str:
    return tr_n("Saving {n} run …", "Saving {n} runs …", left) if left else tr("Stopping what is under way …")


def ask_before_rescuing(window: QWidget, runs: int, reason: str) -> bool:
    """Ask whether the window may close although the store refuses runs; they go into another file then."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Runs that are not saved"), "", parent=window)
    box.setText(tr_n("{n} run is not saved so far.", "{n} runs are not saved so far.", runs))
    box.setInformativeText(
        tr(
            "{reason}.\n\nWhat the store still refuses when the window closes is written to a file in your "
            "home folder.",
            reason=reason,
        )
    )
    close = box.addButton(tr("Save elsewhere and close"), QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(tr("Do not close"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is close


def ask_before_losing(window: QWidget, reason: str) -> Path | None:
    """Ask for a folder for runs that could be written nowhere; None when they are given up."""
    while _wants_folder(window, reason):
        name = QFileDialog.getExistingDirectory(window, tr("A folder for your runs"))
        if name:
            return Path(name)
    return None


def _wants_folder(window: QWidget, reason: str) -> bool:
    """Ask whether a folder is to be chosen for runs that would be lost else."""
    box = QMessageBox(QMessageBox.Icon.Critical, tr("Runs that are not saved"), "", parent=window)
    box.setText(tr("Your runs could not be saved."))
    box.setInformativeText(f"{tr_message(reason)}.")
    choose = box.addButton(tr("Choose a folder…"), QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(tr("Close without them"), QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(choose)
    box.setEscapeButton(choose)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is not leave  # a box that was closed by anything else gives no run up


def tell_where(window: QWidget, text: str) -> None:
    """Show where the runs are that the store refused."""
    QMessageBox.warning(window, "Runs in another file", text)
