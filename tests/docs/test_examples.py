"""Every example in the documentation runs as it is printed, page by page and from top to bottom."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gdlab.cli import main
from gdlab.spec.files import loads
from gdlab.studies.catalogue import study
from tests.warm import WarmPython

TOP = Path(__file__).resolve().parents[2]
DOCS = TOP / "docs"
PAGES = sorted(
    [TOP / "README.md", TOP / "CONTRIBUTING.md"]
    + [page for page in DOCS.rglob("*.md") if "generated" not in page.parts]
)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
#: Lines that are not run here, and why.
NOT_RUN = {
    "python3 packaging/bootstrap.py run": "opens a window, which needs a display",
    "python3 packaging/bootstrap.py test": "would run these tests within themselves; tests/packaging runs the parts",
    "python packaging/update_translations.py fr": "would write a language into the checkout",
}
#: Commands that make a window for a screenshot; in a process of their own they leave none behind.
OPENS_WIDGETS = ("demo",)


def blocks(page: Path) -> list[tuple[str, str]]:
    """Return language and text of a page's fenced examples, first to last."""
    return _BLOCK.findall(page.read_text(encoding="utf-8"))


def name_of(page: Path) -> str:
    return page.relative_to(TOP).as_posix()


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmPython]:
    """Return a process that has gdlab's members and what most examples import, in which a warning is an error."""
    imports = (
        f"sys.path.insert(0, {str(TOP)!r}); from gdlab.spec.base import load_members; load_members()\n"
        "import scipy.special, gdlab.lab.train; del sys.path[0]"
    )
    with WarmPython(imports, "-W", "error", folder=tmp_path_factory.mktemp("output")) as process:
        yield process


@pytest.mark.parametrize("page", [p for p in PAGES if blocks(p)], ids=name_of)
def test_the_examples_of_a_page_run(page: Path, capfd: pytest.CaptureFixture[str], warm: WarmPython):
    for language, text in together(blocks(page)):
        if language == "python":
            run_python(text, warm)
        elif language == "sh":
            for line in text.replace("\\\n", " ").splitlines():
                run_line(line, capfd)
        elif language == "toml":
            read_toml(text, page)
        else:
            assert language == "text", f"nothing runs an example in {language}"


def together(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the examples with those in Python that follow one another as one, each with names of its own."""
    joined: list[tuple[str, str]] = []
    for language, text in found:
        if language == "python":
            text = f"exec(compile({text!r}, '<example>', 'exec'), {{'__name__': '__main__'}})\n"
            if joined and joined[-1][0] == "python":
                joined[-1] = ("python", joined[-1][1] + text)
                continue
        joined.append((language, text))
    return joined


def run_python(code: str, warm: WarmPython) -> None:
    done = warm.run(code, folder=Path.cwd(), environment={**os.environ, "PYTHONPATH": str(TOP)})
    assert done.returncode == 0, code + done.stderr


def run_line(line: str, capfd: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line, comments=True)
    if not words or " ".join(words[:3]) in NOT_RUN:
        return
    target = words.pop() if ">" in words else None
    words = [w for w in words if w != ">"]
    assert words[0] == "gdlab", f"nothing runs the line {line!r}"
    code, out, err = in_another_process(words) if words[1] in OPENS_WIDGETS else in_this_process(words, capfd)
    assert code == 0, line + err
    if target is not None:
        Path(target).write_text(out, encoding="utf-8")


def in_this_process(words: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(words[1:])
    captured = capfd.readouterr()
    return code, captured.out, captured.err


def in_another_process(words: list[str]) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env={**os.environ, "PYTHONPATH": str(TOP), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def read_toml(text: str, page: Path) -> None:
    """Read a study where the text has a claim, else a spec."""
    if "\nclaim = " in text:
        Path("study.toml").write_text(text, encoding="utf-8")
        assert study("study.toml").parts
    else:
        loads(text, page.name)


def test_every_kind_of_page_has_examples():
    assert {name_of(page) for page in PAGES if blocks(page)} >= {
        "README.md",
        "docs/cli.md",
        "docs/python.md",
        "docs/files.md",
        "docs/tutorial/first-race.md",
        "docs/how-to/resume.md",
        "docs/explanation/paired-racing.md",
    }


def test_every_command_is_in_the_page(capfd: pytest.CaptureFixture[str]):
    assert main(["--help"]) == 0
    commands = re.findall(r"^[│|] (\w+)", capfd.readouterr().out, re.MULTILINE)
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    known_elsewhere = {"data", "demo", "study"}
    assert set(commands) >= {"run", "compare", "runs", "export", "new", "doctor", "warmup", "bench"}
    assert [c for c in commands if c not in known_elsewhere and f"gdlab {c}" not in page] == []
