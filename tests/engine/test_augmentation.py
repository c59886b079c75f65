"""Augmentation: drawn anew each epoch from the run's own stream, alike for runs of one seed, exact where it mixes."""

from __future__ import annotations

import numpy as np
import pytest

from gdlab.engine.augmentations.base import Augmentation
from gdlab.engine.machine import job_columns as columns
from gdlab.engine.trainer import Trainer
from gdlab.spec.base import members
from gdlab.spec.errors import SpecError
from gdlab.spec.examples import Examples
from tests.engine.running import spec_of, trainer_of

LAYERS = [{"type": "Flatten"}, {"type": "Linear", "out_features": 3}]
ALL_OF_IMAGES = (
    "RandomCrop(padding=2), RandomHorizontalFlip, RandomVerticalFlip, RandomRotation(degrees=30), ColorJitter, "
    "GaussianNoise, Cutout(size=3), RandomMask, MixUp(alpha=1)"
)
RNG = np.random.default_rng(0)
PICTURES, CLASSES = RNG.uniform(0.2, 1, (23, 2, 7, 5)).astype(np.float32), RNG.integers(0, 3, 23)


def run_of(augmentation: str | None, *, batch: int | str = 4, seed: int = 3, **rest) -> Trainer:
    """Return a trainer on the pictures."""
    training = {"batch_size": batch, "epochs": 4, **({"augmentation": augmentation} if augmentation else {})}
    return trainer_of(LAYERS, PICTURES, CLASSES, training=training, seed=seed, optimizer="SGD(lr=0.1)", **rest)


def of_type(name: str, x: np.ndarray, **fields) -> np.ndarray:
    """Return the examples as one augmentation changes them in the first epoch."""
    y = np.zeros((len(x), 1), np.float32)
    layers = [{"type": "Flatten"}, {"type": "Linear", "out_features": 1}]
    training = {"augmentation": [{"type": name, **fields}], "batch_size": 4}
    made = trainer_of(layers, x.astype(np.float32), y, training=training, loss="MSELoss", seed=1)
    return made.augmented(range(len(x)))


def test_each_epoch_draws_anew_and_each_example_for_itself():
    run = run_of("RandomCrop(padding=2)")
    first = run.augmented([0, 1, 0])
    assert np.array_equal(first[0], first[2])
    run.advance(run.steps_per_epoch)
    assert not np.array_equal(run.augmented([0, 1]), first[:2])


def test_runs_of_a_seed_see_the_same_examples_whatever_else_differs():
    run, other, third = run_of(ALL_OF_IMAGES), run_of(ALL_OF_IMAGES, batch=9), run_of(ALL_OF_IMAGES, seed=4)
    numbers = np.arange(23)
    seen = run.augmented(numbers)
    assert np.array_equal(other.augmented(numbers), seen)
    assert not np.array_equal(third.augmented(numbers), seen)
    alone, among = run_of("RandomHorizontalFlip"), run_of("RandomVerticalFlip(p=0), RandomHorizontalFlip")
    assert np.array_equal(alone.augmented(numbers), among.augmented(numbers))


def test_a_run_goes_on_bit_for_bit_from_any_step_and_in_slices_of_any_size():
    whole, sliced, states = run_of(ALL_OF_IMAGES), run_of(ALL_OF_IMAGES), []
    whole.advance(24)
    for _ in range(24):
        states.append(sliced.state())
        sliced.advance(1)
    assert np.array_equal(whole.arena.weights, sliced.arena.weights)
    for k in (1, 6, 13):  # within an epoch, at its end, and later
        resumed = run_of(ALL_OF_IMAGES)
        resumed.restore(states[k])
        resumed.advance(24 - k)
        assert np.array_equal(resumed.arena.weights, whole.arena.weights)


def test_a_mini_batch_beyond_the_capacity_is_augmented_like_one_within_it(monkeypatch):
    run = run_of(ALL_OF_IMAGES, batch="full")
    run.advance(1)
    monkeypatch.setattr("gdlab.engine.program.assembly.chunk_size", lambda *_: 5)
    chunked = run_of(ALL_OF_IMAGES, batch="full")
    chunked.advance(1)
    assert chunked.arena.program.capacity == 5 < run.arena.program.capacity
    np.testing.assert_allclose(chunked.arena.weights, run.arena.weights, atol=1e-6)


