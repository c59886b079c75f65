"""The window's own banner, over every page: faults of the program, wherever they come from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gdlab.logs.faults import Fault, on_fault
from gdlab.logs.report import report_text
from gdlab.translation import tr, tr_noop
from gdlab.ui.widgets.banner import Banner

_CRASHED = tr_noop("gdlab crashed the last time. What was trained and kept until then is in the store.")


class FaultBanner(Banner):
    """A banner that shows each fault as one sentence, with its traceback under *Details* and a report to copy."""

    _arrived = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self.show_fault)  # faults come from any thread, and are shown in the window's
        self._sentences: list[str] = []
        self.dismissed.connect(self._sentences.clear)
        on_fault(self._hear)

    def show_fault(self, fault: Fault) -> None:
        """Show a fault; while another one is shown, how many came after it."""
        self._sentences.append(fault.sentence)
        if self.isHidden():
            self._sentences = [fault.sentence]
            make = partial(report_text, failed=fault.private_details, spec=fault.spec)
            self.show_message(fault.sentence, detail=fault.details, report=make)
        else:
            self.set_text(
                tr(
                    "{sentence} And {others} more since.",
                    sentence=self._sentences[0],
                    others=len(self._sentences) - 1,
                )
            )

    def show_crash(self, crash: str) -> None:
        """Show that the last process crashed, and offer its report."""
        self.show_message(tr(_CRASHED), detail=crash, level="warning", report=partial(report_text, crash=crash))

    def _hear(self, fault: Fault) -> None:
        self._arrived.emit(fault)
