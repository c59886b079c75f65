"""Names, values and files that hold what no text holds, and Ctrl+C before anything begins: no traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gdlab.cli.main import main
from gdlab.lab.store import Store
from gdlab.spec.files import dumps
from tests.lab.small import spec

HALF = "\udcff"  # what a byte becomes that is no character in the system's character set


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GDLAB_DATA_DIR", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).resolve().parents[2]))
    (tmp_path / "small.toml").write_text(dumps(spec(epochs=1)))
    return tmp_path


def refusal(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 2
    said = capsys.readouterr().err
    assert said.startswith("gdlab: ") or "\ngdlab: " in said
    assert "Traceback" not in said
    assert "went wrong inside" not in said
    return said


@pytest.mark.parametrize(
    "words",
    [
        ("compare", "small.toml", "--vary", f"optimizer.lr={HALF},0.1"),
        ("compare", "small.toml", "--vary", f"name={HALF},b"),
        ("compare", "small.toml", "--vary", f"{HALF}=1,2"),
        ("run", "small.toml", "--set", f"name={HALF}"),
        ("run", "small.toml", "--set", f"{HALF}=1"),
        ("run", "small.toml", "--set", f"optimizer.type={HALF}"),
        ("run", f"{HALF}.toml"),
        ("data", "show", HALF),
        ("data", "show", "csv", "--set", f"path={HALF}.csv"),
        ("data", "import", f"{HALF}.csv"),
        ("resume", HALF),
        ("runs", "show", HALF),
        ("export", HALF, "--out", "a.csv"),
        ("study", "run", HALF),
        ("new", HALF),
        (HALF,),
    ],
)
def test_arguments_that_are_no_text_are_refused(folder, capsys, words):
    refusal(capsys, *words)


@pytest.mark.parametrize(
    "fields",
    [{"name": "\ud800"}, {"data": {"type": "csv", "path": "\ud800"}}, {"optimizer": {"type": "\ud800"}},
     {"\ud800": 1}, {"network": {"layers": ["\ud800"]}}, {"optimizer": "\ud800(lr=1)"}],
)  # fmt: skip
def test_halves_of_characters_in_a_json_spec_are_refused(folder, capsys, fields):
    (folder / "spec.json").write_text(json.dumps(fields))
    refusal(capsys, "run", "spec.json")


def test_halves_of_characters_in_json_lines_are_bad_rows(folder, capsys):
    good = "".join(f'{{"a": {k}, "b": "{"xy"[k % 2]}"}}\n' for k in range(60))
    (folder / "a.jsonl").write_text('{"a": 1, "b": "\\ud800"}\n{"\\udfff": 1}\n' + good)
    assert "2 of 62 rows are bad" in refusal(capsys, "data", "import", "a.jsonl")
    assert main(["data", "import", "a.jsonl", "--set", "bad_rows=skip"]) == 0


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt"])
def test_bytes_of_another_character_set_are_refused(folder, capsys, name):
    lines = {"a.csv": "a,b\n1,ö\n2,x\n" * 20, "a.jsonl": '{"a": 1, "b": "ö"}\n{"a": 2, "b": "x"}\n' * 20}
    (folder / name).write_bytes(lines.get(name, "Größe " * 500).encode("latin-1"))
    said = refusal(capsys, "data", "import", name, "--set", "charset=utf-8")
    assert "not valid UTF-8" in said or "not in the character set utf-8" in said
    assert "no character set" in refusal(capsys, "data", "import", name, "--set", "charset=klingon")


def test_more_layers_than_any_network_has_are_refused(folder, capsys):
    (folder / "long.toml").write_text("[network]\nlayers = [" + '"ReLU",' * 10_001 + "]\n")
    assert "must have at most 10,000 items (got 10,001)" in refusal(capsys, "run", "long.toml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no such files")
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_in_the_place_of_a_text_is_refused_before_it_is_opened(folder, capsys, kind):
    for name in ("a.toml", "a.json", "a.rule"):
        if kind == "pipe":
            os.mkfifo(folder / name)
        else:
            (folder / name).symlink_to("/dev/zero")
    for words in (
        ("run", "a.toml"),
        ("run", "a.json"),
        ("study", "a.toml"),
        ("sweep", "a.toml"),
        ("rule", "check", "a.rule"),
    ):
        assert "a pipe, a device or a socket, and a file is needed" in refusal(capsys, *words), words


@pytest.mark.parametrize("text", ["a" + ".a" * 25_000 + " = 1", "[" + "a." * 25_000 + "a]", "a = " + "[" * 25_000])
def test_a_spec_that_nests_without_end_is_refused(folder, capsys, text):
    (folder / "deep.toml").write_text(text)
    refusal(capsys, "run", "deep.toml")
    refusal(capsys, "run", "small.toml", "--set", text.removeprefix("["))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is POSIX's")
@pytest.mark.parametrize("words", [("run", "small.toml"), ("data", "list"), ("--help",)])
def test_ctrl_c_while_modules_are_imported_ends_with_130_and_no_traceback(folder, words):
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    code = (
        "import os, signal, sys\n"
        "module, *sys.argv[1:] = sys.argv[1:]\n"
        "class Press:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == module: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Press())\n"
        "from gdlab.__main__ import run_gdlab\n"
        "raise SystemExit(run_gdlab())"
    )
    try:
        for module in ("gdlab.logs.setup", "typer", "gdlab.cli.usage"):
            command = [sys.executable, "-c", code, module, *words]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (130, "gdlab: interrupted\n"), done.stderr
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is POSIX's")
def test_ctrl_c_during_an_import_of_data_ends_with_130_and_leaves_no_files(folder, monkeypatch):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(folder / "cache"))
    (folder / "big.jsonl").write_text("".join(f'{{"a": {k}, "b": {k % 7}}}\n' for k in range(200_000)))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        command = [sys.executable, "-m", "gdlab", "data", "import", "big.jsonl"]
        child = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    finally:
        signal.signal(signal.SIGINT, before)
    with child:
        while child.poll() is None and not list((folder / "cache").rglob("table.csv")):
            time.sleep(0.01)
        os.kill(child.pid, signal.SIGINT)
        said = child.communicate()[1]
    assert child.returncode == 130
    assert "Traceback" not in said
    assert not [f for f in (folder / "cache").rglob("*") if f.is_file()]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("small.toml", "run small.toml --csv"),
        ("small.toml", "range small.toml --csv"),
        ("small.toml", "link small.toml --out"),
        ("rows.csv", "predict none rows.csv --out"),
        ("rows.csv", 'run small.toml --set data=csv(path="rows.csv",target="b") --csv'),
        ("home/runs.sqlite", "export --out"),
    ],
)
def test_an_output_that_is_an_input_is_refused_and_stays_as_it_is(folder: Path, capsys, source: str, words: str):
    (folder / "rows.csv").write_text("a,b\n" + "1,2\n2,4\n" * 20)
    Store()
    before = (folder / source).read_bytes()
    (folder / "other.csv").symlink_to(folder / source)
    for name in (source, "other.csv"):
        assert "is an input and would be overwritten" in refusal(capsys, *words.split(), name)
    assert (folder / source).read_bytes() == before


def test_ctrl_c_while_a_table_is_queried_is_no_fault(monkeypatch, capsys):
    def query(*_: object) -> None:
        raise RuntimeError("Query interrupted")  # DuckDB's word for it

    monkeypatch.setattr(sys.modules[main.__module__], "_run", query)
    assert main(["data", "import", "a.csv"]) == 130
    assert capsys.readouterr().err.strip() == "gdlab: interrupted"


def test_names_with_control_characters_are_written_out_and_do_not_reach_a_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a\x1b]0;title\x07\x9b31mred"
    (folder / "coloured.toml").write_text(dumps(spec(epochs=1).replace(name=name)), encoding="utf-8")
    assert main(["run", "coloured.toml"]) == 0
    assert main(["runs"]) == 0
    assert main(["run", "\x1b[31m.toml"]) == 2
    said = "".join(capsys.readouterr())
    assert "\x1b" not in said
    assert "\x9b" not in said
    assert said.count(r"a\x1b]0;title\x07\x9b31mred") == 2
    assert r"\x1b[31m.toml: there is no such file" in said
