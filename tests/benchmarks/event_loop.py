"""How smooth the window stays while runs train at full speed: gaps of the event loop, and what the window costs.

    python tests/benchmarks/event_loop.py [--seconds 10] [--runs 2] [--width 1440] [--height 900] [--views]
    python tests/benchmarks/event_loop.py --cost [--rounds 8] [--seconds 3]
    python tests/benchmarks/event_loop.py --sweep sweeps|lab [--trials 1000] [--picture Parallel]

Prints the percentiles of the time between two turns of the event loop, measured by a timer of one millisecond in the
real window without a screen; with --views every view of Look inside is open in turn, --stacks says what the window did
in the long gaps, and --cost measures the training speed with and without the window, interleaved.
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
for _kind in ("DATA", "CONFIG"):
    os.environ.setdefault(f"GDLAB_{_kind}_DIR", tempfile.mkdtemp(prefix="gdlab-bench-"))

import numpy as np
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gdlab.lab.compile_ahead import load_default_kernels
from gdlab.lab.presets import preset
from gdlab.lab.session import Session
from gdlab.spec.change import change
from gdlab.spec.run import RunSpec
from gdlab.ui.app import make_app, make_window

SMALL = ["Linear(out_features=64)", "ReLU", "Linear(out_features=10)"]
LARGE = ["Linear(out_features=256)", "ReLU", "Linear(out_features=128)", "ReLU", "Linear(out_features=10)"]


def specs(count: int, network: list[str], diagnostics: int = 10) -> list[RunSpec]:
    """Return runs that do not end by themselves within a benchmark."""
    base = change(
        preset("digits").spec,
        {"network.layers": network, "training.epochs": 1_000_000, "training.diagnostics_every": diagnostics},
    )
    return [base.replace(name=f"run {i}", optimizer=base.optimizer.replace(lr=0.001 / (i + 1))) for i in range(count)]


def spin(app: QApplication, seconds: float, done=lambda: False) -> None:
    """Let the window live."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end and not done():
        app.processEvents()
        time.sleep(0.0002)


class Watcher(threading.Thread):
    """A thread that notes where the window's thread is while a turn of the event loop takes long."""

    def __init__(self, times: list[float], limit: float = 0.016) -> None:
        super().__init__(daemon=True)
        self.seen: Counter[str] = Counter()
        self.ended = False
        self._times, self._limit, self._window = times, limit, threading.get_ident()

    def run(self) -> None:
        while not self.ended:
            time.sleep(0.003)
            if self._times and time.perf_counter() - self._times[-1] > self._limit:
                frames = traceback.extract_stack(sys._current_frames()[self._window])[-7:]
                self.seen[" < ".join(f"{Path(f.filename).stem}.{f.name}" for f in reversed(frames))] += 1


