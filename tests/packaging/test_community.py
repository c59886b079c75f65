"""What a public repository is looked at for: workflows that can run, forms that parse, pages that say what is there."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from gdlab_boot import commands
from packaging.requirements import Requirement

from gdlab.cli.main import MODULES, command_line

TOP = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
WORKFLOWS = sorted((TOP / ".github" / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (TOP / ".github" / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PAGES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md", "docs/releasing.md", "docs/licences.md")


def read(path: Path) -> Any:
    """Return the content of a YAML file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def steps(path: Path) -> list[dict[str, Any]]:
    """Return the steps of all jobs of a workflow."""
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def lines(path: Path) -> list[list[str]]:
    """Return the command lines of a workflow, or of the shell blocks of a page."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".yml":
        scripts = [step["run"] for step in steps(path) if "run" in step]
    else:
        scripts = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [shlex.split(line, comments=True) for script in scripts for line in script.splitlines() if line.strip()]


def own_commands(path: Path) -> list[list[str]]:
    """Return the command lines that start something of this repository."""
    return [line for line in lines(path) if line and any("bootstrap.py" in word or "gdlab" in word for word in line)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_has_what_one_needs_and_no_more_rights_than_reading(path: Path):
    content = read(path)
    assert content["name"] == path.stem
    assert True in content or "on" in content  # YAML 1.1 reads `on` as true
    assert content["permissions"] == {"contents": "read"}
    for step in steps(path):
        assert ("run" in step) != ("uses" in step), step
        if "uses" in step:
            assert re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_the_gate_runs_on_three_systems_and_arm_with_every_supported_python():
    (job,) = read(TOP / ".github" / "workflows" / "test.yml")["jobs"].values()
    systems, pythons = job["strategy"]["matrix"]["system"], job["strategy"]["matrix"]["python"]
    for kind in ("ubuntu", "windows", "macos"):
        assert any(name.startswith(kind) for name in systems)
    assert any(name.endswith("-arm") for name in systems)
    supported = {text.rpartition(" ")[2] for text in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", text)}
    assert set(pythons) == supported
    assert ["python", "packaging/bootstrap.py", "test"] in lines(TOP / ".github" / "workflows" / "test.yml")


@pytest.mark.parametrize("path", [*WORKFLOWS, *(TOP / page for page in PAGES)], ids=lambda path: path.name)
def test_each_command_of_ours_in_a_workflow_or_page_exists(path: Path):
    known = {command for names in MODULES.values() for command in names}
    assert known == set(typer.main.get_command(command_line(())).commands)
    for line in own_commands(path):
        if any("bootstrap.py" in word for word in line):
            at = next(k for k, word in enumerate(line) if "bootstrap.py" in word)
            assert (TOP / line[at]).is_file()
            commands.parser().parse_args(commands.split(line[at + 1 :])[0])
        elif line[0].endswith("gdlab"):
            assert line[1] in known, line


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_is_a_form(path: Path):
    form = read(path)
    assert form["name"]
    assert form["description"]
    identities = [field["id"] for field in form["body"]]
    assert len(set(identities)) == len(identities)
    for field in form["body"]:
        assert field["type"] in ("textarea", "input", "dropdown", "checkboxes")
        assert field["attributes"]["label"]
    assert any(field.get("validations", {}).get("required") for field in form["body"])


def test_there_are_forms_for_faults_and_ideas_and_a_template_for_changes():
    assert [path.name for path in FORMS] == ["bug.yml", "idea.yml"]
    assert "bootstrap.py test" in (TOP / ".github" / "pull_request_template.md").read_text(encoding="utf-8")


def test_the_citation_has_what_its_format_asks_for():
    citation = read(TOP / "CITATION.cff")
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert "version" not in citation  # it stands in gdlab/__init__.py


@pytest.mark.parametrize("page", PAGES)
def test_the_links_of_a_page_lead_to_files_that_are_there(page: str):
    path = TOP / page
    for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def licence_rows() -> dict[str, list[str]]:
    """Return the rows of the tables of docs/licences.md by their first cell."""
    text = (TOP / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in text.splitlines()]
    return {row[0]: row[1:] for row in rows if len(row) > 1}


def test_every_foreign_file_in_resources_has_a_row_and_a_notice():
    rows, resources = licence_rows(), TOP / "resources"
    files = {path.relative_to(resources).as_posix() for kind in ("data", "fonts", "icons")
             for path in (resources / kind).iterdir() if path.suffix not in (".txt", ".toml")}  # fmt: skip
    assert files == {name for name in rows if name.startswith(("data/", "fonts/", "icons/"))}
    allowed = PROJECT["license"].split(" AND ")
    for name in files:
        _, licence, notice = rows[name]
        assert licence in allowed, name
        text = (resources / notice).read_text(encoding="utf-8")
        stated = re.findall(r"SPDX: ([\w.-]*\w)", text)
        assert stated == [licence] or notice.startswith(("fonts/", "icons/")), name
    assert set(allowed) == {rows[name][1] for name in files} | {"MIT"}


def test_nothing_else_in_resources_is_foreign():
    kinds = {path.name for path in (TOP / "resources").iterdir() if path.is_dir()}
    assert kinds == {
        "data",
        "fonts",
        "icons",
        "kernels",
        "presets",
        "rules",
        "studies",
        "texts",
        "themes",
        "translations",
    }


def test_every_dependency_is_named_with_its_licence():
    extras = PROJECT["optional-dependencies"]
    first = {name.split(" ")[0].lower() for name in licence_rows()}
    for line in [*PROJECT["dependencies"], *extras["gui"], *extras["sklearn"]]:
        assert Requirement(line).name.lower() in first, line
    assert "LGPL-3.0" in licence_rows()["PySide6-Essentials (with shiboken6 and Qt)"][0]
