"""What is learned for preparing inputs is learned from the training part, and does what the libraries do."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from gdlab.data.base import ImageSource, TextSource
from gdlab.data.inputs import scaling
from gdlab.data.inputs.documents import Documents, split_words
from gdlab.data.inputs.images import Images
from gdlab.data.inputs.large_arrays import allocate
from gdlab.data.inputs.numbers import Numbers
from gdlab.spec.kinds import DataSpec

TEXTS = [
    "the cat sat on the mat",
    "the dog ate the cat's dinner",
    "a mat is a mat",
    "",
    "dogs and cats, cats and dogs",
    "unseen words only",
]
TRAIN, VAL = np.array([0, 1, 2, 3, 4]), np.array([5, 0])


def prepared(**fields):
    return Documents.of(TEXTS).prepare(TRAIN, VAL, TextSource(**fields), 0)


def test_bag_and_tfidf_are_scikit_learns():
    from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

    counter = CountVectorizer(analyzer=split_words)
    counts = counter.fit_transform([TEXTS[k] for k in TRAIN])
    bag, tfidf = prepared(), prepared(encoding="tfidf")
    columns = [counter.vocabulary_[w] for w in bag.features]
    assert np.array_equal(bag.x_train, counts.toarray()[:, columns])
    theirs = TfidfTransformer().fit(counts)
    np.testing.assert_allclose(tfidf.x_train, theirs.transform(counts).toarray()[:, columns], atol=1e-6)
    unseen = theirs.transform(counter.transform([TEXTS[k] for k in VAL])).toarray()[:, columns]
    np.testing.assert_allclose(tfidf.x_val, unseen, atol=1e-6)


def test_words_that_the_training_part_has_not_are_nothing_in_a_bag_and_unknown_as_numbers():
    assert prepared().x_val[0].sum() == 0
    assert prepared(encoding="indices", length=4).x_val[0].tolist() == [0, 1, 1, 1]


def test_a_vocabulary_keeps_the_most_frequent_words():
    assert prepared(vocabulary=2).features == ("the", "mat")


def test_hashed_counts_keep_every_word():
    found = prepared(encoding="hash", vocabulary=7)
    assert found.x_train.sum() == sum(len(split_words(TEXTS[k])) for k in TRAIN)
    assert found.x_val[0].sum() == 3


def test_texts_can_be_read_back():
    assert prepared().extra["texts_val"][0] == "unseen words only"


@given(st.integers(1, 30), st.integers(1, 5), st.sampled_from(["standard", "minmax"]))
def test_scaling_is_scikit_learns(n, columns, how):
    x = np.random.default_rng(n).normal(5, 3, (n, columns))
    scale = scaling.fit(x, how, (1,))
    theirs = (StandardScaler() if how == "standard" else MinMaxScaler()).fit_transform(x)
    np.testing.assert_allclose(scale.apply(x), theirs, atol=1e-9)
    np.testing.assert_allclose(scale.undo(scale.apply(x)), x, atol=1e-9)


@pytest.mark.parametrize("how", ["standard", "minmax"])
def test_a_column_is_scaled_whatever_the_size_of_its_numbers_and_of_its_neighbours(how):
    times = 1_577_836_800_000_000_000.0 + 86_400e9 * np.arange(400.0)  # days, in nanoseconds since 1970
    x = np.stack([times, 1000 * np.sin(np.arange(400.0)), 1e-14 * np.cos(np.arange(400.0))], axis=1)
    scaled = scaling.fit(x, how, (1,)).apply(x)
    expected = {"standard": StandardScaler, "minmax": MinMaxScaler}[how]().fit_transform(x)
    np.testing.assert_allclose(scaled, expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("how", ["standard", "minmax"])
@pytest.mark.parametrize("beside", [1.0, 1e-9])
def test_what_rounding_leaves_of_a_constant_column_is_not_taken_for_its_width(how, beside):
    x = np.stack([np.full(300_000, 0.1), beside * np.arange(300_000.0)], axis=1)
    x[::2, 0] = 0.3 - 0.2  # one unit in the last place below 0.1
    assert scaling.fit(x, how, (1,)).width[0, 0] == 1


def test_a_constant_column_is_shifted_and_not_divided_by_nothing():
    x = np.array([[3.0, 1.0], [3.0, 2.0]])
    assert scaling.fit(x, "standard", (1,)).apply(x)[:, 0].tolist() == [0, 0]


def image_spec(**fields):
    return ImageSource(flatten=False, **fields)


@pytest.fixture
def pictures():
    return Images(np.random.default_rng(0).integers(1, 256, (20, 9, 7, 3), dtype=np.uint8))


def test_copies_follow_the_originals_and_the_validation_part_has_none(pictures):
    rows = np.arange(15)
    found = pictures.prepare(rows, np.arange(15, 20), image_spec(augment=2, augment_flip=True), 0)
    plain = pictures.prepare(rows, np.arange(15, 20), image_spec(), 0)
    assert found.repeats == 3
    assert found.x_train.shape == (45, 3, 9, 7)
    assert np.array_equal(found.x_train[:15], plain.x_train)
    assert np.array_equal(found.x_val, plain.x_val)


def test_a_flipped_copy_is_the_picture_or_its_mirror_image(pictures):
    rows = np.arange(20)
    found = pictures.prepare(rows, rows[:0], image_spec(augment=1, augment_flip=True), 0).x_train
    mirrored = [np.array_equal(found[20 + k], found[k, :, :, ::-1]) for k in range(20)]
    same = [np.array_equal(found[20 + k], found[k]) for k in range(20)]
    assert all(m != s for m, s in zip(mirrored, same, strict=True))
    assert 3 < sum(mirrored) < 17


def test_a_shifted_copy_is_the_picture_moved_with_black_behind_it(pictures):
    rows = np.arange(20)
    found = pictures.prepare(rows, rows[:0], image_spec(augment=1, augment_shift=2), 0).x_train
    places = set()
    for k in range(20):
        padded = np.pad(found[k], ((0, 0), (2, 2), (2, 2)))
        fits = [
            (i, j) for i in range(5) for j in range(5) if np.array_equal(padded[:, i : i + 9, j : j + 7], found[20 + k])
        ]
        assert len(fits) == 1
        places.add(fits[0])
    assert len(places) > 8


def test_a_cropped_copy_holds_pixels_of_the_picture_and_fills_its_frame(pictures):
    rows = np.arange(20)
    found = pictures.prepare(rows, rows[:0], image_spec(augment=1, augment_crop=3), 0).x_train
    for k in range(20):
        assert found[20 + k].min() > 0
        assert set(found[20 + k].ravel()) <= set(found[k].ravel())
        assert not np.array_equal(found[20 + k], found[k])


@pytest.mark.parametrize("fields", [{"augment": 1}, {"augment_flip": True}])
def test_augmentation_that_would_do_nothing_is_refused(fields):
    with pytest.raises(ValueError, match="altered copies need"):
        ImageSource(**fields)


def test_large_arrays_live_in_a_file_that_goes_with_them(monkeypatch, tmp_path):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("GDLAB_IN_MEMORY_BYTES", "1000")
    small, large = allocate((10, 5)), allocate((100, 5))
    assert not isinstance(small, np.memmap)
    assert isinstance(large, np.memmap)
    assert large.sum() == 0
    large[7] = 3
    files = list(tmp_path.rglob("rows-*"))
    assert len(files) == 1
    del large
    assert not files[0].exists()


def test_neighbouring_rows_of_a_mapped_file_are_not_copied(tmp_path):
    np.save(tmp_path / "x.npy", np.arange(20, dtype=np.float32).reshape(10, 2))
    x = np.load(tmp_path / "x.npy", mmap_mode="c")
    found = Numbers(x).prepare(np.arange(8), np.arange(8, 10), DataSpec(), 0)
    assert np.shares_memory(found.x_train, x)
    assert found.x_val.tolist() == [[16, 17], [18, 19]]


def test_scattered_rows_of_a_mapped_file_are_gathered_and_scaled(tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_IN_MEMORY_BYTES", "10")
    data = np.random.default_rng(0).normal(size=(50, 3)).astype(np.float32)
    np.save(tmp_path / "x.npy", data)
    x = np.load(tmp_path / "x.npy", mmap_mode="c")
    rows = np.array([3, 7, 9, 40])
    found = Numbers(x).prepare(rows, rows[:1], DataSpec(scale="standard"), 0)
    assert isinstance(found.x_train, np.memmap)
    np.testing.assert_allclose(found.x_train.mean(axis=0), 0, atol=1e-6)
    truth = (data[rows] - data[rows].mean(axis=0)) / data[rows].std(axis=0)
    np.testing.assert_allclose(found.x_train, truth, atol=1e-5)
