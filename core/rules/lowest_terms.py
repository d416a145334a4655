"""Rational functions of one variable in lowest terms, as one would write them down, and the holes that this hides.

Exact arithmetic on polynomials of bounded degree and size: nothing here can take long.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise

from core.language.function import Function
from core.language.printing import to_latex
from core.language.rational import rational_value
from core.language.syntax import Negative, Node, Number, Power, Product, Quotient, Sum, Symbol, children

Polynomial = tuple[Fraction, ...]  # from the constant upwards; the last is not 0; () is 0

_HIGHEST = 30  # degree
_LARGEST = 10**300  # of numerators and denominators on the way
_ONE: Polynomial = (Fraction(1),)


class _TooLarge(ArithmeticError):
    """Beyond the bounds; tidy() answers None."""


@dataclass(frozen=True)
class Tidy:
    """``tree`` is the function in its shortest form. ``holes``: a polynomial (a tree) at whose zeros ``tree``
    has a value and the function has none; None if there are none. ``places``: those zeros, if all are rational.
    """

    tree: Node
    holes: Node | None = None
    places: tuple[Fraction, ...] = ()


def tidy(function: Function) -> Tidy:
    """The shortest form of a function: what SymPy gathers or, for a quotient of polynomials, its lowest terms."""
    known = function.simplified if function.simplified is not None else function.tree
    try:
        return _tidied(function, known, function.variables[0])
    except (_Unfit, _TooLarge):
        return Tidy(known)


def _tidied(function: Function, known: Node, variable: str) -> Tidy:
    found = _Reader(variable).of(function.tree)
    divisors = [*found.divisors, *(d for guard in function.guards for d in _Reader(variable).of(guard).divisors)]
    if not divisors:
        return Tidy(known)
    common = _gcd(found.top, found.bottom)
    top, bottom = _divide(found.top, common)[0], _divide(found.bottom, common)[0]
    lost = _ONE
    for divisor in divisors:
        fresh = _without(divisor, bottom)
        lost = _times(lost, _without(fresh, lost))
    factors = list(_typed_factors(function, variable))
    forms = [_written(top, bottom, use, variable) for use in ((), factors)]
    lowest = len(common) > 1
    shown = min(forms if lowest else [known, *forms], key=lambda tree: len(to_latex(tree)))
    if not _has_real_zero(lost):
        return Tidy(shown)
    places = tuple(sorted(_rational_zeros(lost)))
    whole = len(places) == len(_squarefree(lost)) - 1
    return Tidy(shown, _polynomial(_primitive(_squarefree(lost))[1], variable), places if whole else ())


def latex_of(found: Tidy, variable: str = "x") -> str:
    """The form with its condition behind it, where it hides a hole: 1 (x ≠ 1)."""
    text = to_latex(found.tree)
    condition = holes_latex(found, variable, r"\neq") if found.holes is not None else ""
    return rf"{text} \quad ({condition})" if condition else text


def holes_latex(found: Tidy, variable: str = "x", sign: str = "=") -> str:
    """Where the holes are: x = 1, x = 2; or the equation that they solve, x² − 2 = 0."""
    letter = to_latex(Symbol(variable))
    each = [rf"{letter} {sign} {to_latex(_rational(place))}" for place in found.places]
    if each or found.holes is None:
        return r",\; ".join(each)
    return rf"{to_latex(found.holes)} {sign} 0"


def _rational(value: Fraction) -> Node:
    size = Number(Fraction(abs(value.numerator)))
    node = size if value.denominator == 1 else Quotient(size, Number(Fraction(value.denominator)))
    return Negative(node) if value < 0 else node


# Reading ------------------------------------------------------------------------------------------------------------


class _Unfit(Exception):
    """Not a rational function with rational coefficients."""


@dataclass
class _Fraction:
    top: Polynomial
    bottom: Polynomial
    divisors: list[Polynomial] = field(default_factory=list)  # what the tree divides by


class _Reader:
    def __init__(self, variable: str) -> None:
        self.variable = variable

    def of(self, node: Node) -> _Fraction:
        exact = rational_value(node)
        if exact is not None:
            return _Fraction(_trimmed((exact,)), _ONE)
        match node:
            case Symbol(name) if name == self.variable:
                return _Fraction((Fraction(0), Fraction(1)), _ONE)
            case Negative(operand):
                return self._product([self.of(operand), _Fraction((Fraction(-1),), _ONE)])
            case Sum(terms):
                return self._sum(list(map(self.of, terms)))
            case Product(factors):
                return self._product(list(map(self.of, factors)))
            case Quotient(above, below):
                return self._product([self.of(above), _inverse(self.of(below))])
            case Power(base, exponent):
                return self._power(self.of(base), rational_value(exponent))
        raise _Unfit

    def _sum(self, parts: list[_Fraction]) -> _Fraction:
        total = parts[0]
        for part in parts[1:]:
            shared = _gcd(total.bottom, part.bottom)
            mine, other = _divide(total.bottom, shared)[0], _divide(part.bottom, shared)[0]
            top = _plus(_times(total.top, other), _times(part.top, mine))
            total = _Fraction(top, _times(total.bottom, other), total.divisors + part.divisors)
        return total

    def _product(self, parts: list[_Fraction]) -> _Fraction:
        top, bottom = _ONE, _ONE
        for part in parts:
            top, bottom = _times(top, part.top), _times(bottom, part.bottom)
        return _Fraction(top, bottom, [divisor for part in parts for divisor in part.divisors])

    def _power(self, base: _Fraction, exponent: Fraction | None) -> _Fraction:
        if exponent is None or exponent.denominator != 1 or abs(exponent) > _HIGHEST:
            raise _Unfit
        if exponent < 0:
            base = _inverse(base)
        raised = self._product([base] * abs(int(exponent)))
        return _Fraction(raised.top, raised.bottom, base.divisors)


def _inverse(part: _Fraction) -> _Fraction:
    if not part.top:
        raise _Unfit  # divided by 0: it has no value anywhere
    return _Fraction(part.bottom, part.top, [*part.divisors, part.top] if len(part.top) > 1 else part.divisors)


def _typed_factors(function: Function, variable: str) -> Iterator[Polynomial]:
    """Polynomials that stand in the typed tree as a factor or a base, the largest first."""
    found: dict[Polynomial, None] = {}
    original = function.derivative_of[0] if function.derivative_of else function

    factored = (Product, Power, Quotient)

    def look(node: Node) -> None:
        for part in children(node):
            look(part)
        for part in children(node)[: 1 if isinstance(node, Power) else None] if isinstance(node, factored) else ():
            if isinstance(part, Product | Power):
                continue  # its own parts are the factors
            try:
                read = _Reader(variable).of(part)
            except (_Unfit, _TooLarge):
                continue
            if len(read.top) > 1 and read.bottom == _ONE:
                found[_primitive(read.top)[1]] = None

    look(original.tree)
    yield from sorted(found, key=len, reverse=True)


# Writing ------------------------------------------------------------------------------------------------------------


def _written(top: Polynomial, bottom: Polynomial, factors: list[Polynomial] | tuple[()], variable: str) -> Node:
    if not top:
        return Number(Fraction(0))
    size, top = _primitive(top)
    scale, bottom = _primitive(bottom)
    number = size / scale
    above = _factored(top, factors, variable, split=bool(factors))
    below = _factored(bottom, factors, variable, split=True)
    if abs(number.numerator) != 1 or not above:
        if len(above) == 1 and len(top) > 1 and isinstance(above[0], Sum):  # 2(x + 1) is written 2x + 2
            above = [_polynomial(tuple(abs(number.numerator) * c for c in top), variable)]
        else:
            above.insert(0, Number(Fraction(abs(number.numerator))))
    if number.denominator != 1:
        below.insert(0, Number(Fraction(number.denominator)))
    result = _joined(above) if not below else Quotient(_joined(above), _joined(below))
    if number > 0:
        return result
    if len(above) == 1 and isinstance(above[0], Sum):  # the sign goes into a sum
        turned = _polynomial(tuple(-abs(number.numerator) * c for c in top), variable)
        return turned if not below else Quotient(turned, _joined(below))
    return Negative(result)


def _factored(whole: Polynomial, factors: Sequence[Polynomial], variable: str, *, split: bool) -> list[Node]:
    """Powers of the ``factors`` that divide it, then the rest (by multiplicity, with ``split``)."""
    powers: list[tuple[Polynomial, int]] = []
    for factor in factors:
        times = 0
        while len(whole) >= len(factor) and not (divided := _divide(whole, factor))[1]:
            whole, times = divided[0], times + 1
        if times:
            powers.append((factor, times))
    powers.extend(_by_multiplicity(whole) if split else [(whole, 1)])
    powers.sort(key=lambda pair: len(pair[0]))
    bases = [(_primitive(base)[1], times) for base, times in powers if len(base) > 1]
    return [
        _polynomial(base, variable) if times == 1 else Power(_polynomial(base, variable), Number(Fraction(times)))
        for base, times in bases
    ]


def _polynomial(coefficients: Polynomial, variable: str) -> Node:
    terms: list[Node] = []
    for degree in range(len(coefficients) - 1, -1, -1):
        value = coefficients[degree]
        if not value:
            continue
        letter = Symbol(variable) if degree == 1 else Power(Symbol(variable), Number(Fraction(degree)))
        size = Number(abs(value))
        term = size if degree == 0 else letter if abs(value) == 1 else Product((size, letter))
        terms.append(Negative(term) if value < 0 else term)
    if len(terms) == 2 and isinstance(terms[0], Negative) and not isinstance(terms[1], Negative):
        terms.reverse()  # 1 − 3x² rather than −3x² + 1
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def _joined(factors: list[Node]) -> Node:
    if not factors:
        return Number(Fraction(1))
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


# Polynomials --------------------------------------------------------------------------------------------------------


def _trimmed(values: tuple[Fraction, ...]) -> Polynomial:
    end = len(values)
    while end and not values[end - 1]:
        end -= 1
    if end - 1 > _HIGHEST or any(max(abs(v.numerator), v.denominator) > _LARGEST for v in values[:end]):
        raise _TooLarge
    return values[:end]


def _plus(a: Polynomial, b: Polynomial) -> Polynomial:
    longer, shorter = (a, b) if len(a) >= len(b) else (b, a)
    return _trimmed(tuple(v + (shorter[i] if i < len(shorter) else 0) for i, v in enumerate(longer)))


def _times(a: Polynomial, b: Polynomial) -> Polynomial:
    if not a or not b:
        return ()
    if len(a) + len(b) - 2 > _HIGHEST:
        raise _TooLarge
    out = [Fraction(0)] * (len(a) + len(b) - 1)
    for i, u in enumerate(a):
        for j, v in enumerate(b):
            out[i + j] += u * v
    return _trimmed(tuple(out))


def _divide(a: Polynomial, b: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Quotient and remainder; ``b`` is not 0."""
    rest, quotient = list(a), [Fraction(0)] * max(len(a) - len(b) + 1, 0)
    for i in range(len(quotient) - 1, -1, -1):
        quotient[i] = rest[i + len(b) - 1] / b[-1]
        for j, v in enumerate(b):
            rest[i + j] -= quotient[i] * v
    return _trimmed(tuple(quotient)), _trimmed(tuple(rest))


