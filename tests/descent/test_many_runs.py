"""Sweeps and basins: many runs in one pass say what single runs say."""

import numpy as np
import pytest

from core.descent.basins import ASTRAY, MOST_WORK, ON_THE_WAY, RESOLUTIONS, affordable_resolution, basins
from core.descent.descend import descend
from core.descent.objectives import objective_of
from core.descent.optimisers import OPTIMISERS
from core.descent.sweep import sweep
from core.surfaces.gradient import Objective
from tests.descent.functions import HIMMELBLAU, ROSENBROCK, one, two


@pytest.mark.parametrize(("text", "start"), [("x^2", [4.0]), (HIMMELBLAU, [0.5, -1.0]), (ROSENBROCK, [-1.2, 1.0])])
@pytest.mark.parametrize("optimizer", OPTIMISERS)
def test_a_sweep_is_what_single_runs_give(text, start, optimizer):
    function = one(text) if len(start) == 1 else two(text)
    found = sweep(Objective(function), start, 30, rates=33)
    assert found.rates[0] == pytest.approx(1e-6) and found.rates[-1] == pytest.approx(100)
    for i in range(0, 33, 4):
        run = descend(function, start, optimizer=optimizer, learning_rate=found.rates[i], steps=30)
        single, swept = run.values[-1], found.losses[optimizer][i]
        assert np.isnan(swept) == np.isnan(single)
        if np.isfinite(single) and abs(single) < 1e6:
            assert swept == pytest.approx(single, rel=1e-5, abs=1e-9)


def test_the_best_rate_of_a_parabola_is_near_one_half():
    rate, loss = sweep(Objective(one("x^2")), [4], 10).best("gd")
    assert rate == pytest.approx(0.5, rel=0.1) and loss < 1e-6


def test_a_sweep_where_everything_fails_has_no_best():
    assert sweep(Objective(one("ln x")), [-1], 10).best("gd") is None


def test_himmelblau_has_four_regions_with_the_four_known_minima():
    found = basins(Objective(two(HIMMELBLAU)), ((-5, 5), (-5, 5)), learning_rate=0.01, steps=200)
    assert found.labels.shape == (121, 121)
    assert set(np.unique(found.labels)) - {ON_THE_WAY, ASTRAY} == {0, 1, 2, 3}
    known = {(3, 2), (-2.805118, 3.131313), (-3.779310, -3.283186), (3.584428, -1.848127)}
    assert {tuple(np.round(m, 6)) for m in found.minima} == {tuple(map(float, m)) for m in known}
    assert found.lowest == pytest.approx(np.zeros(4), abs=1e-12)
    assert all(found.share(i) > 0.15 for i in range(4))


def test_labels_are_what_single_runs_reach():
    function = two(HIMMELBLAU)
    found = basins(Objective(function), ((-5, 5), (-5, 5)), learning_rate=0.01, steps=300, resolution=121)
    for row, column in [(3, 7), (60, 90), (100, 20), (119, 119), (40, 61)]:
        start = [found.axes[0][column], found.axes[1][row]]
        end = descend(function, start, learning_rate=0.01, steps=300).points[-1]
        label = found.labels[row, column]
        assert np.isnan(end).any() if label == ASTRAY else end == pytest.approx(found.minima[label], abs=1e-3)


def plain_line_search(f, gradient, x, rate, steps):
    """Backtracking as the book writes it: one start, one halving after another."""
    for _ in range(steps):
        g, length = gradient(x), rate
        while length > 1e-18 and not f(x - length * g) <= f(x) - 1e-4 * length * (g @ g):
            length /= 2
        if length > 1e-18:
            x = x - length * g
    return x


@pytest.mark.parametrize("rate", [0.03, 1.0, 10.0])
def test_a_map_of_line_searches_is_what_plain_searches_reach(rate):
    def f(p):
        x, y = p
        return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2

    def gradient(p):
        x, y = p
        a, b = x**2 + y - 11, x + y**2 - 7
        return np.array([4 * x * a + 2 * b, 2 * a + 4 * y * b])

    how = {"optimizer": "backtracking", "learning_rate": rate, "steps": 120}
    found = basins(Objective(two(HIMMELBLAU)), ((-5, 5), (-5, 5)), resolution=15, **how)
    starts = np.stack(np.meshgrid(*found.axes), axis=-1).reshape(-1, 2)
    ends = np.array([plain_line_search(f, gradient, start, rate, 120) for start in starts])
    distance = np.abs(ends[:, None] - found.minima).max(axis=2)
    settled = distance.min(axis=1) < 1e-3
    assert settled.mean() > 0.95
    # Where a path grazes a ridge the last bit of a sum decides: one start may go the other way.
    assert np.sum(found.labels.ravel()[settled] != distance.argmin(axis=1)[settled]) <= 1


