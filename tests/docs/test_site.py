"""The documentation site: complete, made from the program, and readable without a network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from docutils.utils.math import MathError

from docs.generator import commands, curves, formulas, members
from gdlab.spec import base
from gdlab.spec.files import loads
from gdlab.studies.members import load_all_members

TOP = Path(__file__).resolve().parents[2]
load_all_members()
ALL = [(kind, name) for kind in base.kinds() for name in base.members(kind)]
FORMULAS = [(kind, name) for kind, name in ALL if kind in ("optimizer", "loss", "average")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site that the test command has just built, or build it in the same way: warnings are errors."""
    if built := os.environ.get("BUILT_DOCS_SITE"):
        return Path(built)
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", str(folder / "trees"), "docs", str(folder)],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


class Resources(HTMLParser):
    """The addresses that a browser loads to show a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        if tag in ("script", "img", "iframe", "link") and held.get("rel") not in ("canonical", "author"):
            self.found.append(held.get("src") or held.get("href") or "")


def test_every_page_loads_nothing_from_elsewhere(site: Path):
    pages = list(site.rglob("*.html"))
    assert len(pages) > len(ALL)
    for page in pages:
        reader = Resources()
        reader.feed(page.read_text(encoding="utf-8"))
        assert [address for address in reader.found if re.match(r"(https?:)?//", address)] == [], page
    for style in site.rglob("*.css"):
        assert not re.search(r"(@import|url\()\s*['\"]?(https?:)?//", style.read_text(encoding="utf-8")), style


def test_every_member_has_a_page_that_says_what_it_is(site: Path):
    for kind, name in ALL:
        page = site / "reference" / "generated" / kind / f"{name}.html"
        assert name in page.read_text(encoding="utf-8")
        assert (base.members(kind)[name].__doc__ or "").strip(), name


def test_formulas_are_drawn_as_mathml(site: Path):
    page = (site / "reference" / "generated" / "optimizer" / "Adam.html").read_text(encoding="utf-8")
    assert "<math" in page
    assert "<mfrac" in page


def test_every_optimizer_loss_and_average_says_its_formula():
    assert [name for kind, name in FORMULAS if ".. math::" not in (base.members(kind)[name].__doc__ or "")] == []


def test_a_new_member_gets_a_page_without_another_change(tmp_path: Path):
    code = """
from typing import Literal
from docs.generator import members
from gdlab.studies.members import load_all_members
load_all_members()
from gdlab.engine.ops.relu import ReLU
from gdlab.spec.base import knob
class Doubled(ReLU):
    '''The rectifier of |x|, twice.'''
    type: Literal["Doubled"] = "Doubled"
    factor: float = knob(2.0, "How much larger.", ge=0)
made = members.pages("layer")
assert "Doubled" in made["layer/index.rst"]
assert "How much larger." in made["layer/Doubled.rst"]
assert "<svg" in made["layer/Doubled-curve.svg"]
"""
    (tmp_path / "doubled.py").write_text(code)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "doubled.py")],
        env={**os.environ, "PYTHONPATH": str(TOP), "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_example_on_a_members_page_is_a_spec():
    for kind, name in ALL:
        example = members.usage(base.members(kind)[name])
        if example:
            assert loads(example, f"{name}.toml").name == ""


def test_every_field_stands_on_its_members_page():
    for kind, name in ALL:
        cls = base.members(kind)[name]
        page = members.page(cls, [])
        assert [field for field in cls.model_fields if field != "type" and f"``{field}``" not in page] == [], name


def test_a_formula_that_cannot_be_read_is_refused():
    with pytest.raises(MathError):
        formulas.mathml(r"\nosuchcommand{x}", block=True)


def test_an_abbreviated_fraction_has_one_digit_above_the_other():
    assert formulas.mathml(r"\tfrac12", block=False).count("<mn>") == 2


def test_an_activations_picture_shows_its_value_and_slope():
    x, y, slope = curves.activation(base.member("layer", "Tanh"))
    np.testing.assert_allclose(y, np.tanh(x), atol=1e-12)
    np.testing.assert_allclose(slope, 1 - np.tanh(x) ** 2, atol=1e-12)


@pytest.mark.parametrize("name", base.members("optimizer"))
def test_an_optimizers_picture_shows_a_walk(name: str):
    _, _, points = curves.path(base.member("optimizer", name))
    assert np.abs(points[-1] - points[0]).max() > 0.1


def test_every_command_and_option_is_in_the_reference():
    from gdlab.cli.main import command_line

    page = commands.page()
    for name, command in commands.typer.main.get_command(command_line(())).commands.items():
        assert f"gdlab {name}" in page
        for parameter in command.params:
            assert [option for option in parameter.opts if option.startswith("-") and option not in page] == []
