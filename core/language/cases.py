"""max and min in cases: where the sign of one expression decides which input wins, what holds on either side.

f′ of max(x, 1 − x) is −1 or 1, and which of them is said by x > ½. Each case is exactly the expression there, and no
place without a value gets one.
"""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from core.language.symbolic import NAMED, PIECES

_HALF = sp.Rational(1, 2)
_EVERYWHERE = (
    sp.sin,
    sp.cos,
    sp.sinh,
    sp.cosh,
    sp.tanh,
    sp.atan,
    sp.exp,
    sp.Abs,
    sp.sign,
    sp.Max,
    sp.Min,
    sp.Heaviside,
    NAMED["sigmoid"],
)  # functions with a value at every real number

_SWITCHED = (sp.Heaviside, sp.sign, sp.Abs, sp.Max, sp.Min)
_OF_POSITIVE = ("quotient", "power", sp.log)  # have a value where their first input is above 0


def in_cases(expression: sp.Expr) -> sp.Expr | None:
    """The expression as pieces; None where not exactly one difference of inputs decides, or a case has no value."""
    difference = _decider(expression)
    if difference is None:
        return None
    first, second = _sides(difference)
    above, tie, below = (_where(expression, difference, sign) for sign in (1, 0, -1))
    for case, sign in ((above, 1), (tie, 0), (below, -1)):
        if case.has(sp.zoo, sp.nan, sp.oo) or not _keeps_gaps(expression, case, difference, sign):
            return None
    if above == below:
        return above if _agree(tie, above, difference) else None
    if _agree(tie, below, difference):
        return NAMED[PIECES](NAMED[">"](first, second), above, below)
    if _agree(tie, above, difference):
        return NAMED[PIECES](NAMED["<"](first, second), below, above)
    return NAMED[PIECES](
        *(NAMED[">"](first, second), above), *(NAMED["="](first, second), tie), *(NAMED["<"](first, second), below)
    )


def _decider(expression: sp.Expr) -> sp.Expr | None:
    """The one expression, up to its sign, that all steps in it are taken of."""
    found: sp.Expr | None = None
    for step in expression.atoms(sp.Heaviside):
        if step.args[1] != _HALF:
            return None
        inside = -step.args[0] if step.args[0].could_extract_minus_sign() else step.args[0]
        if found is not None and _sign_of(inside, found) is None:
            return None
        found = inside if found is None else found
    if found is None or found.has(sp.Heaviside, sp.Max, sp.Min):
        return None
    return found if all(_is_decided(part, found) for part in expression.atoms(sp.Max, sp.Min)) else None


def _is_decided(extreme: sp.Expr, difference: sp.Expr) -> bool:
    return len(extreme.args) == 2 and _sign_of(extreme.args[0] - extreme.args[1], difference) is not None


def _sign_of(one: sp.Expr, other: sp.Expr) -> int | None:
    """1 if they are the same, −1 if one is the other with the opposite sign, else None."""
    return 1 if sp.expand(one - other) == 0 else -1 if sp.expand(one + other) == 0 else None


def _where(expression: sp.Expr, difference: sp.Expr, sign: int) -> sp.Expr:
    """The expression where ``difference`` has this sign (−1, 0, 1)."""

    def decided(part: sp.Expr) -> sp.Expr:
        inside = part.args[0] - part.args[1] if isinstance(part, sp.Max | sp.Min) else part.args[0]
        way = _sign_of(inside, difference)
        if way is None:
            return part
        way *= sign
        match part:
            case sp.Heaviside():
                return (1 + sp.Integer(way)) / 2
            case sp.sign():
                return sp.Integer(way)
            case sp.Abs():
                return way * part.args[0]
        return part.args[0] if (way >= 0) == isinstance(part, sp.Max) else part.args[1]

    return expression.replace(lambda part: isinstance(part, _SWITCHED), decided)


def _agree(one: sp.Expr, other: sp.Expr, difference: sp.Expr) -> bool:
    """Whether they are surely the same where ``difference`` is 0."""
    if one == other:
        return True
    letters = difference.free_symbols
    if len(letters) != 1 or not difference.is_polynomial():
        return False
    gap = sp.expand(one - other)
    (letter,) = letters
    return bool(gap.is_polynomial(letter)) and sp.rem(gap, difference, letter) == 0


def _sides(difference: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
    """What is larger than what where ``difference`` is above 0: x and ½ for 2x − 1, x² and x for x² − x."""
    letters = difference.free_symbols
    if len(letters) == 1 and difference.is_polynomial():
        (letter,) = letters
        line = sp.Poly(difference, letter)
        if line.degree() == 1 and line.LC().is_positive:
            return letter, -line.coeff_monomial(1) / line.LC()
    terms = sp.Add.make_args(difference)
    minus = [term for term in terms if term.could_extract_minus_sign()]
    return sp.Add(*(term for term in terms if term not in minus)), -sp.Add(*minus)


def _keeps_gaps(expression: sp.Expr, case: sp.Expr, difference: sp.Expr, sign: int) -> bool:
    """Whether the case has no value where the expression has none, as far as its form tells."""
    kept = {*_needs(case), *_needs(difference)}
    for kind, *parts in _needs(expression):
        here = [_where(part, difference, sign) for part in parts]
        if (kind, *here) not in kept and not (kind in _OF_POSITIVE and here[0].is_positive):
            return False
    return True


def _needs(expression: sp.Expr) -> Iterator[tuple[object, ...]]:
    """What must have a value for the expression to have one: quotients, powers, functions, each with its inputs."""
    for part in sp.preorder_traversal(expression):
        if isinstance(part, sp.Pow) and not isinstance(part, sp.exp):
            if not (part.exp.is_Integer and part.exp > 0):
                yield ("quotient", part.base) if part.exp.is_Integer else ("power", part.base, part.exp)
        elif isinstance(part, sp.Function) and not isinstance(part, _EVERYWHERE):
            yield (type(part), *part.args)