def test_a_line_search_that_is_stuck_stops_searching(monkeypatch):
    # At the tip of a cone no step leads down. Looking for one again at every step took most of the time of a map.
    asked = 0
    value = Objective.value

    def counted(self, points):
        nonlocal asked
        asked += np.asarray(points).size // 2
        return value(self, points)

    monkeypatch.setattr(Objective, "value", counted)
    how = {"optimizer": "backtracking", "learning_rate": 1.0, "resolution": 61}
    cone, counts = Objective(two("sqrt(x^2 + y^2)")), []
    for steps in (100, 300):
        asked = 0
        basins(cone, ((-4, 4), (-4, 4)), steps=steps, **how)
        counts.append(asked)
    assert counts[1] < 1.2 * counts[0]


def test_a_rate_too_large_sends_starts_astray():
    found = basins(Objective(one("x^4 - 4x^2 + x")), ((-3, 3),), learning_rate=0.09, steps=200)
    assert found.share(ASTRAY) > 0.05 and found.labels.shape == (484,)


def test_two_valleys_in_one_variable():
    found = basins(Objective(one("x^4 - 4x^2 + x")), ((-2.5, 2.5),), learning_rate=0.01)
    roots = np.roots([4, 0, -8, 1])
    assert sorted(found.minima[:, 0]) == pytest.approx([min(roots), max(roots)])


@pytest.mark.parametrize("text", ["x", "floor x", "ln x", "e^x", "1/x", "sqrt(x^2-9)"])
def test_no_minimum_means_no_region(text):
    found = basins(Objective(one(text)), ((-2, 2),), learning_rate=0.1, steps=50)
    assert (found.labels < 0).all() and len(found.minima) == 0


@pytest.mark.parametrize("optimizer", OPTIMISERS)
def test_every_optimiser_draws_a_map(optimizer):
    rate = 1.0 if optimizer == "newton" else 0.05
    found = basins(
        Objective(two("x^2 + y^2")),
        ((-3, 3), (-3, 3)),
        optimizer=optimizer,
        learning_rate=rate,
        steps=150,
        resolution=21,
    )
    assert found.share(ASTRAY) == 0
    assert len(found.minima) <= 1
    if found.minima.size:
        assert found.minima[0] == pytest.approx([0, 0], abs=1e-6)


def test_a_map_tells_how_far_it_is() -> None:
    heard: list[float] = []
    objective = Objective(one("x^4 - 4x^2 + x"))
    basins(objective, [(-2.5, 2.5)], learning_rate=1e-4, steps=100, progress=heard.append)
    assert heard == sorted(heard) and len(heard) >= 10 and heard[0] > 0 and heard[-1] <= 1


MANY_TERMS = " + ".join(f"sin({k}x + {k}y)/{k}" for k in range(1, 15)) + " + x^2 + y^2"


@pytest.mark.parametrize("optimizer", ["gd", "adam", "newton", "backtracking"])
def test_a_map_is_as_fine_as_a_bounded_amount_of_work_allows(optimizer: str) -> None:
    usual, long = (objective_of(text, ("x", "y"), ()) for text in ("x^2 + y^2", MANY_TERMS))
    assert affordable_resolution(usual, optimizer, 300) == RESOLUTIONS[0]
    resolution = affordable_resolution(long, optimizer, 300)
    program = long.curvature_program if optimizer == "newton" else long.slope_program
    assert resolution < RESOLUTIONS[0]
    assert resolution == RESOLUTIONS[-1] or 300 * program.work(resolution**2) <= MOST_WORK


def test_long_work_tells_how_far_it_is_and_can_be_ended() -> None:
    class Gone(Exception):
        pass

    heard: list[float] = []

    def progress(share: float) -> None:
        heard.append(share)
        if len(heard) == 3:
            raise Gone

    objective = objective_of("x^2 + y^2", ("x", "y"), ())
    for work in (
        lambda: sweep(objective, (1.0, 2.0), 100, progress=progress),
        lambda: basins(objective, ((-1, 1), (-1, 1)), learning_rate=1e-4, steps=100, resolution=11, progress=progress),
    ):
        heard.clear()
        with pytest.raises(Gone):
            work()
        assert heard == sorted(heard) and 0 <= heard[0] < heard[-1] <= 1


@pytest.mark.parametrize(
    ("text", "share"), [("(x + y)^2", 1.0), ("relu(x)^2 + relu(y)^2", 1.0), ("{|x| < 1 and |y| < 1: 1, 0}", 0.94)]
)
def test_all_of_a_valley_is_one_region_and_no_point_of_it_is_the_minimum(text, share):
    found = basins(Objective(two(text)), ((-4, 4), (-4, 4)), learning_rate=0.1, steps=100, resolution=21)
    assert found.wide == {0} and found.share(0) == pytest.approx(share, abs=0.02)


def test_a_bowl_is_a_place_and_no_level_ground():
    found = basins(Objective(two("x^2 + 3y^2")), ((-4, 4), (-4, 4)), learning_rate=0.1, steps=100, resolution=21)
    assert found.wide == frozenset() and found.share(0) == 1.0
