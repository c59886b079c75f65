"""bootstrap.py on all the machines that are not like this one."""

from __future__ import annotations

import ast
import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from gdlab_boot import commands, environment, gate, interpreter, pip
from gdlab_boot.say import SetupError

from gdlab import display as screen

TOP = Path(__file__).resolve().parents[2]
SCRIPT = TOP / "packaging" / "bootstrap.py"
DAMAGES = ["empty folder", "file", "no python", "no pip", "no stamp", "no gdlab"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Lay out the two files that decide what .venv holds."""
    (tmp_path / "packaging").mkdir()
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "packaging" / "constraints.txt").write_text("numpy==2.4.6\n")
    return tmp_path


@pytest.fixture(scope="session")
def virtual_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real virtual environment, to copy from: each takes seconds."""
    venv = tmp_path_factory.mktemp("made") / ".venv"
    environment.make(venv)
    return venv


@pytest.fixture
def installs(monkeypatch: pytest.MonkeyPatch, virtual_environment: Path) -> list[tuple[str, ...]]:
    """Replace what takes time or the network: making copies, installing leaves gdlab's mark and is noted."""
    noted: list[tuple[str, ...]] = []

    def make(venv: Path) -> None:
        environment.remove(venv)
        shutil.copytree(virtual_environment, venv, symlinks=True)

    def install(venv: Path, top: Path, extras: tuple[str, ...]) -> None:
        (environment.site_packages(venv) / "gdlab-0.1.0.dist-info").mkdir(exist_ok=True)
        noted.append(extras)

    monkeypatch.setattr(environment, "make", make)
    monkeypatch.setattr(environment, "install", install)
    monkeypatch.setattr(environment, "PROBE", "pass")
    return noted


class TestTheInterpreter:
    def test_an_old_python_gets_one_sentence_and_exit_code_2(self, monkeypatch, capsys):
        main = runpy.run_path(str(SCRIPT))["main"]
        monkeypatch.setattr(sys, "version_info", (3, 9, 18, "final", 0))
        assert main() == 2
        captured = capsys.readouterr()
        assert captured.out == ""
        assert captured.err.startswith("gdlab needs Python 3.11 or newer; this is Python 3.9.18")
        assert captured.err.count("\n") == 1

    def test_an_old_python_can_read_the_script(self):
        ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 4))

    def test_only_the_standard_library_is_imported(self):
        allowed = {*sys.stdlib_module_names, "gdlab_boot", "gdlab"}
        shared = (TOP / "gdlab" / "display.py", TOP / "gdlab" / "__init__.py")
        for path in (SCRIPT, *shared, *(TOP / "packaging" / "gdlab_boot").glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                assert {name.split(".")[0] for name in names} <= allowed, path

    def test_it_starts_and_explains_itself(self):
        done = subprocess.run([sys.executable, SCRIPT, "--help"], capture_output=True, text=True, check=False)
        assert done.returncode == 0
        assert "run" in done.stdout
        assert "test" in done.stdout

    def test_an_unknown_command_is_exit_code_2(self):
        done = subprocess.run([sys.executable, SCRIPT, "fly"], capture_output=True, text=True, check=False)
        assert done.returncode == 2
        assert "fly" in done.stderr


class TestTheEnvironment:
    def test_it_is_made_once_and_then_left_alone(self, checkout, installs):
        first = environment.ensure((), checkout)
        made = first.stat().st_ctime_ns
        assert environment.ensure((), checkout) == first
        assert first.stat().st_ctime_ns == made
        assert installs == [()]

    def test_the_tests_need_more_than_the_app_and_the_app_no_more_than_the_tests(self, checkout, installs):
        environment.ensure((), checkout)
        environment.ensure(("test",), checkout)
        environment.ensure((), checkout)
        assert installs == [(), ("test",)]

    @pytest.mark.parametrize("name", ["pyproject.toml", "packaging/constraints.txt"])
    def test_a_change_of_what_is_declared_installs_again(self, checkout, installs, name):
        environment.ensure((), checkout)
        (checkout / name).write_text("changed\n")
        environment.ensure((), checkout)
        assert installs == [(), ()]

    def test_another_python_makes_it_again(self, checkout, installs, monkeypatch):
        environment.ensure((), checkout)
        monkeypatch.setattr(environment, "fingerprint", lambda top: "of another Python")
        monkeypatch.setattr(environment, "THIS_PYTHON", (3, 99))
        made: list[Path] = []
        make = environment.make
        monkeypatch.setattr(environment, "make", lambda venv: made.append(venv) or make(venv))
        environment.ensure((), checkout)
        assert made == [checkout / ".venv"]

    @pytest.mark.parametrize("damage", DAMAGES)
    def test_a_half_made_one_is_mended(self, checkout, installs, damage):
        venv = checkout / ".venv"
        if damage == "file":
            venv.write_text("not a folder")
        elif damage == "empty folder":
            venv.mkdir()
        else:
            environment.ensure((), checkout)
            spoil(venv, damage)
        python = environment.ensure((), checkout)
        assert environment.answers(python, "import pip")
        assert environment.is_ready(venv, environment.fingerprint(checkout), ())

    def test_packages_that_do_not_load_are_installed_afresh_and_then_reported(self, checkout, installs, monkeypatch):
        monkeypatch.setattr(environment, "PROBE", "raise ImportError('half a wheel')")
        with pytest.raises(SetupError, match="half a wheel"):
            environment.ensure((), checkout)
        assert installs == [(), ()]
        assert not environment.stamp_path(checkout / ".venv").exists()

    def test_an_interrupted_installation_is_not_taken_for_a_whole_one(self, checkout, installs, monkeypatch):
        environment.ensure((), checkout)

        def interrupted(*arguments: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(environment, "install", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(("test",), checkout)
        assert not environment.is_ready(checkout / ".venv", environment.fingerprint(checkout), ())

    def test_a_python_without_ensurepip_borrows_the_system_s_pip_or_says_what_to_install(self):
        assert "--without-pip" in environment.venv_command(Path("v"), with_pip=False)
        assert "--python" in environment.borrowed_pip_command(Path("v"))
        sentence = environment.explain_failed_venv("No module named pip", bundled=False)
        assert f"sudo apt install python3.{sys.version_info.minor}-venv" in sentence

    def test_each_system_has_its_python_where_it_keeps_it(self):
        assert environment.venv_python(Path("v"), "win32") == Path("v/Scripts/python.exe")
        assert environment.venv_python(Path("v"), "darwin") == Path("v/bin/python")


def spoil(venv: Path, damage: str) -> None:
    """Damage a virtual environment as a cut or a clean-up would."""
    if damage == "no python":
        environment.venv_python(venv).unlink()
    elif damage == "no pip":
        environment.remove(environment.site_packages(venv) / "pip")
        environment.stamp_path(venv).unlink()
    elif damage == "no stamp":
        environment.stamp_path(venv).write_text("{")
    else:
        environment.remove(environment.site_packages(venv) / "gdlab-0.1.0.dist-info")


class TestAnotherPython:
    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("3", "major and minor"),
            ("three", "major and minor"),
            ("3.13.1", "major and minor"),
            ("3.9", "3.11 or newer"),
        ],
    )
    def test_what_is_no_version_or_too_old_is_one_sentence_and_exit_code_2(self, capsys, text, words):
        assert commands.main(["run", "--python", text]) == 2
        said = capsys.readouterr().err
        assert words in said
        assert said.count("\n") == 1

    def test_one_that_is_not_there_is_one_sentence_and_exit_code_2(self, monkeypatch, capsys, tmp_path):
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
        assert commands.main(["test", "--python", "3.98"]) == 2
        said = capsys.readouterr().err
        assert said.startswith("gdlab: Python 3.98 is not found")
        assert said.count("\n") == 1

    def test_the_running_one_has_an_environment_of_its_own(self, monkeypatch):
        folders: list[str] = []
        monkeypatch.setattr(commands, "ensure", lambda extras=(), name=".venv": folders.append(name) or Path("python"))
        monkeypatch.setattr(commands, "hand_over", lambda python, arguments, **_: 0)
        version = "{}.{}".format(*sys.version_info[:2])
        assert commands.main(["run", "--python", version, "--", "doctor"]) == 0
        assert commands.main(["run", "--", "doctor"]) == 0
        assert folders == [f".venv-{version}", ".venv"]

    def test_another_one_takes_over_with_the_same_arguments(self, monkeypatch):
        noted: list[tuple[Path, list[str]]] = []
        monkeypatch.setattr(commands, "find_python", lambda version: Path("python{}.{}".format(*version)))
        monkeypatch.setattr(
            commands, "hand_over", lambda python, arguments, **_: noted.append((python, arguments)) or 0
        )
        assert commands.main(["test", "--python", "3.97", "--", "-k", "adam"]) == 0
        assert noted == [(Path("python3.97"), [str(SCRIPT), "test", "--python", "3.97", "--", "-k", "adam"])]

    def test_it_is_looked_for_on_the_path_and_among_pyenv_s(self, monkeypatch, tmp_path):
        version = sys.version_info[:2]
        name = "{}.{}".format(*version)
        place = tmp_path / "versions" / f"{name}.0" / ("python.exe" if sys.platform == "win32" else "bin/python")
        assert Path(sys.executable) in list(interpreter.candidates(version)) or shutil.which(f"python{name}")
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setenv("PYENV_ROOT", str(tmp_path))
        place.parent.mkdir(parents=True)
        assert place in list(interpreter.candidates(version))
        assert interpreter.is_of_version(Path(sys.executable), version)
        assert not interpreter.is_of_version(Path(sys.executable), (3, 98))
        assert not interpreter.is_of_version(tmp_path / "nothing", version)


class TestPip:
    def test_no_network_is_a_sentence(self, monkeypatch, capfd):
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
        monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
        with pytest.raises(SetupError, match="package index cannot be reached"):
            pip.pip_install(Path(sys.executable), ["--retries", "0", "gdlab-needs-this"])
        assert "gdlab-needs-this" in capfd.readouterr().err

    @pytest.mark.parametrize(
        ("output", "words"),
        [
            ("OSError: [Errno 28] No space left on device", "disk is full"),
            ("ERROR: Could not install packages: [Errno 13] Permission denied: '/x'", "may not write"),
            ("ERROR: No matching distribution found for numba==0.68.1", "no such version"),
            ("ERROR: something new\n", "something new"),
        ],
    )
    def test_each_failure_has_its_sentence(self, output, words):
        assert words in pip.explain_failed_pip(output)


class TestTheScreen:
    @pytest.mark.parametrize(
        ("variables", "reason"),
        [
            ({}, "there is no display"),
            ({"DISPLAY": ""}, "there is no display"),
            ({"DISPLAY": ":0"}, None),
            ({"WAYLAND_DISPLAY": "wayland-0"}, None),
            ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "QT_QPA_PLATFORM asks for offscreen"),
            ({"QT_QPA_PLATFORM": "vnc:port=5900"}, None),
        ],
    )
    def test_a_display_is_looked_for_in_the_environment(self, variables, reason):
        found = screen.missing_display(variables)
        assert found == reason or (reason is not None and found is not None and found.startswith(reason))

    @pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks an X server that is not there")
    def test_a_display_that_does_not_answer_is_a_reason(self):
        variables = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        reason = screen.why_no_window(Path(sys.executable), {**variables, "DISPLAY": ":987"})
        assert reason is not None
        assert "does not answer" in reason or "Qt lacks system libraries" in reason

    def test_missing_libraries_are_named_with_their_packages(self):
        listing = "\tlibxcb-icccm.so.4 => not found\n\tlibc.so.6 => /lib/libc.so.6\n\tlibEGL.so.1 => not found\n"
        missing = screen.unresolved(listing + listing)
        assert missing == ["libxcb-icccm.so.4", "libEGL.so.1"]
        assert "sudo apt install libxcb-icccm4 libegl1" in screen.explain_failed_window("", missing)

    def test_a_traceback_is_shortened_to_what_it_says(self):
        stderr = "Traceback (most recent call last):\n  File ...\nImportError: libEGL.so.1: file too short\n"
        reason = screen.explain_failed_window(stderr, [])
        assert reason == "Qt cannot open a window: ImportError: libEGL.so.1: file too short"

    def test_a_window_that_nobody_sees_opens_here(self):
        variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        assert screen.why_no_window(Path(sys.executable), variables, asked=True) is None


