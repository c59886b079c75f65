"""What the documentation states about the program is so: counts, names, files, options, defaults, shortcuts."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from pathlib import Path

import pytest

import gdlab
from docs import make_run_diagram
from docs.generator import commands
from gdlab.data.remote.base import RemoteSource
from gdlab.lab.export import ExportFormat
from gdlab.lab.presets import preset, presets
from gdlab.lab.race_choices import RACE
from gdlab.lab.train import examples_for
from gdlab.spec import base
from gdlab.spec.fields import fields
from gdlab.spec.registry import PACKAGES
from gdlab.spec.run import RunSpec
from gdlab.studies.members import load_all_members

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "packaging"))
from gdlab_boot import gate  # noqa: E402

load_all_members()
OWN = {"csv", "images", "npz", "series", "svmlight", "text", "texts"}
DATA = base.members("data")


def read(name: str) -> str:
    return (TOP / name).read_text(encoding="utf-8")


PAGES = sorted(
    ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"]
    + [p.relative_to(TOP).as_posix() for p in (TOP / "docs").rglob("*.md") if "generated" not in p.parts]
)
TEXT = {page: read(page) for page in PAGES}
SOURCE = {path: path.read_text(encoding="utf-8") for path in (TOP / "gdlab").rglob("*.py")}


def part(page: str, heading: str) -> str:
    """Return what stands below a heading of a page, up to the next one."""
    return TEXT[page].split(f"## {heading}\n")[1].split("\n## ")[0]


class TestCounts:
    def test_of_studies(self):
        count = len(list((TOP / "resources" / "studies").glob("*.toml")))
        assert f"{count} studies" in TEXT["README.md"], f"README.md names another number of studies than {count}"
        assert f"article's {count} tables and claims" in TEXT["CHANGELOG.md"], f"CHANGELOG.md does not name {count}"

    def test_of_data_sets(self):
        count = len(DATA.keys() - OWN)
        assert f"**Data**: {count} sets" in TEXT["CHANGELOG.md"], f"CHANGELOG.md names another number than {count}"

    def test_of_digits(self):
        held = examples_for(RunSpec(data="digits"))
        count = f"{len(held.x_train) + len(held.x_val):,}"
        assert count in TEXT["README.md"]
        assert count in TEXT["docs/tutorial/first-race.md"]

    def test_of_the_race(self):
        named = [re.match(r"\w+", variant)[0] for variant in RACE]  # type: ignore[index]
        assert named == ["SGD", "SGD", "RMSprop", "Adam"]
        for page in ("README.md", "docs/tutorial/first-race.md"):
            assert "SGD, SGD with momentum, RMSprop and Adam" in TEXT[page]

    def test_of_the_first_networks_layers(self):
        layers = [layer.type for layer in preset().spec.network.layers]
        assert layers.count("Linear") == 2
        assert preset().spec.optimizer.type == "Adam"
        assert "a network of two linear layers, and the optimizer Adam" in TEXT["docs/tutorial/first-race.md"]


class TestNames:
    def test_of_data_sets_that_are_on_every_machine(self):
        found = set(
            re.findall(r"\b[a-z][a-z0-9_]+\b", re.sub(r"\(.*?\)", "", part("docs/data.md", "On every machine")))
        )
        there = {name for name, cls in DATA.items() if not issubclass(cls, RemoteSource)} - OWN
        assert there <= found, f"docs/data.md does not name {', '.join(sorted(there - found))}"
        assert not found & {name for name, cls in DATA.items() if issubclass(cls, RemoteSource)}

    def test_of_data_sets_that_are_fetched(self):
        text = part("docs/data.md", "Fetched on request")
        assert [n for n, cls in DATA.items() if issubclass(cls, RemoteSource) and n not in text and n != "ames"] == []

    def test_of_your_own_data(self):
        assert (
            set(re.findall(r"^\| `(\w+)` \| [A-Z`a-z]", part("docs/data.md", "Your own"), re.MULTILINE)) - {"type"}
            == OWN
        )

    def test_that_are_chosen_in_the_window(self):
        titles = {cls.title for cls in DATA.values()}
        chosen = [t for text in TEXT.values() for t in re.findall(r"[Cc]hoose \*([^*]+)\* under \*\*Data\*\*", text)]
        assert chosen
        assert set(chosen) <= titles

    @pytest.mark.parametrize("kind", ["measure", "rule", "procedure", "derivation"])
    def test_of_what_a_study_is_made_of(self, kind: str):
        assert [name for name in base.members(kind) if f"`{name}`" not in TEXT["docs/studies.md"]] == []

    def test_of_studies(self):
        table = part("docs/studies.md", "What came out")
        names = set(re.findall(r"^\| ([a-z-]+) \| (?:held|did|mixed|inconclusive|not to be told)", table, re.MULTILINE))
        there = {path.stem for path in (TOP / "resources" / "studies").rglob("*.toml")}
        assert names == there, f"gdlab study --all --table docs/studies.md writes the rows of {sorted(names ^ there)}"

    def test_of_export_formats(self):
        for form in ExportFormat:
            assert form.value in part("docs/files.md", "The other formats") + "long"

    def test_of_presets(self):
        named = {name for text in TEXT.values() for name in re.findall(r"gdlab new (\w+)", text)}
        assert named
        assert named <= set(presets())

    def test_of_python(self):
        named = {name for text in TEXT.values() for name in re.findall(r"\bgdlab\.([A-Za-z_]\w*)\(", text)}
        assert {"train", "compare", "RunSpec", "export", "load_spec", "Trainer"} <= named
        assert [name for name in named if name not in gdlab.__all__ and not (TOP / "gdlab" / name).exists()
                and not (TOP / "gdlab" / f"{name}.py").exists()] == []  # fmt: skip


class TestFiles:
    def test_that_are_mentioned_exist(self):
        missing = []
        for page, text in TEXT.items():
            if page == "CHANGELOG.md":  # which also speaks of what was
                continue
            for name in re.findall(r"`((?:gdlab|docs|tests|resources|packaging|typings)/[\w./-]*)`", text):
                if not (TOP / name).exists() and "generated" not in name:
                    missing.append(f"{page}: {name}")
        assert missing == []

    def test_of_the_architecture_exist_below_gdlab(self):
        parts = "|".join(sorted(p.name for p in (TOP / "gdlab").iterdir() if p.is_dir() and p.name[0] not in "_."))
        inner = "|".join(sorted(p.name for p in (TOP / "gdlab" / "engine").iterdir() if p.is_dir()))
        text = TEXT["docs/architecture.md"]
        named = re.findall(rf"`((?:{parts})/[\w/]+\.py)", text)
        below_engine = re.findall(rf"`((?:{inner})/[\w/]+\.py)", text)
        assert len(named) > 30
        assert [name for name in named if not (TOP / "gdlab" / name).is_file()] == []
        assert [name for name in below_engine if not (TOP / "gdlab" / "engine" / name).is_file()] == []

    def test_of_the_picture_exist_and_it_is_up_to_date(self):
        assert [file for _, _, file, _ in make_run_diagram.BOXES if not (TOP / "gdlab" / file).is_file()] == []
        assert (TOP / "docs" / "images" / "run.svg").read_text(encoding="utf-8") == make_run_diagram.svg()

    def test_the_pictures_names_are_names_in_those_files(self):
        for _, _, file, words in make_run_diagram.BOXES:
            for name in re.findall(r"\b[A-Z]\w+(?:\.\w+)?|\b[a-z]+_\w+", words):
                if "." in name or "_" in name:
                    assert name.split(".")[-1] in SOURCE[TOP / "gdlab" / file], (file, name)

    def test_with_functions_that_are_mentioned_beside_them(self):
        text, missing = TEXT["docs/architecture.md"], []
        for name, file in re.findall(r"`(\w+)`\s+\(`(\w+/[\w/]+\.py)`\)", text):
            path = TOP / "gdlab" / file
            path = path if path.is_file() else TOP / "gdlab" / "engine" / file
            if name not in path.read_text(encoding="utf-8"):
                missing.append(f"{file}: {name}")
        assert missing == []

    def test_in_which_things_register_themselves_are_in_the_table_of_what_can_be_added(self):
        table = part("CONTRIBUTING.md", "Adding things")
        folders = [
            path.parent for path, text in SOURCE.items() if "def __init_subclass__" in text and path.name == "base.py"
        ]
        folders += [Path(importlib.import_module(name).__path__[0]) for name in PACKAGES.values()]
        named = {folder.relative_to(TOP).as_posix() for folder in folders}
        said = {name for name in named if f"`{name}/`" in table or f"`{name.rpartition('/')[2]}/`" in table}
        assert len(named) > 15
        assert sorted(named - said) == []


class TestOptions:
    def test_in_texts_exist(self):
        known = commands.page()
        own = {
            "--help",
            "--python",
            "--write",
            "--growth",
            "--machine",
            "--keep-going",
            "--pythonplatform",
        }  # of other programs
        for page in ("README.md", "docs/cli.md", "docs/studies.md", "docs/data.md", "docs/files.md"):
            options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", TEXT[page])) - own
            assert [option for option in options if option not in known] == [], page

    def test_exit_codes(self):
        codes = importlib.import_module("gdlab.cli.main")
        stated = {int(code) for code in re.findall(r"^\| (\d+) \|", part("docs/cli.md", "Exit codes"), re.MULTILINE)}
        in_part = importlib.import_module("gdlab.cli.predict").IN_PART
        assert stated == {0, codes.UNEXPECTED, codes.BAD_INPUT, codes.DIVERGED, in_part, codes.INTERRUPTED}

    def test_environment_variables(self):
        read_by_us = {name for text in SOURCE.values() for name in re.findall(r"[\"'](GDLAB_[A-Z_]+)[\"']", text)}
        stated = set(re.findall(r"^\| `(GDLAB_[A-Z_]+)` \|", TEXT["docs/cli.md"], re.MULTILINE))
        assert stated == read_by_us

    def test_the_size_above_which_examples_are_mapped(self):
        from gdlab.data.inputs.large_arrays import LARGEST_IN_MEMORY

        assert f"{LARGEST_IN_MEMORY:,} bytes" in TEXT["docs/cli.md"]

    def test_checks_of_the_gate(self):
        stated = re.findall(
            r"^\| (\w+) \| `", TEXT["CONTRIBUTING.md"].split("| check |")[1].split("\n\n")[0], re.MULTILINE
        )
        names = {check.name for check in (*gate.QUICK, gate.DOCS)} | {"types", "tests"}
        assert names == set(stated)


class TestDefaults:
    def test_of_fields_that_every_data_set_has(self):
        known = {field.name: field for field in fields(DATA["moons"])}
        rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", part("docs/data.md", "Fields that every set has"), re.MULTILINE)
        assert len(rows) >= 7
        for name, default in rows:
            if default != "depends":
                shown = default.strip("` ").replace("−", "-")
                value = known[name].default
                assert shown in (str(value), str(value).lower(), f"{value:g}" if isinstance(value, float) else ""), name

    def test_in_the_spec_file_that_is_printed(self):
        text = re.search(r"```toml\n(name = .*?)```", TEXT["docs/files.md"], re.DOTALL)
        assert text is not None
        from gdlab.spec.files import loads

        printed, default = loads(text[1], "files.md"), RunSpec()
        assert printed.training == default.training
        assert printed.optimizer == default.optimizer
        assert printed.data == default.data
        assert printed.loss == default.loss


class TestShortcuts:
    def test_that_are_mentioned_are_those_of_the_window(self):
        ours = "\n".join(text for path, text in SOURCE.items() if "ui" in path.parts and path.name != "keys.py")
        stated = {key for text in TEXT.values() for key in re.findall(r"\bCtrl\+(?:Shift\+)?[A-Z.]\w*", text)}
        stated |= set(re.findall(r"\bCtrl\+(?:Shift\+)?[A-Z.]\w*", read("gdlab/ui/dialogs/keys.py")))
        assert len(stated) > 8
        assert [key for key in stated - {"Ctrl+C"} if f'"{key}"' not in ours and f"\\t{key}" not in ours] == []


class TestArchitecture:
    def test_it_says_which_private_names_of_numba_are_used(self):
        marks = ("numba.core.caching", "numba.core import caching", "_index_key")
        private = {path.name for path, text in SOURCE.items() if any(mark in text for mark in marks)}
        assert private == {"kernel_cache.py"}
        assert "kernel_cache.py` is built on private" in TEXT["docs/architecture.md"].replace("\n  ", " ")

    def test_the_glossary_holds_the_words_that_a_newcomer_meets(self):
        glossary = part("docs/architecture.md", "Glossary")
        words = "spec member run race kernel instruction program arena job segment objective checkpoint store"
        assert [word for word in words.split() if f"| **{word}** |" not in glossary] == []

    @pytest.mark.parametrize("contract", ["rooms", "engine"])
    def test_the_order_of_imports_is_the_one_that_is_checked(self, contract):
        contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
        [layers] = [each["layers"] for each in contracts if each["id"] == contract]
        order = " > ".join(layer.replace("(", "").replace(")", "") for layer in layers)
        assert f"`{order}`" in " ".join(TEXT["docs/architecture.md"].split())

    def test_every_part_of_the_engine_is_listed(self):
        text = part("docs/architecture.md", "The parts of the engine")
        parts = [p.name for p in (TOP / "gdlab" / "engine").iterdir() if p.is_dir() and p.name[0] != "_"]
        assert [name for name in parts if f"`{name}/`" not in text] == []

    def test_every_dependency_is_said_to_be_for_something(self):
        project = tomllib.loads(read("pyproject.toml"))["project"]
        groups = [project["dependencies"], *(needs for extra, needs in project["optional-dependencies"].items()
                  if extra not in ("test", "docs", "bench"))]  # fmt: skip
        names = {re.match(r"[\w.-]+", need)[0].lower() for needs in groups for need in needs} - {"gdlab"}  # type: ignore[index]
        said = part("docs/architecture.md", "What each dependency is for").lower()
        assert sorted(name for name in names if name.removesuffix("-essentials") not in said) == []

    def test_the_names_of_code_that_it_mentions_are_in_the_code(self):
        text = re.sub(r"```.*?```", "", TEXT["docs/architecture.md"], flags=re.DOTALL)
        words = {word for quoted in re.findall(r"`([^`\n]+)`", text) for word in re.findall(r"[A-Za-z_]\w{3,}", quoted)}
        folders = ("gdlab", "packaging", "tests", "docs")
        paths = [path for folder in folders for path in (TOP / folder).rglob("*.py")]
        known = {part for path in (TOP / "resources").rglob("*") for part in re.findall(r"\w+", path.name)}
        known |= set(re.findall(r"\w+", read("pyproject.toml")))
        for path in paths:
            known.update(
                re.findall(r"\w+", path.read_text(encoding="utf-8")), path.relative_to(TOP).with_suffix("").parts
            )
        assert len(words) > 200
        assert sorted(words - known) == []

    def test_every_package_is_listed(self):
        packages = [p.name for p in (TOP / "gdlab").iterdir() if (p / "__init__.py").is_file()]
        assert [name for name in packages if f"`{name}/`" not in TEXT["docs/architecture.md"]] == []


def test_bit_for_bit_is_bound_to_a_kind_of_processor_wherever_it_is_claimed():
    for page, text in TEXT.items():
        if re.search(r"equal figures, bit\s+for\s+bit", text):
            assert "same kind of processor" in re.sub(r"\W*\s+", " ", text.replace("*", "")), page


def test_the_words_are_plain():
    banned = r"\b(whoever|somebody|dear|kin|rooms? with|one-way doors|honestly|its own affair)\b"
    assert [(page, m[0]) for page, text in TEXT.items() for m in re.finditer(banned, text)] == []
