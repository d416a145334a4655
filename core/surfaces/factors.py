"""The zeros of a gradient as the zeros of smaller systems, by exact algebra.

Both slopes are written as fractions of polynomials in x, y and whatever else stands in them (e^(…), sin(…), roots), and
factored. A factor that is never 0 is left out; a common factor is a curve on which both vanish; what remains vanishes
where a factor of the one and a factor of the other do. x⁴ + y⁴ becomes x = 0, y = 0, with nothing degenerate left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from core.language.differentiation import add, differentiate, multiply, power, substitute
from core.language.function import spelled_size
from core.language.rational import rational_value
from core.language.sharper import sharpened
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum

_MOST_TERMS, _MOST_WORK, _HIGHEST = 300, 20_000, 40
_MOST_NODES = 1500
_MOST_PAIRS = 9
_FINEST = 12  # (…)^0.5001 is taken as it is, not as a power of a root of degree 10,000
_NEVER_ZERO = frozenset({"exp", "cosh", "sech", "sigmoid", "softplus"})


@dataclass(frozen=True)
class Systems:
    """``curves``: on each whole curve g = 0 the gradient vanishes. ``pairs``: elsewhere it vanishes where u = v = 0 for
    one of the pairs. ``flat``: it vanishes everywhere.
    """

    curves: tuple[Node, ...]
    pairs: tuple[tuple[Node, Node], ...]
    flat: bool = False


class TooLarge(Exception):
    """More terms than exact algebra is given time for."""


def with_numbers(tree: Node, parameters: Mapping[str, float]) -> Node:
    """The tree with the parameters' values in it, each exactly the float that it is."""
    return substitute(tree, {name: _number(Fraction(float(value))) for name, value in parameters.items()})


def _number(value: Fraction) -> Node:
    return Number(value) if value >= 0 else Negative(Number(-value))


def systems(tree: Node, variables: tuple[str, str]) -> Systems:
    """Where the gradient of ``tree`` vanishes, as far as it is smooth."""
    tree = sharpened(tree, strict=True)
    x, y = variables
    slopes = (
        sharpened(differentiate(tree, x), strict=False),
        sharpened(differentiate(tree, y), strict=False),
    )
    if any(spelled_size(slope) > _MOST_NODES for slope in slopes):
        return Systems((), (slopes,))
    try:
        return _factored(slopes)
    except (TooLarge, ZeroDivisionError):
        return Systems((), (slopes,))


def _factored(slopes: tuple[Node, Node]) -> Systems:
    algebra = Algebra(slopes)
    tops = [_reduced(algebra.fraction(slope)) for slope in slopes]
    along_x, along_y = (None if top.is_zero() else factors(top) for top in tops)
    if along_x is None or along_y is None:
        only = along_x if along_y is None else along_y
        if only is None:
            return Systems((), (), flat=True)
        return Systems(tuple(algebra.tree(f) for f in only if not algebra.never_zero(f)), ())
    common = [f for f in along_x if f in along_y]
    rest = [[f for f in side if f not in common and not algebra.never_zero(f)] for side in (along_x, along_y)]
    curves = tuple(algebra.tree(f) for f in common if not algebra.never_zero(f))
    if not common and all(len(side) == 1 for side in rest):
        trees = [algebra.shorter(f, slope) for (f,), slope in zip(rest, slopes, strict=True)]
        return Systems(curves, ((trees[0], trees[1]),))
    if len(rest[0]) * len(rest[1]) > _MOST_PAIRS:
        rest = [[prod(side[1:], start=side[0])] for side in rest]
    return Systems(curves, tuple((algebra.tree(u), algebra.tree(v)) for u in rest[0] for v in rest[1]))


def _reduced(fraction: tuple[fmpq_mpoly, fmpq_mpoly]) -> fmpq_mpoly:
    top, bottom = fraction
    return top if bottom.is_constant() or top.is_zero() else top / top.gcd(bottom)


def factors(top: fmpq_mpoly) -> list[fmpq_mpoly]:
    """The different irreducible factors of a polynomial, each with 1 in front."""
    return [factor / factor.leading_coefficient() for factor, _ in top.factor()[1]]


