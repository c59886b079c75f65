"""Questions of a window whose store refuses its runs, answered at random: only the answer that says so loses a run."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from gdlab.lab.store import Store
from tests.faults.site import Site, last_words

#: A window that trains while its store is locked and freed; its banner and its questions are used at random.
_PROGRAM = """
import json, os, random, sqlite3, sys, tempfile
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton
from gdlab.lab.store import Store
from gdlab.ui.app import make_app, run_app
from tests.lab.small import spec
rng, data = random.Random(sys.argv[1]), Path(os.environ["GDLAB_DATA_DIR"])
data.mkdir()
store = Store(data / "runs.sqlite")
blocker = sqlite3.connect(store.path, isolation_level=None)
app, begun, said, count, closing = make_app(), [], [], [0], []
chosen = Path("chosen")
chosen.mkdir()
if rng.random() < 0.5:  # no place at all but the one that is chosen
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(Path("gone").absolute())
    tempfile.tempdir = str(Path("gone too").absolute())
QFileDialog.getExistingDirectory = lambda *_: rng.choice(["", "missing", "small.toml", str(chosen)])
def note():
    Path("log.json").write_text(json.dumps({"runs": [[run.id, run.step] for run in begun], "said": said}))
def lock():
    if not blocker.in_transaction:
        try:
            blocker.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            pass
def free():
    if blocker.in_transaction:
        blocker.execute("ROLLBACK")
def answer():
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox) and rng.random() < 0.5:
        pressed = rng.choice([*box.buttons(), None])
        said.append(f"{box.text()[:60]}: {pressed.text() if pressed is not None else 'closed'}")
        note()
        box.reject() if pressed is None else pressed.click()
def close(window):
    closing.append(1)
    window.close()
    closing.clear()
def act():
    windows = [w for w in app.topLevelWidgets() if getattr(w, "is_filled", False) and w.isVisible()]
    if not windows or closing or QApplication.activeModalWidget() is not None:
        return
    window, count[0] = windows[0], count[0] + 1
    window.lab.controls.speed.set_value("full")
    if count[0] == 1:
        lock()
    if count[0] in (1, 10):
        begun.append(window.lab.starter.begin(spec(training__epochs=rng.choice([300, 10**7]), seed=count[0])))
    buttons = [b for b in window.store_banner.findChildren(QPushButton) if b.isVisibleTo(window.store_banner)]
    what = rng.choice(["press", "wait", "lock", "lock", "free", "close"]) if buttons or count[0] > 60 else "lock"
    if what == "press" and buttons:
        rng.choice(buttons).click()
    elif what == "close":
        QTimer.singleShot(0, lambda: close(window))
    elif what in ("lock", "free"):
        lock() if what == "lock" else free()
    said.append(what)
    note()
acting, answering = QTimer(), QTimer()
acting.timeout.connect(act)
answering.timeout.connect(answer)
acting.start(70)
answering.start(15)
code = run_app()
free()
raise SystemExit(code)
"""


def answered_window(site: Site) -> list[str]:
    """Answer a window whose store refuses its runs at random; every run is in some store at the end."""
    with site.spawn([sys.executable, "-c", _PROGRAM, str(site.rng.random())]) as child:
        said = last_words(child)
    log = json.loads((site.folder / "log.json").read_text())
    problems = [f"said {word!r}: {said[-300:]}" for word in ("Traceback", "went wrong inside") if word in said]
    problems += [] if child.returncode == 0 else [f"ended with {child.returncode}: {said[-300:]}"]
    if any("Close without them" in words for words in log["said"]):
        return problems
    held = {run.id for path in _stores(site.folder) for run in Store(path).list()}
    return problems + [
        f"run {key} is lost after {log['said']}" for key, step in log["runs"] if step and key not in held
    ]


def _stores(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.sqlite") if path.stat().st_size]
