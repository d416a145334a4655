"""A tree as a product of powers: what it multiplies, what it divides by, and so where alone it can be 0.

Sums are put over one denominator, what all their terms share is taken out, and polynomials with rational coefficients,
also of sin x or e^x, are factored by FLINT. So a double zero is seen to be one. Only for proofs, never shown.
"""

from __future__ import annotations

from fractions import Fraction

from core.language.differentiation import ZERO, add, divide, multiply
from core.language.irreducible import coefficients, polynomial_factors
from core.language.products import Powers, powers, product
from core.language.rational import rational_value
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Sum, children

_TWO = Number(Fraction(2))

_MOST_NODES, _MOST_CENTRES = 600, 4
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
        found_here = coefficients(node, variable) if isinstance(node, Sum) else None
        if found_here is not None and len(found_here) in (2, 3):
            found[-found_here[-2] / ((len(found_here) - 1) * found_here[-1])] = None
        todo += children(node)
    simple = (c for c in found if c and c.denominator <= _LARGEST_BOTTOM and abs(c.numerator) <= _LARGEST_TOP)
    return tuple(simple)[:_MOST_CENTRES]


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


def _size(tree: Node) -> int:
    memory: dict[int, int] = {}

    def of(node: Node) -> int:
        if id(node) not in memory:
            memory[id(node)] = 1 + sum(map(of, children(node)))
        return memory[id(node)]

    return of(tree)
