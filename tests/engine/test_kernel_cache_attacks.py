"""A cache of compiled kernels that is damaged, planted or open to others: kernels work, and no foreign code runs."""

from __future__ import annotations

import os
import pickle
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.probe_package import copied_package, run

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="owner and mode of files are POSIX's"),
    pytest.mark.usefixtures("native_code"),
]

PROBE = """
import logging, sys
logging.basicConfig(stream=sys.stdout, format="LOG %(levelname)s %(message)s")
from gdlab.engine.probe_kernel import probe
print("answer", probe(1), sum(probe.stats.cache_hits.values()))
"""


class Cache:
    """A cache that one process has filled, and what a later process says that uses it."""

    def __init__(self, package: Path, root: Path) -> None:
        self.package, self.root = package, root

    def used(self) -> tuple[list[str], list[str]]:
        """Return the answer and the lines of the log of a new process."""
        lines = run(PROBE, self.package, NUMBA_CACHE_DIR=str(self.root), TMPDIR=str(self.root.parent)).splitlines()
        return [one for one in lines if one.startswith("answer")], [one for one in lines if one.startswith("LOG")]

    @property
    def kernels(self) -> Path:
        return self.root / "kernels"

    def file(self, kind: str) -> Path:
        """Return the probe's index ("nbi") or code ("nbc")."""
        (found,) = self.kernels.rglob(f"probe_kernel.probe-*.{kind}")
        return found


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    place = tmp_path_factory.mktemp("filled")
    made = Cache(copied_package(place), place / "cache")
    assert made.used() == (["answer 2 0"], [])
    assert made.used() == (["answer 2 1"], [])
    return made


@pytest.fixture
def cache(filled: Cache, tmp_path: Path) -> Cache:
    shutil.copytree(filled.root, tmp_path / "cache")
    return Cache(filled.package, tmp_path / "cache")


class Planted:
    """An object whose unpickling leaves a file behind, as foreign code in a pickle would."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, int]]:
        return os.open, (str(self.mark), os.O_CREAT | os.O_WRONLY)


def flip(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 4]) + raw[at + 1 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda raw: b"",
    "cut in its head": lambda raw: raw[:20],
    "cut in its content": lambda raw: raw[:-7],
    "flipped in its checksum": lambda raw: flip(raw, 20),
    "flipped in its content": lambda raw: flip(raw, len(raw) * 2 // 3),
    "grown": lambda raw: raw + b"\0",
    "foreign": lambda raw: b"\x7fELF" + raw[4:],
}


MANY = """
import logging, sys
logging.basicConfig(stream=sys.stdout, format="LOG %(levelname)s %(message)s")
from gdlab.engine.many_kernels import made
for name, function in made.items():
    print("answer", name, function(1), sum(function.stats.cache_hits.values()))
"""


def test_damage_is_compiled_away_with_one_line_in_the_log(tmp_path: Path):
    cases = {f"{kind}{i}": (kind, damage) for kind in ("nbi", "nbc") for i, damage in enumerate(DAMAGES.values())}
    functions = "".join(f"@njit(cache=True)\ndef {name}(x):\n    return x\n" for name in cases)
    source = f"from gdlab.engine.machine.compiler import njit\n{functions}"
    source += f"made = {{{', '.join(f'{name!r}: {name}' for name in cases)}}}\n"
    package = copied_package(tmp_path)
    (package / "gdlab" / "engine" / "many_kernels.py").write_text(source)
    environment = {"NUMBA_CACHE_DIR": str(tmp_path / "cache")}
    assert "LOG" not in run(MANY, package, **environment)
    damaged = []
    for name, (kind, damage) in cases.items():
        (file,) = (tmp_path / "cache").rglob(f"many_kernels.{name}-*.{kind}")
        file.write_bytes(damage(file.read_bytes()))
        damaged.append(file.name)
    lines = run(MANY, package, **environment).splitlines()
    assert [line for line in lines if line.startswith("answer")] == [f"answer {name} 1 0" for name in cases]
    log = [line for line in lines if line.startswith("LOG")]
    assert len(log) == len(cases)
    for line, file in zip(log, damaged, strict=True):
        assert line.endswith(f"is made anew: {file}")
    again = run(MANY, package, **environment).splitlines()
    assert again == [f"answer {name} 1 1" for name in cases]


def test_a_whole_file_at_the_place_of_another_is_told_from_it(cache: Cache):
    (helper,) = cache.kernels.rglob("probe_helper.helper-*.nbc")
    cache.file("nbc").write_bytes(helper.read_bytes())
    answers, log = cache.used()
    assert answers == ["answer 2 0"]
    assert len(log) == 1


def test_pipes_folders_and_devices_in_the_place_of_files_are_neither_waited_for_nor_fatal(cache: Cache):
    index = cache.file("nbi")
    for put in (os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/zero")):
        index.unlink()
        put(index)
        answers, log = cache.used()
        assert answers == ["answer 2 0"]
        assert log
        if index.is_dir():
            index.rmdir()
            index.touch()


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize("kind", ["nbi", "nbc"])
def test_a_planted_pickle_is_never_unpacked(cache: Cache, tmp_path: Path, kind: str, sealed: bool):
    from gdlab.engine.machine.sealed_files import write_sealed

    mark, content = tmp_path / "ran", pickle.dumps(Planted(tmp_path / "ran"))
    file = cache.file(kind)
    write_sealed(file, content) if sealed else file.write_bytes(content)
    if sealed:  # whoever can write a file can write its checksum: then the file or its folder is open to others
        file.chmod(0o666)
    answers, log = cache.used()
    assert answers == ["answer 2 0"]
    assert len(log) == 1
    assert not mark.exists()


@pytest.mark.parametrize("mode", [0o770, 0o1777])
def test_a_folder_that_others_may_write_is_not_used(cache: Cache, mode: int):
    cache.kernels.chmod(mode)
    before = sorted(cache.kernels.rglob("*"))
    answers, log = cache.used()
    assert answers == ["answer 2 0"]
    assert len(log) == 1
    assert "may be written by others" in log[0]
    assert sorted(cache.kernels.rglob("*")) == before
    assert not list(cache.root.parent.glob("gdlab-kernels-*")), "the temporary folder should go with the process"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="files of others can only be made by root")
def test_what_belongs_to_another_user_is_not_used(cache: Cache):
    os.chown(cache.file("nbc"), 12345, 12345)
    assert "belongs to another user" in cache.used()[1][0]
    os.chown(cache.kernels, 12345, 12345)
    answers, log = cache.used()
    assert answers == ["answer 2 0"]
    assert "belongs to another user" in log[0]


def test_folder_and_files_are_the_users_alone_under_any_umask(tmp_path: Path):
    run("import os; os.umask(0)\n" + PROBE, copied_package(tmp_path), NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    for folder in (tmp_path / "cache", tmp_path / "cache" / "kernels"):
        assert folder.stat().st_mode & 0o777 == 0o700
    made = list((tmp_path / "cache" / "kernels").rglob("*.nb?"))
    assert made
    assert {file.stat().st_mode & 0o777 for file in made} == {0o600}


def test_a_cache_that_cannot_grow_costs_only_the_cache(tmp_path: Path):
    full = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    full += "resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))\n"
    said = run(full + PROBE, copied_package(tmp_path), NUMBA_CACHE_DIR=str(tmp_path / "cache"))
    assert "answer 2 0" in said
    assert said.count("could not be stored") == 1
    assert not [file for file in tmp_path.rglob("*.tmp.*") if file.is_file()]
