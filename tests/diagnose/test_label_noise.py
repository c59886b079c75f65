"""Wrong labels are told apart from classes that overlap, with few classes as with many."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import gdlab
from gdlab.diagnose.health.label_noise import label_noise
from gdlab.spec.examples import Examples
from tests.diagnose.health_runs import spec_of


def normal_classes(apart: float, share: float, n: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the true probabilities of two normal classes, (n, 2), and labels of which a share is wrong."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 2, n)
    x = rng.normal(size=n) + apart * (labels - 0.5)
    p = 1 / (1 + np.exp(-apart * x))
    wrong = rng.random(n) < share
    return np.stack([1 - p, p], axis=1), np.where(wrong, 1 - labels, labels)


@pytest.mark.parametrize("apart", [1.5, 2.0, 3.0, 6.0])
def test_overlap_is_no_wrong_label_and_wrong_labels_are_estimated(apart):
    clean = [label_noise(*normal_classes(apart, 0.0, n, seed)) for n in (200, 2000) for seed in range(5)]
    noisy = [label_noise(*normal_classes(apart, 0.1, 2000, seed)) for seed in range(5)]
    assert sum(noise.lowest > 0.01 for noise in clean) <= 1  # an interval of 99 % may miss once in a hundred times
    assert all(noise.lowest <= 0.1 <= noise.highest for noise in noisy)
    if apart > 1.5:  # classes closer than that hide wrong labels
        assert np.median([noise.lowest for noise in noisy]) > 0.03
    assert all(noise.share < noise.contradicted for noise in noisy)


def table(classes: int, share: float) -> tuple[Examples, np.ndarray]:
    """Return examples of a table of normal classes, and the places of wrong labels."""
    rng = np.random.default_rng(classes)
    centres = 4 * np.eye(max(classes, 4))[:classes]
    true = rng.integers(0, classes, 400)
    x = (centres[true] + rng.normal(size=(400, centres.shape[1]))).astype(np.float32)
    wrong = rng.choice(400, round(share * 400), replace=False)
    labels = true.copy()
    labels[wrong] = (labels[wrong] + rng.integers(1, classes, len(wrong))) % classes
    names = tuple(map(str, range(classes)))
    return Examples(x, labels, x[:0], labels[:0], classes=names), wrong


def trained(classes: int, examples: Examples) -> gdlab.Run:
    """Return a run on such a table."""
    layers = ["Linear(out_features=16)", "ReLU", f"Linear(out_features={classes})"]
    spec = spec_of({"network.layers": layers, "training.epochs": 12})
    return gdlab.train(spec, (examples.x_train, examples.y_train, examples.x_train, examples.y_train))


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_wrong_labels_are_found_with_few_classes_too(classes):
    examples, wrong = table(classes, 0.12)
    report = gdlab.health(trained(classes, examples), examples=examples)
    finding = next(f for f in report.findings if f.check == "SuspiciousLabels")
    assert finding.figure == pytest.approx(0.12, abs=0.04)
    assert np.isin(finding.examples, wrong).mean() > 0.9
    clean = dataclasses.replace(examples, y_train=table(classes, 0.0)[0].y_train)
    assert "Labels that look wrong" in gdlab.health(trained(classes, clean), examples=clean).passed
