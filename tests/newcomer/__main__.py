"""A newcomer opens every data set by the pointer: ``python -m tests.newcomer [--seconds 60] [NAME ...]``.

A screen of its own (Xvfb, with a window manager where there is openbox) shows the real window, and xdotool moves its
pointer: the data set is chosen from the list, *Fit to the data* and a substitute for data that are not here are taken
where they are offered, and Start is pressed. The table says what each run reached; the exit code is 1 where one did
not learn. Data sets that are files of one's own are left out.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def screen(size: str) -> Iterator[str]:
    """Start an X server without a screen, with a window manager where there is one, and give its display."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size}x24", "-nolisten", "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        display = f":{pipe.readline().strip()}"
    manager = None
    if shutil.which("openbox"):
        manager = subprocess.Popen(["openbox"], env={**os.environ, "DISPLAY": display}, stderr=subprocess.DEVNULL)
    try:
        yield display
    finally:
        for process in filter(None, (manager, server)):
            process.terminate()
            process.wait()


def walk(names: list[str], seconds: float, size: tuple[int, int]) -> int:
    """Visit data sets in one window and print what became of them; return how many did not learn."""
    from gdlab.lab.datasets import entries
    from gdlab.ui.app import make_app, make_window
    from tests.newcomer.hands import PointerHand
    from tests.newcomer.visit import Newcomer, Visit

    make_app()
    window = make_window(keep=False)
    window.ask_before_leaving = False
    window.resize(*size)
    window.show()
    newcomer = Newcomer(window, PointerHand(), seconds)
    newcomer.wait(lambda: window.experiment.examples is not None, 120)
    newcomer.wait(lambda: window.lab.isVisible() and window.lab.experiment_panel.isVisible())
    newcomer.hurry()
    names = names or [e.type for e in entries() if e.family != "your own"]
    heads = f"{'data':20}{'best loss':>10}{'constant':>10}{'ratio':>7}{'right':>7}{'steps':>7}{'s':>6}"
    print(f"{heads}  status, and what was fitted")
    visits: list[Visit] = []
    for name in names:
        visits.append(v := newcomer.visit(name))
        via = "" if v.opened == v.data else f" ({v.opened} in its place)"
        print(
            f"{v.data:20}{v.best:10.4f}{v.constant:10.4f}{v.best / v.constant:7.3f}{100 * v.accuracy:6.1f}%{v.steps:7}"
            f"{v.seconds:6.1f}  {v.status}; {v.fit or 'nothing to fit'}{via}{'' if v.learnt else '  NOT LEARNT'}",
            flush=True,
        )
    window.close()
    failed = [v.data for v in visits if not v.learnt]
    print(f"{len(visits) - len(failed)} of {len(visits)} learnt" + (f"; not: {', '.join(failed)}" if failed else ""))
    return len(failed)


def main() -> int:
    """Read the command line, start the screen and walk."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="data sets; all where none is named")
    parser.add_argument("--seconds", type=float, default=60, help="after which a run is stopped")
    parser.add_argument("--size", default="1440x900", help="of the window")
    options = parser.parse_args()
    missing = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    if missing:
        print(f"{' and '.join(missing)} must be installed")
        return 2
    width, height = map(int, options.size.split("x"))
    with screen(f"{width + 160}x{height + 120}") as display:
        os.environ.update(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        for kind in ("DATA", "CONFIG"):
            os.environ[f"GDLAB_{kind}_DIR"] = tempfile.mkdtemp(prefix="gdlab-newcomer-")
        return 1 if walk(options.names, options.seconds, (width, height)) else 0


if __name__ == "__main__":
    sys.exit(main())
