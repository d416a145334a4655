"""Two independent ways to a value: our tree walked with ``math``, and a meaning in Python syntax evaluated by SymPy."""

from __future__ import annotations

import math
import random
from functools import cache

import sympy as sp

from core.language import syntax as s
from core.language.grammar import read

FUNCTIONS = {
    **{name: getattr(math, name) for name in ("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh",
                                              "tanh", "asinh", "acosh", "atanh", "exp", "log10", "log2", "sqrt", "cbrt",
                                              "floor",
                                              "ceil", "erf", "erfc", "gamma", "log1p", "expm1")},
    "ln": math.log,
    "log": math.log,
    "abs": abs,
    "min": min,
    "max": max,
    "round": round,
    "sec": lambda x: 1 / math.cos(x),
    "csc": lambda x: 1 / math.sin(x),
    "cot": lambda x: 1 / math.tan(x),
    "sech": lambda x: 1 / math.cosh(x),
    "csch": lambda x: 1 / math.sinh(x),
    "coth": lambda x: 1 / math.tanh(x),
    "acot": lambda x: math.atan(1 / x),
    "asec": lambda x: math.acos(1 / x),
    "acsc": lambda x: math.asin(1 / x),
    "acsch": lambda x: math.asinh(1 / x),
    "asech": lambda x: math.acosh(1 / x),
    "acoth": lambda x: math.atanh(1 / x),
    "sign": lambda x: (x > 0) - (x < 0),
    "step": lambda x: 0.5 * (1 + (x > 0) - (x < 0)),
    "mod": lambda x, m: x - m * math.floor(x / m),
    "root": lambda x, n: math.copysign(abs(x) ** (1 / n), x) if x < 0 and n % 2 else x ** (1 / n),
    "factorial": lambda x: math.gamma(x + 1),
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "softplus": lambda x: math.log(1 + math.exp(x)),
    "relu": lambda x: max(0, x),
    "leaky_relu": lambda x, slope=0.01: x if x > 0 else slope * x,
    "elu": lambda x, alpha=1: x if x > 0 else alpha * (math.exp(x) - 1),
    "gelu": lambda x: x * (1 + math.erf(x / math.sqrt(2))) / 2,
    "silu": lambda x: x / (1 + math.exp(-x)),
    "softsign": lambda x: x / (1 + abs(x)),
    "hypot": math.hypot,
    "logaddexp": lambda x, y: math.log(math.exp(x) + math.exp(y)),
    "sinc": lambda x: math.sin(x) / x if x else 1.0,
    "tanhshrink": lambda x: x - math.tanh(x),
    "huber": lambda x, d=1: x * x / 2 if abs(x) <= d else d * (abs(x) - d / 2),
}  # fmt: skip
_CONSTANTS = {"pi": math.pi, "e": math.e, "tau": math.tau, "phi": (1 + math.sqrt(5)) / 2}


def tree_value(node: s.Node, values: dict[str, float]) -> float:  # noqa: C901 (one case a kind of node)
    match node:
        case s.Number(value):
            return float(value)
        case s.Constant(name):
            return _CONSTANTS[name]
        case s.Symbol(name):
            return values[name]
        case s.Negative(operand):
            return -tree_value(operand, values)
        case s.Sum(terms):
            return sum(tree_value(term, values) for term in terms)
        case s.Product(factors):
            return math.prod(tree_value(factor, values) for factor in factors)
        case s.Quotient(numerator, denominator):
            return tree_value(numerator, values) / tree_value(denominator, values)
        case s.Power(base, exponent):
            value = tree_value(base, values) ** tree_value(exponent, values)
            if isinstance(value, complex):
                raise ValueError("not real")
            return value
        case s.Call(name, arguments):
            return FUNCTIONS[name](*(tree_value(argument, values) for argument in arguments))
    raise AssertionError(node)


def _sigmoid(x):
    return 1 / (1 + sp.exp(-x))


_SYMPY = {
    "sigmoid": _sigmoid, "relu": lambda x: sp.Max(0, x), "softplus": lambda x: sp.log(1 + sp.exp(x)),
    "silu": lambda x: x * _sigmoid(x), "gelu": lambda x: x * (1 + sp.erf(x / sp.sqrt(2))) / 2,
    "softsign": lambda x: x / (1 + sp.Abs(x)), "step": lambda x: (1 + sp.sign(x)) / 2,
    "leaky": lambda x, a="1/100": sp.Max(0, x) + sp.Rational(a) * sp.Min(0, x),
    "elu": lambda x, a=1: sp.Max(0, x) + a * (sp.exp(sp.Min(0, x)) - 1),
    "phi": sp.GoldenRatio, "tau": 2 * sp.pi, "e": sp.E,
}  # fmt: skip


@cache
def _sympy(meaning: str, names: tuple[str, ...]) -> sp.Expr:
    return sp.sympify(meaning, locals={**_SYMPY, **{name: sp.Symbol(name) for name in names}})


def meaning_value(meaning: str, values: dict[str, float]) -> float | None:
    """The real value of a meaning, or None where there is none."""
    expression = _sympy(meaning, tuple(values))
    value = complex(
        expression.subs({sp.Symbol(name): sp.Float(number, 30) for name, number in values.items()}).evalf(20)
    )
    return value.real if abs(value.imag) < 1e-12 and math.isfinite(value.real) else None


def assert_means(text: str, variables: tuple[str, ...], meaning: str) -> None:
    """``text`` is read as a function with the values of ``meaning``, at points where both are real."""
    reading = read(text, variables)
    names = (*variables, *reading.parameters)
    generator = random.Random(text)
    compared = 0
    for _ in range(40):
        values = {name: generator.choice((0.3, 1.0, 2.3)) * generator.uniform(0.3, 1.6) for name in names}
        expected = meaning_value(meaning, values)
        if expected is None:
            continue
        try:
            value = tree_value(reading.tree, values)
        except (ValueError, ZeroDivisionError, OverflowError):
            continue
        assert math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-9), f"{text!r}: {value} ≠ {expected} at {values}"
        compared += 1
        if compared == 4:
            return
    assert compared, f"{text!r} has no value in common with {meaning!r}"
