"""Generated functions against a dense search in mpmath, and the parts of a page against each other.

``python -m tests.curves.agreement 3000`` tries so many (``… 300 2700``: from the 2,700th on) and prints what disagrees;
``test_agreement.py`` tries a few.
"""

import math
import random
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from core.curves import Place, place
from core.curves.feature import Features
from core.curves.features import features
from core.curves.sampling import sample
from core.curves.spots import BENT
from core.language import Function
from core.language.printing import to_text
from core.language.syntax import Call, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol
from tests.language import oracle

LOW, HIGH = -3.03, 3.11
_CELLS = 150
_UNARY = (*oracle.SMOOTH, *oracle.CORNERED, "round", "acot", "asec", "acsc", "acosh", "atanh")
_X = Symbol("x")
_NUMBERS = tuple(Fraction(n, d) for n, d in ((1, 1), (2, 1), (3, 1), (1, 2), (-1, 1), (5, 2), (1, 10), (7, 1), (1, 3)))
_EXPONENTS = (Fraction(2), Fraction(3), Fraction(1, 2), Fraction(1, 3), Fraction(-1))
mp = oracle.mp


def generated(number: int) -> Function:
    """The function of that number: every operation, depths 1 to 4."""
    chance = random.Random(number)
    while True:
        tree = _tree(chance, 1 + number % 4)
        if _holds_x(tree):
            return Function(tree, ("x",))


def _tree(chance: random.Random, depth: int) -> Node:
    if depth == 0 or chance.random() < 0.1:
        return _X if chance.random() < 0.7 else Number(chance.choice(_NUMBERS))
    kind = chance.random()
    part = _tree(chance, depth - 1)
    if kind < 0.4:
        return Call(chance.choice(_UNARY), (part,))
    if kind < 0.5:
        return Power(
            part, Number(chance.choice((Fraction(2), Fraction(3), Fraction(1, 2), Fraction(1, 3), Fraction(-1))))
        )
    other = _tree(chance, depth - 1)
    if kind < 0.6:
        return Call(chance.choice(("max", "min", "mod")), (part, other))
    if kind < 0.75:
        return Sum((part, other if chance.random() < 0.6 else Negative(other)))
    return Product((part, other)) if kind < 0.9 else Quotient(part, other)


def _holds_x(tree: Node) -> bool:
    return "x" in to_text(tree).replace("exp", "").replace("max", "")


def disagreements(f: Function) -> Iterator[str]:
    """What the study of the window says that a dense search, the study of a place or the picture denies."""
    found = features(f, (LOW, HIGH))
    yield from _missed(f, found)
    yield from _no_turns(f, found)
    yield from _pieces_denied(f, found)
    yield from _places_denied(f, found)
    yield from _picture_denied(f, found)


def _value(f: Function, x: object) -> object:
    return oracle.value(f.tree, {"x": x})


def _missed(f: Function, found: Features) -> Iterator[str]:
    """Turns of dense exact values that complete lists lack."""
    if not found.complete:
        return
    xs = [mp.mpf(LOW) + (mp.mpf(HIGH) - LOW) * k / _CELLS for k in range(_CELLS + 1)]
    ys = [_value(f, x) for x in xs]
    listed = [c.x for c in found.critical] + [p.x for p in found.irregular]
    listed += [end for flat in found.flat for end in (flat.start, flat.end)]
    for before, after, left, middle, right in zip(xs, xs[2:], ys, ys[1:], ys[2:], strict=False):
        if not all(map(mp.isfinite, (left, middle, right))):
            continue
        noise = mp.mpf(10) ** -30 * (1 + abs(middle))
        turns = (middle - left) * (right - middle) < 0 and min(abs(middle - left), abs(right - middle)) > noise
        if turns and not any(before - 1e-9 <= x <= after + 1e-9 for x in listed):
            yield f"a turn between {float(before)} and {float(after)} is not listed"


