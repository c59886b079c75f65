"""Arrays in the store come back bit for bit, and damaged ones are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from gdlab.lab.store.codec import pack_arrays, unpack_arrays


@given(
    arrays=st.dictionaries(
        st.text(max_size=5),
        st.one_of(
            hnp.arrays(
                st.sampled_from([np.float64, np.float32, np.int64, np.uint8, np.bool_, "<U3"]),
                hnp.array_shapes(min_dims=0, max_dims=3, min_side=0),
            ),
            st.builds(
                lambda a, d, n: a + d * np.arange(n), st.floats(-1e9, 1e9), st.floats(-10, 10), st.integers(0, 50)
            ),
        ),
        max_size=5,
    ),
    compress=st.booleans(),
)
def test_any_arrays_come_back_bit_for_bit(arrays: dict[str, np.ndarray], compress: bool):
    again = unpack_arrays(pack_arrays(arrays, compress=compress))
    assert list(again) == list(arrays)
    for name, array in arrays.items():
        assert (again[name].dtype, again[name].shape) == (array.dtype, array.shape)
        assert again[name].tobytes() == array.tobytes()


@given(at=st.integers(0, 400), byte=st.integers(0, 255), cut=st.booleans())
def test_damaged_arrays_are_refused_or_equal(at: int, byte: int, cut: bool):
    arrays = {"a": np.linspace(0, 1, 30), "b": np.arange(30.0), "c": np.arange(30.0)}
    whole = pack_arrays(arrays, compress=True)
    at %= len(whole)
    damaged = whole[:at] if cut else whole[:at] + bytes([byte]) + whole[at + 1 :]
    try:
        again = unpack_arrays(damaged, largest=10_000)
    except ValueError:
        return
    assert damaged == whole or at < 21
    assert all(np.array_equal(again[name], arrays[name]) for name in arrays)


def test_a_block_that_promises_too_much_is_refused():
    bomb = pack_arrays({"a": np.zeros(1 << 20)}, compress=True)
    assert len(bomb) < 2000
    with pytest.raises(ValueError, match="more than the 1000 allowed"):
        unpack_arrays(bomb, largest=1000)
