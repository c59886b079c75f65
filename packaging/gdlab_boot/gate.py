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
SITE = "build/docs"
DOCS = Check("docs", ("-m", "sphinx", "-q", "-W", "--keep-going", "-d", "build/doctrees", "docs", SITE))
PLATFORMS = ("Linux", "Windows", "Darwin")
# Arguments of pytest that say how many processes there are, or that want a single one at the terminal.
ONE_PROCESS = ("-n", "--numprocesses", "--dist", "--pdb", "--trace", "-s", "--capture=no", "--collect-only", "--co")


def checks(python: Path) -> tuple[Check, ...]:
    """Return every check but the tests, the quick ones first."""
    return (*QUICK, *types(python), DOCS)


def types(python: Path) -> list[Check]:
    """Return the checks of types, one a system; the libraries' types are those of the Python in use."""
    version = "{}.{}".format(*sys.version_info[:2])
    common = ("-m", "basedpyright", "--pythonpath", str(python), "--pythonversion", version, "--pythonplatform")
    return [Check(f"types, {name}", (*common, name)) for name in PLATFORMS]


def tests(arguments: list[str]) -> Check:
    """Return the check that runs pytest on every core with the caller's arguments.

    There are three processes for two cores: a test waits a third of its time, for a window or another process.
    """
    if any(argument.startswith(ONE_PROCESS) for argument in arguments):
        return Check("tests", ("-m", "pytest", *arguments))
    return Check("tests", ("-m", "pytest", "-n", str(max(1, 3 * cores() // 2)), "--dist", "worksteal", *arguments))


def cores() -> int:
    """Return how many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_gate(python: Path, top: Path, pytest_arguments: list[str]) -> int:
    """Run the checks side by side, then the tests on every core; return 0 when all passed, 1 otherwise."""
    environment = quiet_environment(top)
    outcomes: list[Outcome] = []
    with ThreadPoolExecutor(max_workers=cores()) as pool:
        for outcome in pool.map(lambda check: run_quietly(check, python, top, environment), checks(python)):
            report(outcome)
            outcomes.append(outcome)
    say("── tests")
    if outcomes[-1].code == 0:  # the tests read the site that has just been built
        environment["BUILT_DOCS_SITE"] = str(top / SITE)
    outcomes.append(run_openly(tests(pytest_arguments), python, top, environment))
    say(summary(outcomes))
    return 0 if all(outcome.code == 0 for outcome in outcomes) else 1


def quiet_environment(top: Path) -> dict[str, str]:
    """Return the environment of the checks: no screen, the same examples each time, kernels and bytecode kept."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start some hundred processes
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
