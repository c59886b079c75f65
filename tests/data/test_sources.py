"""Every data set that is here gives examples that an engine can train on; the real ones are what they say."""

from pathlib import Path

import numpy as np
import pytest

from gdlab.data import catalogue, download, entries, load, shipped, summary
from gdlab.data.progress import silent
from gdlab.spec.base import member
from gdlab.spec.errors import DataError

SOURCES = Path(__file__).resolve().parents[3] / "shared" / "data"
CIFAR, AMES = SOURCES / "cifar10_5k.npz", SOURCES / "ames.csv"
AMES_HEADER = "Bedroom_AbvGr,Gr_Liv_Area,Year_Built,Year_Sold,Overall_Cond,Longitude,Latitude,Neighborhood,Sale_Price"
HERE = [e.type for e in entries() if e.here and not e.own_files]
AWAY = [e.type for e in entries() if e.download_size]


def make(type_, **fields):
    return member("data", type_)(**fields)


@pytest.mark.parametrize("type_", HERE)
def test_every_built_in_set_gives_sound_examples(type_):
    e = load(make(type_), 0)
    assert e.x_train.dtype == np.float32
    assert e.x_train.flags.c_contiguous
    assert len(e.x_train) == len(e.y_train) > 0
    assert len(e.x_val) == len(e.y_val) > 0
    assert e.x_train.shape[1:] == e.x_val.shape[1:]
    assert np.isfinite(e.x_train).all()
    assert np.isfinite(e.x_val).all()
    assert e.name == type_
    assert e.note
    if e.task == "classification":
        assert e.y_train.dtype == np.int64
        assert 0 <= e.y_train.min() <= e.y_train.max() < len(e.classes)
    else:
        assert e.y_train.dtype == np.float32
        assert e.y_train.ndim == 2
    if e.image:
        assert np.prod(e.image) == e.shape[0]
    if e.features and len(e.shape) == 1:
        assert len(e.features) == e.shape[0]
    found = summary(e)
    assert (found.n_train, found.n_val, found.shape) == (len(e.x_train), len(e.x_val), e.shape)


@pytest.mark.parametrize("type_", HERE)
def test_every_built_in_set_has_title_family_licence_and_help(type_):
    cls = catalogue.source_types()[type_]
    assert cls.title
    assert cls.family
    assert cls.licence
    assert cls.__doc__
    assert all(f.description for f in cls.model_fields.values() if f is not cls.model_fields["type"])


@pytest.mark.parametrize("type_", AWAY)
def test_a_set_that_was_not_fetched_says_so_and_offers_a_stand_in_that_is_here(type_):
    with pytest.raises(DataError, match="gdlab data download") as caught:
        load(make(type_), 0)
    cls = catalogue.source_types()[type_]
    assert cls.stand_in in HERE
    assert f"'{cls.stand_in}'" in str(caught.value)


def test_mnist_has_ten_thousand_digits_of_bytes():
    e = load(make("mnist", flatten=False, val_fraction=0), 0)
    assert e.x_train.shape == (10_000, 1, 28, 28)
    assert set(np.unique((e.x_train[:100] * 255).round())) <= set(range(256))
    assert np.bincount(e.y_train).min() > 800


def test_reviews_as_indices_and_bag_tell_the_same_story():
    bag, numbers = load(make("reviews"), 0), load(make("reviews", encoding="indices", length=60), 0)
    assert np.array_equal(bag.y_train, numbers.y_train)
    vocabulary = numbers.extra["vocabulary"]
    for k in (0, 5, 77):
        words = [vocabulary[int(t)] for t in numbers.x_train[k] if t > 1]
        shown = {bag.features[j]: int(c) for j, c in enumerate(bag.x_train[k]) if c}
        for word in set(words):
            assert shown[word] == words.count(word)
        assert set(words) <= set(bag.extra["texts_train"][k].split())


def test_reviews_learn_their_vocabulary_from_the_training_part_only():
    e = load(make("reviews", vocabulary=200_000), 0)
    assert (e.x_train.sum(axis=0) > 0).all()
    assert len(e.features) < 18_506


def test_reviews_can_be_told_apart_by_their_words():
    from sklearn.naive_bayes import MultinomialNB

    e = load(make("reviews"), 0)
    assert MultinomialNB().fit(e.x_train, e.y_train).score(e.x_val, e.y_val) > 0.72


