"""What the stage shows, as plain data for its components: the run, the ground under it, the verdict in words."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from core.charts.descent_map import Limits, function_levels
from core.curves.picture import drawn
from core.descent.objectives import objective_of
from core.descent.outcome import Outcome
from core.descent.rest import MINIMA
from core.descent.theory import Theory
from core.descent.traced import portable_rule
from core.sections.gradient_descent.subject import PAGE, Subject
from core.ui.words import number
from core.widgets.descent_run.descent_run import packed

# (sign and word, colour of the theme): never colour alone
_BADGES = {
    "converged": ("✓ converged", "green"),
    "converging": ("✓ converging", "green"),
    "crawling": ("· crawling", "gray"),
    "oscillating": ("≈ oscillating", "orange"),
    "stuck": ("— stuck", "gray"),
    "diverged": ("✕ diverges", "red"),
    "left the domain": ("✕ leaves the domain", "red"),
    "jumped a pole": ("✕ jumps a pole", "red"),
}
_AHEAD = {
    "diverged": ("✕ will diverge", "red"),
    "left the domain": ("✕ will leave the domain", "red"),
    "jumped a pole": ("✕ will jump a pole", "red"),
    "stuck": ("— will be stuck", "gray"),
    "oscillating": ("≈ will oscillate", "orange"),
}


def badge_of(outcome: Outcome) -> tuple[str, str]:
    """The verdict in a word or two, with its colour."""
    if outcome.ahead:
        return _AHEAD[outcome.kind]
    if outcome.kind == "converging" and outcome.rest is not None and outcome.rest.kind not in MINIMA:
        return "· slowing down", "gray"
    return _BADGES[outcome.kind]


def ground_of(subject: Subject) -> dict[str, Any]:
    """The curve or the level lines in the window of the scene, and the function as the browser runs it."""
    newton = subject.optimizer == "newton"  # sees the second derivatives too
    lines = _ground(subject.text, subject.variables, subject.parameters, subject.limits)
    program = _program(subject.text, subject.variables, subject.parameters, newton)
    return {**lines, "name": f"{lines['name']} {newton}", "program": program}


@lru_cache(maxsize=64)
def _program(text: str, variables: tuple[str, ...], parameters: tuple, newton: bool) -> dict[str, Any] | None:
    return objective_of(text, variables, parameters).portable(curvatures=newton)


@lru_cache(maxsize=64)
def _ground(text: str, variables: tuple[str, ...], parameters: tuple, limits: Limits) -> dict[str, Any]:
    name = repr((text, parameters, limits))
    if len(variables) == 1:
        curve = drawn(
            objective_of(text, variables, parameters).function, dict(parameters), *limits[:2], heights=limits[2:]
        ).curve
        return {"name": name, "x": packed(curve.x), "y": packed(curve.y), "lines": [(len(curve.x), None)]}
    table = function_levels(text, variables, parameters, limits)
    levels = {name: table.column(name).to_numpy(zero_copy_only=False) for name in ("x", "y", "line", "height")}
    _, first, lengths = np.unique(levels["line"], return_index=True, return_counts=True)
    lines = [(int(length), float(levels["height"][i])) for length, i in zip(lengths, first, strict=True)]
    return {"name": name, "x": packed(levels["x"]), "y": packed(levels["y"]), "lines": lines}


_SETTINGS = {"lr": "rate", "steps": "steps", "x": "x", "y": "y"}  # entry of the address → what it is in the browser


def slider_name(entry: str) -> str:
    """The name under which the slider of an entry moves the picture in the browser."""
    return f"{PAGE}.{entry}"


def run_data(subject: Subject, k: int, found: Theory, *, log: bool, large: bool) -> dict[str, Any]:
    """The run with its ``k`` first steps done, and everything that is said and drawn about it.

    ``numbers`` (packed): row after row the point, f, the slopes, up to the last usable step.
    """
    run = subject.run
    k = min(k, run.reached)
    rows = slice(0, run.reached + 1)
    values = run.values[rows]
    lowest = float(np.nanmin(values)) if np.isfinite(values).any() else 0.0
    if found.minimum is not None:
        lowest = min(lowest, found.minimum.value)
    usable = bool(np.isfinite(values[0]))
    return {
        "variables": list(subject.variables),
        "numbers": packed(np.column_stack([run.points[rows], values, run.gradients[rows]])),
        "steps": subject.steps,
        "settings": {
            "optimizer": subject.optimizer,
            "rule": portable_rule(subject.optimizer),
            "constants": dict(run.constants),
            "schedule": subject.schedule,
            "rate": subject.rate,
            "steps": subject.steps,
            "start": list(subject.start),
            "parameters": [float(value) for value in subject.objective.bound.values()],
        },
        "hands": {slider_name(name): setting for name, setting in _SETTINGS.items()},
        "k": k,
        "limits": list(subject.limits),
        "ground": ground_of(subject)["name"],
        "lowest": lowest,
        "log": log,
        "large": large,
        "words": {
            "badge": badge_of(run.outcome) if usable else ("✕ no value here", "red"),
            "verdict": run.outcome.sentence,
            "now": _now(subject, k),
            "theory": found.sentence if usable and not large else "",
        },
        "alt": describe(subject),
        "loss": _describe_loss(subject, values),
    }


def describe(subject: Subject) -> str:
    """The picture in a sentence, for those who do not see it."""
    run = subject.run
    what = "The curve" if len(subject.variables) == 1 else "The level lines"
    steps = "1 step" if run.reached == 1 else f"{run.reached} steps"
    way = f"from {place_of(subject, 0)} to {place_of(subject, run.reached)} in {steps}"
    return f"{what} of f and the path of descent {way}. {run.outcome.sentence}"


def _describe_loss(subject: Subject, values: np.ndarray) -> str:
    if not np.isfinite(values).all():
        return "The loss: f has no value at the start."
    turns = int(np.sum(np.diff(values) > 0))
    way = "never rising" if turns == 0 else f"rising at {turns} of {len(values) - 1} steps"
    return f"The loss f over the steps: from {number(float(values[0]))} to {number(float(values[-1]))}, {way}."


def _now(subject: Subject, k: int) -> list[tuple[str, str]]:
    """The sentence about step ``k``: pieces of text, each with the meaning whose colour it has ("" for none)."""
    run = subject.run
    if not np.isfinite(run.values[k]):
        return []
    gradient = run.gradients[k]
    pieces = [
        (f"Step {k}: ", ""),
        (place_of(subject, k), "path"),
        (", f = ", ""),
        (number(float(run.values[k])), "function"),
        (", slope " if len(gradient) == 1 else ", gradient ", ""),
        (_tuple(gradient), "slope"),
        (".", ""),
    ]
    if k < run.reached:
        pieces += [(" The next step moves by ", ""), (_tuple(run.points[k + 1] - run.points[k]), "path"), (".", "")]
    return pieces


def _tuple(numbers: np.ndarray) -> str:
    text = ", ".join(number(float(c)) for c in numbers)
    return text if len(numbers) == 1 else f"({text})"


def place_of(subject: Subject, k: int) -> str:
    """``x = 3.2`` or ``(x, y) = (1, 2)`` after ``k`` steps."""
    point = subject.run.points[k]
    numbers = ", ".join(number(float(c), 6) for c in point)
    return f"x = {numbers}" if len(point) == 1 else f"(x, y) = ({numbers})"