class Algebra:
    """Trees as fractions of polynomials in their atoms: symbols, roots, and calls of functions."""

    def __init__(self, trees: tuple[Node, ...]) -> None:
        self.atoms: dict[Node, int] = {}
        for tree in trees:
            self._collect(tree)
        names = [f"t{k}" for k in range(max(len(self.atoms), 1))]
        self.context = fmpq_mpoly_ctx.get(names, Ordering.lex)
        self.one = self.context.constant(1)
        self._memory: dict[int, tuple[fmpq_mpoly, fmpq_mpoly]] = {}

    def _collect(self, node: Node) -> None:
        match node:
            case Number():
                return
            case Negative(operand):
                self._collect(operand)
            case Sum(parts) | Product(parts):
                for part in parts:
                    self._collect(part)
            case Quotient(top, bottom):
                self._collect(top)
                self._collect(bottom)
            case Power(base, exponent) if (exact := rational_value(exponent)) is not None:
                self._collect(base)
                if exact.denominator != 1:
                    self.atoms.setdefault(_root(base, exact)[0], len(self.atoms))
            case Call("sqrt", (base,)):
                self._collect(Power(base, Number(Fraction(1, 2))))
            case _:
                self.atoms.setdefault(node, len(self.atoms))
        if len(self.atoms) > 24:
            raise TooLarge

    def fraction(self, node: Node) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        """Numerator and denominator."""
        if id(node) not in self._memory:
            top, bottom = self._fraction(node)
            if max(len(top), len(bottom)) > _MOST_TERMS:
                raise TooLarge
            self._memory[id(node)] = top, bottom
        return self._memory[id(node)]

    def _fraction(self, node: Node) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        match node:
            case Number(value):
                return self.context.constant(fmpq(value.numerator, value.denominator)), self.one
            case Negative(operand):
                top, bottom = self.fraction(operand)
                return -top, bottom
            case Sum(terms):
                total = self.context.constant(0), self.one
                for term in terms:
                    total = self._plus(total, self.fraction(term))
                return total
            case Product(factors):
                product = self.one, self.one
                for factor in factors:
                    product = self._by(product, self.fraction(factor))
                return product
            case Quotient(above, below):
                top, bottom = self.fraction(below)
                return self._by(self.fraction(above), (bottom, top))
            case Power(base, exponent) if (exact := rational_value(exponent)) is not None:
                return self._power(base, exact)
            case Call("sqrt", (base,)):
                return self._power(base, Fraction(1, 2))
        return self.context.gen(self.atoms[node]), self.one

    def _power(self, base: Node, exponent: Fraction) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        whole, rest = divmod(exponent.numerator, exponent.denominator)
        if abs(whole) > _HIGHEST:
            raise TooLarge
        top, bottom = self.fraction(base)
        if whole < 0:
            top, bottom, whole = bottom, top, -whole
        if max(len(top), len(bottom)) ** min(whole, 8) > _MOST_WORK:
            raise TooLarge
        result = top**whole, bottom**whole
        if rest:
            root, times = _root(base, exponent)
            result = result[0] * self.context.gen(self.atoms[root]) ** times, result[1]
        return result

    def _times(self, a: fmpq_mpoly, b: fmpq_mpoly) -> fmpq_mpoly:
        if len(a) * len(b) > _MOST_WORK or a.total_degree() + b.total_degree() > 2 * _HIGHEST:
            raise TooLarge
        return a * b

    def _by(self, a: tuple, b: tuple) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        return self._times(a[0], b[0]), self._times(a[1], b[1])

    def _plus(self, a: tuple, b: tuple) -> tuple[fmpq_mpoly, fmpq_mpoly]:
        if a[1] == b[1]:
            return a[0] + b[0], a[1]
        shared = a[1].gcd(b[1])
        mine, other = a[1] / shared, b[1] / shared
        return self._times(a[0], other) + self._times(b[0], mine), self._times(a[1], other)

    def never_zero(self, factor: fmpq_mpoly) -> bool:
        """Whether a factor is never 0 where f is smooth: e^(…), cosh, a root, a sum of positive such things."""
        if len(factor) == 1:
            atoms = list(self.atoms)
            used = [atoms[k] for k, raised in enumerate(next(iter(factor.to_dict()))) if raised]
            return all(self._sign(atom) == 1 or isinstance(atom, Power) for atom in used)
        return self._positive(factor) or self._positive(-factor)

    def _positive(self, factor: fmpq_mpoly) -> bool:
        atoms = list(self.atoms)
        sure = False
        for powers, number in factor.to_dict().items():
            signs = [self._sign(atoms[k]) for k, raised in enumerate(powers) if raised % 2]
            if number < 0 or None in signs:
                return False
            sure |= all(self._sign(atoms[k]) == 1 for k, raised in enumerate(powers) if raised)
        return sure

    def _sign(self, atom: Node) -> int | None:
        """1 for an atom that is positive where f is smooth."""
        match atom:
            case Constant() | Power(Constant(), _):
                return 1
            case Power(_, Number(value)) if value.denominator % 2 == 0:
                return 1
            case Call(name, _) if name in _NEVER_ZERO:
                return 1
        return None

    def tree(self, factor: fmpq_mpoly) -> Node:
        """A polynomial as a tree, nested as Horner wrote it."""
        return _nested({tuple(map(int, k)): v for k, v in factor.to_dict().items()}, list(self.atoms))

    def shorter(self, factor: fmpq_mpoly, slope: Node) -> Node:
        """The factor, or the slope that it comes from where that has fewer parts and no denominator."""
        nested = self.tree(factor)
        if not self.fraction(slope)[1].is_constant() or spelled_size(slope) > 1.5 * spelled_size(nested):
            return nested
        return slope


def _root(base: Node, exponent: Fraction) -> tuple[Node, int]:
    """A root of the base, and the power of it that the broken part of an exponent is."""
    rest = exponent - exponent.numerator // exponent.denominator
    if rest.denominator > _FINEST:
        return Power(base, Number(rest)), 1
    return Power(base, Number(Fraction(1, rest.denominator))), rest.numerator


def _nested(terms: dict[tuple[int, ...], fmpq], atoms: list[Node]) -> Node:
    count = {k: sum(1 for powers in terms if powers[k]) for k in range(len(atoms))}
    best = max(count, key=lambda k: count[k], default=0)
    if not count or not count[best]:
        return add(*(_number(Fraction(int(c.p), int(c.q))) for c in terms.values()))
    if len(terms) == 1:
        ((powers, number),) = terms.items()
        parts = (power(atoms[k], Number(Fraction(raised))) for k, raised in enumerate(powers) if raised)
        return multiply(_number(Fraction(int(number.p), int(number.q))), *parts)
    least = min(powers[best] for powers in terms if powers[best])
    inside, outside = {}, {}
    for powers, number in terms.items():
        if powers[best]:
            inside[(*powers[:best], powers[best] - least, *powers[best + 1 :])] = number
        else:
            outside[powers] = number
    product = multiply(power(atoms[best], Number(Fraction(least))), _nested(inside, atoms))
    return add(product, _nested(outside, atoms)) if outside else product
