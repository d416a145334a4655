"""A search for features is bounded by the evaluations it asks for, and says what it left out."""

import numpy as np
import pytest

from core.curves.features import Features, features
from core.language import parse
from core.language.presets import ONE_VARIABLE

COSTLY = (
    "psi(psi(psi(x)))",
    "psi(psi(psi(psi(psi(psi(x))))))",
    "((((((((x!)!)!)!)!)!)!)!)",
    "psi(" * 14 + "x" + ")" * 14,
    "+".join(f"gamma({k}x)" for k in range(2, 40)),
    "*".join(f"psi({k}x)" for k in range(2, 20)),
    "*".join(f"psi({k}x)*gamma({k}x)" for k in range(2, 20)),
)
ALLOWED = 1.25e9  # work in all; about a nanosecond each


def search(text: str, window: tuple[float, float]) -> tuple[Features, float]:
    """What is found, and the work it took."""
    f = parse(text)
    slope = f.derivative("x")
    orders = (f, slope, slope.derivative("x"))
    done = [0.0]

    def counted(g):
        def values(x):
            done[0] += g.work(np.size(x))
            return g(x)

        return values

    return features(*map(counted, orders), window, work=tuple(g.work for g in orders)), done[0]


@pytest.mark.parametrize("text", COSTLY)
def test_no_text_makes_the_search_work_without_end(text):
    found, work = search(text, (-5.0, 5.0))
    assert work <= ALLOWED
    assert found.coarse or found.unsearched


@pytest.mark.parametrize("preset", ONE_VARIABLE, ids=lambda preset: preset.text)
def test_an_ordinary_function_is_searched_as_closely_as_without_a_bound(preset):
    f = parse(preset.text)
    slope = f.derivative("x")
    found, _ = search(preset.text, preset.window)
    assert repr(found) == repr(features(f, slope, slope.derivative("x"), preset.window))
    assert not found.coarse
    assert not found.unsearched


def test_a_coarse_search_still_finds_what_is_plain_to_see():
    much = " + ".join(f"psi(psi(psi(x^2 + {k})))" for k in range(30, 50))
    found, _ = search(f"x^2 + 1e-30 ({much})", (-5.0, 5.0))
    assert found.coarse
    assert found.unsearched == "inflection points"
    assert [(c.kind, round(c.x, 6)) for c in found.critical] == [("minimum", 0.0)]
    assert [piece.kind for piece in found.pieces] == ["falling", "rising"]
