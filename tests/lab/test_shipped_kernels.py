"""Kernels that came with gdlab: a first run waits for no compiler, keeps to one code and records it."""

from __future__ import annotations

import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

from gdlab.cli.doctor import _shipped
from gdlab.engine.machine import kernel_files, shipped_kernels
from gdlab.engine.machine.code_in_use import NATIVE, VARIABLE
from gdlab.engine.machine.shipped_kernels import INDEX, ShippedKernels, archive_name, entry_name
from gdlab.engine.optimizers import sgd
from gdlab.engine.program import compilation
from gdlab.engine.program.compilation import pieces, shipped_code
from gdlab.engine.trainer import Trainer
from gdlab.lab import compile_ahead
from gdlab.lab.code_choice import CodeChoice
from gdlab.lab.compiler_process import compile_behind
from gdlab.lab.race import Race
from gdlab.lab.resume import resume
from gdlab.lab.run import Run, Status
from gdlab.lab.store.made_by import code_of
from gdlab.lab.store.recorder import RunRecorder
from gdlab.lab.store.store import Store
from gdlab.lab.train import Terminated, examples_for, train
from gdlab.spec.errors import GdlabError
from gdlab.spec.files import dumps
from tests.lab.small import SMALL, same

TOP = Path(__file__).resolve().parents[2]
SHAPE = (2,)
pytestmark = pytest.mark.skipif(
    shipped_kernels.machine() != "x86_64" or bool(shipped_kernels._missing_instructions("x86-64-v3")),
    reason="the baseline of this kind of processor is another one",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return an archive of the kernels of SMALL, as the script of the wheel builds it."""
    out = tmp_path_factory.mktemp("shipped") / "kernels" / archive_name()
    names = "|".join(re.escape(entry_name(kernel.function, dtype)) for kernel, dtype in pieces(SMALL, SHAPE))
    assert f"{len(pieces(SMALL, SHAPE))} kernels for x86-64-v3" in build(out, "--only", f"^({names})$")
    return out


def build(out: Path, *options: str) -> str:
    """Have the script of the wheel build an archive and return what it prints."""
    command = [sys.executable, str(TOP / "packaging" / "build_kernels.py"), "--out", str(out), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def use(monkeypatch, tmp_path):
    """Return a function that has an archive stand among the resources, in a process that has compiled nothing."""

    def use(archive: Path | None) -> None:
        if archive is not None:
            (tmp_path / "kernels").mkdir(exist_ok=True)
            shutil.copy(archive, tmp_path / "kernels" / archive_name())
        monkeypatch.setattr(shipped_kernels, "resource", tmp_path.joinpath)
        shipped_kernels._archive.cache_clear()

    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("gdlab.lab.train.compile_behind", lambda spec, shape: None)
    monkeypatch.setattr("gdlab.lab.train.CODES", CodeChoice())
    yield use
    shipped_kernels._archive.cache_clear()


@pytest.fixture
def cold(monkeypatch):
    """Have no kernel be compiled or cached, and nothing compile one."""
    monkeypatch.setattr(kernel_files, "read_code", lambda function, dtype: None)
    for kernel, _ in pieces(SMALL, SHAPE):
        monkeypatch.setattr(kernel, "_native", {})

    def compiles(function: Callable[..., None], dtype: str, fastmath: set[str]) -> None:
        raise AssertionError(f"{function.__name__} was compiled")

    monkeypatch.setattr("gdlab.engine.machine.self_contained.compile_kernel", compiles)


def changed(archive: Path, to: Path, change) -> Path:
    """Return a copy of an archive whose entries a function changes: it takes and returns a dict of bytes by name."""
    with zipfile.ZipFile(archive) as opened:
        contents = {name: opened.read(name) for name in opened.namelist()}
    with zipfile.ZipFile(to, "w") as written:
        for name, content in change(contents).items():
            written.writestr(name, content)
    return to


def with_index(change):
    def of(contents):
        index = json.loads(contents[INDEX])
        change(index)
        return contents | {INDEX: json.dumps(index).encode()}

    return of


@pytest.mark.usefixtures("cold")
def test_a_run_on_a_new_machine_compiles_nothing_and_says_which_code_computed_it(built, use, tmp_path):
    use(built)
    store = Store(tmp_path / "runs.sqlite")
    with closing(RunRecorder(store)) as recorder:
        run = train(SMALL, recorder=recorder)
    assert run.status is Status.FINISHED
    assert run.code == "x86-64-v3"
    with store.reading() as db:
        ((text,),) = db.execute("SELECT made_by FROM runs").fetchall()
    assert code_of(text) == "x86-64-v3"
    (again,) = store.load([run.id])
    assert again.code == "x86-64-v3"


def test_doctor_tells_of_them(built, use):
    use(None)
    assert _shipped() == "none are used; a first run compiles what it needs"
    use(built)
    assert (
        _shipped() == f"{len(pieces(SMALL, SHAPE))} for x86-64-v3, which a first run takes while its own are compiled"
    )


def test_doctor_tells_that_every_run_takes_them(built, use, monkeypatch):
    use(built)
    monkeypatch.setenv(VARIABLE, "Shipped ")
    assert _shipped() == f"{len(pieces(SMALL, SHAPE))} for x86-64-v3, which every run takes"


def test_both_codes_compute_the_same_run_but_for_rounding(built, use):
    use(built)
    examples = examples_for(SMALL)
    assert shipped_code(SMALL, examples.shape) == "x86-64-v3"
    runs = [Trainer(SMALL, examples, code=code) for code in ("x86-64-v3", "x86-64-v3", NATIVE)]
    for trainer in runs:
        trainer.advance(60)
    losses = [trainer.history["train/loss"] for trainer in runs]
    np.testing.assert_array_equal(losses[0], losses[1])
    np.testing.assert_allclose(losses[0], losses[2], rtol=1e-4)
    assert runs[0].arena.ops.tolist() != runs[2].arena.ops.tolist()


def test_where_native_code_is_there_it_is_used(built, use):
    train(SMALL)
    use(built)
    assert train(SMALL).code == NATIVE


@pytest.mark.usefixtures("cold")
def test_a_process_that_has_used_shipped_code_stays_with_it(built, use, monkeypatch):
    use(built)
    choice = CodeChoice()
    assert choice.choose(SMALL, SHAPE) == "x86-64-v3"
    monkeypatch.setattr("gdlab.engine.program.compilation.is_cached", lambda spec, shape: True)
    assert choice.choose(SMALL, SHAPE) == "x86-64-v3"
    assert CodeChoice().choose(SMALL, SHAPE) == NATIVE


def test_the_runs_of_a_race_have_one_code(built, use, monkeypatch):
    use(built)
    answers = iter([True, False, False])
    monkeypatch.setattr("gdlab.engine.program.compilation.is_cached", lambda spec, shape: next(answers, False))
    records = [Run(SMALL.replace(seed=seed), group="race") for seed in range(3)]
    assert {run.code for run in Race(records, None, None, None).run(2)} == {NATIVE}
    records = [Run(SMALL.replace(seed=seed), group="other") for seed in range(3)]
    assert {run.code for run in Race(records, None, None, None).run(2)} == {"x86-64-v3"}


def test_an_interrupted_run_goes_on_with_the_code_that_it_began_with(built, use, monkeypatch, tmp_path):
    use(built)
    monkeypatch.setattr("gdlab.engine.program.compilation.is_cached", lambda spec, shape: False)
    long = SMALL.replace(training=SMALL.training.replace(epochs=300))
    whole = train(long)
    store = Store(tmp_path / "runs.sqlite")

    def leave(trainer) -> None:
        if not trainer.finished:
            raise Terminated

    with closing(RunRecorder(store)) as recorder:
        stopped = train(long, progress=leave, recorder=recorder)
    assert stopped.status is Status.INTERRUPTED
    monkeypatch.setattr("gdlab.engine.program.compilation.is_cached", lambda spec, shape: True)
    monkeypatch.setattr("gdlab.lab.train.CODES", CodeChoice())
    ended = resume(stopped.id, store)
    assert ended.code == "x86-64-v3"
    assert same(ended, whole)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda contents: {"other": b""}, "damaged"),
        (lambda contents: contents | {INDEX: b"{"}, "damaged"),
        (with_index(lambda index: index.update(format=2)), "another version"),
        (with_index(lambda index: index.update(numba="0.1")), "another version"),
        (with_index(lambda index: index.update(system="Plan 9")), "another system"),
        (with_index(lambda index: index.update(machine="vax")), "another system"),
    ],
)
def test_an_archive_for_something_else_is_not_used(built, use, tmp_path, caplog, change, reason):
    use(changed(built, tmp_path / "changed.zip", change))
    assert shipped_code(SMALL, SHAPE) == NATIVE
    assert reason in caplog.text
    assert train(SMALL).code == NATIVE


def test_a_processor_without_its_instructions_does_not_use_it(built, monkeypatch):
    features = dict.fromkeys(shipped_kernels._X86_64_V3, True) | {"avx2": False}
    monkeypatch.setattr(shipped_kernels.binding, "get_host_cpu_features", lambda: features)
    with pytest.raises(ValueError, match="this processor lacks avx2"):
        ShippedKernels(built)


def test_code_of_other_sources_is_not_used(built, use, tmp_path):
    def age(index) -> None:
        entry = next(entry for name, entry in index["kernels"].items() if "linear_backward" in name)
        entry["sources"] = "0" * 64

    use(changed(built, tmp_path / "changed.zip", with_index(age)))
    assert shipped_code(SMALL, SHAPE) == NATIVE


@pytest.mark.parametrize("kind", ["cut", "missing", "unknown symbol"])
def test_a_damaged_entry_costs_a_compilation_and_not_the_process(built, use, tmp_path, caplog, kind):
    kernel, dtype = pieces(SMALL, SHAPE)[0]
    name = entry_name(kernel.function, dtype)

    def spoil(contents):
        if kind == "missing":
            return {other: content for other, content in contents.items() if other != name}
        index = json.loads(contents[INDEX])
        index["kernels"][name]["needs"] += " gdlab_has_no_such_function"
        return contents | {INDEX: json.dumps(index).encode()}

    spoilt = changed(built, tmp_path / "changed.zip", spoil if kind != "cut" else dict)
    if kind == "cut":
        raw = bytearray(spoilt.read_bytes())
        with zipfile.ZipFile(spoilt) as opened:
            begin = opened.getinfo(name).header_offset
        raw[begin + 200] ^= 1
        spoilt.write_bytes(raw)
    use(spoilt)
    trainer = Trainer(SMALL, examples_for(SMALL), code="x86-64-v3")
    trainer.advance(5)
    assert np.isfinite(trainer.history.last("train/loss"))
    assert "is compiled instead" in caplog.text


def test_the_variable_asks_for_native_code(built, use, monkeypatch):
    monkeypatch.setenv("GDLAB_KERNELS", "native")
    use(built)
    assert shipped_code(SMALL, SHAPE) == NATIVE
    monkeypatch.setenv("GDLAB_KERNELS", "quick")
    with pytest.raises(GdlabError, match="GDLAB_KERNELS must be native or shipped, or not be set"):
        train(SMALL)


@pytest.mark.usefixtures("cold")
def test_the_variable_asks_for_the_code_that_came_with_gdlab(built, use, monkeypatch):
    use(built)
    asked = []
    monkeypatch.setattr("gdlab.lab.compiler_process._start", lambda *_, **__: asked.append(1))
    monkeypatch.setattr("gdlab.lab.train.compile_behind", compile_behind)
    monkeypatch.setenv(VARIABLE, "shipped")
    assert compilation.is_cached(SMALL, SHAPE)
    assert not compile_ahead.is_cold()
    for wait in (False, True):  # as a study and a sweep do
        run = train(SMALL, native=wait)
        assert (run.status, run.code) == (Status.FINISHED, "x86-64-v3")
    trainer = Trainer(SMALL, examples_for(SMALL))
    assert trainer.code == "x86-64-v3"
    trainer.advance(trainer.total_steps)
    assert trainer.history.last("train/loss") == run.history.last("train/loss")
    assert not asked


def test_where_the_code_lacks_a_kernel_it_is_compiled(built, use, monkeypatch, tmp_path):
    name = entry_name(sgd.SGD().kernel().function, SMALL.training.dtype)
    use(changed(built, tmp_path / "changed.zip", with_index(lambda index: index["kernels"].pop(name))))
    monkeypatch.setenv(VARIABLE, "shipped")
    run = train(SMALL)
    assert (run.status, run.code) == (Status.FINISHED, NATIVE)


def test_what_is_compiled_behind_is_found_by_the_next_process(tmp_path):
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path), VARIABLE: NATIVE}
    command = [sys.executable, "-m", "gdlab", "warmup", "--quiet", "--behind"]

    def behind(shape: str, text: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, shape], input=text, capture_output=True, text=True, env=environment, check=False
        )

    linear = SMALL.replace(network={"layers": ["Linear(out_features=2)"]})
    done = behind("2", dumps(linear))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    kept = {path.name.split("-")[0] for path in (tmp_path / "kernels").rglob("*.nbk")}
    assert {"linear_forward", "linear_backward", "cross_entropy", "sgd_update", "advance"} <= kept
    assert "a shape is up to four whole numbers above 0, such as 3,32,32" in " ".join(behind("2,x", "").stderr.split())
    assert behind("2", "learning_rate = 3").returncode == 2


def test_an_archive_is_built_anew_only_where_its_sources_or_its_compiler_are_others(built, tmp_path):
    script = runpy.run_path(str(TOP / "packaging" / "build_kernels.py"))
    name = entry_name(pieces(SMALL, SHAPE)[0][0].function, SMALL.training.dtype)
    with zipfile.ZipFile(built) as archive:
        entry, content = json.loads(archive.read(INDEX))["kernels"][name], archive.read(name)

    def taken(path: Path | None, sources: str = entry["sources"]):
        return script["KnownKernels"](path).get(name, sources)

    assert taken(built) == (content, entry)
    assert taken(built, "others") is None
    assert taken(changed(built, tmp_path / "b.zip", with_index(lambda index: index.update(compiler="numba 0")))) is None
    assert taken(tmp_path / "missing.zip") is None
    assert taken(None) is None
    marked = changed(built, tmp_path / "marked.zip", lambda found: found | {name: b"taken from the archive"})
    build(marked, "--only", f"^{re.escape(name)}$")
    with zipfile.ZipFile(marked) as archive:
        assert archive.read(name) == b"taken from the archive"


def test_the_archive_of_this_checkout_holds_what_its_sources_give(tmp_path):
    shipped = TOP / "resources" / "kernels" / archive_name()
    if not shipped.exists():
        pytest.skip("no archive of kernels stands in this checkout for this system")
    name, out = entry_name(sgd.sgd_update.function, "float32"), tmp_path / "one.zip"
    build(out, "--only", f"^{re.escape(name)}$")
    check_entry(name, shipped, out)


def check_entry(name: str, shipped: Path, built: Path) -> None:
    """Compare an entry of an archive with one that was built a moment ago; skip where it is of other sources."""
    with zipfile.ZipFile(shipped) as there, zipfile.ZipFile(built) as here:
        indices = [json.loads(archive.read(INDEX)) for archive in (there, here)]
        if indices[0]["kernels"][name]["sources"] != indices[1]["kernels"][name]["sources"]:
            pytest.skip("the engine was changed since the archive was built; docs/releasing.md says how to build it")
        if indices[0]["compiler"] != indices[1]["compiler"]:
            pytest.skip(f"the archive was built by {indices[0]['compiler']}")
        assert machine_code(there.read(name)) == machine_code(here.read(name)) != {}


def machine_code(content: bytes) -> dict[bytes, bytes]:
    """Return the instructions and constants of an object file; its symbols hold counters of the process."""
    sections = binding.ObjectFileRef.from_data(content).sections()
    named = [(each.name() or b"", each.data(), each.is_text()) for each in sections]
    return {name: data for name, data, is_code in named if is_code or name.startswith(b".rodata")}
