"""Exercises by the hundred: ``python -m tests.practice.sweep KIND FROM TO`` tells what is wrong with any of them.

The standing test takes a few seeds of each kind through the same questions (test_exercises.py).
"""

from __future__ import annotations

import sys
import time

import sympy

from core.language import parse
from core.language.printing import to_text
from core.practice import LEVELS, Exercise, check, exercise
from core.practice.items import built_mistakes

LONGEST = 400  # characters of the field for an answer


def forms(made: Exercise) -> list[str]:
    """The key of an item and at least three texts that mean the same; two of them by SymPy."""
    asked = made.asks
    if asked is None:
        return [made.key] if made.key else []
    if asked.at_place:
        return [made.key, f"answer = {made.key}", *numbers(made.key, len(asked.key))]
    parts = [to_text(tree) for tree in asked.key]
    latex = [slope.latex for slope in asked.slopes] if len(asked.slopes) == len(parts) else parts
    others = [
        [written(change(formula(text, asked.variables))) for text in parts] for change in (sympy.expand, together)
    ]
    return [made.key, f"f' = {whole(parts)}", whole(parts, "⟨⟩"), whole(latex, "[]"), *map(whole, others)]


def fits(text: str) -> bool:
    """Whether the field for the answer holds it."""
    return len(text) <= LONGEST


def numbers(key: str, count: int) -> list[str]:
    """A number or a point in other dress: twice its half, a decimal with a minus sign as people write it."""
    parts = [part.strip() for part in (key[1:-1].split(",") if count > 1 else [key])]
    values = [float(parse(part)(0.0)) for part in parts]
    found = [whole([f"2*({part})/2" for part in parts])]
    if all(value == 0 or 1e-3 <= abs(value) < 1e6 for value in values):
        found.append(whole([f"{value:.7f}".replace("-", "−") for value in values], "[]"))
    return found


def whole(parts: list[str], brackets: str = "()") -> str:
    """One formula, or a vector in these brackets."""
    return parts[0] if len(parts) == 1 else f"{brackets[0]}{', '.join(parts)}{brackets[1]}"


def formula(text: str, variables: tuple[str, ...]) -> sympy.Expr:
    """The text as SymPy's expression."""
    return parse(text, variables).expression


def together(expression: sympy.Expr) -> sympy.Expr:
    """Over one denominator."""
    return sympy.together(expression)


def written(expression: sympy.Expr) -> str:
    """SymPy's own print, in the signs that people type."""
    return sympy.sstr(expression).replace("**", "^").replace("log(", "ln(")


def faults(kind: str, seed: int, level: int) -> list[str]:
    """Everything that is wrong with one item: a right form refused, a built mistake not known as itself."""
    made, found = exercise(kind, seed, level), []
    here = f"{kind}.{level}.{seed}"
    if made.choices:
        verdicts = [check(made, choice.text).verdict for choice in made.choices]
        if verdicts.count("right") != 1 or verdicts[made.right] != "right" or len(verdicts) < 3:
            found.append(f"{here}: of the choices {verdicts}")
    for text in filter(fits, forms(made)):
        judgement = check(made, text)
        if judgement.verdict != "right":
            found.append(f"{here}: right form {text!r} of {made.key!r}: {judgement.verdict}, {judgement.sentence}")
    for name, text in built_mistakes(made.asks).items() if made.asks is not None else ():
        judgement = check(made, text)
        if fits(text) and (judgement.verdict, judgement.mistake) != ("wrong", name):
            found.append(f"{here}: {name}: {text!r} is {judgement.verdict}, {judgement.mistake}")
    return found


def main(kind: str, first: int, last: int) -> int:
    """Print the faults of the items from ``first`` to ``last`` of a kind, the levels in turn; how many had one."""
    began, bad = time.monotonic(), 0
    for seed in range(first, last):
        found = faults(kind, seed, LEVELS[seed % 3])
        bad += bool(found)
        for line in found:
            print(line, flush=True)
    print(f"{kind}: {last - first} items, {bad} with a fault, {time.monotonic() - began:.0f} s", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
