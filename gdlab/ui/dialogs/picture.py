"""The choices for a picture of a chart: its scale, its size of text and its legend."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QSpinBox, QWidget

from gdlab.translation import tr

#: What a picture for slides has: points of its text, and how many times the screen's resolution.
_SLIDES, _SCALE = 18, 3


class PictureDialog(QDialog):
    """A dialog that is accepted when a file is to be chosen next."""

    def __init__(self, usual: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Picture for print or slides"))
        self.text_size = _number(6, 48, _SLIDES, " pt", tr("Size of the text"))
        self.text_size.setToolTip(tr("On the screen it is {usual} pt; lines grow with it", usual=f"{usual:.0f}"))
        self.resolution = _number(1, 10, _SCALE, " ×", tr("Resolution of a PNG"))
        self.resolution.setToolTip(tr("How many times the screen's; SVG and PDF have none"))
        self.legend = QCheckBox(tr("Name the curves below the chart"))
        self.legend.setChecked(True)
        note = QLabel(tr("The file's ending chooses PNG, SVG or PDF."))
        note.setProperty("role", "caption")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.addRow(tr("Text"), self.text_size)
        form.addRow(tr("Resolution"), self.resolution)
        form.addRow(self.legend)
        form.addRow(note)
        form.addRow(buttons)


def _number(low: int, high: int, value: int, unit: str, name: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.setSuffix(unit)
    box.setAccessibleName(name)
    return box