class TestRun:
    @pytest.fixture
    def handed_over(self, monkeypatch, tmp_path) -> list[list[str]]:
        """Note what the app would be started with."""
        noted: list[list[str]] = []
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(commands, "ensure", lambda extras=(), name=".venv": Path(sys.executable))
        monkeypatch.setattr(commands, "hand_over", lambda python, arguments, **_: noted.append(arguments) or 0)
        return noted

    def test_with_a_display_the_window_opens(self, handed_over, monkeypatch):
        monkeypatch.setattr(commands, "why_no_window", lambda python: None)
        assert commands.main(["run"]) == 0
        assert handed_over == [["-m", "gdlab"]]

    def test_without_one_it_says_so_and_races_without_a_window(self, handed_over, monkeypatch, capsys, tmp_path):
        monkeypatch.setattr(commands, "why_no_window", lambda python: "there is no display")
        assert commands.main(["run"]) == 0
        assert handed_over == [["-m", "gdlab", "demo", "--out", str(tmp_path / "gdlab-demo")]]
        assert "No window can open here: there is no display." in capsys.readouterr().out

    def test_arguments_go_on_to_gdlab(self, handed_over):
        assert commands.main(["run", "--", "doctor", "--verbose"]) == 0
        assert handed_over == [["-m", "gdlab", "doctor", "--verbose"]]

    def test_what_stops_it_is_one_sentence_and_exit_code_2(self, monkeypatch, capsys):
        def fail(extras: tuple[str, ...] = (), name: str = ".venv") -> Path:
            raise SetupError("the disk is full")

        monkeypatch.setattr(commands, "ensure", fail)
        assert commands.main(["run"]) == 2
        assert capsys.readouterr().err == "gdlab: the disk is full\n"


