"""Tests of the window in forks of a process that has made one: to make a window takes longer than most of these tests.

Each test has a process and a window of its own, as nobody has touched it yet. Only Linux forks a process with Qt in it
safely; elsewhere, and where a debugger or the terminal is wanted, the window is made in the test.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakSet

import pytest
from _pytest.runner import runtestprotocol

OWN = "own_window"  # the marker of a test whose window has to be made after its other fixtures

PATIENCE = 60  # seconds that the template may take until it forks for a test whose time is over


class ForkedTestError(Exception):
    """The process of a test ended before it had reported."""


def is_forked(item: pytest.Item) -> bool:
    """Say whether a test runs in a fork: it asks for the usual window, and a fork is possible."""
    options = item.config.option
    if sys.platform != "linux" or options.usepdb or options.trace or options.capture == "no" or options.collectonly:
        return False
    info = getattr(item, "_fixtureinfo", None)
    definitions = info.name2fixturedefs.get("window", ()) if info is not None else ()
    usual = bool(definitions) and definitions[-1].baseid == "tests/ui"
    return usual and item.get_closest_marker(OWN) is None


class Template:
    """A fork of this process, made before the first test, that prepares what tests need and forks for each of them.

    Args:
        session: the tests, all collected.
        prepare: what the process does before the first test.
    """

    def __init__(self, session: pytest.Session, prepare: Callable[[], object]) -> None:
        session.config._tmp_path_factory.getbasetemp()  # one folder for this process and its forks
        ordering, self._orders = os.pipe()
        answers, answering = os.pipe()
        self._places = {item: place for place, item in enumerate(session.items)}
        self._process = _fork()
        if not self._process:
            os.close(self._orders)
            os.close(answers)
            _serve(session.items, prepare, ordering, answering)
        os.close(ordering)
        os.close(answering)
        self._answers, self._rest = answers, b""

    def run(self, item: pytest.Item, nextitem: pytest.Item | None) -> None:
        """Run a test in a fork and tell pytest its reports as if it had run here."""
        told: list[dict[str, Any]] = []
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
        call = pytest.CallInfo.from_call(lambda: told.extend(self._reports_of(item)), "call", (KeyboardInterrupt,))
        if call.excinfo is None:
            reports = [item.config.hook.pytest_report_from_serializable(config=item.config, data=each) for each in told]
        else:
            reports = [item.ihook.pytest_runtest_makereport(item=item, call=call)]
        item.session._setupstate.teardown_exact(nextitem)  # what earlier tests of these folders have set up here
        for report in reports:
            item.ihook.pytest_runtest_logreport(report=report)
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)

    def close(self) -> None:
        """End the process."""
        os.close(self._orders)
        os.waitpid(self._process, 0)
        os.close(self._answers)

    def _reports_of(self, item: pytest.Item) -> list[dict[str, Any]]:
        os.write(self._orders, f"{self._places[item]}\n".encode())
        told: dict[str, Any] = {}
        try:
            while "code" not in told:
                told |= self._next_answer()
        except ForkedTestError:
            raise
        except BaseException:  # the time of the test is over, or Ctrl+C
            self._abort(told)
            raise
        if told["code"] != 0:
            raise ForkedTestError(f"the process of the test ended with code {told['code']}")
        return told["reports"]

    def _abort(self, told: dict[str, Any]) -> None:
        """End a test's process, and wait until the template has told its end: its answers are not the next test's.

        The process may not have told its number yet. A template that does not come to fork is ended itself.
        """
        while not told.keys() & {"process", "code"}:
            if not self._rest and not select.select([self._answers], [], [], PATIENCE)[0]:
                os.kill(self._process, signal.SIGKILL)
                return
            told |= self._next_answer()
        if "code" not in told:
            with suppress(ProcessLookupError):  # it may have ended just now
                os.kill(told["process"], signal.SIGABRT)  # on which it writes where it stands
        while "code" not in told:
            told |= self._next_answer()

    def _next_answer(self) -> dict[str, Any]:
        while b"\n" not in self._rest:
            read = os.read(self._answers, 1 << 16)
            if not read:
                raise ForkedTestError("the process that makes windows for tests has ended")
            self._rest += read
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)


def _fork() -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # from Python 3.12 on about xdist's own thread, for which a fork has no use
        return os.fork()


def _serve(items: list[pytest.Item], prepare: Callable[[], object], ordering: int, answering: int) -> None:
    """Fork for each test that is ordered, and end this process, a fork itself, when there are no more."""
    try:
        with os.fdopen(ordering) as orders, os.fdopen(answering, "w", buffering=1, encoding="utf-8") as answers:
            is_prepared = False
            for order in orders:
                if not is_prepared:
                    prepare()
                    is_prepared = True
                child = _fork()
                if not child:
                    _report(items[int(order)], answers)
                code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
                answers.write(json.dumps({"code": code}) + "\n")
    finally:
        os._exit(0)


def _report(item: pytest.Item, answers: Any) -> None:
    """Run a test in this process, a fork, write its reports, and end the process."""
    code = 1
    try:
        answers.write(json.dumps({"process": os.getpid()}) + "\n")
        reports = runtestprotocol(item, log=False, nextitem=None)
        tell = item.config.hook.pytest_report_to_serializable
        answers.write(json.dumps({"reports": [tell(config=item.config, report=each) for each in reports]}) + "\n")
        answers.flush()
        code = 0
    finally:
        os._exit(code)


class HeldThreads:
    """Threads whose start is put off, since a fork has only the thread that forks."""

    def __init__(self) -> None:
        self._made: WeakSet[threading.Thread] = WeakSet()
        self._threads: list[threading.Thread] = []

    @contextmanager
    def held(self) -> Iterator[None]:
        """Put off the start of every thread that is started inside."""

        def note(thread: threading.Thread, *args: Any, **options: Any) -> None:
            make(thread, *args, **options)
            self._made.add(thread)

        def put_off(thread: threading.Thread) -> None:
            self._threads.append(thread)

        make, threading.Thread.__init__ = threading.Thread.__init__, note
        start, threading.Thread.start = threading.Thread.start, put_off
        try:
            yield
        finally:
            threading.Thread.__init__, threading.Thread.start = make, start

    def start(self) -> None:
        """Start what was put off, in a fork; what was made inside and not started can be from now on."""
        for thread in list(self._made):
            if handle := getattr(thread, "_handle", None):  # from 3.13 on, a fork ends those that never started too
                thread._handle = type(handle)()  # pyright: ignore[reportAttributeAccessIssue]
        for thread in self._threads:
            thread.start()
        self._threads.clear()