def test_without_augmentation_nothing_differs_and_the_validation_part_is_never_augmented():
    val = (PICTURES[:6], CLASSES[:6])
    plain, other = run_of(None, val=val), run_of("GaussianNoise(sigma=0), RandomVerticalFlip(p=0)", val=val)
    for run in (plain, other):
        run.advance(12)
    assert np.array_equal(plain.arena.weights, other.arena.weights)
    noisy = run_of("GaussianNoise(sigma=5)", val=val)
    assert noisy.evaluate("val")["loss"] == run_of(None, val=val).evaluate("val")["loss"]
    assert noisy.evaluate("train")["loss"] == run_of(None, val=val).evaluate("train")["loss"]


def test_curvature_is_measured_on_the_examples_as_they_are():
    training = {"batch_size": 4, "curvature_every": 1}
    runs = [
        trainer_of(LAYERS, PICTURES, CLASSES, training=training | more, seed=3, optimizer="SGD(lr=0.1)")
        for more in ({}, {"augmentation": "GaussianNoise(sigma=9)"})
    ]
    for run in runs:
        run.advance(1)
    first = [run.history["train/sharpness"][0] for run in runs]
    assert first[0] == first[1] > 0


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
def test_the_loss_of_mixed_classes_is_the_mixture_of_their_losses_and_so_is_its_gradient(smoothing):
    loss = {"type": "CrossEntropyLoss", "label_smoothing": smoothing}
    training = {"batch_size": "full", "augmentation": "MixUp(alpha=1)", "dtype": "float64"}
    run = trainer_of(LAYERS, PICTURES, CLASSES, training=training, loss=loss, optimizer="SGD(lr=0)")
    numbers = np.arange(23)
    x = run.augmented(numbers).reshape(23, -1)
    run.advance(1)
    arena, job = run.arena, run.arena.job
    order = arena.imem[job[columns.NUMBERS] :][:23]
    shares = arena.mem[job[columns.SHARES] :][:23]
    own, other = CLASSES[order], arena.imem[job[columns.PARTNER_CLASSES] :][:23]
    assert shares.min() > 0
    assert shares.max() < 1
    assert np.any(own != other)
    target = shares[:, None] * np.eye(3)[own] + (1 - shares[:, None]) * np.eye(3)[other]
    target = (1 - smoothing) * target + smoothing / 3
    weight, bias = run.parameters["1.weight"], run.parameters["1.bias"]
    logits = x[order] @ weight.T + bias
    log_p = logits - np.log(np.exp(logits).sum(1, keepdims=True))
    np.testing.assert_allclose(arena.fp[5], -(target * log_p).sum(1).mean(), rtol=1e-9)
    np.testing.assert_allclose(arena.gradient[-3:], (np.exp(log_p) - target).mean(0), atol=1e-12)


def test_mixed_values_are_weighted_means_of_two_examples():
    x = np.linspace(0, 1, 12, dtype=np.float32)[:, None]
    training = {"batch_size": "full", "augmentation": "MixUp(alpha=1)"}
    run = trainer_of([{"type": "Linear", "out_features": 1}], x, 3 * x, training=training, loss="MSELoss")
    run.advance(1)
    job, mem = run.arena.job, run.arena.mem
    targets = mem[job[columns.TARGET_FLOAT] :][:12]
    order = run.arena.imem[job[columns.NUMBERS] :][:12]
    run.arena.ctx[0] = 0
    mixed = trainer_of([{"type": "Linear", "out_features": 1}], x, 3 * x, training=training, loss="MSELoss")
    np.testing.assert_allclose(targets, 3 * mixed.augmented(order)[:, 0], rtol=1e-5)
    assert not np.allclose(targets, 3 * x[order, 0])


def test_flips_and_crops_move_pixels_and_invent_none():
    for name, axis in (("RandomHorizontalFlip", 3), ("RandomVerticalFlip", 2)):
        found = of_type(name, PICTURES)
        mirrored = [np.array_equal(a, b) for a, b in zip(found, np.flip(PICTURES, axis), strict=True)]
        same = [np.array_equal(a, b) for a, b in zip(found, PICTURES, strict=True)]
        assert all(m != s for m, s in zip(mirrored, same, strict=True))
        assert 3 < sum(mirrored) < 20
    low = PICTURES.min(axis=(0, 2, 3))
    for old, new in zip(PICTURES, of_type("RandomCrop", PICTURES, padding=2), strict=True):
        padded = np.stack([np.pad(channel, 2, constant_values=low[c]) for c, channel in enumerate(old)])
        assert any(np.array_equal(padded[:, i : i + 7, j : j + 5], new) for i in range(5) for j in range(5))


