"""The menu of examples: what it offers on a page, and what an example brings along."""

import numpy as np
import pytest

from core.descent.descend import descend
from core.language import parse
from core.language.presets import ALL, INSIDE, TEXTBOOK, Preset
from core.sections.derivative.address import ENTRIES as DERIVATIVE
from core.sections.gradient_descent.address import ENTRIES as DESCENT
from core.ui.address import COMMON, Address
from core.ui.function_input import _brought, _menu

RUNS = [preset for preset in ALL if preset.run]


def address_of(entries, **values) -> Address:
    return Address("test", {entry.name: entry for entry in (*entries, *COMMON)}, values)


def by_name(name: str) -> Preset:
    return next(preset for preset in ALL if preset.name == name)


def test_landscapes_are_offered_before_y_is_typed_and_chains_come_first_where_they_are_the_matter():
    both = _menu((TEXTBOOK,), (("x", "y"), ("x",)))
    assert {by_name("Rosenbrock"), by_name("Parabola")} <= {preset for preset in both.values() if preset}
    first, second = list(_menu((INSIDE,), (("x",),)).items())[:2]
    assert first == (f"── {INSIDE} ──", None)
    assert second[1] is not None and second[1].group == INSIDE


def test_an_example_brings_its_run_to_a_descent_and_its_window_to_a_point():
    brought = _brought(address_of(DESCENT, x=4.0, y=2.0), by_name("Rosenbrock"))
    assert brought == {"from": None, "to": None, "lr": 0.001, "steps": 200, "x": -1.2, "y": 1.0}
    outside = _brought(address_of(DERIVATIVE, x=3.0), by_name("Entropy of a coin"))
    assert -0.1 < outside["x"] < 1.1
    assert "x" not in _brought(address_of(DERIVATIVE, x=0.5), by_name("Entropy of a coin"))


@pytest.mark.parametrize("preset", RUNS, ids=lambda preset: preset.name)
def test_a_run_starts_in_its_window_stays_finite_and_is_no_higher_at_its_end(preset: Preset):
    assert preset.run is not None and preset.window is not None
    low, high = preset.window
    assert all(low <= c <= high for c in preset.run.start)
    run = descend(
        parse(preset.text, preset.variables),
        preset.run.start,
        learning_rate=preset.run.rate,
        steps=preset.run.steps,
    )
    assert np.isfinite(run.values[: run.reached + 1]).all()
    assert run.values[run.reached] < run.values[0]
