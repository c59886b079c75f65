"""A newcomer opens data sets one after another, takes what is offered and starts; tests/newcomer opens them all."""

from __future__ import annotations

from tests.newcomer.hands import QtHand
from tests.newcomer.visit import Newcomer


def test_data_sets_opened_one_after_another_are_learnt_with_what_the_window_offers(window):
    newcomer = Newcomer(window, QtHand())
    newcomer.hurry()
    visits = [newcomer.visit(name) for name in ("wine", "stocks", "spirals")]
    assert [(v.data, v.learnt) for v in visits] == [("wine", True), ("stocks", True), ("spirals", True)]
    assert "prices" in visits[1].fit


def test_a_network_that_runs_and_hardly_learns_is_offered_a_better_one_in_words(window):
    newcomer = Newcomer(window, QtHand())
    window.experiment.set("data", {"type": "shapes32"})
    layers = window.lab.experiment_panel.layers
    newcomer.wait(layers.fit.isVisible, 60)
    assert not layers.problem.isVisible()
    assert "convolutions" in layers.better.text()
    newcomer.press("fit_network")
    newcomer.wait(lambda: window.experiment.examples.shape == (3, 32, 32))
    assert not window.experiment.why_not
    assert not layers.fit.isVisible()


def test_nothing_is_offered_while_the_data_are_about_to_be_others(window):
    """A network for images of 32 × 32 does not fit the rows that are still at hand, which is no problem to mend."""
    newcomer = Newcomer(window, QtHand())
    layers, experiment = window.lab.experiment_panel.layers, window.experiment
    seen = []
    experiment.described.connect(
        lambda _: (
            seen.append((experiment.loading, layers.problem.isVisible(), layers.fit.isVisible(), experiment.fit()))
            if experiment.loading
            else None
        )
    )
    newcomer.choose("shapes32")  # by hand, which fits the network as soon as the examples are there
    newcomer.wait(lambda: experiment.spec.network.layers[0].type == "Conv2d" and not experiment.loading, 60)
    assert set(seen) == {(True, False, False, "")}
    assert not layers.problem.isVisible()
    assert not experiment.why_not