def test_a_rotation_by_a_half_turn_reverses_the_picture_and_none_leaves_it():
    turned = of_type("RandomRotation", PICTURES, degrees=1e-9)
    np.testing.assert_allclose(turned, PICTURES, atol=1e-5)
    spread = of_type("RandomRotation", PICTURES, degrees=180)
    np.testing.assert_allclose(spread[:, :, 3, 2], PICTURES[:, :, 3, 2], rtol=1e-5)  # the centre stays
    assert not np.allclose(spread, PICTURES, atol=0.05)


def test_brightness_and_contrast_stay_within_the_range_of_the_training_part():
    found = of_type("ColorJitter", PICTURES, brightness=1, contrast=1)
    assert np.all(found >= PICTURES.min(axis=(0, 2, 3))[:, None, None] - 1e-6)
    assert np.all(found <= PICTURES.max(axis=(0, 2, 3))[:, None, None] + 1e-6)
    assert not np.allclose(found, PICTURES, atol=0.1)


def test_cutout_covers_one_square_with_the_mean():
    found = of_type("Cutout", PICTURES, size=3)
    covered = (found != PICTURES).all(axis=1)
    assert all(1 <= picture.sum() <= 9 for picture in covered)
    np.testing.assert_allclose(found[0, 0][covered[0]], PICTURES[:, 0].mean(), rtol=1e-5)


def test_noise_is_in_proportion_to_each_column_and_spares_columns_of_two_values():
    x = np.column_stack([RNG.normal(0, 1, 4000), RNG.normal(5, 100, 4000), RNG.integers(0, 2, 4000)])
    change = of_type("GaussianNoise", x, sigma=0.1) - x.astype(np.float32)
    np.testing.assert_allclose(change.std(axis=0), [0.1, 10, 0], rtol=0.05)


def test_masks_hide_single_numbers_or_consecutive_steps_behind_the_mean():
    x = RNG.normal(3, 1, (4000, 2))
    hidden = of_type("RandomMask", x, p=0.3) != x.astype(np.float32)
    np.testing.assert_allclose(hidden.mean(axis=0), 0.3, atol=0.03)
    series = RNG.normal(0, 1, (400, 12, 2))
    hidden = (of_type("TimeMask", series, length=5) != series.astype(np.float32)).all(axis=2)
    assert set(hidden.sum(axis=1)) == set(range(6))
    assert all(np.all(np.diff(np.flatnonzero(row)) == 1) for row in hidden)


@pytest.mark.parametrize(
    ("augmentation", "why"),
    [
        ("TimeMask", "changes series"),
        ("RandomCrop(padding=5)", "at most 4 do"),
        ("MixUp, MixUp", "once only"),
        ("Nothing", "no augmentation called 'Nothing'"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(augmentation, why):
    with pytest.raises(SpecError, match=why):
        run_of(augmentation)


def test_classes_that_weigh_differently_and_words_are_refused():
    with pytest.raises(SpecError, match="cannot mix classes"):
        run_of("MixUp", loss={"type": "CrossEntropyLoss", "weight": [1, 2, 3]})
    words = Examples(
        np.zeros((4, 3), np.int64), np.zeros(4, np.int64), np.zeros((0, 3), np.int64), np.zeros(0, np.int64)
    )
    layers = [{"type": "Embedding", "num_embeddings": 5, "embedding_dim": 2}, {"type": "Flatten"}, *LAYERS[1:]]
    with pytest.raises(SpecError, match="numbers of words"):
        Trainer(spec_of(layers, training={"augmentation": "RandomMask"}), words)


def test_every_augmentation_is_a_member_and_optimizers_with_closures_see_it_too():
    assert len([cls for cls in members("augmentation").values() if issubclass(cls, Augmentation)]) >= 10
    training = {"batch_size": 8, "epochs": 2, "augmentation": "RandomCrop, MixUp"}
    make = lambda: trainer_of(LAYERS, PICTURES, CLASSES, training=training, optimizer="LBFGS")  # noqa: E731
    whole, sliced = make(), make()
    whole.advance(4)
    for _ in range(4):
        sliced.advance(1)
    assert np.array_equal(whole.arena.weights, sliced.arena.weights)
