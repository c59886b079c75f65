"""Many strange specs, commands and files in one process: ``python -m tests.faults.fuzz --count 10000 --seed 1``.

Each must be taken or refused in a sentence, within some seconds and some memory, with nothing that looks like a fault
of the program.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from types import FrameType

import tomli_w
import typer

from gdlab.cli.main import MODULES, command_line, main
from gdlab.lab.experiment_link import saved_of_link
from gdlab.lab.previews import check_spec
from gdlab.lab.saved_experiment import SavedExperiment, load_saved
from gdlab.lab.store import Store
from gdlab.lab.store.database import remove_store
from gdlab.logs.faults import Fault, on_fault
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps, load_spec
from gdlab.spec.sweep import load_sweep, parse_sweep
from gdlab.studies.catalogue import parse_study
from gdlab.studies.experiment import plan
from gdlab.studies.members import load_all_members
from gdlab.temporary import temporary_root
from tests.faults.fuzzed_files import damaged, fuzzed_file
from tests.faults.fuzzed_formats import Formats
from tests.faults.fuzzed_specs import call, formula, fuzzed_table, fuzzed_text, strange
from tests.lab.small import spec
from tests.studies.tiny import TINY

#: Seconds of a processor and by the clock that one case may take.
_WORKED, _LIMIT = 5.0, 60.0
#: Bytes that the process may grow by, and those that one case may add to its peak.
_MEMORY, _MORE = 6 << 30, 500 << 20
#: Kinds of cases and how many of a hundred are of each: those that take longest are made least often.
_KINDS = {
    "spec": 28, "command": 12, "file": 12, "store": 3, "study": 8, "table": 7, "run": 4, "sweep": 9, "rule": 8,
    "experiment": 9,
}  # fmt: skip
#: Commands that are short; the others take long by their nature, or do the same with every input.
_COMMANDS = (
    ("run", "small.toml", "--quiet"),
    ("run", "fuzzed.toml", "--quiet"),
    ("compare", "small.toml", "--quiet", "--vary", "optimizer.lr=0.1,0.2"),
    ("compare", "small.toml", "--quiet", "--seeds", "2"),
    ("runs",),
    ("export", "--out", "b.csv"),
    ("export", "small", "--out", "b", "--format", "wide"),
    ("resume",),
    ("predict", "small", "a.csv"),
    ("data", "show", "moons"),
    ("data", "import", "a.csv"),
    ("arena", "Rosenbrock", "--steps", "20"),
    ("landscape", "small", "--size", "3"),
    ("range", "small.toml", "--steps", "20"),
    ("new", "digits"),
)
_CODES = (0, 2, 3)


class Late(BaseException):
    """A case that takes too long."""


def _late(_number: int, _frame: FrameType | None) -> None:
    raise Late


class Fuzzer:
    """Cases by number, which are the same for the same seed.

    Args:
        seed: what chooses them.
        folder: an empty folder, where files are made.
    """

    def __init__(self, seed: int, folder: Path) -> None:
        self.seed, self.folder = seed, folder
        self.faults: list[Fault] = []
        on_fault(self._note)
        self._options = {name: _options(name) for names in MODULES.values() for name in names}
        (folder / "small.toml").write_text(dumps(spec(epochs=1)))
        (folder / "a.csv").write_text("a,b\n" + "".join(f"{k % 7},{k % 3}\n" for k in range(40)))
        self._store = folder / "runs.sqlite"
        main(["run", str(folder / "small.toml"), "--quiet", "--store", str(folder / "whole.sqlite")])
        main(["run", str(folder / "small.toml"), "--quiet", "--store", str(folder / "whole.sqlite")])
        with closing(sqlite3.connect(folder / "whole.sqlite")) as db:
            db.execute("UPDATE runs SET status = 'running', process = '1-x' WHERE rowid = 1")
            db.commit()
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._whole = (folder / "whole.sqlite").read_bytes()
        self.renew_store()
        load_all_members()
        (folder / "good").mkdir()
        self._formats = Formats(folder / "good", Store(folder / "whole.sqlite").load())

    def renew_store(self) -> None:
        """Put a store of two runs in the place of the one that commands use."""
        remove_store(self._store)
        self._store.write_bytes(self._whole)

    def case(self, number: int) -> tuple[str, str]:
        """Make a case and return its kind and what was broken, "" for nothing."""
        rng = random.Random(f"{self.seed} {number}")
        (kind,) = rng.choices(list(_KINDS), list(_KINDS.values()))
        attempt = getattr(self, kind)
        self.faults.clear()
        peak = _peak()
        place = self.folder / "case"
        place.mkdir()
        worked = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, _LIMIT)
        try:
            problem = attempt(rng, place)
        except Late:
            problem = f"took more than {_LIMIT:.0f} s"
        except GdlabError:
            problem = ""
        except BaseException as error:
            problem = f"{type(error).__name__}: {str(error)[:300]}"
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            worked = time.process_time() - worked
            shutil.rmtree(place, ignore_errors=True)
        problem = problem or (f"fault: {self.faults[0].sentence[:300]}" if self.faults else "")
        problem = problem or (f"took {_peak() - peak >> 20} MiB" if _peak() - peak > _MORE else "")
        problem = problem or (f"took {worked:.1f} s of a processor" if worked > _WORKED else "")
        left = [file for file in temporary_root().glob("*/*/**/*") if file.is_file()]
        for file in left:
            file.unlink()
        return kind, problem or (f"left {left[0]}" if left else "")

    def _note(self, fault: Fault) -> None:
        self.faults.append(fault)

    def spec(self, rng: random.Random, place: Path) -> str:
        """Read a strange spec; what is taken is written, read again and checked against its data."""
        (place / "a.toml").write_bytes(fuzzed_text(rng))
        taken = load_spec(place / "a.toml")
        (place / "b.toml").write_text(dumps(taken), encoding="utf-8")
        again = load_spec(place / "b.toml")
        if dumps(again) != dumps(taken):
            return "a spec that was written is read as another one"
        check_spec(taken, None)
        return ""

    def file(self, rng: random.Random, place: Path) -> str:
        """Import a strange file."""
        path = fuzzed_file(rng, place)
        words = ["data", "import", *(["--target", rng.choice(("a", "", "é", "c1"))] if rng.random() < 0.2 else [])]
        return self._run([*words, "--", str(path)], place)

    def table(self, rng: random.Random, place: Path) -> str:
        """Import a strange table of other programs."""
        path = self._formats.table(rng, place)
        words = ["--target", rng.choice(("size", "kind", "note", "x"))] if rng.random() < 0.2 else []
        if rng.random() < 0.5 and path.suffix in (".db", ".xlsx"):
            words += (
                ["--table", rng.choice(("houses", "few", "v", "w"))] if path.suffix == ".db" else ["--sheet", "Sheet"]
            )
        elif path.is_dir() and rng.random() < 0.5:
            words += ["--table", "train"]
        return self._run(["data", "import", *words, "--", str(path)], place)

    def run(self, rng: random.Random, place: Path) -> str:
        """Import runs from a strange file; what is taken is listed and exported."""
        path = self._formats.run(rng, place)
        store = place / "runs.sqlite"
        if rng.random() < 0.3:  # else a bundle's runs are not there already
            store.write_bytes(self._whole)
        problems = [
            self._run(words, place)
            for words in (
                ["import", "--store", str(store), "--", str(path)],
                ["runs", "--store", str(store)],
                ["export", "--quiet", "--format", rng.choice(("long", "wide", "summary", "tensorboard", "bundle")),
                 "--out", str(place / "out.gdlab"), "--store", str(store)],
            )
        ]  # fmt: skip
        return "; ".join(problem for problem in problems if problem)

    def sweep(self, rng: random.Random, place: Path) -> str:
        """Read a strange sweep; what is taken is written and read again."""
        self._write_toml(rng, place / "a.toml", "sweep")
        taken = load_sweep(place / "a.toml")
        _ = taken.remark, taken.searched_run
        return "" if parse_sweep(taken.to_toml()) == taken else "a sweep that was written is read as another one"

    def rule(self, rng: random.Random, place: Path) -> str:
        """Check a strange update rule, write it as a PyTorch optimizer, and put it into a spec."""
        (place / "a.rule").write_bytes(self._formats.text(rng, "rule"))
        how = rng.choice((["check"], ["export"]))
        return self._run(["rule", *how, str(place / "a.rule")], place)

    def experiment(self, rng: random.Random, place: Path) -> str:
        """Open a strange link or saved experiment; what is taken is written and read again."""
        if rng.random() < 0.5:
            link = self._formats.text(rng, "link").decode("utf-8", "replace")
            taken = saved_of_link(link)
        else:
            self._write_toml(rng, place / "a.toml", "saved")
            taken = load_saved(place / "a.toml")
        return _read_again(taken, place)

    def _write_toml(self, rng: random.Random, path: Path, kind: str) -> None:
        """Write a file that is strange as a text, or in what its tables say."""
        raw = self._formats.text(rng, kind)
        with suppress(TypeError, ValueError, UnicodeError):
            if rng.random() < 0.6:
                raw = tomli_w.dumps(fuzzed_table(rng, tomllib.loads(self._formats.texts[kind]))).encode()
        path.write_bytes(raw)

    def command(self, rng: random.Random, place: Path) -> str:
        """Say a command some words of which were put in, left out, doubled or changed."""
        (place / "fuzzed.toml").write_bytes(fuzzed_text(rng))
        words = [str(place / w) if w == "fuzzed.toml" else w for w in rng.choice(_COMMANDS)]
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            at = rng.randrange(1, len(words) + 1)
            match rng.randrange(5):
                case 0:
                    words[at:at] = [self._value(rng, place, "")]
                case 1:
                    del words[at : at + 1]
                case 2:
                    words[at : at + 1] = [self._value(rng, place, "")]
                case _:
                    option = rng.choice(self._options[words[0]] or ["--no"])
                    words += [option] if rng.random() < 0.1 else [option, self._value(rng, place, option)]
        if words[0] in ("run", "compare"):
            words += ["--set", "training.epochs=1"]
        if "--store" in self._options[words[0]] and rng.random() < 0.9:
            words += ["--store", str(self._store)]
        return self._run(words, place)

    def store(self, rng: random.Random, place: Path) -> str:
        """Read a store some cells of which hold something else."""
        path = place / "runs.sqlite"
        path.write_bytes(self._whole)
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            for _ in range(rng.choice((1, 1, 3))):
                table = rng.choice(("runs", "runs", "series", "parts", "marks", "blobs"))
                names = [line[1] for line in db.execute(f"PRAGMA table_info({table})")]
                column = rng.choice(names)
                with suppress(sqlite3.IntegrityError):
                    rows = db.execute(f"SELECT rowid, {column} FROM {table}").fetchall()
                    row, value = rng.choice(rows or [(0, None)])
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (_cell(rng, value), row))
        problems = [
            self._run(words, place)
            for words in (
                ["runs", "--store", str(path)],
                ["export", "--out", str(place / "a.csv"), "--store", str(path)],
                ["resume", "--store", str(path), "--quiet"],
            )
        ]
        return "; ".join(problem for problem in problems if problem)

    def study(self, rng: random.Random, place: Path) -> str:
        """Read a strange study."""
        plan(parse_study(fuzzed_table(rng, {"name": "fuzzed", **tomllib.loads(TINY)})), "quick", 1)
        return ""

    def _value(self, rng: random.Random, place: Path, option: str) -> str:
        keys = ("optimizer", "optimizer.lr", "training.batch_size", "data.n_samples", "seed", "network.layers", "é", "")
        plain = rng.choice((str(strange(rng))[:300], call(rng), formula(rng), "3", "-1", "0.1,0.2", "Adam,SGD(lr=1)"))
        if option in ("--set", "--vary", "--pair") and rng.random() < 0.9:
            return f"{rng.choice(keys)}={plain}".replace("\0", "")
        files = ("small.toml", "fuzzed.toml", "a.csv", "/dev/null", "no/such", ".", "small", "moons", "digits", "a.png")
        value = rng.choice((plain, *files, "\udcff", "a\nb"))
        return str(place / value) if value == "fuzzed.toml" else value.replace("\0", "")

    def _run(self, words: Sequence[str], place: Path) -> str:
        said = io.StringIO()
        before = Path.cwd()
        os.chdir(self.folder if words[0] != "data" else place)
        try:
            with redirect_stdout(said), redirect_stderr(said):
                code = main(words)
        finally:
            os.chdir(before)
        text = said.getvalue()
        for wrong in ("Traceback", "went wrong inside"):
            if wrong in text:
                return f"{list(words)} said {text[-300:]!r}"
        return "" if code in _CODES else f"{list(words)} ended with {code}: {text[-300:]!r}"


def _read_again(taken: SavedExperiment, place: Path) -> str:
    """Write an experiment, read it again, and make the runs of its race."""
    (place / "b.toml").write_text(taken.text(), encoding="utf-8")
    again = load_saved(place / "b.toml")
    if (again.spec, again.race) != (taken.spec, taken.race):
        return "an experiment that was written is read as another one"
    if taken.race is not None and len(taken.race.vary) < 4 and taken.race.seeds < 20:
        taken.race.variants(taken.spec, 100)
    return ""


def _peak() -> int:
    """Return the bytes that the process took at the most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _cell(rng: random.Random, value: object) -> object:
    """Return what a cell of a store may hold after a fault of any program."""
    if isinstance(value, bytes) and rng.random() < 0.7:
        return damaged(rng, value)
    if isinstance(value, str) and value and rng.random() < 0.5:
        return damaged(rng, value.encode()).decode("utf-8", "replace")
    other = strange(rng)
    return other if isinstance(other, (str, float)) or (isinstance(other, int) and abs(other) < 2**63) else b"\x00\xff"


