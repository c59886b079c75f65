"""Start the window."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QElapsedTimer,
    QIODevice,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from gdlab.lab.files import write_file
from gdlab.logs.crash import new_crash
from gdlab.logs.faults import record
from gdlab.translation import tr
from gdlab.ui.close_on_signal import CloseOnSignal
from gdlab.ui.garbage import GarbageTimer
from gdlab.ui.qt_messages import log_qt, start_qt

if TYPE_CHECKING:
    from gdlab.ui.main_window import MainWindow

#: Seconds for which a call of the window waits for other programs that hold the store.
_PATIENCE = 2.0
#: Milliseconds after the start from which on the window may be taken to be idle.
_QUIET = 1500


def make_app() -> QApplication:
    """Return the application, made and themed when there is none."""
    from gdlab.ui.language import chosen_language, install_language
    from gdlab.ui.settings import Settings
    from gdlab.ui.theming import theme_manager

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = start_qt()
        app.setApplicationName("gdlab")
        app.setApplicationDisplayName("")
        app.setDesktopFileName("gdlab")
        settings = Settings.load()
        install_language(chosen_language(settings.language))
        theme_manager().set_choice(settings.theme)
        GarbageTimer(app)
    # A worker that ends a slice needs the interpreter for a moment and would wait for it up to this long while the
    # window draws; with Python's own 5 ms, training lost a fifth of its speed.
    sys.setswitchinterval(0.0005)
    return app


def run_app(file: Path | None = None) -> int:
    """Open the window and return the exit code when it is closed.

    The window's frame comes first; what its pages need is imported behind it, in a thread, and then they come.

    Args:
        file: an experiment or a bundle that is opened in it.
    """
    from gdlab.ui.main_window import MainWindow
    from gdlab.ui.settings import Settings

    app = make_app()
    qInstallMessageHandler(log_qt)
    window = MainWindow(Settings.load())
    window.show()
    if crash := new_crash():
        window.faults.show_crash(crash)
    importing = Thread(target=_import_engine, name="gdlab-import", daemon=True)
    importing.start()
    waiting = QTimer(window)
    closing = CloseOnSignal(window)

    def check_import() -> None:
        if not importing.is_alive():
            waiting.stop()
            if window.isVisible():
                try:
                    fill_window(window)
                except Exception as error:
                    window.show_waiting(tr("The window could not be built: {error}", error=error))
                    record(error, "Building the window")
                    return
                gc.freeze()  # the window's objects stay to its end; to look at all of them takes a fifth of a second
                if file is not None:
                    window.open_file(file)
                window.start_compiling()
                QTimer.singleShot(_QUIET, window, window.load_ahead)

    waiting.timeout.connect(check_import)
    waiting.start(15)
    code = app.exec()
    closing.release()
    return closing.exit_code or code


def make_window(store: Path | None = None, *, keep: bool = True) -> MainWindow:
    """Return the main window with the default experiment; ``keep`` has runs written into the store."""
    from gdlab.ui.main_window import MainWindow
    from gdlab.ui.settings import Settings

    return fill_window(MainWindow(Settings.load()), store, keep=keep)


def fill_window(window: MainWindow, store: Path | None = None, *, keep: bool = True) -> MainWindow:
    """Put the pages into a window's frame.

    The store's file is opened in the background, since another program may hold it for a while.

    Args:
        window: the frame.
        store: the file of runs; that of the settings, or the user's own, if None.
        keep: whether runs are written into a store at all.
    """
    from gdlab.lab.cores import use_cores
    from gdlab.lab.store import Store
    from gdlab.ui.actions.files import window_spec
    from gdlab.ui.bridge import Bridge

    use_cores(window.settings.threads)
    opened = Store(store or window.settings.store or None, patience=_PATIENCE, deferred=True) if keep else None
    window.fill(window_spec(), Bridge(opened, window.settings.workers or None))
    return window


def _import_engine() -> None:
    """Import what costs most and needs no window, and make the engine ready: later, either would be felt as a hitch."""
    import gdlab.lab.compile_ahead
    import gdlab.lab.session
    import gdlab.spec.base

    gdlab.spec.base.load_members()
    gdlab.lab.compile_ahead.load_default_kernels()


def save_screenshot(path: str | Path, *, theme: str = "light", size: tuple[int, int] = (1440, 900)) -> Path:
    """Race four optimizers in the window, without a screen, and save a picture of it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_say_what_matters)
    app = make_app()
    from gdlab.lab.compare import variants
    from gdlab.lab.race_choices import RACE
    from gdlab.ui.theming import theme_manager

    theme_manager().set_choice(theme)  # pyright: ignore[reportArgumentType]
    window = make_window(keep=False)
    window.resize(*size)
    window.show()
    window.lab.controls.speed.set_value("full")
    _spin(app, lambda: window.experiment.examples is not None)
    window.lab.starter.race([v.spec for v in variants(window.experiment.spec, {"optimizer": list(RACE)})])
    _spin(app, lambda: not window.bridge.session.busy)
    window.lab.inside.choose("Confusion")
    _spin(app, lambda: False, 600)
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(drawn, "PNG")  # pyright: ignore[reportArgumentType]  (Qt takes text, its stubs do not)
    write_file(path, bytes(drawn.data().data()))
    window.close()
    qInstallMessageHandler(None)
    return Path(path)


def _say_what_matters(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt says, but not what it says of every window that has no screen."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _spin(app: QApplication, done, limit: int = 60_000) -> None:  # noqa: ANN001
    """Let the window live until something is done, at most ``limit`` milliseconds."""
    clock = QElapsedTimer()
    clock.start()
    while not done() and clock.elapsed() < limit:
        app.processEvents()
