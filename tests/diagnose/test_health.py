"""Health in plain sentences: what is broken is named, what is sound left alone, a remedy judged by its loss."""

from __future__ import annotations

import re

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.health.catalogue import all_checks
from gdlab.diagnose.health.trial import trial_outcome
from gdlab.engine.history import History
from gdlab.spec.errors import DataError
from tests.diagnose.health_runs import BROKEN, SOUND, spec_of


@pytest.mark.parametrize("name", BROKEN)
def test_a_run_broken_on_purpose_is_named_with_a_figure_and_what_to_try(name):
    changes, wanted = BROKEN[name]
    run = gdlab.train(spec_of(changes))
    report = gdlab.health(run)
    found = {finding.check: finding for finding in report.findings}
    assert wanted in found
    assert not report.sound
    for finding in report.findings:
        assert any(letter.isdigit() for letter in finding.sentence)
        assert finding.sentence.endswith(".")
        assert finding.remedy.words.startswith("Try") or ":" in finding.remedy.words or finding.remedy.changes
        finding.spec_to_try(run.spec)  # fits the spec


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_run_is_not_alarmed(name):
    report = gdlab.health(gdlab.train(spec_of(SOUND[name][0])))
    assert report.findings == ()
    assert len(report.passed) == len(all_checks())


def test_every_check_has_a_run_that_it_finds():
    assert {wanted for _, wanted in BROKEN.values()} == {check.type for check in all_checks()}


@pytest.mark.parametrize("name", ["dead rectifiers", "saturated tanh", "huge initial weights", "rate far too high"])
def test_a_remedy_helps(name):
    changes, wanted = BROKEN[name]
    run = gdlab.train(spec_of(changes))
    finding = next(f for f in gdlab.health(run).findings if f.check == wanted)
    after = gdlab.train(finding.spec_to_try(run.spec))
    outcome = trial_outcome(run.history, after.history)
    assert outcome.helped
    assert outcome.sentence.startswith("It helped: the validation loss ends at ")


def test_overfitting_says_since_which_epoch_and_the_trial_ends_there():
    run = gdlab.train(spec_of(BROKEN["few examples, many epochs"][0]))
    finding = next(f for f in gdlab.health(run).findings if f.check == "Overfitting")
    losses, epochs = run.history["val/loss"], run.history.index("val/loss", "epoch")
    best = epochs[np.argmin(losses)]
    assert f"Since epoch {best:.0f} " in finding.sentence
    after = gdlab.train(finding.spec_to_try(run.spec))
    assert after.history.last("val/loss") == losses.min()


def test_wrong_labels_are_found_where_they_are():
    changes = BROKEN["wrong labels"][0]
    run = gdlab.train(spec_of(changes))
    finding = next(f for f in gdlab.health(run).findings if f.check == "SuspiciousLabels")
    noisy, clean = (gdlab.Trainer(s).examples for s in (run.spec, spec_of({"data": {"type": "digits"}})))
    assert np.array_equal(noisy.x_train, clean.x_train)
    wrong = noisy.y_train.reshape(-1) != clean.y_train.reshape(-1)
    assert wrong[list(finding.examples)].mean() > 0.9


@pytest.mark.parametrize("rate", [50.0, 1000.0])
def test_no_rate_above_the_stable_one_is_advised_to_plain_descent(rate):
    run = gdlab.train(spec_of({"optimizer": f"SGD(lr={rate:g})", "training.epochs": 2}))
    begun = gdlab.train(spec_of({"optimizer": "SGD(lr=1e-12)", "training.max_steps": 1}))
    findings = gdlab.health(run).findings
    advised = [f.remedy.changes["optimizer.lr"] for f in findings if "optimizer.lr" in f.remedy.changes]
    assert advised
    assert max(advised) < gdlab.curvature(begun).stable_rate
    for finding in findings:
        assert not re.search(r"e\+\d+ %", finding.sentence)
        assert "slope is nowhere 0 and" not in finding.remedy.words


def test_a_run_of_a_few_steps_is_too_short_to_be_judged():
    report = gdlab.health(gdlab.train(spec_of({"training.max_steps": 5})))
    assert str(report) == "The run is too short to be judged: it made 5 steps, and 30 are needed."


def test_a_trial_that_is_no_better_did_not_help():
    before, after = History(), History()
    index = {"step": 0, "epoch": 1.0, "examples": 1, "gradients": 1, "elapsed": 0.0, "wall_time": 0.0}
    before.record(index, {"val/loss": 1.0}, 1)
    after.record(index, {"val/loss": 0.99}, 1)
    assert not trial_outcome(before, after).helped
    assert "did not help" in trial_outcome(before, after).sentence


def test_a_run_without_parameters_or_data_says_so():
    run = gdlab.train(spec_of(SOUND["moons"][0]))
    run.own_data = True
    with pytest.raises(DataError, match="arrays of its own"):
        gdlab.health(run)
    run.parameters = {}
    with pytest.raises(DataError, match="has no parameters"):
        gdlab.health(run)


def test_the_command_line_says_it_in_sentences_and_by_its_exit_code(tmp_path, capsys):
    from gdlab.cli.main import main
    from gdlab.paths import resource

    store = ["--store", str(tmp_path / "r.sqlite"), "-q"]
    spec = str(resource("presets", "moons.toml"))
    assert main(["run", spec, "--set", "name=good", *store]) == 0
    assert main(["run", spec, "--set", "name=bad", "--set", "optimizer=SGD(lr=1000)", *store]) == 3
    capsys.readouterr()
    assert main(["check", "good", *store]) == 0
    assert "sound" in capsys.readouterr().out
    assert main(["check", "bad", *store]) == 3
    said = capsys.readouterr().out
    assert "Steps too large" in said
    assert "Try a learning rate of" in said
    assert main(["check", "nobody", *store]) == 2
