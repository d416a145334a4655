"""The judge made ready ahead says the same as one that was not."""

from core.practice import check, exercise
from core.practice.checking import explained
from core.practice.ready import make_ready


def test_what_is_built_ahead_is_what_is_judged_with():
    for kind in ("derivative", "gradient", "slope", "descent-step", "neuron", "backprop"):
        made = exercise(kind, 11, 2)
        before = check(made, "x + 17"), check(made, made.key)
        explained.cache_clear()
        make_ready(made.asks).result(timeout=60)
        assert explained.cache_info().currsize >= 1
        assert (check(made, "x + 17"), check(made, made.key)) == before
