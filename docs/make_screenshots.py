"""Make the pictures of the documentation from the real window, by the same program that users run.

    python docs/make_screenshots.py [FOLDER]

Without a screen; each picture is made anew in a few seconds.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["GDLAB_LANGUAGE"] = "en"
for _kind in ("DATA", "CONFIG"):
    os.environ[f"GDLAB_{_kind}_DIR"] = tempfile.mkdtemp(prefix="gdlab-pictures-")

from gdlab.lab.compare import variants  # noqa: E402
from gdlab.lab.race_choices import RACE  # noqa: E402
from gdlab.ui.app import _spin, make_app, make_window  # noqa: E402
from gdlab.ui.main_window import MainWindow  # noqa: E402
from gdlab.ui.theming import theme_manager  # noqa: E402

SIZE = (1440, 900)


def race(window: MainWindow) -> None:
    """Race four optimizers on the digits."""
    window.lab.starter.race([v.spec for v in variants(window.experiment.spec, {"optimizer": list(RACE)})])
    window.lab.inside.choose("Confusion")


def single(window: MainWindow) -> None:
    """Train the default experiment once."""
    window.lab.starter.start()
    window.lab.inside.choose("Predictions")


def boundary(window: MainWindow) -> None:
    """Train on two spirals."""
    window.files.open_preset("spirals")
    _spin(make_app(), lambda: window.experiment.examples.name == "spirals", 20_000)
    window.lab.starter.start()


def data(window: MainWindow) -> None:
    """Look at a table."""
    window.experiment.set("data", {"type": "saratoga_houses"})
    _spin(make_app(), lambda: window.experiment.examples.name == "saratoga_houses", 20_000)
    window.experiment.fit()
    window.lab.starter.start()
    window.lab.inside.choose("Data")


PICTURES: dict[str, tuple[str, tuple[int, int], Callable[[MainWindow], None]]] = {
    "lab-light": ("light", SIZE, single),
    "race-light": ("light", SIZE, race),
    "race-dark": ("dark", SIZE, race),
    "boundary-dark": ("dark", SIZE, boundary),
    "data-light": ("light", SIZE, data),
    "small-light": ("light", (1024, 700), race),
}


def picture(path: Path, theme: str, size: tuple[int, int], act: Callable[[MainWindow], None]) -> None:
    """Open a window, do something in it, wait for the end, and save what it shows."""
    app = make_app()
    theme_manager().set_choice(theme)  # pyright: ignore[reportArgumentType]
    window = make_window(keep=False)
    window.resize(*size)
    window.show()
    window.lab.controls.speed.set_value("full")
    _spin(app, lambda: window.experiment.examples is not None)
    act(window)
    _spin(app, lambda: all(run.status.ended for run in window.bridge.runs))
    _spin(app, lambda: False, 1200)
    window.grab().save(str(path))
    window.ask_before_leaving = False
    window.close()
    window.deleteLater()
    app.processEvents()


def main(folder: Path) -> None:
    """Make all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (theme, size, act) in PICTURES.items():
        picture(folder / f"{name}.png", theme, size, act)
        print(folder / f"{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "images")
