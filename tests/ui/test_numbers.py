"""The file that a table is downloaded as."""

import csv
import io
import math

from hypothesis import given
from hypothesis import strategies as st

from core.charts.template import arrow
from core.ui.numbers import as_csv

VALUES = st.one_of(st.floats(), st.sampled_from([0.1, 1 / 3, 9.5e-7, 1e300]))
WORDS = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(WORDS, VALUES), min_size=1, max_size=20))
def test_every_digit_and_every_word_comes_back(rows):
    file = as_csv(arrow(name=[word for word, _ in rows], value=[value for _, value in rows]))
    head, *read = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert head == ["name", "value"]
    assert [word for word, _ in read] == [word for word, _ in rows]
    for (_, text), (_, value) in zip(read, rows, strict=True):
        assert (text == "") if not math.isfinite(value) else float(text) == value
