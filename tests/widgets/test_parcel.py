"""What is packed for the browser arrives as it was."""

import base64

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from core.widgets.parcel import as_text, parcel, single
from tests.parcels import opened

NUMBERS = st.sampled_from(["<f4", ">f4", "<i4", ">i4", "u1"]).flatmap(
    lambda kind: arrays(kind, array_shapes(max_dims=1))
)
PLAIN = st.one_of(st.text(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.none())
NAMES = st.text(max_size=5).filter(lambda name: name != "array")


@given(st.dictionaries(NAMES, st.one_of(NUMBERS, PLAIN, st.dictionaries(NAMES, st.one_of(NUMBERS, PLAIN)))))
def test_a_parcel_holds_what_was_put_in(data):
    assert_same(opened(parcel(data)), data)


def assert_same(got, put):
    if isinstance(put, dict):
        assert list(got) == list(put)
        for name in put:
            assert_same(got[name], put[name])
    elif isinstance(put, np.ndarray):
        assert got.dtype.kind == put.dtype.kind and np.array_equal(got, put, equal_nan=put.dtype.kind == "f")
    else:
        assert got == put


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), np.zeros(2), object()])
def test_what_a_browser_cannot_read_is_refused(odd):
    with pytest.raises(ValueError):
        parcel({"odd": odd})


def test_single_precision_has_no_infinities():
    values = single(np.array([1e300, -np.inf, np.nan, 1.5]))
    assert values.dtype == np.float32 and np.array_equal(values, [np.nan] * 3 + [1.5], equal_nan=True)


def test_text_is_the_bytes_of_the_array():
    numbers = np.array([1.0, np.nan, -2.5], ">f4")
    assert np.array_equal(np.frombuffer(base64.b64decode(as_text(numbers)), "<f4"), numbers, equal_nan=True)
