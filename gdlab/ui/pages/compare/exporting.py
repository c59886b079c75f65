"""The export of kept runs: those that are compared, or those that are chosen in the list, in every format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from gdlab.lab.comparison.carried import write_comparison
from gdlab.lab.datasets import Progress
from gdlab.lab.export import export, thinning_notes
from gdlab.lab.exports.base import run_formats
from gdlab.lab.run import Run
from gdlab.lab.saved_experiment import SavedExperiment
from gdlab.lab.store import Store
from gdlab.lab.stored_runs import stored_runs
from gdlab.translation import tr, tr_noop
from gdlab.ui.actions.exporting import ExportWork, WrittenExport
from gdlab.ui.bridge import Bridge
from gdlab.ui.experiment import RefusedFieldError
from gdlab.ui.pages.base import PageContext
from gdlab.ui.task import sentence
from gdlab.ui.widgets.banner import Banner

#: What the file of a comparison with its runs is.
_COMPARISON = tr_noop("Comparison with its runs…")


class KeptRunExporter(ExportWork):
    """The menu that writes runs of a store.

    Args:
        bridge: begins the work in the background.
        banner: where progress and end are told.
        page: the page.
        saved: returns the experiment with the views of the pages.
    """

    def __init__(self, bridge: Bridge, banner: Banner, page: QWidget, saved: Callable[[], SavedExperiment]) -> None:
        super().__init__(bridge, banner, page)
        self._saved = saved

    def fill(self, menu: QMenu, store: Store | None, ids: Sequence[str], *, compared: bool = False) -> None:
        """Offer every format for some runs; those that hold one run only for one.

        Args:
            menu: the menu, whose entries are replaced.
            store: where the runs are kept.
            ids: the runs.
            compared: whether they are those of the comparison, which can be written with them.
        """
        menu.clear()
        menu.setToolTipsVisible(True)
        if store is None or not ids:
            menu.addAction(tr("Choose runs first")).setEnabled(False)
            return
        if compared:
            entry = menu.addAction(tr(_COMPARISON), partial(self.ask, store, list(ids), "bundle", compared=True))
            entry.setToolTip(
                tr("Runs, curves, target and experiment in one file, which opens like this on any computer")
            )
            menu.addSeparator()
        for name, form in sorted(run_formats().items(), key=lambda item: item[1].title):
            entry = menu.addAction(f"{tr(form.title)}…", partial(self.ask, store, list(ids), name))
            entry.setToolTip(
                tr(form.help)
                if len(ids) == 1 or not form.single
                else tr("{title} holds one run: choose one", title=tr(form.title))
            )
            entry.setEnabled(len(ids) == 1 or not form.single)

    def ask(self, store: Store, ids: Sequence[str], form: str, *, compared: bool = False) -> None:
        """Ask for a file and write runs.

        Args:
            store: where the runs are kept.
            ids: the runs.
            form: the name of the format.
            compared: whether the comparison is written with them.
        """
        name = self.ask_path(run_formats()[form], "comparison" if compared else "runs" if len(ids) > 1 else ids[0])
        if name:
            self.write(store, name, ids, form, compared=compared)

    def write(self, store: Store, path: str, ids: Sequence[str], form: str, *, compared: bool = False) -> None:
        """Write runs in a format in the background, one at a time in memory; the arguments are those of :meth:`ask`."""
        try:
            saved = self._saved() if compared else None
        except RefusedFieldError as error:
            self._banner.show_message(error.not_saved)
            return

        def work(tell: Progress) -> WrittenExport:
            runs = stored_runs(store, ids, progress=tell)
            paths = [write_comparison(runs, path, saved, tell)] if saved else export(runs, path, form, progress=tell)
            return WrittenExport(paths, list(thinning_notes(runs)))

        self.begin(len(ids), path, work)


class ExportButton(QPushButton):
    """A button with the menu of the formats.

    Args:
        exporter: fills the menu.
        wanted: returns the store, the ids of the runs, and whether they are those that are compared.
    """

    def __init__(self, exporter: KeptRunExporter, wanted: Callable[[], tuple[Store | None, list[str], bool]]) -> None:
        super().__init__(tr("Export"))
        self.setObjectName("export_compared")
        self.setToolTip(tr("Write the compared runs, or those chosen in the list, in any format"))
        menu = QMenu(self)
        self.setMenu(menu)

        def fill() -> None:
            store, ids, compared = wanted()
            exporter.fill(menu, store, ids, compared=compared)

        menu.aboutToShow.connect(fill)


def open_in_lab(context: PageContext, store: Store | None, ids: Sequence[str]) -> None:
    """Put kept runs on the workbench beside those that are there, and bring the Lab into sight.

    Args:
        context: has the workbench, and is asked for the page.
        store: where the runs are kept.
        ids: the runs.
    """
    bridge = context.bridge

    def done(future: Future[list[Run]]) -> None:
        if (error := future.exception()) is not None:
            bridge.failed.emit(tr("The runs were not read: {error}", error=sentence(error)))
            return
        there = {each.id for each in bridge.runs}
        bridge.show([run for run in future.result() if run.id not in there and run.status.ended])
        context.page_wanted.emit("lab")

    if store is not None and ids:
        bridge.in_background(partial(store.load, list(ids)), done)
