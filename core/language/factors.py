"""A tree as a product of powers: what it multiplies, what it divides by, and so where alone it can be 0.

Sums are put over one denominator, what all their terms share is taken out, and polynomials with rational coefficients,
also of sin x or e^x, are factored by FLINT. So a double zero is seen to be one. Only for proofs, never shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from fractions import Fraction

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

from core.language.differentiation import ONE, ZERO, add, divide, multiply, power
from core.language.interval import exact
from core.language.rational import rational_value
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient, Sum, Symbol, children

Powers = dict[Node, Fraction]
_TWO = Number(Fraction(2))

_MOST_DEGREE, _MOST_TERMS, _MOST_ATOMS, _MOST_NODES, _MOST_CENTRES = 60, 120, 6, 600, 4
_LARGEST_TOP, _LARGEST_BOTTOM = 1000, 60  # of a fraction that people write
#: never 0
_POSITIVE = frozenset(
    {"exp", "cosh", "sech", "sigmoid", "softplus", "gamma", "factorial", "sec", "csc", "csch", "coth"}
)
#: 0 just where their argument is
_AS_ARGUMENT = frozenset(
    {
        "sqrt",
        "cbrt",
        "abs",
        "sign",
        "sinh",
        "tanh",
        "asinh",
        "atan",
        "asin",
        "atanh",
        "erf",
        "expm1",
        "log1p",
        "softsign",
    }
)


def powers(node: Node) -> Powers:
    """A term as a product of powers: base → exponent; its number has exponent 1."""
    number = Fraction(1)
    found: Powers = {}
    todo = [(node, Fraction(1))]
    while todo:
        part, exponent = todo.pop()
        match part:
            case Number(value) if exponent.denominator == 1 and value:
                number *= Fraction(value) ** exponent.numerator
            case Negative(operand) if exponent.denominator == 1:
                number *= Fraction(-1) ** exponent.numerator
                todo.append((operand, exponent))
            case Product(factors):
                todo += [(factor, exponent) for factor in factors]
            case Quotient(top, bottom):
                todo += [(top, exponent), (bottom, -exponent)]
            case Power(base, raised) if (times := rational_value(raised)) is not None and times.denominator == 1:
                todo.append((base, exponent * times))
            case _:
                found[part] = found.get(part, Fraction(0)) + exponent
    return found | {Number(number): Fraction(1)}


def product(found: Powers) -> Node:
    """The tree of a product of powers."""
    above = [power(base, Number(exponent)) for base, exponent in found.items() if exponent > 0]
    below = [power(base, Number(-exponent)) for base, exponent in found.items() if exponent < 0]
    top = multiply(*above) if above else ONE
    return divide(top, multiply(*below)) if below else top


def zero_factors(tree: Node) -> tuple[Node, ...] | None:
    """Trees of which one must be 0 wherever ``tree`` is (and has a value): none where it never is, the number 0 where
    it is 0 throughout. None where it is too long to be taken apart.
    """
    if _size(tree) > _MOST_NODES:
        return None
    found: dict[Node, None] = {}
    for base, exponent in _factored(tree).items():
        if exponent <= 0:
            continue
        zero = _zero_of(base)
        if zero is not None:
            found[zero] = None
    return tuple(found)


def centres(tree: Node, variable: str) -> tuple[Fraction, ...]:
    """Rational numbers from which zeros of ``tree`` are measured: −b/a for each sin(ax + b) in it and the like, −b/2a
    for each factor ax² + bx + c.
    """
    if _size(tree) > _MOST_NODES:
        return ()
    found: dict[Fraction, None] = {}
    todo = [*(zero_factors(tree) or ()), tree]
    while todo:
        node = todo.pop(0)
        coefficients = _coefficients(node, variable) if isinstance(node, Sum) else None
        if coefficients is not None and len(coefficients) in (2, 3):
            found[-coefficients[-2] / ((len(coefficients) - 1) * coefficients[-1])] = None
        todo += children(node)
    simple = (c for c in found if c and c.denominator <= _LARGEST_BOTTOM and abs(c.numerator) <= _LARGEST_TOP)
    return tuple(simple)[:_MOST_CENTRES]


def _coefficients(tree: Node, variable: str) -> list[Fraction] | None:
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


def with_repeated_factors(tree: Sum) -> Node | None:
    """A polynomial with a factor that occurs twice as a product (x² − 2x + 1 as (x − 1)²); None for any other sum."""
    if len(tree.terms) < 3 and not any(_has_sum(term) for term in tree.terms):
        return None
    found = polynomial_factors(tree)
    if found is None:
        return None
    sums = [times for base, times in found.items() if isinstance(base, Sum)]
    return product(found) if not sums or max(sums) > 1 else None


def _has_sum(tree: Node) -> bool:
    parts = children(tree) if isinstance(tree, Negative | Product | Power) else ()
    return isinstance(tree, Sum) or any(map(_has_sum, parts))


def _zero_of(base: Node) -> Node | None:
    """What is 0 where ``base`` is, written more simply; None where nothing is."""
    match base:
        case Number(value):
            return None if value else ZERO
        case Constant():
            return None
        case Power(Constant() | Number(), _):
            return None
        case Power(inner, _) if inner != base:
            return _zero_of(inner)
        case Call(name, (inner, *_)) if name in _POSITIVE:
            return None
        case Call(name, (inner,)) if name in _AS_ARGUMENT:
            return _only(_factored(inner)) or inner
        case Call("ln", (inner,)):
            return add(inner, Number(Fraction(-1)))
        case Sum((first, second)):
            return _touching(first, second) or _touching(second, first) or base
        case Call("tan", inside):
            return Call("sin", inside)
    return base


def _touching(wave: Node, other: Node) -> Node | None:
    """What is simply 0 where cos u ± 1, sin u ± 1 or cosh u − 1 touch 0, or where e^u − 1 is 0."""
    sign = 1
    if isinstance(wave, Negative):
        wave, sign = wave.operand, -1
    shift = other.value * sign if isinstance(other, Number) else None
    match wave, shift:
        case ((Call("cosh", (u,)) | Call("exp", (u,)) | Power(Constant("e"), u)), -1):
            return u
        case Call("cos", (u,)), (1 | -1):
            return Call("cos" if shift == 1 else "sin", (divide(u, _TWO),))
        case Call("sin", (u,)), (1 | -1):
            return Call("cos", (add(divide(u, _TWO), multiply(Number(Fraction(-shift, 4)), Constant("pi"))),))
    return None


def _only(found: Powers) -> Node | None:
    bases = [base for base, exponent in found.items() if exponent > 0 and not isinstance(base, Number)]
    return bases[0] if len(bases) == 1 else None


def _factored(node: Node) -> Powers:
    """The powers of a tree whose sums are factored too."""
    total: Powers = {}
    number = Fraction(1)
    for base, exponent in powers(node).items():
        parts = _factored_sum(base) if isinstance(base, Sum) else _as_root(base)
        for part, times in parts.items():
            if isinstance(part, Number):
                if part.value == 0:
                    return {ZERO: Fraction(1)}
                number *= Fraction(part.value) ** int(exponent * times)
            else:
                total[part] = total.get(part, Fraction(0)) + exponent * times
    _join_signs(total)
    return {base: exponent for base, exponent in total.items() if exponent} | {Number(number): Fraction(1)}


def _as_root(base: Node) -> Powers:
    """√u, u^(3/2) and the like as powers of u^(1/q)."""
    match base:
        case Call(("sqrt" | "cbrt") as name, (inner,)):
            return {Power(inner, Number(Fraction(1, 2 if name == "sqrt" else 3))): Fraction(1)}
        case Power(inner, raised) if (value := rational_value(raised)) is not None and value.denominator > 1:
            return {Power(inner, Number(Fraction(1, value.denominator))): Fraction(value.numerator)}
    return {base: Fraction(1)}


def _without_roots(left: Powers) -> Powers:
    """(u^(1/q))^k with u as often as it is in there."""
    out: Powers = {}
    for base, exponent in left.items():
        whole = Fraction(0)
        if isinstance(base, Power) and (part := rational_value(base.exponent)) is not None and exponent > 0:
            whole = Fraction(exponent // part.denominator)
            out[base.base] = out.get(base.base, Fraction(0)) + whole
            exponent -= whole * part.denominator
        if exponent:
            out[base] = out.get(base, Fraction(0)) + exponent
    return out


def _join_signs(found: Powers) -> None:
    """v·sign(v) as |v|, v/|v| as the sign of v."""
    for base in list(found):
        match base:
            case Call("sign", (v,)) if found[base] > 0 and found.get(v, 0) > 0:
                size, turns = Call("abs", (v,)), min(found[base], found[v])
                found[base], found[v] = found[base] - turns, found[v] - turns
                found[size] = found.get(size, Fraction(0)) + turns


def _factored_sum(tree: Sum) -> Powers:
    """What the terms share, over one denominator, times the rest."""
    terms = [_factored(term) for term in tree.terms]
    bases = dict.fromkeys(base for term in terms for base in term if not isinstance(base, Number))
    common = {base: min(term.get(base, Fraction(0)) for term in terms) for base in bases}
    common = {base: exponent for base, exponent in common.items() if exponent}
    rest: dict[tuple, Fraction] = {}
    for term in terms:
        number, left = Fraction(1), {}
        for base in (*term, *common):
            if isinstance(base, Number):
                number *= base.value
            elif exponent := term.get(base, Fraction(0)) - common.get(base, 0):
                left[base] = exponent
        key = tuple(sorted(_without_roots(left).items(), key=lambda item: repr(item[0])))
        rest[key] = rest.get(key, Fraction(0)) + number
    parts = [multiply(Number(number), product(dict(key))) for key, number in rest.items() if number]
    together = add(*parts)
    return _merged(common, _of_rest(together))


def _of_rest(tree: Node) -> Powers:
    if isinstance(tree, Number):
        return {tree: Fraction(1)}
    return (isinstance(tree, Sum) and polynomial_factors(tree)) or powers(tree)


def _merged(first: Powers, second: Powers) -> Powers:
    total = dict(first)
    for base, exponent in second.items():
        total[base] = total.get(base, Fraction(0)) + exponent
    return {base: exponent for base, exponent in total.items() if exponent}


# Polynomials: of several subtrees at once, such as x and sin x


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


def _size(tree: Node) -> int:
    memory: dict[int, int] = {}

    def of(node: Node) -> int:
        if id(node) not in memory:
            memory[id(node)] = 1 + sum(map(of, children(node)))
        return memory[id(node)]

    return of(tree)
