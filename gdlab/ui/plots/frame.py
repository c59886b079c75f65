"""The card around every chart: title, note, empty state, pictures of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from gdlab.lab.files import OutputError, write_file
from gdlab.translation import tr, tr_message, tr_noop
from gdlab.ui.dialogs.picture import PictureDialog
from gdlab.ui.dialogs.show import show_dialog
from gdlab.ui.theme import Theme
from gdlab.ui.theming import theme_manager
from gdlab.ui.widgets.elided import ElidedLabel

_KINDS = tr_noop("Picture (*.png);;Vector drawing (*.svg);;Document (*.pdf)")


class ChartFrame(QFrame):
    """A card with a title over a body; subclasses put the chart into the body and restyle it."""

    export_failed = Signal(str)

    def __init__(
        self, title: str, *, empty: str = tr_noop("Nothing to show yet."), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(tr("{title} chart", title=title))
        self._title = ElidedLabel(title, least=60)
        self._title.setProperty("role", "heading")
        self._note = QLabel()
        self._note.setProperty("role", "caption")
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._empty = QLabel(tr(empty), self)
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._head.addWidget(self._title)
        self._legend = QLabel()
        self._legend.setProperty("role", "caption")
        self._legend.setTextFormat(Qt.TextFormat.RichText)
        self._picture_legend = QLabel(self)
        self._picture_legend.setWordWrap(True)
        self._picture_legend.setTextFormat(Qt.TextFormat.RichText)
        self._picture_legend.hide()
        self._head.addStretch(1)
        self._head.addWidget(self._legend)
        self._head.addWidget(self._note)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(4)
        self.body.addLayout(self._head)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        theme_manager().theme_changed.connect(self._on_theme)

    @property
    def theme(self) -> Theme:
        """The theme in use."""
        return theme_manager().theme

    @property
    def title(self) -> str:
        return self._title.text()

    def set_title(self, title: str) -> None:
        """Change the title, and with it the accessible name."""
        self._title.setText(title)
        self.setAccessibleName(tr("{title} chart", title=title))

    def set_note(self, text: str) -> None:
        """Write a remark at the right of the title; an empty text takes it away."""
        text = tr_message(text)
        if text != self._note.text():
            self._note.setText(text)
            self._note.setToolTip(text)

    def set_legend(self, html: str, details: str = "") -> None:
        """Name the colours beside the title, for charts that no table of runs explains.

        Args:
            html: what is written.
            details: what a tooltip says of it.
        """
        self._legend.setText(html)
        self._legend.setToolTip(details)

    def set_empty_text(self, text: str) -> None:
        """Change the sentence that says what to do while there is nothing to show."""
        self._empty.setText(tr_message(text))

    def show_empty(self, empty: bool) -> None:
        """Show or hide the sentence of the empty state."""
        self._empty.setVisible(empty)
        if empty:
            self._empty.raise_()

    def restyle(self, theme: Theme) -> None:
        """Take the colours of a theme; subclasses do the work."""

    def menu(self) -> QMenu:
        """Return the context menu; subclasses add to it."""
        menu = QMenu(self)
        save = QAction(tr("Save picture…"), menu)
        save.triggered.connect(self._on_save)
        copy = QAction(tr("Copy picture"), menu)
        copy.triggered.connect(self.copy_picture)
        slides = QAction(tr("Picture for print or slides…"), menu)
        slides.triggered.connect(self._ask_options)
        data = QAction(tr("Copy data"), menu)
        data.setEnabled(bool(self.data_text()))
        data.triggered.connect(self.copy_data)
        menu.addActions([save, slides, copy, data])
        return menu

    def data_text(self) -> str:
        """Return what is drawn as comma-separated values with a line of headings, "" for a chart without figures."""
        return ""

    def copy_data(self) -> None:
        """Put what is drawn on the clipboard as comma-separated values, which spreadsheets read."""
        if text := self.data_text():
            QGuiApplication.clipboard().setText(text)

    def picture(self, scale: float = 2.0) -> QImage:
        """Return the card as an image, by default in twice the resolution of the screen."""
        image = QImage(self.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(scale)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        self._draw(painter)
        painter.end()
        return image

    def copy_picture(self) -> None:
        """Put the card on the clipboard as an image."""
        QGuiApplication.clipboard().setImage(self.picture())

    def legend_html(self) -> str:
        """Return the names of the curves in their colours, for a picture that stands alone."""
        return self._legend.text()

    def export(
        self, path: str | Path, *, scale: float = 2.0, text_size: float = 0.0, with_legend: bool = False
    ) -> None:
        """Write the card as PNG, SVG or PDF, by the file's suffix.

        Args:
            path: the file.
            scale: how many times the screen's resolution a PNG has.
            text_size: points of the axes' text, such as 18 for slides; lines grow with it. 0 is the screen's.
            with_legend: whether the curves are named below the chart.

        Raises:
            OutputError: for another suffix, and when the file cannot be written.
        """
        path = Path(path)
        suffix = path.suffix.lower()
        if suffix not in (".png", ".svg", ".pdf"):
            raise OutputError(tr("{path}: the name of a picture ends with .png, .svg or .pdf", path=path))
        drawn = QBuffer()
        drawn.open(QIODevice.OpenModeFlag.WriteOnly)
        with self._laid_out(text_size, with_legend) as larger:
            if suffix == ".png":
                image = self.picture(scale * larger)
                image.save(drawn, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]  (Qt takes text)
            elif suffix == ".svg":
                self._write_svg(drawn, larger)
            else:
                self._write_pdf(drawn, larger)
        write_file(path, bytes(drawn.data().data()))

    @contextmanager
    def _laid_out(self, text_size: float, with_legend: bool) -> Iterator[float]:
        """Lay the card out for a picture and give the factor by which it is to be drawn larger.

        The card is made as much smaller as its text is to be larger, as far as its title allows, so that the picture
        has about the size that it has on the screen.
        """
        usual, size = self.theme.font(self.theme.type.caption).pointSizeF(), self.size()
        larger = text_size / usual if text_size > 0 and usual > 0 else 1.0
        self._picture_legend.setText(self.legend_html() if with_legend else "")
        try:
            if self._picture_legend.text():
                self.body.addWidget(self._picture_legend)
                self._picture_legend.show()
            if larger != 1.0 or with_legend:
                self.resize(QSize(round(size.width() / larger), round(size.height() / larger)))
                self.body.activate()
            yield larger
        finally:
            self.body.removeWidget(self._picture_legend)
            self._picture_legend.hide()
            self.resize(size)
            self.body.activate()

    def resizeEvent(self, event: object) -> None:
        self._place_empty()

    def _place_empty(self) -> None:
        area = QRect(QPoint(0, 0), self.size()).adjusted(24, 40, -24, -24)
        self._empty.setGeometry(area)

    def _on_theme(self, theme: Theme) -> None:
        self.restyle(theme)

    def _draw(self, painter: QPainter) -> None:
        self.render(painter, QPoint(0, 0))

    def _write_svg(self, device: QIODevice, larger: float) -> None:
        generator = QSvgGenerator()
        generator.setOutputDevice(device)
        generator.setSize(self.size() * larger)
        generator.setViewBox(QRect(QPoint(0, 0), self.size()))
        generator.setTitle(self.title)
        painter = QPainter(generator)
        self._draw(painter)
        painter.end()

    def _write_pdf(self, device: QIODevice, larger: float) -> None:
        writer = QPdfWriter(device)
        writer.setTitle(self.title)
        writer.setPageSize(QPageSize(self.size() * larger, "chart"))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        painter = QPainter(writer)
        factor = writer.width() / self.width()
        painter.scale(factor, factor)
        self._draw(painter)
        painter.end()

    def _on_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(where))

    def _ask_options(self) -> None:
        """Ask for the size of text, the resolution and the legend, then for the file."""
        dialog = PictureDialog(self.theme.font(self.theme.type.caption).pointSizeF(), self)

        def save() -> None:
            self._on_save(
                scale=float(dialog.resolution.value()),
                text_size=float(dialog.text_size.value()),
                with_legend=dialog.legend.isChecked(),
            )

        dialog.accepted.connect(save)
        show_dialog(dialog, self)

    def _on_save(self, _checked: bool = False, **options: Any) -> None:
        suggested = f"{self.title.lower().replace(' ', '-').replace('/', '-')}.png"
        path, _ = QFileDialog.getSaveFileName(self, tr("Save picture"), suggested, tr(_KINDS))
        if not path:
            return
        try:
            self.export(path, **options)
        except OutputError as error:
            self.export_failed.emit(tr("The picture was not saved: {error}", error=tr_message(str(error))))


def colored_names(names: Iterable[tuple[str, str]]) -> str:
    """Return the HTML of a legend.

    Args:
        names: colours as ``#rrggbb``, each with what it stands for.
    """
    return "&nbsp;&nbsp;".join(f"<span style='color:{color}'>■</span> {escape(name)}" for color, name in names)