def gaps(
    seconds: float, runs: int, size: tuple[int, int], network: list[str], tab: str = "", *,
    views: bool = False, stacks: bool = False,
) -> np.ndarray:  # fmt: skip
    """Return the gaps between turns of the event loop in milliseconds while runs train, from Start on."""
    load_default_kernels()  # as the window does before there is anything in it to press
    app = make_app()
    window = make_window(keep=False)
    gc.freeze()  # as the program does once its window is filled
    window.resize(*size)
    window.show()
    window.lab.controls.speed.set_value("full")
    spin(app, 30, lambda: window.experiment.examples is not None)
    spin(app, 1)
    if tab:
        window.lab.inside.choose(tab)
    times: list[float] = []
    waits: list[float] = []

    def note() -> None:
        times.append(time.perf_counter())
        waits.append(_waited("thread-self"))

    timer = QTimer(window)
    timer.setTimerType(timer.timerType().PreciseTimer)
    timer.timeout.connect(note)
    timer.start(1)
    loop = QEventLoop()
    QTimer.singleShot(100, lambda: window.lab.starter.race(specs(runs, network)))
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    if views:  # each in turn within the first ten seconds, and so on in every minute
        names = [name for name in window.lab.inside.tabs.names if name != "Data"]
        begins = [0.2, *np.arange(60.0, seconds, 60.0)]
        for begin, end in zip(begins, [min(10.0, seconds), *(begin + 60.0 for begin in begins[1:])], strict=True):
            for i, name in enumerate(names):
                at = begin + (end - begin) * i / len(names)
                QTimer.singleShot(round(1000 * at), partial(window.lab.inside.choose, name))
    watcher = Watcher(times)
    if stacks:
        watcher.start()
    loop.exec()
    timer.stop()
    watcher.ended = True
    for where, count in watcher.seen.most_common(25):
        print(f"  {count:4d}  {where}")
    late = 1000 * np.diff(np.array(times))
    for k in np.argsort(late)[::-1][:5]:
        print(f"  {late[k]:.0f} ms at {times[k] - times[0]:.1f} s")
    at = np.array(times) - times[0]
    for name, low, high in (("first ten seconds", 0.0, 10.0), ("last minute", max(seconds - 60.0, 10.0), seconds)):
        some = (at[:-1] >= low) & (at[:-1] < high)
        if some.any():
            report(f"  {name}", late[some])
            report("    without waiting for a processor", (late - 1000 * np.diff(np.array(waits)))[some])
    pages = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    print(f"  memory at the end {pages / 2**20:.0f} MB")
    print(f"  memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    steps = [r.step for r in window.bridge.runs]
    print(f"  steps done: {steps}")
    window.close()
    window.deleteLater()
    app.processEvents()
    return 1000 * np.diff(times)


#: A thousand short trials of a small network, one after another.
SWEEP = """[sweep]
sampler = "random"
trials = {trials}
confirm = 0
[sweep.space]
"optimizer.lr" = {{ low = 0.01, high = 1.0, log = true }}
"training.batch_size" = [10, 20, 40]
"network.layers[0].out_features" = [2, 4, 8]
"""


def sweep_gaps(trials: int, page: str, size: tuple[int, int], picture: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the gaps between turns of the event loop while a sweep runs, and the processor's time of the turns, in ms.

    Args:
        trials: short trials of the sweep.
        page: the page in sight, "sweeps" or "lab".
        size: width and height of the window.
        picture: the heading of the picture in sight.
    """
    from tests.lab.small import SMALL

    load_default_kernels()
    app = make_app()
    window = make_window(Path(tempfile.mkdtemp()) / "runs.sqlite")
    gc.freeze()  # as the program does once its window is filled
    window.ask_before_leaving = False
    window.resize(*size)
    window.show()
    spin(app, 30, lambda: window.experiment.examples is not None)
    window.experiment.load(SMALL.replace(training=SMALL.training.replace(epochs=1)))
    sweeps: Any = window.page("sweeps")
    sweeps.setup.text.setPlainText(SWEEP.format(trials=trials))
    window.show_page("sweeps")
    sweeps.tabs.choose(picture)
    spin(app, 1)
    sweeps.start()
    spin(app, 60, lambda: sweeps.job is not None and sweeps.job.done > 0)
    window.show_page(page)
    spin(app, 1)
    times: list[tuple[float, float]] = []
    timer = QTimer(window)
    timer.setTimerType(timer.timerType().PreciseTimer)
    timer.timeout.connect(lambda: times.append((time.perf_counter(), time.thread_time())))
    timer.start(1)
    loop = QEventLoop()
    ends = QTimer(window)
    ends.timeout.connect(lambda: None if sweeps.job.busy else loop.quit())
    ends.start(100)
    loop.exec()
    timer.stop()
    print(f"  {sweeps.job.done} trials in {sweeps.job.seconds:.1f} s")
    window.close()
    window.deleteLater()
    app.processEvents()
    gaps, cpu = 1000 * np.diff(np.array(times), axis=0).T
    return gaps, cpu


class Speed:
    """The speed of a run over some time, by the clock and without the time in which it waited for a processor.

    A machine with other work makes every thread wait; what is left without that is what the window itself costs, by
    the interpreter's lock and by memory that both want.
    """

    def __init__(self, run: Any) -> None:
        self._run = run
        self._first, self._began, self._before = run.step, time.perf_counter(), _waits()

    def read(self) -> tuple[float, float]:
        """Return steps a second of the clock, and steps a second in which the threads that train did not wait."""
        steps, seconds, now = self._run.step - self._first, time.perf_counter() - self._began, _waits()
        waited = sum(now[thread] - before for thread, before in self._before.items() if thread in now)
        return steps / seconds, steps / (seconds - waited)


def _waits() -> dict[str, float]:
    """Return for how many seconds each thread that trains has waited for a processor; Linux only."""
    found: dict[str, float] = {}
    for thread in threading.enumerate():
        name = f"self/task/{thread.native_id}"
        if thread.name.startswith("gdlab-worker") and Path(f"/proc/{name}").exists():
            found[name] = _waited(name)
    return found


def _waited(name: str) -> float:
    """Return for how many seconds a thread has waited for a processor, by its folder in /proc; Linux only."""
    return int(Path(f"/proc/{name}/schedstat").read_bytes().split()[1]) / 1e9


def alone(seconds: float, spec: RunSpec) -> tuple[float, float]:
    """Return the speed without a window, as :meth:`Speed.read` does."""
    session = Session(2)
    run = session.start(spec)
    while run.step < 100:
        time.sleep(0.01)
    speed = Speed(run)
    time.sleep(seconds)
    found = speed.read()
    session.close()
    return found


def windowed(seconds: float, spec: RunSpec) -> tuple[float, float]:
    """Return the speed in the window, as :meth:`Speed.read` does."""
    app = make_app()
    window = make_window(keep=False)
    gc.freeze()  # as the program does once its window is filled
    window.show()
    window.lab.controls.speed.set_value("full")
    spin(app, 30, lambda: window.experiment.examples is not None)
    window.lab.starter.race([spec])
    run = window.bridge.runs[0]
    spin(app, 30, lambda: run.step > 100)
    speed = Speed(run)
    loop = QEventLoop()  # not the application's, which closes the window before it returns
    QTimer.singleShot(round(1000 * seconds), loop.quit)
    loop.exec()
    found = speed.read()
    window.close()
    window.deleteLater()
    app.processEvents()
    return found


def cost(rounds: int, seconds: float, spec: RunSpec) -> None:
    """Print what the window costs a run, from rounds in which it trains alone and in the window."""
    pairs = [(alone(seconds, spec), windowed(seconds, spec)) for _ in range(rounds + 1)][1:]  # the first one compiles
    for k, how in enumerate(("by the clock", "without waiting for a processor")):
        one, other = np.median([(a[k], w[k]) for a, w in pairs], axis=0)
        slower = 100 * (1 - np.array([w[k] / a[k] for a, w in pairs]))
        print(
            f"{how}: alone {one:,.0f} steps/s, in the window {other:,.0f}: {100 * (1 - other / one):.1f} % slower; "
            f"in pairs {np.median(slower):.1f} % ({np.quantile(slower, 0.25):.1f} to {np.quantile(slower, 0.75):.1f})"
        )
    print(f"load {os.getloadavg()[0]:.1f}")


def report(name: str, values: np.ndarray) -> None:
    """Print the percentiles of gaps."""
    p50, p95, p99 = np.percentile(values, [50, 95, 99])
    print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms, max {values.max():.1f} ms, n {len(values)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    parser.add_argument("--tab", default="", help="the view in Look inside")
    parser.add_argument("--views", action="store_true", help="open every view of Look inside in turn")
    parser.add_argument("--stacks", action="store_true", help="say what the window did in the long gaps")
    parser.add_argument("--sweep", default="", help="a sweep of short trials with this page in sight: sweeps or lab")
    parser.add_argument("--trials", type=int, default=1000)
    parser.add_argument("--picture", default="Parallel", help="the picture of the sweep in sight")
    parser.add_argument("--large", action="store_true", help="a network of 784-like size")
    parser.add_argument("--cost", action="store_true", help="measure what the window costs training")
    parser.add_argument("--rounds", type=int, default=8, help="of the cost")
    options = parser.parse_args()
    network = LARGE if options.large else SMALL
    if options.cost:
        spec = specs(1, LARGE if options.large else SMALL, 10)[0]
        cost(options.rounds, min(options.seconds, 3), spec)
        return
    size = (options.width, options.height)
    if options.sweep:
        found, cpu = sweep_gaps(options.trials, options.sweep, size, options.picture)
        report(f"{options.trials} trials, {options.sweep}, {options.picture}, by the clock", found)
        report("  processor of the window's thread a turn", cpu)
        return
    found = gaps(
        options.seconds, options.runs, size, network, options.tab, views=options.views, stacks=options.stacks
    )  # fmt: skip
    report(f"{options.runs} runs, {size[0]}×{size[1]}", found)


if __name__ == "__main__":
    main()
