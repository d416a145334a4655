"""An independent reading of expression trees in 50-digit arithmetic (mpmath), and trees to try it on."""

from __future__ import annotations

import operator
from fractions import Fraction

import mpmath
from hypothesis import strategies as st

from core.language.syntax import (
    Call,
    Comparison,
    Constant,
    Joined,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)

mp = mpmath.mp.clone()
mp.dps = 50


def _real(value: object) -> mpmath.mpf:
    if isinstance(value, mp.mpc):
        return mp.nan if abs(value.imag) > mp.mpf(10) ** -30 * (1 + abs(value.real)) else value.real
    return mp.mpf(value)


def _divide(a, b):
    return mp.nan if b == 0 or not mp.isfinite(a) or not mp.isfinite(b) else a / b


def _relu(x):
    return x if x > 0 else mp.mpf(0)


def _sigmoid(x):
    return 1 / (1 + mp.exp(-x))


FUNCTIONS = {
    **{
        name: getattr(mp, name)
        for name in (
            "sin cos tan sec csc cot asin acos atan asec acsc sinh cosh tanh sech csch coth asinh acosh atanh asech "
            "acsch acoth exp ln sqrt sign floor ceil erf erfc gamma factorial digamma atan2"
        ).split()
    },
    "acot": lambda x: mp.pi / 2 if x == 0 else mp.atan(1 / x),
    "log10": lambda x: mp.log(x, 10),
    "log2": lambda x: mp.log(x, 2),
    "log": lambda x, b: _divide(_real(mp.ln(x)), _real(mp.ln(b))),
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "root": lambda x, n: mp.sign(x) * mp.root(abs(x), int(n)) if int(n) % 2 else mp.root(x, int(n)),
    "abs": abs,
    "mod": lambda x, m: mp.nan if m == 0 else x - m * mp.floor(x / m),
    "min": lambda *xs: min(xs),
    "max": lambda *xs: max(xs),
    "round": lambda x: mp.floor(x + mp.mpf(1) / 2),
    "step": lambda x: mp.mpf("0.5") if x == 0 else mp.mpf(x > 0),
    "positive": lambda x: mp.mpf(x > 0),
    "polygamma": lambda n, x: mp.psi(int(n), x),
    "sigmoid": _sigmoid,
    "softplus": lambda x: mp.ln(1 + mp.exp(x)),
    "relu": _relu,
    "leaky_relu": lambda x, a=None: x if x > 0 else (mp.mpf("0.01") if a is None else a) * x,
    "elu": lambda x, a=1: x if x > 0 else a * mp.expm1(x),
    "gelu": lambda x: x * (1 + mp.erf(x / mp.sqrt(2))) / 2,
    "expm1": mp.expm1,
    "log1p": lambda x: mp.log(1 + x) if x > -1 else mp.nan,
    "hypot": lambda x, y: mp.sqrt(x * x + y * y),
    "logaddexp": lambda x, y: mp.log(mp.exp(x) + mp.exp(y)),
    "sinc": mp.sinc,
    "sinc_slope": lambda x: mp.mpf(0) if x == 0 else (x * mp.cos(x) - mp.sin(x)) / x**2,
    "sinc_bend": lambda x: -mp.mpf(1) / 3 if x == 0 else ((2 - x * x) * mp.sin(x) - 2 * x * mp.cos(x)) / x**3,
    "tanhshrink": lambda x: x - mp.tanh(x),
    "silu": lambda x: x * _sigmoid(x),
    "softsign": lambda x: x / (1 + abs(x)),
    "huber": lambda x, d=1: x * x / 2 if abs(x) <= d else d * (abs(x) - mp.mpf(d) / 2),
}  # fmt: skip

CONSTANTS = {"pi": +mp.pi, "e": +mp.e, "tau": 2 * mp.pi, "phi": +mp.phi}


def value(node: Node, symbols: dict[str, object]) -> mpmath.mpf:
    """The real value of a tree, NaN where it has none."""
    try:
        return _value(node, symbols)
    except (ValueError, ZeroDivisionError, OverflowError, TypeError):
        return mp.nan


def _value(node: Node, symbols: dict[str, object]) -> mpmath.mpf:  # noqa: C901 (one case a kind of node)
    match node:
        case Number(exact):
            return mp.mpf(exact.numerator) / exact.denominator
        case Constant(name):
            return CONSTANTS[name]
        case Symbol(name):
            return mp.mpf(symbols[name])
        case Negative(operand):
            return -_value(operand, symbols)
        case Sum(terms):
            return mp.fsum(_value(term, symbols) for term in terms)
        case Product(factors):
            return mp.fprod(_value(factor, symbols) for factor in factors)
        case Quotient(top, bottom):
            return _divide(_value(top, symbols), _value(bottom, symbols))
        case Power(base, exponent):
            return _power(_value(base, symbols), exponent, symbols)
        case Call(name, arguments):
            inputs = [_value(argument, symbols) for argument in arguments]
            return mp.nan if any(map(mp.isnan, inputs)) else _real(FUNCTIONS[name](*inputs))
        case Piecewise(conditions, values, otherwise):
            return _of_pieces(list(zip(conditions, values, strict=True)), otherwise, symbols)
    raise TypeError(node)