class TestTheGate:
    def test_everything_runs_even_after_a_failure_and_the_last_line_says_how_it_went(
        self, monkeypatch, capfd, tmp_path
    ):
        static = (
            gate.Check("one", ("-c", "print('wrong'); raise SystemExit(3)")),
            gate.Check("two", ("-c", "print('quiet')")),
        )
        monkeypatch.setattr(gate, "checks", lambda python: static)
        monkeypatch.setattr(gate, "tests", lambda arguments: gate.Check("tests", ("-c", "print('tested')")))
        assert gate.run_gate(Path(sys.executable), tmp_path, []) == 1
        out = capfd.readouterr().out
        assert "wrong" in out
        assert "quiet" not in out
        assert "tested" in out
        assert out.splitlines()[-1] == "2 of 3 checks passed; failed: one"

    def test_it_passes_when_all_pass(self, monkeypatch, capfd, tmp_path):
        monkeypatch.setattr(gate, "checks", lambda python: (gate.Check("types", ("-c", "pass")),))
        monkeypatch.setattr(gate, "tests", lambda arguments: gate.Check("tests", ("-c", "pass")))
        assert gate.run_gate(Path(sys.executable), tmp_path, []) == 0
        assert capfd.readouterr().out.splitlines()[-1] == "2 of 2 checks passed"

    def test_the_tests_run_on_every_core_unless_one_process_is_asked_for(self):
        option, processes = gate.tests(["-k", "adam"]).arguments[2:4]
        assert option == "-n"
        assert int(processes) >= gate.cores()
        for one in ("-n0", "--pdb", "-s", "--collect-only"):
            assert gate.tests([one]).arguments == ("-m", "pytest", one)

    def test_types_are_checked_for_three_systems(self):
        said = [check.arguments[-1] for check in gate.types(Path("python"))]
        assert said == ["Linux", "Windows", "Darwin"]

    def test_a_failing_test_fails_it(self, monkeypatch, tmp_path):
        monkeypatch.setattr(gate, "checks", lambda python: (gate.Check("types", ("-c", "pass")),))
        (tmp_path / "test_one.py").write_text("def test_one():\n    assert False\n")
        folder = ("--basetemp", str(tmp_path / "own"))  # in the usual one, it would first remove those of earlier tests
        options = ["-q", "-p", "no:cacheprovider", "-p", "no:pytest-qt", *folder, str(tmp_path)]
        assert gate.run_gate(Path(sys.executable), tmp_path, options) == 1
