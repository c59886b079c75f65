"""Tests in processes of their own are told as they ended, whatever they do to their process."""

from __future__ import annotations

import sys

import pytest

CONFTEST = """
import pytest
from tests.ui.forks import Template

template = None

def pytest_collection_finish(session):
    global template
    template = Template(session, lambda: print("prepared"))

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    template.run(item, nextitem)
    return True

def pytest_sessionfinish():
    template.close()
"""
TESTS = """
import os, signal, time
import pytest

held = []

def test_first():
    held.append(1)

def test_holds_nothing_of_another_test():
    assert held == []

def test_fails():
    assert held == [7]

def test_crashes():
    os.kill(os.getpid(), signal.SIGSEGV)

@pytest.fixture
def left(tmp_path):
    yield
    raise ValueError("the end of a fixture")

def test_fails_at_its_end(left):
    pass

@pytest.mark.timeout(1)
def test_hangs():
    time.sleep(60)

def test_last(tmp_path):
    (tmp_path / "file").write_text("")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="these tests run in their window's process elsewhere")
def test_each_test_is_told_as_it_ended(pytester: pytest.Pytester):
    pytester.makeconftest(CONFTEST)
    pytester.makepyfile(TESTS)
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider", timeout=150)
    result.assert_outcomes(passed=4, failed=3, errors=1)
    result.stdout.fnmatch_lines_random([
        "*assert ?? == ?7?*",
        "*ForkedTestError: the process of the test ended with code -11*",
        "*ValueError: the end of a fixture*",
        "*Failed: Timeout*",
    ])  # fmt: skip