def _no_turns(f: Function, found: Features) -> Iterator[str]:
    """Listed minima and maxima beside which f is lower, or higher."""
    for c in found.critical:
        if c.kind == "neither" or not (LOW < c.x < HIGH and math.isfinite(c.y)):
            continue
        step = mp.mpf(10) ** -7 * (HIGH - LOW)
        near = [_value(f, mp.mpf(c.x) + d) for d in (-step, 0, step)]
        side = 1 if c.kind == "minimum" else -1
        slack = mp.mpf(10) ** -11 * (1 + abs(c.y))
        if any(mp.isfinite(y) and side * (y - c.y) < -slack for y in near):
            yield f"{c} is none"


def _pieces_denied(f: Function, found: Features) -> Iterator[str]:
    """Rising, falling and flat pieces whose exact values do something else."""
    for piece in found.pieces:
        width = mp.mpf(piece.end) - mp.mpf(piece.start)
        if width < 1e-6:
            continue
        ys = [_value(f, piece.start + width * k / 23) for k in range(1, 23)]
        if not all(map(mp.isfinite, ys)):
            yield f"{piece} has places without a value"
            continue
        noise = mp.mpf(10) ** -25 * (1 + max(map(abs, ys)))
        steps = [b - a for a, b in pairwise(ys)]
        wrong = {
            "rising": min(steps) < -noise,
            "falling": max(steps) > noise,
            "flat": max(map(abs, steps)) > noise,
        }[piece.kind]
        if wrong:
            yield f"{piece} does something else"


def _places_denied(f: Function, found: Features) -> Iterator[str]:
    """Places of the lists that the study of a place calls something else."""
    for p in found.irregular[:8]:
        again = place(f, p.x)
        if _own_float(p) and again.kind != p.kind:
            yield f"{p} is called {again.kind}"
    for c in found.critical[:8]:
        if c.derivative is not None and (again := place(f, c.x)).kind not in ("smooth", *BENT):
            yield f"{c} is called {again.kind}"
    for piece in found.pieces[:8]:
        middle = place(f, (piece.start + piece.end) / 2)
        signs = {"rising": 1, "falling": -1, "flat": 0}
        slope = middle.slope or 0.0
        if abs(slope) > 1e-200 and math.copysign(1, slope) != signs[piece.kind]:
            yield f"{piece} has the slope {slope} in its middle"


def _own_float(p: Place) -> bool:
    """Whether the place is one that its float names."""
    return float(f"{p.x:.6g}") == p.x


def _picture_denied(f: Function, found: Features) -> Iterator[str]:
    """Breaks and corners that the picture has and the lists have not, or the other way round."""
    if found.unfinished:
        return
    curve = sample(f, LOW, HIGH)
    drawn = sorted([(cut.x, {"domain edge": "edge"}.get(cut.kind, cut.kind)) for cut in curve.breaks])
    named = sorted((p.x, p.kind) for p in found.irregular if p.kind in ("pole", "jump", "edge"))
    if [kind for _, kind in drawn] != [kind for _, kind in named]:
        yield f"the picture breaks at {drawn[:6]}, the lists at {named[:6]}"
    corners = [p.x for p in found.irregular if p.kind in BENT]
    if len(corners) != len(curve.corners):
        yield f"the picture has corners at {curve.corners[:6]}, the lists at {corners[:6]}"


def main(count: int, first: int = 0) -> int:
    """Try ``count`` functions and print every disagreement; the number of functions that have one."""
    bad, complete, slowest = 0, 0, (0.0, "")
    for number in range(first, first + count):
        f = generated(number)
        begin = time.process_time()
        complete += features(f, (LOW, HIGH)).complete
        slowest = max(slowest, (time.process_time() - begin, to_text(f.tree)))
        try:
            said = list(disagreements(f))
        except Exception as trouble:
            said = [repr(trouble)]
        if said:
            bad += 1
            print(number, to_text(f.tree), *said[:3], sep="\n    ", flush=True)
    print(f"{count} functions, {bad} with a disagreement, {complete} complete, the slowest {slowest}")
    return bad


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