def test_saratoga_prices_follow_the_living_area():
    e = load(make("saratoga_houses"), 0)
    assert e.features == ("bedrooms", "living_area", "age", "college_graduates", "lot_size")
    assert len(e.x_train) + len(e.x_val) == 1728
    slope, *_ = np.linalg.lstsq(np.c_[e.x_train, np.ones(len(e.x_train))], e.y_train[:, 0], rcond=None)
    assert slope[1] > 0.4
    assert slope[2] < 0
    price = e.y_train * e.extra["target_scale"]["width"] + e.extra["target_scale"]["shift"]
    assert 4_000 < price.min() < price.max() < 780_000


@pytest.fixture
def ames():
    """Return the path of the table that gdlab may not ship, where it lies beside this checkout."""
    if not AMES.is_file():
        pytest.skip("the table of Ames is not beside this checkout")
    return str(AMES)


def test_ames_prices_follow_area_and_age(ames):
    e = load(make("ames", path=ames), 0)
    assert e.features == ("bedrooms", "living_area", "age", "distance_to_university", "overall_condition")
    slope, *_ = np.linalg.lstsq(np.c_[e.x_train, np.ones(len(e.x_train))], e.y_train[:, 0], rcond=None)
    assert slope[1] > 0.4
    assert slope[2] < -0.2
    distance = e.x_train * e.extra["scale"]["width"] + e.extra["scale"]["shift"]
    assert 0 < distance[:, 3].min() < distance[:, 3].max() < 10
    price = e.y_train * e.extra["target_scale"]["width"] + e.extra["target_scale"]["shift"]
    assert 12_000 < price.min() < price.max() < 760_000


def test_ames_can_be_split_by_neighbourhood(ames):
    e = load(make("ames", path=ames, split="group"), 0)
    assert 0.15 < len(e.x_val) / 2930 < 0.4


def test_ames_says_why_it_is_not_here_and_what_is():
    with pytest.raises(DataError, match="no open licence") as caught:
        load(make("ames"), 0)
    assert "'saratoga_houses'" in str(caught.value)
    assert "ames.csv" in str(caught.value)
    with pytest.raises(DataError, match="no open licence"):
        download("ames")


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("a,b", "1,2", "no column 'Bedroom_AbvGr'"),
        (AMES_HEADER, "x,1,1,1,Good,1,1,A,1", "Bedroom_AbvGr"),
        (AMES_HEADER, "1,1,1,1,Lovely,1,1,A,1", "'Lovely', which is none of Very_Poor"),
        (AMES_HEADER, "1,1,1,1,Good,1,1,A,inf", "infinities"),
        (AMES_HEADER, "1,1,1", "Year_Sold"),
    ],
)
def test_a_table_that_is_not_ames_is_refused_in_a_sentence(tmp_path, header, row, words):
    path = tmp_path / "ames.csv"
    path.write_text(f"{header}\n{row}\n", encoding="utf-8")
    with pytest.raises(DataError, match=words):
        load(make("ames", path=str(path)), 0)


def test_windows_of_stocks_do_not_reach_across_the_cut():
    e = load(make("stocks", length=20, horizon=5), 0)
    last, first = e.extra["date_train"].max(), e.extra["date_val"].min()
    dates = e.extra["series_dates"]
    cut = int(np.searchsorted(dates, first)) - 20 - 5 + 1
    assert dates[cut] > last
    assert len(e.x_train) + len(e.x_val) == len(dates) - 20 - 5 + 1 - 24


def test_stock_returns_are_the_changes_of_the_adjusted_close():
    e = load(make("stocks", scale="none", target_scale="none", length=3), 0)
    log = np.log(e.extra["series"])
    np.testing.assert_allclose(e.x_train[1:, -1, 3], e.y_train[:-1, 0], atol=1e-6)
    np.testing.assert_allclose(e.y_train[0, 0], log[3] - log[2], atol=1e-6)


def test_paradise_lost_targets_are_the_next_characters():
    e = load(make("paradise_lost"), 0)
    assert np.array_equal(e.x_train[:, 1:], e.y_train[:, :-1])
    text = "".join(e.classes[int(t)] for t in e.x_train[0])
    assert text.startswith("PARADISE LOST\nBOOK I.")


def test_words_outside_the_vocabulary_are_unknown():
    e = load(make("paradise_lost", unit="word", vocabulary=50, length=16), 0)
    assert len(e.classes) == 50
    assert e.classes[0] == "<unk>"
    assert (e.y_train == 0).mean() > 0.2


