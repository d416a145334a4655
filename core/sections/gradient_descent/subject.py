"""What is being descended, from where and how: read from the address once, shared by all sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from core.charts.descent_map import Limits
from core.curves.picture import Drawn, drawn
from core.descent.descend import Descent, descend
from core.descent.objectives import Objective, objective_of
from core.descent.theory import Theory, theory
from core.language import Function
from core.language.kept import kept
from core.language.presets import presets_for
from core.ui.address import Address
from core.ui.function_input import read, readable

PAGE = "gradient_descent"
X, XY = ("x",), ("x", "y")
SLOWEST, FASTEST = 1e-4, 10.0  # the ends of the learning-rate slider; a typed one may go further
_WINDOWS = {preset.text.replace(" ", ""): preset.window for preset in presets_for(XY) if preset.window}
# How far the picture grows to keep a path in sight; a map would lose its valleys.
_GROWTH = {1: (1.0, 1.5, 2.0, 3.0), 2: (1.0, 1.5)}
_PARAMETERS = tuple[tuple[str, float], ...]


def variables_of(text: str) -> tuple[str, ...] | None:
    """("x", "y") where a text has a y, else ("x",); None if it cannot be read."""
    reading = read(text, X)
    if not isinstance(reading, Function):
        return None
    return XY if "y" in reading.parameters else X


@dataclass(frozen=True)
class Subject:
    """One descent as it stands on the page."""

    text: str
    variables: tuple[str, ...]
    parameters: _PARAMETERS
    start: tuple[float, ...]
    rate: float
    steps: int
    optimizer: str
    schedule: str = "constant"
    span: tuple[float | None, float | None] = (None, None)  # of x, asked for
    heights: tuple[float | None, float | None] = (None, None)  # of f, or on a map of y, asked for

    @property
    def objective(self) -> Objective:
        """The function with its parameters, compiled once for all sessions."""
        return objective_of(self.text, self.variables, self.parameters)

    @cached_property
    def run(self) -> Descent:
        """The descent itself."""
        return _run(
            self.text, self.variables, self.parameters, self.start, self.rate, self.steps, self.optimizer, self.schedule
        )

    @cached_property
    def theory(self) -> Theory:
        """What the Hessian at the minimum says about this run."""
        return _theory(
            self.text, self.variables, self.parameters, self.start, self.rate, self.steps, self.optimizer, self.schedule
        )

    def other(self, **changes: object) -> Subject:
        """The same with something changed."""
        return replace(self, **changes)

    @property
    def window(self) -> tuple[float, float]:
        """The range of x (and y) that shows f, wherever the start is."""
        if len(self.variables) == 1:
            shown = drawn(self.objective.function, dict(self.parameters), *self.span).window
            return shown.x_min, shown.x_max
        low, high = _WINDOWS.get(self.text.replace(" ", "")) or (-4.0, 4.0)
        low, high = (end if asked is None else asked for end, asked in zip((low, high), self.span, strict=True))
        return (low, high) if low < high else (low, low + 8.0)

    @cached_property
    def picture(self) -> Drawn:
        """The curve in the range that the large chart shows (one variable)."""
        across, heights = self._ranges[0], self.heights
        return drawn(self.objective.function, dict(self.parameters), *across, heights=heights)

    @cached_property
    def _ranges(self) -> tuple[tuple[float, float], ...]:
        """The window that was asked for; a chosen one is stretched to hold the start, and in steps as the path runs
        out of it.
        """
        low, high = self.window
        if None not in self.span:
            bottom, top = self.heights if None not in self.heights else (low, high)
            return ((low, high), (bottom, top))[: len(self.start)]
        pad = 0.04 * (high - low)
        ends = [(min(low, c - pad), max(high, c + pad)) for c in self.start]
        path = self.run.points[: self.run.reached + 1]
        for growth in _GROWTH[len(self.start)]:
            grown = [(m - growth * h, m + growth * h) for m, h in (((a + b) / 2, (b - a) / 2) for a, b in ends)]
            if all(a <= path[:, i].min() and path[:, i].max() <= b for i, (a, b) in enumerate(grown)):
                break
        return tuple(grown)

    @cached_property
    def limits(self) -> Limits:
        """x_min, x_max, y_min, y_max of the large chart."""
        if len(self.variables) == 1:
            return self.picture.limits
        across, up = self._ranges
        return (*across, *up)


@kept(128)
def _run(text, variables, parameters, start, rate, steps, optimizer, schedule) -> Descent:
    objective = objective_of(text, variables, parameters)
    return descend(objective, start, learning_rate=rate, steps=steps, optimizer=optimizer, schedule=schedule)


@kept(128)
def _theory(text, variables, parameters, start, rate, steps, optimizer, schedule) -> Theory:
    return theory(_run(text, variables, parameters, start, rate, steps, optimizer, schedule), rate)


def subject_of(address: Address) -> Subject:
    """The scene that the address describes."""
    function = readable(address["f"], variables_of(address["f"]) or X)
    start = (address["x"], address["y"])[: len(function.variables)]
    parameters = {letter: float(address[address.parameter_name(letter)]) for letter in function.parameters}
    return Subject(
        function.source,
        function.variables,
        tuple(sorted(parameters.items())),
        tuple(float(c) for c in start),
        float(address["lr"]),
        round(address["steps"]),
        address["optimizer"],
        address["schedule"],
        (address["from"], address["to"]),
        (address["bottom"], address["top"]),
    )
