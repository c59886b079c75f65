"""Start the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication


def make_app() -> QApplication:
    """Return the application, made and themed when there is none."""
    from gdlab.ui.settings import Settings
    from gdlab.ui.theming import theme_manager

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
        app.setApplicationName("gdlab")
        app.setApplicationDisplayName("")
        app.setDesktopFileName("gdlab")
    theme_manager().set_choice(Settings.load().theme)
    # A worker that ends a slice needs the interpreter for a moment and would wait for it up to this long while the
    # window draws; with Python's own 5 ms, training lost a fifth of its speed.
    sys.setswitchinterval(0.0005)
    return app


def run_app() -> int:
    """Open the window and return the exit code when it is closed."""
    app = make_app()
    window = make_window()
    window.show()
    return app.exec()


def make_window(store: Path | None = None, *, keep: bool = True):  # noqa: ANN201
    """Return the main window with the default experiment; ``keep`` puts ended runs into the store."""
    from gdlab.lab.store import Store
    from gdlab.spec.errors import GdlabError
    from gdlab.ui.bridge import Bridge
    from gdlab.ui.main_window import MainWindow, window_spec
    from gdlab.ui.settings import Settings

    settings = Settings.load()
    problem, shelf = "", None
    if keep:
        try:
            shelf = Store(store or settings.store or None)
        except GdlabError as error:
            problem = str(error)
    window = MainWindow(window_spec(), Bridge(shelf, settings.workers or None), settings)
    if problem:
        window.lab.banner.show_message("Runs will not be kept.", detail=problem, level="warning")
    return window


def save_screenshot(path: str | Path, *, theme: str = "light", size: tuple[int, int] = (1440, 900)) -> Path:
    """Race four optimizers in the window, without a screen, and save a picture of it."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = make_app()
    from gdlab.lab.compare import variants
    from gdlab.lab.presets import RACE
    from gdlab.ui.theming import theme_manager

    theme_manager().set_choice(theme)  # pyright: ignore[reportArgumentType]
    window = make_window(keep=False)
    window.resize(*size)
    window.show()
    window.lab.controls.speed.set_value("full")
    _spin(app, lambda: window.experiment.examples is not None)
    window.lab.race([v.spec for v in variants(window.experiment.spec, {"optimizer": list(RACE)})])
    _spin(app, lambda: not window.bridge.session.busy)
    window.lab.inside.choose("Confusion")
    _spin(app, lambda: False, 600)
    window.grab().save(str(path))
    window.close()
    return Path(path)


def _spin(app: QApplication, done, limit: int = 60_000) -> None:  # noqa: ANN001
    """Let the window live until something is done, at most ``limit`` milliseconds."""
    clock = QElapsedTimer()
    clock.start()
    while not done() and clock.elapsed() < limit:
        app.processEvents()
