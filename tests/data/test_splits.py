"""Splits keep their promises for any sizes, classes and seeds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdlab.data.base import Raw, Source
from gdlab.data.inputs.numbers import Numbers
from gdlab.data.splits import split
from gdlab.spec.errors import DataError


def raw(targets, **more):
    targets = np.asarray(targets)
    return Raw(Numbers(np.zeros((len(targets), 1))), targets, **more)


LABELS = st.lists(st.integers(0, 4), min_size=2, max_size=200)


@given(LABELS, st.floats(0.01, 0.99), st.integers(0, 2**63 - 1))
def test_a_stratified_share_is_disjoint_whole_and_in_proportion(labels, fraction, seed):
    train, val = split(raw(labels), Source(val_fraction=fraction), seed)
    assert sorted([*train, *val]) == list(range(len(labels)))
    assert len(val) == min(max(round(len(labels) * fraction), 1), len(labels) - 1)
    labels = np.array(labels)
    for label in np.unique(labels):
        share = len(val) / len(labels) * (labels == label).sum()
        assert abs((labels[val] == label).sum() - share) <= 3


@given(LABELS, st.integers(2, 7), st.integers(0, 1000))
def test_folds_are_disjoint_and_together_everything(labels, folds, seed):
    if folds > len(labels):
        with pytest.raises(DataError, match="cannot be split"):
            split(raw(labels), Source(split="kfold", folds=folds), seed)
        return
    seen = []
    for fold in range(folds):
        train, val = split(raw(labels), Source(split="kfold", folds=folds, fold=fold), seed)
        assert sorted([*train, *val]) == list(range(len(labels)))
        assert abs(len(val) - len(labels) / folds) < 1
        seen += [*val]
    assert sorted(seen) == list(range(len(labels)))


@given(LABELS, st.integers(0, 1000))
def test_groups_stay_whole(groups, seed):
    data = raw(np.arange(len(groups)) % 2, groups=np.array(groups))
    if len(set(groups)) < 2:
        with pytest.raises(DataError, match="one group"):
            split(data, Source(split="group"), seed)
        return
    train, val = split(data, Source(split="group"), seed)
    assert len(train)
    assert len(val)
    assert not set(np.array(groups)[train]) & set(np.array(groups)[val])


@given(st.lists(st.integers(0, 50), min_size=5, max_size=80), st.integers(0, 3))
def test_nothing_after_the_cut_trains_and_nothing_before_it_validates(times, overlap):
    data = raw(np.arange(len(times)) % 2, times=np.array(times), overlap=overlap)
    spec = Source(split="time", val_fraction=0.3)
    if len(times) - round(0.3 * len(times)) <= overlap:
        with pytest.raises(DataError, match="too few"):
            split(data, spec, 0)
        return
    train, val = split(data, spec, 0)
    times = np.array(times)
    assert times[train].max() <= times[val].min()
    assert len(times) - len(train) - len(val) == overlap


def test_the_share_of_a_limit_is_drawn_by_the_seed():
    data = raw(np.repeat([0, 1], [90, 10]))
    a, b = (np.concatenate(split(data, Source(limit=20), seed)) for seed in (0, 1))
    assert len(a) == len(b) == 20
    assert set(a) != set(b)
    assert (data.targets[a] == 1).sum() == 2


def test_a_fold_that_does_not_exist_is_refused():
    with pytest.raises(DataError, match="fold 5 does not exist: 5 folds are numbered 0 to 4"):
        split(raw([0, 1] * 10), Source(split="kfold", fold=5), 0)


def test_a_split_by_group_needs_groups_and_a_given_one_a_part_that_was_given():
    with pytest.raises(DataError, match="no groups"):
        split(raw([0, 1]), Source(split="group"), 0)
    with pytest.raises(DataError, match="without a validation part"):
        split(raw([0, 1]), Source(split="given"), 0)
