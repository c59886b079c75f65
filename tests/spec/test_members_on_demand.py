"""A spec knows every member without being told where they are, and `import gdlab` alone imports nothing large."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gdlab.spec.member_modules import module_of
from gdlab.spec.registry import PACKAGES, members
from tests.warm import WarmPython

# What takes long to import and is none of ours.
LIBRARIES = "import concurrent.futures, json, numba, numpy, pydantic, scipy.special"


@pytest.fixture(scope="module")
def in_a_fresh_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Return a function that runs code in a process without gdlab and returns what it prints."""
    folder = tmp_path_factory.mktemp("output")

    def run(code: str) -> str:
        done = warm.run(code, folder=Path.cwd())
        assert done.returncode == 0, done.stderr
        return done.stdout

    with WarmPython(LIBRARIES, folder=folder) as warm:
        yield run


def in_a_bare_process(code: str) -> str:
    """Run code in a process that has imported nothing at all, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=150)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("from gdlab.spec.run import RunSpec; print(RunSpec().data.type)", "digits"),
        ("from gdlab.spec.run import RunSpec; print(RunSpec(training={'l1': 0.5}).training.l1)", "0.5"),
        ("from gdlab.spec.run import TrainingSpec; print(TrainingSpec(max_norm=2).max_norm)", "2.0"),
        ("from gdlab.spec.base import member; print(member('optimizer', 'sgd').__name__)", "SGD"),
        ("from gdlab.spec.base import members; print('Linear' in members('layer'))", "True"),
        ("from gdlab.spec.base import kinds; print({'data', 'layer', 'optimizer'} <= set(kinds()))", "True"),
    ],
)
def test_members_are_loaded_when_they_are_first_asked_for(
    code: str, said: str, in_a_fresh_process: Callable[[str], str]
) -> None:
    assert in_a_fresh_process(code).strip() == said


def test_an_unknown_member_is_refused_with_names_to_choose_from(in_a_fresh_process: Callable[[str], str]) -> None:
    code = """
from gdlab.spec.run import RunSpec
try:
    RunSpec(data="digitz")
except ValueError as error:
    print(error)
"""
    assert "did you mean digits?" in in_a_fresh_process(code)


def test_data_sets_are_listed_without_the_engine() -> None:
    code = "import sys; from gdlab.spec.base import members; members('data'); print('numba' in sys.modules)"
    assert in_a_bare_process(code).strip() == "False"


def test_a_member_that_is_named_is_imported_without_the_others(in_a_fresh_process: Callable[[str], str]) -> None:
    code = """
import sys
from gdlab.spec.run import RunSpec
RunSpec(data="digits", optimizer="AdamW", network={"layers": ["Linear(out_features=10)"]})
others = ("optimizers.lbfgs", "ops.conv", "ops.recurrent", "schedules.cyclic")
print([name for name in others if f"gdlab.engine.{name}" in sys.modules], "gdlab.data.sources.csv" in sys.modules)
"""
    assert in_a_fresh_process(code).strip() == "[] False"


def test_members_have_the_same_order_whichever_was_asked_for_first(in_a_fresh_process: Callable[[str], str]) -> None:
    code = (
        "from gdlab.spec.base import kinds, member, members; {first}; print([(k, list(members(k))) for k in kinds()])"
    )
    plain = in_a_fresh_process(code.format(first="pass"))
    asked = "member('optimizer', 'SGD'), member('layer', 'RNN'), member('data', 'xor'), members('metric')"
    assert "'RNN'" in plain
    assert in_a_fresh_process(code.format(first=asked)) == plain


def test_every_member_of_a_run_is_found_by_its_name_alone() -> None:
    for kind, package in PACKAGES.items():
        for name, cls in members(kind).items():
            assert module_of(package, name) == cls.__module__, f"{kind} {name}"


def test_importing_gdlab_imports_neither_members_nor_libraries() -> None:
    code = "import sys, json, gdlab; print(json.dumps(sorted({m.partition('.')[0] for m in sys.modules})))"
    loaded = set(json.loads(in_a_bare_process(code)))
    assert not loaded & {"numba", "numpy", "pydantic", "scipy", "PySide6", "matplotlib"}


def test_threads_that_ask_at_once_all_see_every_member(in_a_fresh_process: Callable[[str], str]) -> None:
    code = """
from concurrent.futures import ThreadPoolExecutor
from gdlab.spec.base import members
with ThreadPoolExecutor(8) as pool:
    print({len(found) for found in pool.map(lambda _: members("optimizer"), range(8))})
"""
    sizes = in_a_fresh_process(code).strip()
    assert sizes.startswith("{")
    assert "," not in sizes


def test_threads_that_use_a_spec_for_the_first_time_at_once_see_all_its_fields(
    in_a_fresh_process: Callable[[str], str],
) -> None:
    code = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from gdlab.spec.run import RunSpec
sys.setswitchinterval(1e-6)
barrier = Barrier(8)

def rate(_):
    barrier.wait()
    return RunSpec(optimizer="Adam(lr=0.25)").optimizer.lr

with ThreadPoolExecutor(8) as pool:
    print(set(pool.map(rate, range(8))))
"""
    assert in_a_fresh_process(code).strip() == "{0.25}"
