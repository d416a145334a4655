"""Trees as polynomials of several of their subtrees at once, as of x and sin x; their irreducible factors by FLINT."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from core.language.differentiation import ZERO, add, multiply, power
from core.language.interval import exact
from core.language.products import Powers, powers
from core.language.rational import rational_value
from core.language.syntax import Negative, Node, Number, Power, Product, Quotient, Sum, Symbol, children

_MOST_DEGREE, _MOST_TERMS, _MOST_ATOMS = 60, 120, 6


def polynomial_factors(tree: Node) -> Powers | None:
    """The irreducible factors of a tree that is a polynomial with rational coefficients; None where it is too large."""
    atoms = list(dict.fromkeys(_atoms(tree)))
    if not 0 < len(atoms) <= _MOST_ATOMS:
        return None
    context = fmpq_mpoly_ctx.get(tuple(f"a{k}" for k in range(len(atoms))), Ordering.lex)
    polynomial = _in_atoms(tree, dict(zip(atoms, context.gens(), strict=True)), context.from_dict({}))
    if polynomial is None:
        return None
    if polynomial.is_zero():
        return {ZERO: Fraction(1)}
    content, factors = polynomial.factor()
    found: Powers = {Number(_fraction(content)): Fraction(1)}
    for factor, times in factors:
        part = _written(factor, atoms)
        for base, exponent in (powers(part) if isinstance(part, Power) else {part: Fraction(1)}).items():
            found[base] = found.get(base, Fraction(0)) + exponent * int(times)
    return found


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _written(polynomial: fmpq_mpoly, atoms: list[Node]) -> Node:
    terms = []
    for times, coefficient in polynomial.to_dict().items():
        parts = (power(atom, Number(Fraction(int(n)))) for atom, n in zip(atoms, times, strict=True))
        terms.append(multiply(Number(_fraction(coefficient)), *parts))
    return add(*terms)


def _atoms(tree: Node) -> Iterator[Node]:
    match tree:
        case Number():
            return
        case Negative(operand):
            yield from _atoms(operand)
        case Sum(parts) | Product(parts):
            for part in parts:
                yield from _atoms(part)
        case Quotient(top, Number()):
            yield from _atoms(top)
        case Power(base, raised) if _whole(raised) is not None:
            yield from _atoms(base)
        case _:
            yield tree


def _whole(raised: Node) -> int | None:
    value = rational_value(raised)
    return int(value) if value is not None and value.denominator == 1 and 0 < value <= _MOST_DEGREE else None


def _in_atoms(tree: Node, atoms: dict[Node, fmpq_mpoly], zero: fmpq_mpoly) -> fmpq_mpoly | None:
    if tree in atoms:
        return atoms[tree]
    match tree:
        case Number(value):
            return zero + exact(value)
        case Negative(operand):
            return _bounded(operand, atoms, zero, lambda inner: -inner)
        case Quotient(top, Number(value)) if value:
            return _bounded(top, atoms, zero, lambda inner: inner * exact(1 / value))
        case Power(base, raised) if (times := _whole(raised)) is not None:
            return _bounded(base, atoms, zero, lambda inner: _to_the(inner, times))
    total = zero if isinstance(tree, Sum) else zero + 1
    for part in children(tree):
        inner = _in_atoms(part, atoms, zero)
        if inner is None or (isinstance(tree, Product) and len(total) * len(inner) > _MOST_TERMS):
            return None
        total = total + inner if isinstance(tree, Sum) else total * inner
    return total if _is_small(total) else None


def _bounded(
    part: Node, atoms: dict[Node, fmpq_mpoly], zero: fmpq_mpoly, then: Callable[[fmpq_mpoly], fmpq_mpoly | None]
) -> fmpq_mpoly | None:
    inner = _in_atoms(part, atoms, zero)
    return None if inner is None else then(inner)


def _to_the(polynomial: fmpq_mpoly, times: int) -> fmpq_mpoly | None:
    degree, terms = max(int(polynomial.total_degree()), 0), max(len(polynomial), 1)
    if degree * times > _MOST_DEGREE or math.comb(times + terms - 1, terms - 1) > _MOST_TERMS:
        return None
    return polynomial**times


def _is_small(polynomial: fmpq_mpoly) -> bool:
    return len(polynomial) <= _MOST_TERMS and int(polynomial.total_degree()) <= _MOST_DEGREE


def coefficients(tree: Node, variable: str) -> list[Fraction] | None:
    """Of a polynomial in the variable alone, the constant first; None for anything else."""
    atoms = list(dict.fromkeys(_atoms(tree)))
    if len(atoms) != 1 or atoms[0] != Symbol(variable):
        return None
    context = fmpq_mpoly_ctx.get(("x",), Ordering.lex)
    polynomial = _in_atoms(tree, {atoms[0]: context.gens()[0]}, context.from_dict({}))
    if polynomial is None or polynomial.is_zero():
        return None
    terms = {int(degree): _fraction(value) for (degree,), value in polynomial.to_dict().items()}
    return [terms.get(n, Fraction(0)) for n in range(max(terms) + 1)]
