"""The vocabulary: every operation a person may type, one row each.

A row carries all that is known of an operation (its columns are told in ``core.language.operation``): to add one, add a row
and its test. Derivatives are written in the language of this product itself, in u, v for the arguments. At a kink the derivative
has the value machine-learning libraries use (PyTorch's convention): sign(0) = 0 for |u|, 0 for relu, one half for each side of a
tie in max and min.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

import numpy as np

from core.language import numerics as nm
from core.language import on_floats as fl
from core.language import stable
from core.language.operation import Operation
from core.language.polygamma import digamma, polygamma
from core.language.syntax import Node, Number

ANY = 24  # the most arguments min and max take

_SLOW = (2e3, 110.0)  # where each point is a call of Python's math module

_STAIRS = (
    "class Stairs(floor):\n"
    '    """floor, with slope 0 on each stair (SymPy leaves it open)."""\n'
    "    def fdiff(self, argindex=1):\n"
    "        return Integer(0)"
)


def _row(name: str, evaluate: Callable[..., np.ndarray], *partials: str, **rest: object) -> Operation:
    return Operation(name, evaluate, partials, **rest)  # type: ignore[arg-type]


_ROWS = (
    # trigonometric
    _row("sin", np.sin, "cos(u)", latex=r"\sin", sympy="sin", numpy="np.sin", on_float=math.sin, spoken="sine",
         periodic=True),
    _row("cos", np.cos, "-sin(u)", latex=r"\cos", sympy="cos", numpy="np.cos", on_float=math.cos, spoken="cosine",
         periodic=True),
    _row("tan", np.tan, "1 + tan(u)^2", aliases=("tg",), latex=r"\tan", sympy="tan", numpy="np.tan", on_float=math.tan,
         spoken="tangent", periodic=True),
    _row("sec", nm.sec, "sec(u)*tan(u)", latex=r"\sec", sympy="sec", numpy="def sec(u):\n    return 1/np.cos(u)",
         spoken="secant", periodic=True),
    _row("csc", nm.csc, "-csc(u)*cot(u)", aliases=("cosec",), latex=r"\csc", sympy="csc",
         numpy="def csc(u):\n    return 1/np.sin(u)", spoken="cosecant", periodic=True),
    _row("cot", nm.cot, "-1 - cot(u)^2", aliases=("ctg", "cotan", "cotg"), latex=r"\cot", sympy="cot",
         numpy="def cot(u):\n    return np.cos(u)/np.sin(u)", spoken="cotangent", periodic=True),
    _row("asin", np.arcsin, "1/sqrt(1 - u^2)", aliases=("arcsin",), latex=r"\arcsin", sympy="asin", numpy="np.arcsin",
         on_float=math.asin),
    _row("acos", np.arccos, "-1/sqrt(1 - u^2)", aliases=("arccos",), latex=r"\arccos", sympy="acos", numpy="np.arccos",
         on_float=math.acos),
    _row("atan", np.arctan, "1/(1 + u^2)", aliases=("arctan", "arctg", "atg"), latex=r"\arctan", sympy="atan",
         numpy="np.arctan", on_float=math.atan),
    _row("asec", nm.asec, "1/(abs(u)*sqrt(u^2 - 1))", aliases=("arcsec",), latex=r"\operatorname{arcsec}",
         sympy="asec", numpy="def asec(u):\n    return np.arccos(1/u)"),
    _row("acsc", nm.acsc, "-1/(abs(u)*sqrt(u^2 - 1))", aliases=("arccsc", "arccosec"), latex=r"\operatorname{arccsc}",
         sympy="acsc", numpy="def acsc(u):\n    return np.arcsin(1/u)"),
    _row("acot", nm.acot, "-1/(1 + u^2)", aliases=("arccot", "arcctg", "arccotan"), latex=r"\operatorname{arccot}",
         sympy="acot", numpy="def acot(u):\n    return np.arctan(1/u) if u else np.pi/2"),
    _row("atan2", np.arctan2, "v/(u^2 + v^2)", "-u/(u^2 + v^2)", aliases=("arctan2",), arity=(2, 2),
         latex=r"\operatorname{atan2}", sympy="atan2", numpy="np.arctan2", on_float=math.atan2, special=True),
    # hyperbolic
    _row("sinh", np.sinh, "cosh(u)", aliases=("sh",), latex=r"\sinh", sympy="sinh", numpy="np.sinh",
         on_float=math.sinh, periodic=True),
    _row("cosh", np.cosh, "sinh(u)", aliases=("ch",), latex=r"\cosh", sympy="cosh", numpy="np.cosh",
         on_float=math.cosh, periodic=True),
    _row("tanh", np.tanh, "1 - tanh(u)^2", aliases=("th",), latex=r"\tanh", sympy="tanh", numpy="np.tanh",
         on_float=math.tanh, periodic=True),
    _row("sech", nm.sech, "-sech(u)*tanh(u)", latex=r"\operatorname{sech}", sympy="sech",
         numpy="def sech(u):\n    return 1/np.cosh(u)", periodic=True),
    _row("csch", nm.csch, "-csch(u)*coth(u)", aliases=("cosech",), latex=r"\operatorname{csch}", sympy="csch",
         numpy="def csch(u):\n    return 1/np.sinh(u)", periodic=True),
    _row("coth", nm.coth, "1 - coth(u)^2", aliases=("cth",), latex=r"\coth", sympy="coth",
         numpy="def coth(u):\n    return 1/np.tanh(u)", periodic=True),
    _row("asinh", np.arcsinh, "1/sqrt(u^2 + 1)", aliases=("arcsinh", "arsinh", "argsinh", "arsh"),
         latex=r"\operatorname{arsinh}", sympy="asinh", numpy="np.arcsinh", on_float=math.asinh),
    _row("acosh", np.arccosh, "1/(sqrt(u - 1)*sqrt(u + 1))", aliases=("arccosh", "arcosh", "argcosh", "arch"),
         latex=r"\operatorname{arcosh}", sympy="acosh", numpy="np.arccosh"),
    _row("atanh", nm.atanh, "1/(1 - u^2)", aliases=("arctanh", "artanh", "argtanh", "arth"),
         latex=r"\operatorname{artanh}", sympy="atanh", numpy="np.arctanh"),
    _row("asech", nm.asech, "-1/(u*sqrt(1 - u^2))", aliases=("arcsech", "arsech"), latex=r"\operatorname{arsech}",
         sympy="asech", numpy="def asech(u):\n    return np.arccosh(1/u)"),
    _row("acsch", nm.acsch, "-1/(abs(u)*sqrt(u^2 + 1))", aliases=("arccsch", "arcsch"), latex=r"\operatorname{arcsch}",
         sympy="acsch", numpy="def acsch(u):\n    return np.arcsinh(1/u)"),
    _row("acoth", nm.acoth, "1/(1 - u^2)", aliases=("arccoth", "arcoth"), latex=r"\operatorname{arcoth}",
         sympy="acoth", numpy="def acoth(u):\n    return np.arctanh(1/u)"),
    # exponential, logarithms, roots
    _row("exp", np.exp, "exp(u)", latex=r"\exp", sympy="exp", numpy="np.exp", on_float=math.exp, spoken="exp"),
    _row("ln", nm.ln, "1/u", aliases=("log", "loge"), latex=r"\ln", sympy="log", numpy="np.log", on_float=math.log,
         spoken="the logarithm", words="The further out, the flatter: one over the place."),
    _row("log10", lambda x: nm.ln(x) / math.log(10.0), "1/(u*ln(10))", aliases=("lg",), latex=r"\log_{10}",
         elementary="ln(u)/ln(10)", numpy="np.log10", on_float=lambda x: math.log(x) / math.log(10.0),
         spoken="log base 10"),
    _row("log2", lambda x: nm.ln(x) / math.log(2.0), "1/(u*ln(2))", aliases=("lb", "ld"), latex=r"\log_{2}",
         elementary="ln(u)/ln(2)", numpy="np.log2", on_float=lambda x: math.log(x) / math.log(2.0),
         spoken="log base 2"),
    _row("expm1", np.expm1, "exp(u)", latex=r"\operatorname{expm1}", elementary="exp(u) - 1", numpy="np.expm1",
         on_float=math.expm1, words="e to u, minus 1, exact also near 0. The 1 has no slope."),
    _row("log1p", nm.log1p, "1/(1 + u)", latex=r"\operatorname{log1p}", elementary="ln(1 + u)", numpy="np.log1p",
         on_float=math.log1p, words="The logarithm of 1 + u, exact also near 0: one over 1 + u."),
    _row("log", nm.log, "1/(u*ln(v))", "-ln(u)/(v*ln(v)^2)", arity=(2, 2), latex=r"\log_{%v}\left(%u\right)",
         elementary="ln(u)/ln(v)"),
    _row("sqrt", np.sqrt, "1/(2*sqrt(u))", latex=r"\sqrt{%u}", sympy="sqrt", numpy="np.sqrt", on_float=math.sqrt,
         spoken="the square root", words="Steep near zero, flatter and flatter beyond."),
    _row("cbrt", np.cbrt, "1/3*u^(-2/3)", latex=r"\sqrt[3]{%u}", numpy="np.cbrt", on_float=math.cbrt,
         spoken="the cube root"),
    _row("root", nm.root, "root(u, v)/(u*v)", "-ln(u)*root(u, v)/v^2", aliases=("nthroot", "nroot", "surd"),
         arity=(2, 2),
         latex=r"\sqrt[%v]{%u}", elementary="u^(1/v)"),
    _row("hypot", np.hypot, "u/hypot(u, v)", "v/hypot(u, v)", arity=(2, 2), latex=r"\sqrt{%u^2 + %v^2}",
         elementary="sqrt(u^2 + v^2)", numpy="np.hypot", spoken="the length",
         words="The length of an arrow grows as fast as it points that way: its part divided by its length."),
    _row("logaddexp", np.logaddexp, "sigmoid(u - v)", "sigmoid(v - u)", arity=(2, 2),
         latex=r"\ln\left(e^{%u} + e^{%v}\right)", elementary="ln(exp(u) + exp(v))", numpy="np.logaddexp",
         spoken="log-sum-exp", words="A soft max: its slopes are the shares of the two, which softmax gives."),
    _row("sinc", stable.sinc, "sinc_slope(u)", latex=r"\operatorname{sinc}", sympy="sinc",
         numpy="def sinc(u):\n    return np.sinc(u/np.pi)", cost=(5e3, 30.0),
         words="sin(u)/u, with 1 at 0. Its slope is (u·cos u − sin u)/u², with 0 at 0."),
    _row("sinc_slope", stable.sinc_slope, "sinc_bend(u)", latex=r"\operatorname{sinc}'", cost=(3e4, 60.0),
         elementary="{u = 0: 0, (u*cos(u) - sin(u))/u^2}", spoken="the slope of sinc",
         words="The quotient rule once more, with −1/3 at 0."),
    _row("sinc_bend", stable.sinc_bend, "{u = 0: 0, -(3*sinc_bend(u) + sinc(u) + u*sinc_slope(u))/u}",
         latex=r"\operatorname{sinc}''", cost=(3e4, 60.0),
         elementary="{u = 0: -1/3, ((2 - u^2)*sin(u) - 2*u*cos(u))/u^3}", spoken="the bend of sinc"),
    # with corners and jumps
    _row("abs", np.abs, "sign(u)", aliases=("fabs", "absolute"), latex=r"\left|%u\right|", sympy="Abs", numpy="np.abs",
         on_float=abs, spoken="the absolute value",
         words="Slope −1 on the left of zero, +1 on the right. At the corner there is none; libraries use 0.",
         corner="corner"),
    _row("sign", np.sign, "0", aliases=("sgn", "signum"), latex=r"\operatorname{sign}", sympy="sign", numpy="np.sign",
         on_float=fl.sign, words="Flat everywhere except at the jump.", corner="jump"),
    _row("floor", np.floor, "0", latex=r"\left\lfloor %u \right\rfloor", sympy="floor", sympy_code=_STAIRS,
         numpy="np.floor", words="Every stair is flat; the jumps between have no slope.", corner="jump"),
    _row("ceil", np.ceil, "0", aliases=("ceiling",), latex=r"\left\lceil %u \right\rceil", sympy="ceiling",
         sympy_code="def ceil(u):\n    return -Stairs(-u)", numpy="np.ceil", words="Every stair is flat; the jumps between have no slope.",
         corner="jump"),
    _row("round", nm.round_half_up, "0", definition="floor(u + 1/2)", latex=r"\operatorname{round}",
         sympy_code="def rounded(u):\n    return Stairs(u + Rational(1, 2))", numpy="def round_half_up(u):\n    return np.floor(u + 0.5)",
         words="Every stair is flat; the jumps between have no slope.", corner="jump"),
    _row("mod", nm.mod, "1", "-floor(u/v)", arity=(2, 2), sympy="Mod", sympy_code="def mod(u, m):\n    return u - m*Stairs(u/m)", numpy="np.mod",
         spoken="the remainder", words="A sawtooth climbs with slope 1 and drops without one.", corner="jump"),
    _row("min", nm.minimum, "step(v - u)", "step(u - v)", aliases=("minimum",), arity=(1, ANY), latex=r"\min",
         sympy="Min", numpy="min", corner="corner"),
    _row("max", nm.maximum, "step(u - v)", "step(v - u)", aliases=("maximum",), arity=(1, ANY), latex=r"\max",
         sympy="Max", numpy="max", corner="corner"),
    _row("step", nm.step, "0", aliases=("heaviside", "unitstep"), latex=r"\operatorname{step}", sympy="Heaviside",
         numpy="def unit_step(u):\n    return np.heaviside(u, 0.5)", on_float=fl.step, spoken="the step",
         words="Flat on both sides of the jump.", corner="jump"),
    _row("positive", nm.positive, "0", latex=r"\left[%u > 0\right]", sympy="Heaviside", sympy_rest="0",
         numpy="def positive(u):\n    return np.heaviside(u, 0.0)", on_float=fl.positive, spoken="the switch",
         corner="jump"),
    # special
    _row("erf", nm.erf, "2/sqrt(pi)*exp(-u^2)", latex=r"\operatorname{erf}", sympy="erf", numpy="from math import erf",
         on_float=math.erf, cost=_SLOW),
    _row("erfc", nm.erfc, "-2/sqrt(pi)*exp(-u^2)", latex=r"\operatorname{erfc}", sympy="erfc",
         numpy="from math import erfc", on_float=math.erfc, cost=_SLOW),
    _row("gamma", nm.gamma, "gamma(u)*digamma(u)", aliases=("Γ",), latex=r"\Gamma", sympy="gamma",
         numpy="from math import gamma", cost=_SLOW, spoken="the gamma function", special=True),
    _row("factorial", nm.factorial, "gamma(u + 1)*digamma(u + 1)", aliases=("fact",), elementary="gamma(u + 1)",
         cost=_SLOW, spoken="the factorial", special=True),
    _row("digamma", digamma, "polygamma(1, u)", aliases=("psi",), latex=r"\psi", sympy="digamma", cost=(80e3, 100),
         special=True),
    _row("polygamma", polygamma, "0", "polygamma(u + 1, v)", arity=(2, 2), latex=r"\psi^{(%u)}\left(%v\right)",
         sympy="polygamma", cost=(200e3, 150), special=True),
    # machine learning
    _row("sigmoid", nm.sigmoid, "sigmoid(u)*sigmoid(-u)", aliases=("logistic", "expit", "σ"),
         definition="1/(1 + exp(-u))",
         latex=r"\sigma",
         numpy="def sigmoid(u):\n    return 1/(1 + np.exp(-u)) if u >= 0 else np.exp(u)/(1 + np.exp(u))",
         on_float=fl.sigmoid, words="Steepest in the middle, flat at both ends. σ(−u) is the same as 1 − σ(u)."),
    _row("softplus", nm.softplus, "sigmoid(u)", definition="ln(1 + exp(u))", latex=r"\operatorname{softplus}",
         numpy="def softplus(u):\n    return np.maximum(u, 0) + np.log1p(np.exp(-abs(u)))", on_float=fl.softplus,
         cost=_SLOW),
    _row("relu", nm.relu, "positive(u)", aliases=("ramp",), definition="max(0, u)", latex=r"\operatorname{relu}",
         numpy="def relu(u):\n    return np.maximum(u, 0)", on_float=fl.relu, spoken="ReLU",
         words="Slope 0 below zero, 1 above: [u > 0] is 1 where that is true and 0 elsewhere, also at the corner.",
         corner="corner"),
    _row("leaky_relu", nm.leaky_relu, "v + (1 - v)*positive(u)", "min(u, 0)", aliases=("leakyrelu", "lrelu"),
         arity=(1, 2), defaults=(Fraction(1, 100),), definition="max(0, u) + v*min(0, u)",
         latex=r"\operatorname{leaky\_relu}", numpy="def leaky_relu(u, a):\n    return u if u > 0 else a*u",
         spoken="leaky ReLU",
         words="Slope 1 above zero, a small slope below. Libraries use the small one at the corner.", corner="corner"),
    _row("elu", nm.elu, "positive(u) + v*exp(min(u, 0))*(1 - positive(u))", "exp(min(u, 0)) - 1", arity=(1, 2),
         defaults=(Fraction(1),), definition="max(0, u) + v*(exp(min(0, u)) - 1)",
         latex=r"\operatorname{elu}", numpy="def elu(u, a):\n    return u if u > 0 else a*np.expm1(u)", spoken="ELU",
         words="Slope 1 above zero, an exponential below.", corner="corner"),
    _row("gelu", nm.gelu, "erfc(-u/sqrt(2))/2 + u*exp(-u^2/2)/sqrt(2*pi)", definition="u*(1 + erf(u/sqrt(2)))/2",
         latex=r"\operatorname{gelu}", numpy="def gelu(u):\n    return u*erfc(-u/np.sqrt(2))/2", cost=_SLOW,
         spoken="GELU"),
    _row("silu", nm.silu, "sigmoid(u) + u*sigmoid(u)*sigmoid(-u)", aliases=("swish",), definition="u/(1 + exp(-u))",
         latex=r"\operatorname{silu}", numpy="def silu(u):\n    return u*sigmoid(u)", on_float=fl.silu, spoken="SiLU"),
    _row("softsign", nm.softsign, "1/(1 + abs(u))^2", definition="u/(1 + abs(u))", latex=r"\operatorname{softsign}",
         numpy="def softsign(u):\n    return u/(1 + abs(u))"),
    _row("tanhshrink", stable.tanhshrink, "tanh(u)^2", definition="u - tanh(u)",
         latex=r"\operatorname{tanhshrink}", numpy="def tanhshrink(u):\n    return u - np.tanh(u)", cost=(3e4, 60.0),
         words="u − tanh u: the slope that tanh lacks to 1."),
    _row("huber", nm.huber, "max(-v, min(u, v))", "max(abs(u) - v, 0)", arity=(1, 2), defaults=(Fraction(1),),
         definition="min(abs(u), v)*(abs(u) - min(abs(u), v)/2)",
         latex=r"\operatorname{huber}",
         numpy="def huber(u, d):\n    return u**2/2 if abs(u) <= d else d*(abs(u) - d/2)",
         words="Near zero the slope is the error itself; further out it stays the same.", special=True),
)  # fmt: skip

OPERATIONS: dict[str, Operation] = {row.name: row for row in _ROWS}

#: every accepted spelling → canonical name; with one argument ``log`` is natural (the grammar picks by the number of arguments)
NAMES: dict[str, str] = {row.name: row.name for row in _ROWS} | {
    alias: row.name for row in _ROWS for alias in row.aliases
}

CONSTANTS: dict[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau, "phi": (1 + math.sqrt(5)) / 2}
CONSTANT_LATEX: dict[str, str] = {"pi": r"\pi", "e": "e", "tau": r"\tau", "phi": r"\varphi"}


def complete(name: str, arguments: tuple[Node, ...]) -> tuple[Node, ...]:
    """The arguments of a call with the defaults of the operation filled in."""
    operation = OPERATIONS[name]
    missing = operation.arity[1] - len(arguments) if operation.defaults else 0
    return arguments + tuple(Number(value) for value in operation.defaults[len(operation.defaults) - missing :])