def _options(name: str) -> list[str]:
    """Return the long options of a command."""
    group = typer.main.get_command(command_line([name]))
    command = getattr(group, "commands", {}).get(name, group)
    inner = getattr(command, "commands", {"": command})
    found = [word for one in inner.values() for p in one.params for word in p.opts if word.startswith("--")]
    return [word for word in found if word not in ("--quiet", "--plot-window")]


def run(count: int, seed: int, first: int, say: Callable[[str], None]) -> int:
    """Make cases and return how many were broken."""
    top = Path(tempfile.mkdtemp(prefix="gdlab-fuzz-"))
    for kind in ("CACHE", "DATA", "CONFIG"):
        os.environ[f"GDLAB_{kind}_DIR"] = str(top / kind.lower())
    os.environ["HOME"] = str(top)
    made, broken, slowest, began = Counter[str](), Counter[str](), 0.0, time.monotonic()
    try:
        fuzzer = Fuzzer(seed, top)
        for number in range(first, first + count):
            start = time.monotonic()
            (top / "number").write_text(str(number))
            kind, problem = fuzzer.case(number)
            slowest = max(slowest, time.monotonic() - start)
            made[kind] += 1
            broken[kind] += bool(problem)
            if problem:
                say(f"{kind} {number}: {problem}")
            if number % 1000 == 999:
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
                say(f"# {dict(made)} slowest {slowest:.1f} s, peak {peak} MiB, {time.monotonic() - began:.0f} s")
                fuzzer.renew_store()
    finally:
        shutil.rmtree(top, ignore_errors=True)
    for kind, total in made.items():
        say(f"{kind:10} {total:6} made {broken[kind]:4} broken")
    return broken.total()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.faults.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many cases")
    parser.add_argument("--seed", type=int, default=0, help="what chooses them")
    parser.add_argument("--first", type=int, default=0, help="the number of the first case")
    asked = parser.parse_args()
    signal.signal(signal.SIGALRM, _late)
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    sys.exit(run(asked.count, asked.seed, asked.first, lambda text: print(text, file=sys.__stdout__, flush=True)) > 0)