def _of_pieces(pairs: list[tuple[Node, Node]], otherwise: Node | None, symbols: dict[str, object]) -> mpmath.mpf:
    for condition, piece in pairs:
        holds = truth(condition, symbols)
        if holds is None:
            return mp.nan
        if holds:
            return value(piece, symbols)
    return mp.nan if otherwise is None else value(otherwise, symbols)


_COMPARE = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


def truth(condition: Node, symbols: dict[str, object]) -> bool | None:
    """Whether a condition holds, None where it has no value; "and" is false where one part is, "or" true."""
    match condition:
        case Comparison(sign, left, right):
            a, b = value(left, symbols), value(right, symbols)
            return None if mp.isnan(a) or mp.isnan(b) else _COMPARE[sign](a, b)
        case Joined(word, parts):
            found = [truth(part, symbols) for part in parts]
            settled = word == "or"
            return settled if settled in found else None if None in found else not settled
    raise TypeError(condition)


def _exact(node: Node) -> Fraction | None:
    match node:
        case Number(exact):
            return exact
        case Negative(operand):
            inner = _exact(operand)
            return None if inner is None else -inner
        case Quotient(top, bottom):
            a, b = _exact(top), _exact(bottom)
            return None if a is None or not b else a / b
        case Sum(terms):
            values = [_exact(term) for term in terms]
            return None if None in values else sum(values)
    return None


def _has_symbols(node: Node) -> bool:
    return isinstance(node, Symbol) or any(map(_has_symbols, children(node)))


def _power(base: mpmath.mpf, exponent: Node, symbols: dict[str, object]) -> mpmath.mpf:
    exact = _exact(exponent)
    power = _value(exponent, symbols)
    varies = _has_symbols(exponent)
    if mp.isnan(base) or mp.isnan(power) or (base == 0 and (power < 0 or (varies and power == 0))):
        return mp.nan
    if base >= 0:
        return base**power
    if exact is None:
        return mp.nan if varies or power != mp.floor(power) else base ** int(power)
    if exact.denominator % 2 == 0:
        return mp.nan
    return (-1) ** (exact.numerator % 2) * (-base) ** power


# Trees to try it on.

X = Symbol("x")
SMOOTH = tuple(
    (
        "sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh exp ln log10 log2 sqrt cbrt erf erfc sigmoid "
        "softplus gelu silu softsign sec csc cot sech csch coth"
    ).split()
)
CORNERED = tuple("abs sign floor ceil relu leaky_relu elu step".split())

_numbers = st.builds(
    lambda n, d: Number(Fraction(n, d)), st.integers(min_value=0, max_value=9), st.sampled_from([1, 1, 1, 2, 4, 5, 10])
)
_constants = st.sampled_from([Constant("e"), Constant("phi")])  # no π: tan π is 0 only up to rounding
_exponents = st.sampled_from(
    [Number(Fraction(n)) for n in (2, 3, 4)]
    + [Negative(Number(Fraction(1))), Negative(Number(Fraction(2)))]
    + [Quotient(Number(Fraction(p)), Number(Fraction(q))) for p, q in ((1, 2), (1, 3), (2, 3), (3, 2), (4, 3))]
)


def trees(symbols: tuple[str, ...] = ("x",), functions: tuple[str, ...] = SMOOTH + CORNERED, leaves: int = 8):
    """Hypothesis strategy for expression trees over these symbols and one-argument functions."""
    letters = st.sampled_from([Symbol(s) for s in symbols])
    atoms = st.one_of(letters, letters, _numbers, _constants)

    def grow(parts):
        return st.one_of(
            st.builds(lambda a, b: Sum((a, b)), parts, parts),
            st.builds(lambda a, b: Sum((a, Negative(b))), parts, parts),
            st.builds(lambda a, b: Product((a, b)), parts, parts),
            st.builds(Quotient, parts, parts),
            st.builds(Power, parts, _exponents),
            st.builds(lambda e: Power(Constant("e"), e), parts),
            st.builds(Power, parts, parts),
            st.builds(Negative, parts),
            st.builds(lambda name, a: Call(name, (a,)), st.sampled_from(functions), parts),
            st.builds(lambda name, a, b: Call(name, (a, b)), st.sampled_from(["min", "max", "mod"]), parts, parts),
        )

    return st.recursive(atoms, grow, max_leaves=leaves)