def _gcd(a: Polynomial, b: Polynomial) -> Polynomial:
    while b:
        a, b = b, _divide(a, b)[1]
        b = _primitive(b)[1] if b else b
    return tuple(v / a[-1] for v in a) if a else _ONE


def _primitive(a: Polynomial) -> tuple[Fraction, Polynomial]:
    """(size, polynomial) with whole coefficients without a common factor, the highest one positive."""
    if not a:
        return Fraction(1), a
    below = math.lcm(*(v.denominator for v in a))
    above = math.gcd(*(int(v * below) for v in a))
    size = Fraction(above, below) * (1 if a[-1] > 0 else -1)
    return size, _trimmed(tuple(v / size for v in a))


def _slope(a: Polynomial) -> Polynomial:
    return _trimmed(tuple(i * v for i, v in enumerate(a) if i))


def _squarefree(a: Polynomial) -> Polynomial:
    return _divide(a, _gcd(a, _slope(a)))[0] if len(a) > 1 else a


def _by_multiplicity(a: Polynomial) -> list[tuple[Polynomial, int]]:
    """Yun's decomposition: squarefree factors with their powers."""
    found, times = [], 1
    while len(a) > 1:
        single = _squarefree(a)
        rest = _divide(a, single)[0]
        shared = _gcd(single, rest)
        own = _divide(single, shared)[0]
        if len(own) > 1:
            found.append((own, times))
        a, times = rest, times + 1
    return found