def test_the_true_partials_of_generated_houses_are_the_derivatives_of_the_price():
    spec = make("house_prices", noise=0, scale="none", target_scale="none")
    e = load(spec, 0, dtype="float64")
    np.testing.assert_allclose(e.y_train[:, 0], e.extra["truth_train"])
    for k in range(5):
        up, down = e.x_train.copy(), e.x_train.copy()
        up[:, k] += 1e-5
        down[:, k] -= 1e-5
        slope = (spec.value(up) - spec.value(down)) / 2e-5
        np.testing.assert_allclose(slope, e.extra["partials_train"][:, k], rtol=1e-5, atol=1e-6)


def test_the_marked_numbers_of_the_memory_task_add_up_to_the_target():
    e = load(make("memory", length=30), 0)
    np.testing.assert_allclose((e.x_train[:, :, 0] * e.x_train[:, :, 1]).sum(axis=1), e.y_train[:, 0], rtol=1e-5)
    assert (e.x_train[:, :15, 1].sum(axis=1) == 1).all()
    assert (e.x_train[:, 15:, 1].sum(axis=1) == 1).all()


def test_friedman_is_scikit_learns_formula():
    from sklearn.datasets import make_friedman1

    x, y = make_friedman1(50, random_state=0, noise=0)
    np.testing.assert_allclose(make("friedman1").value(x), y)


def test_a_checkerboard_without_noise_has_pure_fields():
    e = load(make("checkerboard", n_samples=400), 0)
    field = np.floor((e.x_train + 1.5) / 3 * 4).astype(int).clip(0, 3)
    assert np.array_equal(field.sum(axis=1) % 2, e.y_train)


def test_photo_patches_of_the_two_parts_come_from_different_bands():
    e = load(make("photo_patches", flatten=False), 0)
    assert e.shape == (3, 32, 32)
    assert set(np.unique(e.y_val)) == {0, 1}


def test_a_longer_draw_of_shapes_begins_with_the_shorter_one():
    short = load(make("shapes32", n_samples=100, val_fraction=0), 0)
    long = load(make("shapes32", n_samples=2200, val_fraction=0), 0)
    assert np.array_equal(short.x_train, long.x_train[:100])


@pytest.mark.parametrize("name", ["iris", "wine", "breast_cancer", "diabetes"])
def test_the_shipped_tables_are_scikit_learns(name):
    from sklearn import datasets

    arrays, theirs = shipped.arrays(name), getattr(datasets, f"load_{name}")()
    assert np.array_equal(arrays["x"], theirs.data)
    assert np.array_equal(arrays["y"], theirs.target)
    assert shipped.words(arrays["features"]) == tuple(theirs.feature_names)
    assert make(name).read(0, silent).classes == tuple(theirs.get("target_names", ()))


def test_the_shipped_photographs_are_scikit_learns():
    from sklearn.datasets import load_sample_images

    for name, theirs in zip(("china", "flower"), load_sample_images().images, strict=True):
        assert np.array_equal(shipped.photograph(name), theirs)


def test_word_numbers_cannot_be_scaled():
    with pytest.raises(ValueError, match="cannot be scaled"):
        make("reviews", encoding="indices", scale="standard")


def test_cifar_10_opens_from_a_npz(tmp_path):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 256, (30, 32, 32, 3), dtype=np.uint8)
    y = np.arange(30, dtype=np.uint8) % 10
    path = tmp_path / "cifar.npz"
    np.savez(path, x_train=x[:20], y_train=y[:20], x_test=x[20:], y_test=y[20:])
    e = load(make("cifar10", path=str(path), flatten=False), 0)
    assert e.x_train.shape == (20, 3, 32, 32)
    assert e.x_val.shape == (10, 3, 32, 32)
    np.testing.assert_allclose(e.x_val[3, 1], x[23, :, :, 1] / 255, rtol=1e-6)
    assert e.classes[0] == "airplane"


@pytest.mark.skipif(not CIFAR.is_file(), reason="CIFAR-10 may not be shipped, and is not beside this checkout")
def test_real_pictures_of_cifar_10_keep_their_classes_and_parts():
    e = load(make("cifar10", path=str(CIFAR), flatten=False), 0)
    assert e.x_train.shape == (4000, 3, 32, 32)
    assert len(e.x_val) == 1000
    with np.load(CIFAR) as file:
        assert tuple(file["names"]) == e.classes
        assert np.array_equal(e.y_val, file["y_test"])
