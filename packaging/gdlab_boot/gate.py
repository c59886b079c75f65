"""Every check and test: run all, report each with its time, end with a summary."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from gdlab_boot.say import say


@dataclass(frozen=True)
class Check:
    """One step of the gate: what it is called, and the command after .venv's Python."""

    name: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a check ended."""

    name: str
    code: int
    seconds: float
    output: str = ""


QUICK = (
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("lint", ("-m", "ruff", "check", ".")),
    Check("walls", ("-c", "from importlinter.cli import lint_imports_command as check; check()", "--no-logo")),
)
# Warnings are errors: a broken link, a formula that cannot be read, a page that nothing leads to.
DOCS = Check("docs", ("-m", "sphinx", "-q", "-W", "--keep-going", "-d", "build/doctrees", "docs", "build/docs"))
# The libraries' types are written for the Python that they were installed for.
TYPES = Check("types", ("-m", "basedpyright", "--pythonversion", "{}.{}".format(*sys.version_info[:2])))
BESIDE = (TYPES, DOCS)


def tests(arguments: list[str]) -> Check:
    """Return the check that runs pytest with the caller's arguments."""
    return Check("tests", ("-m", "pytest", *arguments))


def run_gate(python: Path, top: Path, pytest_arguments: list[str]) -> int:
    """Run the quick checks, then types and documentation beside the tests; return 0 when all passed, 1 otherwise."""
    environment = quiet_environment(top)
    outcomes: list[Outcome] = []
    for check in QUICK:
        outcomes.append(run_quietly(check, python, top, environment))
        report(outcomes[-1])
    with ThreadPoolExecutor(max_workers=1) as beside:  # pytest leaves most of a second core idle
        others = [beside.submit(run_quietly, check, python, top, environment) for check in BESIDE]
        say("── tests")
        tested = run_openly(tests(pytest_arguments), python, top, environment)
        beside_tests = [other.result() for other in others]
    for outcome in beside_tests:
        report(outcome)
    outcomes += [*beside_tests, tested]
    say(summary(outcomes))
    return 0 if all(outcome.code == 0 for outcome in outcomes) else 1


def quiet_environment(top: Path) -> dict[str, str]:
    """Return the environment of the checks: no screen, the same examples each time, kernels kept."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment.setdefault("HYPOTHESIS_PROFILE", "ci")
    environment.setdefault("NUMBA_CACHE_DIR", str(top / ".cache" / "numba"))
    return environment


def run_quietly(check: Check, python: Path, top: Path, environment: dict[str, str]) -> Outcome:
    """Run a check and keep what it prints."""
    start = time.perf_counter()
    done = subprocess.run(
        [str(python), *check.arguments],
        cwd=top,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return Outcome(check.name, done.returncode, time.perf_counter() - start, done.stdout)


def run_openly(check: Check, python: Path, top: Path, environment: dict[str, str]) -> Outcome:
    """Run a check that prints straight to the terminal."""
    start = time.perf_counter()
    done = subprocess.run([str(python), *check.arguments], cwd=top, env=environment, check=False)
    return Outcome(check.name, done.returncode, time.perf_counter() - start)


def report(outcome: Outcome) -> None:
    """Print how a check ended, and what it said if it failed."""
    say(f"── {outcome.name}: {verdict(outcome)} ({outcome.seconds:.1f} s)")
    if outcome.code != 0:
        say(outcome.output.rstrip())


def verdict(outcome: Outcome) -> str:
    """Return the word for an exit code."""
    return "passed" if outcome.code == 0 else f"FAILED (exit code {outcome.code})"


def summary(outcomes: list[Outcome]) -> str:
    """Return one table of how everything ended, its last line the whole."""
    width = max(len(outcome.name) for outcome in outcomes)
    lines = [f"  {o.name:<{width}}  {o.seconds:7.1f} s  {verdict(o)}" for o in outcomes]
    failed = [outcome.name for outcome in outcomes if outcome.code != 0]
    end = f"{len(outcomes) - len(failed)} of {len(outcomes)} checks passed"
    end += f"; failed: {', '.join(failed)}" if failed else ""
    return "\n".join(["", *lines, end])