def _without(a: Polynomial, b: Polynomial) -> Polynomial:
    """The squarefree part of ``a`` without the zeros of ``b``."""
    a = _squarefree(a)
    while len(shared := _gcd(a, b)) > 1:
        a = _divide(a, shared)[0]
    return a


def _has_real_zero(a: Polynomial) -> bool:
    """By Sturm's theorem, over all of the real line."""
    chain = [_squarefree(a)]
    if len(chain[0]) < 2:
        return False
    chain.append(_slope(chain[0]))
    while len(chain[-1]) > 1:
        rest = _divide(chain[-2], chain[-1])[1]
        if not rest:
            break
        size, plain = _primitive(rest)
        chain.append(tuple(-v for v in plain) if size > 0 else plain)

    def changes(side: int) -> int:
        signs = [(1 if p[-1] > 0 else -1) * (side if len(p) % 2 == 0 else 1) for p in chain]
        return sum(a != b for a, b in pairwise(signs))

    return changes(-1) > changes(1)


def _rational_zeros(a: Polynomial) -> set[Fraction]:
    whole = [int(v) for v in _primitive(_squarefree(a))[1]]
    zeros = {Fraction(0)} if whole[0] == 0 else set()
    whole = whole[next(i for i, v in enumerate(whole) if v) :]
    if max(abs(whole[0]), abs(whole[-1])) > 5000:
        return zeros

    def divisors(n: int) -> list[int]:
        return [d for d in range(1, abs(n) + 1) if n % d == 0]

    for top in divisors(whole[0]):
        for bottom in divisors(whole[-1]):
            for value in (Fraction(top, bottom), Fraction(-top, bottom)):
                if sum(c * value**i for i, c in enumerate(whole)) == 0:
                    zeros.add(value)
    return zeros
