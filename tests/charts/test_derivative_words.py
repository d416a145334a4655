"""The words in the picture of the derivative lie on no curve, on no line and not on each other."""

import math

import numpy as np
import pytest

from core.charts.derivative_words import stands_in, word_tables
from core.charts.free_places import Frame, centres
from core.charts.theme import DESK
from core.curves.picture import drawn
from core.language import parse
from core.language.presets import presets_for

SIZES = ((700.0, 270.0), (290.0, 260.0), (1150.0, 540.0))
Box = tuple[float, float, float, float]


def cuts(box: Box, start: np.ndarray, end: np.ndarray) -> bool:
    """Whether a straight piece runs through a box (left, low, right, high): Liang and Barsky's clipping."""
    from_, to = 0.0, 1.0
    way = end - start
    for axis in (0, 1):
        for low, sign in ((box[axis], 1), (-box[axis + 2], -1)):
            speed, off = sign * way[axis], low - sign * start[axis]
            if speed == 0:
                if off > 0:
                    return False
            elif speed > 0:
                from_ = max(from_, off / speed)
            else:
                to = min(to, off / speed)
    return from_ <= to


def near(line: np.ndarray, box: Box) -> zip:
    """The pieces of a line that are not wholly on one side of a box."""
    start, end = line[:-1], line[1:]
    low, high = np.minimum(start, end), np.maximum(start, end)
    here = (high >= box[:2]).all(axis=1) & (low <= box[2:]).all(axis=1)  # NaN is nowhere
    return zip(start[here], end[here], strict=True)


def picture(text: str, x: float, h: float) -> tuple:
    f = parse(text, ("x",))
    seen = drawn(f, {}, keep=(x,))
    at = (x, float(f(x)), float(f.derivative("x")(x)))
    return seen.limits, (seen.curve.x, seen.curve.y), at, (x + h, float(f(x + h)))


@pytest.mark.parametrize("text", [preset.text for preset in presets_for(("x",))])
def test_no_word_lies_on_a_line_or_on_another_word(text: str) -> None:
    for share, h in ((0.12, 0.5), (0.5, -0.7), (0.8, 0.01)):
        low, high = drawn(parse(text, ("x",)), {}).limits[:2]
        limits, curve, at, there = picture(text, low + share * (high - low), h)
        for size in SIZES:
            frame = Frame(limits, *size, DESK.label)
            stands = stands_in(frame, curve, at, there)
            boxes = {}
            for stand in stands:
                (x, y), (wide, tall) = centres([stand], frame)[0], frame.box(stand.word)
                boxes[stand.word] = (x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)
                assert boxes[stand.word][0] >= 0 and boxes[stand.word][2] <= size[0], stand
                assert boxes[stand.word][1] >= 0 and boxes[stand.word][3] <= size[1], stand
            slopes = (at[2], (there[1] - at[1]) / (there[0] - at[0]))
            ends = np.array(limits[:2])
            lines = [np.column_stack(curve)] + [
                np.column_stack([ends, at[1] + slope * (ends - at[0])]) for slope in slopes if math.isfinite(slope)
            ]
            for line in lines:
                pixels = frame.pixels(*line.T)
                for word, box in boxes.items():
                    for start, end in near(pixels, box):
                        assert not cuts(box, start, end), (word, text, at, h, size)
            for word, box in boxes.items():
                for other, beside in boxes.items():
                    apart = box[2] <= beside[0] or beside[2] <= box[0] or box[3] <= beside[1] or beside[3] <= box[1]
                    assert word == other or apart, (word, other, text, at, h)


def test_all_three_words_stand_where_there_is_room() -> None:
    limits, curve, at, there = picture("x^2", 3.0, 0.5)
    found = {stand.word for stand in stands_in(Frame(limits, 700, 270, DESK.label), curve, at, there)}
    assert found == {"Δx", "tangent", "secant"}


@pytest.mark.parametrize(
    ("x", "y", "word", "turn"),
    [
        (0.0, 9.0, "the point is above", 0),
        (0.0, -3.0, "the point is below", 180),
        (7.0, 1.0, "the point is to the right", 90),
        (-7.0, 1.0, "the point is to the left", -90),
        (7.0, 9.0, "the point is above and to the right", 45),
    ],
)
def test_a_point_off_the_picture_is_pointed_at(x: float, y: float, word: str, turn: float) -> None:
    curve = (np.linspace(-5, 5, 50), np.zeros(50))
    beyond = word_tables((-5, 5, -1, 2), curve, (x, y, 0.0), (x + 1, y), DESK)["beyond"].to_pylist()
    assert [(row["word"], round(row["turn"])) for row in beyond] == [(word, turn)]


def test_nothing_points_at_a_point_in_the_picture_or_at_none() -> None:
    curve = (np.linspace(-5, 5, 50), np.zeros(50))
    for y in (1.0, math.nan):
        assert word_tables((-5, 5, -1, 2), curve, (0.0, y, 0.0), (1.0, 1.0), DESK)["beyond"].num_rows == 0
