"""Presets: each file is whole, names the figures that it claims, and reaches them; the quick ones are trained here."""

from __future__ import annotations

import math

import pytest

import gdlab
from gdlab.lab.compare import variants
from gdlab.lab.experiment import Experiment
from gdlab.lab.preset_check import check_preset
from gdlab.lab.preset_header import Claim, PresetHeader
from gdlab.lab.presets import preset, presets
from gdlab.lab.previews import describe_spec
from gdlab.lab.saved_experiment import RacePlan
from gdlab.lab.train import examples_for
from gdlab.spec.base import load_members
from gdlab.spec.errors import SpecError

#: Presets whose networks other tests compile anyway, and that train in a few hundredths of a second.
QUICK = ("step-too-large", "xor", "schedules", "plateau")

load_members()


def test_there_are_two_dozen_and_the_default_comes_first():
    assert len(presets()) >= 24
    assert next(iter(presets())) == "digits"
    assert len({each.header.title for each in presets().values()}) == len(presets())


@pytest.mark.parametrize("name", list(presets()))
def test_a_preset_is_whole_and_can_be_started(name: str):
    found = preset(name)
    saved, header = found.saved, found.header
    assert saved.spec.name == name
    examples = examples_for(saved.spec)
    assert describe_spec(saved.spec, examples).problems == ()
    plan = saved.race or RacePlan()
    runs = variants(saved.spec, plan.varied_values, 1, plan.paired_settings)
    assert header.claims
    assert all(claim.variant <= len(runs) for claim in header.claims)
    assert header.tags
    assert found.picture is not None, f"python docs/make_preset_pictures.py {name} draws it"
    experiment = Experiment(preset("spirals" if name == "digits" else "digits").spec)
    experiment.load(saved.spec)
    experiment.set_examples(examples)
    assert (experiment.spec, experiment.why_not) == (saved.spec, "")


@pytest.mark.parametrize("name", list(presets()))
def test_the_sentence_of_a_preset_names_the_figures_that_it_claims(name: str):
    header = preset(name).header
    for claim in header.claims:
        bound = claim.at_most if claim.at_least is None else claim.at_least
        forms = (str(claim.equals), claim.number, f"{100 * (bound or 0):g} %")
        assert any(form and form in header.sentence for form in forms), claim


@pytest.mark.parametrize("name", QUICK)
def test_a_quick_preset_reaches_its_figures_on_three_seeds(name: str):
    checked = check_preset(preset(name), seeds=3)
    assert len(checked) == len(preset(name).header.claims)
    assert [f"{each.variant}: {each.claim.figure} {each.figures}" for each in checked if not each.holds] == []


def test_a_claim_that_does_not_hold_is_told(monkeypatch):
    found = preset("moons")
    claim = Claim(figure="val/accuracy", at_most=0.1)
    changed = type(found)("moons", found.header.replace(claims=(claim,)), found.text)
    (checked,) = check_preset(changed, seeds=1)
    assert not checked.holds
    assert claim.bound == "at most 10 %"


def test_a_figure_that_was_not_measured_or_is_not_finite_keeps_no_bound():
    claim = Claim(figure="val/loss", at_least=0.0)
    assert not claim.holds(math.nan)
    assert not Claim(figure="status", equals="diverged").holds("finished")


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        (None, "preset: needs a table"),
        ({"title": "x"}, "preset.sentence: is required"),
        ({"title": "x", "sentence": "y", "tittle": "z"}, "preset.tittle"),
        ({"title": "x", "sentence": "y", "claims": [{"figure": "val/loss"}]}, "one of at_least, at_most and equals"),
        ({"title": "x", "sentence": "y", "claims": [{"figure": "status", "at_most": 1}]}, "equals belongs to"),
    ],
)
def test_a_wrong_header_is_refused_by_its_field(table, problem: str):
    with pytest.raises(SpecError, match=r"x\.toml") as refused:
        PresetHeader.parse(table, "x.toml")
    assert problem in str(refused.value)


def test_an_unknown_preset_is_answered_with_the_nearest():
    with pytest.raises(SpecError, match="Did you mean xor"):
        gdlab.preset("xorr")


def test_a_preset_may_be_named_with_its_prefix():
    assert gdlab.preset("preset:xor") == gdlab.preset("xor")


def test_pictures_together_stay_small():
    files = [each.picture for each in presets().values()]
    assert sum(file.stat().st_size for file in files if file is not None) < 1_500_000
