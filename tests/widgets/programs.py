"""Programs for the two languages to be compared on, and the comparison."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from core.language import LanguageError, parse
from core.language.function import Function
from core.language.portable import portable
from core.language.presets import ALL
from core.language.program import Program, compile_trees
from core.language.vocabulary import OPERATIONS

CORPORA = Path(__file__).parents[1] / "language" / "corpora"
PLACES = (-37.5, -3.0, -2.2, -1.0, -0.5, 0.0, 1e-9, 0.3, 1.0, 1.7, 2.5, 6.0, 19.0, 710.0)
UNIT = 2.0**-52


def texts() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Functions of each operation, of the catalogue, of the corpora, and made up."""
    for row in OPERATIONS.values():
        for count in range(max(1, row.arity[0]), min(row.arity[1], 3) + 1):
            if row.name == "polygamma":
                yield from ((f"polygamma({order}, x)", ("x",)) for order in range(4))
            else:
                yield f"{row.name}({', '.join(['x', 'y', '2 x'][:count])})", ("x", "y")
    for preset in ALL:
        yield preset.text, ("x", "y")
    for file, key in (("accepted.json", "input"), ("derivatives.json", "expr")):
        for entry in json.loads((CORPORA / file).read_text(encoding="utf-8")):
            yield entry[key], ("x", "y")
    for power in (
        "x^(2/3)",
        "x^(-1/3)",
        "x^(-2)",
        "x^y",
        "x^a",
        "(x-1)^(5/2)",
        "(-x)^(7/5)",
        "x^3.5",
        "e^(x y)",
        "2^x",
    ):
        yield power, ("x", "y")
    for seed in range(100):
        yield made_up(random.Random(seed), 4), ("x", "y")
    for seed in range(60):
        yield in_pieces(random.Random(seed), 2), ("x", "y")


def made_up(chance: random.Random, depth: int) -> str:
    """A random function of x and y."""
    if depth == 0 or chance.random() < 0.15:
        return chance.choice(["x", "y", "2", "0.5", "3", "pi", "x", "y"])
    part = lambda: made_up(chance, depth - 1)  # noqa: E731
    kind = chance.random()
    if kind < 0.5:
        return f"({part()}) {chance.choice('+-*/')} ({part()})"
    if kind < 0.6:
        return f"({part()})^{chance.choice(['2', '3', '(1/3)', '(-1)', '(3/2)'])}"
    one = [row.name for row in OPERATIONS.values() if row.arity[0] == 1 and row.name != "polygamma"]
    return f"{chance.choice(one)}({part()})"


def in_pieces(chance: random.Random, depth: int) -> str:
    """A random function in pieces, with pieces inside some of its values and conditions."""

    def value() -> str:
        return in_pieces(chance, depth - 1) if depth and chance.random() < 0.3 else f"({made_up(chance, 2)})"

    def condition() -> str:
        low, high = sorted(chance.sample(range(-4, 5), 2))
        signs = chance.choice(["<", "<=", "=", "!=", ">", ">="]), chance.choice(["<", "<="])
        return chance.choice(
            [f"x {signs[0]} {low}", f"{low} {signs[1]} x {signs[1]} {high}", f"{value()} {signs[0]} y",
             f"x < {low} or y > {high}", f"x >= {low} and not y = 1"]
        )  # fmt: skip

    rows = [f"{condition()}: {value()}" for _ in range(chance.randint(1, 3))]
    return "{" + ", ".join([*rows, value()] if chance.random() < 0.6 else rows) + "}"


def jobs() -> list[tuple[str, dict[str, Any], Program]]:
    """Each function with its first derivatives as one program, portable and as Python runs it."""
    found = []
    for text, variables in texts():
        try:
            function = parse(text, variables)
        except LanguageError:
            continue
        functions = (function, *(function.derivative(name) for name in variables))
        sent = portable(functions)
        if sent is not None:
            found.append((text, sent, theirs(functions)))
    return found


def theirs(functions: Sequence[Function]) -> Program:
    variables = functions[0].variables
    parameters = tuple(sorted({name for function in functions for name in function.parameters}))
    trees = tuple(tree for function in functions for tree in (function.tree, *function.guards))
    return compile_trees(trees, (*variables, *parameters), variables)


def places_of(program: Program) -> list[list[float]]:
    chance = random.Random(len(program.instructions))
    rest = len(program.inputs) - 1
    return [[x, *(chance.choice([0.5, 1.0, -1.5, 2.0, x]) for _ in range(rest))] for x in PLACES]


def slots_of(program: Program, place: Sequence[float], shaken: random.Random | None = None) -> list[float]:
    """Every slot of a run at a place; ``shaken``: each result moved by a unit in the last place or so."""
    slots: list[Any] = [np.float64(value) for value in (*place, *program.constants)]
    with np.errstate(all="ignore"):
        for step in program.instructions:
            value = np.float64(step.operation(*[slots[i] for i in step.arguments]))
            slots.append(value * (1.0 + shaken.uniform(-1.5, 1.5) * UNIT) if shaken else value)
    return [float(value) for value in slots]


def values_of(sent: dict[str, Any], slots: Sequence[float]) -> list[float]:
    return [
        slots[output[0]] if all(math.isfinite(slots[slot]) for slot in output) else math.nan
        for output in sent["outputs"]
    ]


def alike(ours: float, expected: float, slack: float = 0.0) -> bool:
    """Equal to 1e-12 (or ``slack``), or both without a value."""
    if math.isnan(ours) or math.isnan(expected):
        return math.isnan(ours) and math.isnan(expected)
    if math.isinf(ours) or math.isinf(expected):
        return ours == expected
    return abs(ours - expected) <= max(1e-12 * abs(expected), 1e-290, slack)


def plain(values: Sequence[float]) -> list[float | str]:
    return [
        value if math.isfinite(value) else str(value).replace("inf", "Infinity").replace("nan", "NaN")
        for value in values
    ]


def messages(found: Sequence[tuple[str, dict[str, Any], Program]]) -> list[dict[str, Any]]:
    """What the twin is asked."""
    return [
        {
            "program": sent,
            "places": [plain(place) for place in places_of(program)],
            "slots": [plain(slots_of(program, place)) for place in places_of(program)],
        }
        for _, sent, program in found
    ]


def differences(found: Sequence[tuple[str, dict[str, Any], Program]], answers: Sequence[Any]) -> list[tuple]:
    """Where the twin says something else: by instruction, and in the values, as far as rounding leaves them certain."""
    wrong: list[tuple] = []
    for (text, sent, program), answer in zip(found, answers, strict=True):
        if answer is None:
            wrong.append((text, "does not run"))
            continue
        first = len(program.inputs) + len(program.constants)
        for place, said in zip(places_of(program), answer, strict=True):
            slots = slots_of(program, place)
            wrong.extend(
                (text, place, step.name, [slots[i] for i in step.arguments], float(ours), slots[first + k])
                for k, (step, ours) in enumerate(zip(program.instructions, said["steps"], strict=True))
                if not alike(float(ours), slots[first + k])
            )
            exact = values_of(sent, slots)
            shaken = [values_of(sent, slots_of(program, place, random.Random(k))) for k in range(4)]
            for which, (ours, value) in enumerate(zip(said["values"], exact, strict=True)):
                others = [each[which] for each in shaken]
                if any(math.isnan(other) != math.isnan(value) for other in others):
                    continue  # at the edge of having a value
                slack = 16 * max((abs(other - value) for other in others if math.isfinite(other)), default=0.0)
                if not alike(float(ours), value, slack):
                    wrong.append((text, place, "value", which, float(ours), value))
    return wrong
