"""The run on the screen as a NumPy program that prints the same iterates."""

from __future__ import annotations

import math
import textwrap

from core.descent.descend import Descent
from core.descent.optimisers import OPTIMISERS
from core.language.syntax import Node
from core.programs.numpy_text import numpy_writer, python_name
from core.programs.python_text import NoCode, PythonWriter
from core.surfaces.gradient import Objective

LONGEST_LINE = 2000
_WIDTH = 86  # characters of a comment


def numpy_program(run: Descent, schedule: str = "constant") -> str:
    """A program that prints ``step x`` (or ``step x y``) for every step of ``run``, up to its last usable one; where
    that comes before the steps asked for, a comment says why. Only NumPy and the standard library.

    Derivatives are written out; where they are too long, or NumPy lacks a function, central differences stand in,
    with a comment.
    """
    objective, one = run.objective, run.objective.dimension == 1
    names = objective.function.variables
    start = [float(c) for c in run.points[0]]
    writer = numpy_writer()
    functions = _functions(objective, writer, curvature=run.optimizer == "newton")
    values = [f"{python_name(name)} = {float(value)!r}" for name, value in objective.bound.items()]
    constants = {name: repr(value) for name, value in run.constants.items()}
    rule = OPTIMISERS[run.optimizer]
    extra = {
        "solve": "g/curvature(x)" if one else "np.linalg.solve(curvature(x), g)",
        "square": "g*g" if one else "(g @ g)",
    }
    shown = 'f"{x:.10g}"' if one else '*(f"{c:.10g}" for c in x)'
    definitions = writer.definitions()
    lines = [*(d for d in definitions if d.startswith("from ")), "import numpy as np", ""]
    lines += [*values, ""] if values else []
    lines += [d + "\n\n" for d in definitions if not d.startswith("from ")]
    lines += ["\n".join(lines_of) + "\n\n" for lines_of in functions]
    lines += [
        f"x = {start[0]!r}" if one else f"x = np.array({start!r})  # {', '.join(names)}",
        f"{'eta' if schedule == 'constant' else 'rate'}, steps = {_base_rate(run)!r}, {run.steps}",
        *rule.before,
        *_end(run),
        f"for step in range(1, {'steps' if run.reached == run.steps else 'last'} + 1):",
        "    g = slope(x)" if one else "    g = gradient(x)",
        *([f"    eta = {_rate_of_step(schedule, run.steps)}"] if schedule != "constant" else []),
        *("    " + line.format(**constants, **extra) for line in rule.lines),
        f"    print(step, {shown})",
    ]
    return "\n".join(lines).replace("\n\n\n\n", "\n\n\n") + "\n"


def _end(run: Descent) -> list[str]:
    """Where a run ended early, and why; a schedule still counts all the steps asked for."""
    if run.reached == run.steps:
        return []
    reason = f"The run ends after {run.reached} of {run.steps} steps. {run.outcome.sentence}"
    return [*(f"# {line}" for line in textwrap.wrap(reason, _WIDTH)), f"last = {run.reached}"]


def _base_rate(run: Descent) -> float:
    # What the schedule's factors multiply: the largest rate of the run is η itself.
    return float(max(run.rates)) if run.steps else 0.1


def _rate_of_step(schedule: str, steps: int) -> str:
    return {
        "step": f"rate*0.1**((step - 1)//{max(1, math.ceil(steps / 3))})",
        "cosine": "rate*(1 + np.cos(np.pi*(step - 1)/steps))/2",
        "warm-up": f"rate*min(1.0, step/{max(5, steps // 10)})",
    }[schedule]


def _functions(objective: Objective, writer: PythonWriter, *, curvature: bool) -> list[list[str]]:
    """Definitions of f, of its slope or gradient, and of its second derivatives where they are used."""
    function, names = objective.function, objective.function.variables
    one = len(names) == 1
    argument = names[0] if one else "point"
    parts = [[f"def f({argument}):", *_unpacked(names), f"    return {writer.write(function.tree)}"]]
    slopes = [function.derivative(name) for name in names]
    written = _all_written(writer, [s.simplified if s.simplified is not None else s.tree for s in slopes])
    if written is None:
        parts.append(_differences(one))
    elif one:
        parts.append([f"def slope({argument}):", f"    return {written[0]}"])
    else:
        parts.append(
            [
                "def gradient(point):",
                *_unpacked(names),
                "    return np.array([",
                *(f"        {line}," for line in written),
                "    ])",
            ]
        )
    if curvature:
        parts.append(_curvature(writer, slopes, names))
    return parts


def _unpacked(names: tuple[str, ...]) -> list[str]:
    return [] if len(names) == 1 else [f"    {', '.join(names)} = point"]


def _all_written(writer: PythonWriter, trees: list[Node]) -> list[str] | None:
    kept = dict(writer.helpers)
    try:
        lines = [writer.write(tree) for tree in trees]
    except NoCode:
        lines = None
    if lines is None or any(len(line) > LONGEST_LINE for line in lines):
        writer.helpers = kept
        return None
    return lines


def _differences(one: bool) -> list[str]:
    note = "    # central differences: the derivative is too long to write out here"
    if one:
        return ["def slope(x, h=1e-6):", note, "    return (f(x + h) - f(x - h))/(2*h)"]
    return [
        "def gradient(x, h=1e-6):",
        note,
        "    return np.array([(f(x + e) - f(x - e))/(2*h) for e in h*np.eye(len(x))])",
    ]


def _curvature(writer: PythonWriter, slopes: list, names: tuple[str, ...]) -> list[str]:
    seconds = [s.derivative(name) for s in slopes for name in names]
    written = _all_written(writer, [s.simplified if s.simplified is not None else s.tree for s in seconds])
    if len(names) == 1:
        if written is None:
            return ["def curvature(x, h=1e-5):", "    return (slope(x + h) - slope(x - h))/(2*h)"]
        return [f"def curvature({names[0]}):", f"    return {written[0]}"]
    if written is None:
        columns = "[(gradient(x + e) - gradient(x - e))/(2*h) for e in h*np.eye(len(x))]"
        return ["def curvature(x, h=1e-5):", f"    return np.array({columns})"]
    rows = [f"        [{', '.join(written[i : i + len(names)])}]," for i in range(0, len(written), len(names))]
    return ["def curvature(point):", *_unpacked(names), "    return np.array([", *rows, "    ])"]
