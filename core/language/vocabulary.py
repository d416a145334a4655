"""The vocabulary: every operation a person may type, one row each.

A row says how the operation is called, how its values are computed, and its partial derivatives, written in the language of this
product itself, in u, v for the arguments. At a kink the derivative has the value machine-learning libraries use (PyTorch's
convention): sign(0) = 0 for |u|, 0 for relu, one half for each side of a tie in max and min.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from core.language import numerics as nm
from core.language.syntax import Node, Number

ANY = 24  # the most arguments min and max take


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    ``arity`` is (fewest, most) arguments; ``defaults`` fills missing last arguments; ``partials`` holds ∂/∂u, ∂/∂v as text;
    ``definition`` spells the operation out in more elementary ones; ``latex`` is what stands before the bracketed arguments.
    """

    name: str
    evaluate: Callable[..., np.ndarray]
    partials: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    arity: tuple[int, int] = (1, 1)
    defaults: tuple[Fraction, ...] = ()
    definition: str = ""
    latex: str = ""


def _row(name: str, evaluate: Callable[..., np.ndarray], *partials: str, **rest: object) -> Operation:
    return Operation(name, evaluate, partials, **rest)  # type: ignore[arg-type]


_ROWS = (
    # trigonometric
    _row("sin", np.sin, "cos(u)", latex=r"\sin"),
    _row("cos", np.cos, "-sin(u)", latex=r"\cos"),
    _row("tan", np.tan, "1 + tan(u)^2", aliases=("tg",), latex=r"\tan"),
    _row("sec", nm.sec, "sec(u)*tan(u)", latex=r"\sec"),
    _row("csc", nm.csc, "-csc(u)*cot(u)", aliases=("cosec",), latex=r"\csc"),
    _row("cot", nm.cot, "-1 - cot(u)^2", aliases=("ctg", "cotan", "cotg"), latex=r"\cot"),
    _row("asin", np.arcsin, "1/sqrt(1 - u^2)", aliases=("arcsin",), latex=r"\arcsin"),
    _row("acos", np.arccos, "-1/sqrt(1 - u^2)", aliases=("arccos",), latex=r"\arccos"),
    _row("atan", np.arctan, "1/(1 + u^2)", aliases=("arctan", "arctg", "atg"), latex=r"\arctan"),
    _row("asec", nm.asec, "1/(abs(u)*sqrt(u^2 - 1))", aliases=("arcsec",), latex=r"\operatorname{arcsec}"),
    _row("acsc", nm.acsc, "-1/(abs(u)*sqrt(u^2 - 1))", aliases=("arccsc", "arccosec"), latex=r"\operatorname{arccsc}"),
    _row("acot", nm.acot, "-1/(1 + u^2)", aliases=("arccot", "arcctg", "arccotan"), latex=r"\operatorname{arccot}"),
    _row("atan2", np.arctan2, "v/(u^2 + v^2)", "-u/(u^2 + v^2)", aliases=("arctan2",), arity=(2, 2),
         latex=r"\operatorname{atan2}"),
    # hyperbolic
    _row("sinh", np.sinh, "cosh(u)", aliases=("sh",), latex=r"\sinh"),
    _row("cosh", np.cosh, "sinh(u)", aliases=("ch",), latex=r"\cosh"),
    _row("tanh", np.tanh, "1 - tanh(u)^2", aliases=("th",), latex=r"\tanh"),
    _row("sech", nm.sech, "-sech(u)*tanh(u)", latex=r"\operatorname{sech}"),
    _row("csch", nm.csch, "-csch(u)*coth(u)", aliases=("cosech",), latex=r"\operatorname{csch}"),
    _row("coth", nm.coth, "1 - coth(u)^2", aliases=("cth",), latex=r"\coth"),
    _row("asinh", np.arcsinh, "1/sqrt(u^2 + 1)", aliases=("arcsinh", "arsinh", "argsinh", "arsh"), latex=r"\operatorname{arsinh}"),
    _row("acosh", np.arccosh, "1/(sqrt(u - 1)*sqrt(u + 1))", aliases=("arccosh", "arcosh", "argcosh", "arch"),
         latex=r"\operatorname{arcosh}"),
    _row("atanh", nm.atanh, "1/(1 - u^2)", aliases=("arctanh", "artanh", "argtanh", "arth"), latex=r"\operatorname{artanh}"),
    _row("asech", nm.asech, "-1/(u*sqrt(1 - u^2))", aliases=("arcsech", "arsech"), latex=r"\operatorname{arsech}"),
    _row("acsch", nm.acsch, "-1/(abs(u)*sqrt(u^2 + 1))", aliases=("arccsch", "arcsch"), latex=r"\operatorname{arcsch}"),
    _row("acoth", nm.acoth, "1/(1 - u^2)", aliases=("arccoth", "arcoth"), latex=r"\operatorname{arcoth}"),
    # exponential, logarithms, roots
    _row("exp", np.exp, "exp(u)", latex=r"\exp"),
    _row("ln", nm.ln, "1/u", aliases=("log", "loge"), latex=r"\ln"),
    _row("log10", lambda x: nm.ln(x) / math.log(10.0), "1/(u*ln(10))", aliases=("lg",), latex=r"\log_{10}"),
    _row("log2", lambda x: nm.ln(x) / math.log(2.0), "1/(u*ln(2))", aliases=("lb", "ld"), latex=r"\log_{2}"),
    _row("log", nm.log, "1/(u*ln(v))", "-ln(u)/(v*ln(v)^2)", arity=(2, 2), latex=r"\log"),
    _row("sqrt", np.sqrt, "1/(2*sqrt(u))", latex=r"\sqrt"),
    _row("cbrt", np.cbrt, "1/3*u^(-2/3)", latex=r"\sqrt[3]"),
    _row("root", nm.root, "root(u, v)/(u*v)", "-ln(u)*root(u, v)/v^2", aliases=("nthroot", "nroot", "surd"), arity=(2, 2),
         latex=r"\sqrt"),
    # with corners and jumps
    _row("abs", np.abs, "sign(u)", aliases=("fabs", "absolute"), latex="abs"),
    _row("sign", np.sign, "0", aliases=("sgn", "signum"), latex=r"\operatorname{sign}"),
    _row("floor", np.floor, "0", latex="floor"),
    _row("ceil", np.ceil, "0", aliases=("ceiling",), latex="ceil"),
    _row("round", nm.round_half_up, "0", definition="floor(u + 1/2)", latex=r"\operatorname{round}"),
    _row("mod", nm.mod, "1", "-floor(u/v)", arity=(2, 2), latex="mod"),
    _row("min", nm.minimum, "step(v - u)", "step(u - v)", aliases=("minimum",), arity=(1, ANY), latex=r"\min"),
    _row("max", nm.maximum, "step(u - v)", "step(v - u)", aliases=("maximum",), arity=(1, ANY), latex=r"\max"),
    _row("step", nm.step, "0", aliases=("heaviside", "unitstep"), latex=r"\operatorname{step}"),
    _row("positive", nm.positive, "0", latex=r"\operatorname{positive}"),
    # special
    _row("erf", nm.erf, "2/sqrt(pi)*exp(-u^2)", latex=r"\operatorname{erf}"),
    _row("erfc", nm.erfc, "-2/sqrt(pi)*exp(-u^2)", latex=r"\operatorname{erfc}"),
    _row("gamma", nm.gamma, "gamma(u)*digamma(u)", aliases=("Γ",), latex=r"\Gamma"),
    _row("factorial", nm.factorial, "gamma(u + 1)*digamma(u + 1)", aliases=("fact",), latex="factorial"),
    _row("digamma", nm.digamma, "polygamma(1, u)", aliases=("psi",), latex=r"\psi"),
    _row("polygamma", nm.polygamma, "0", "polygamma(u + 1, v)", arity=(2, 2), latex="polygamma"),
    # machine learning
    _row("sigmoid", nm.sigmoid, "sigmoid(u)*sigmoid(-u)", aliases=("logistic", "expit", "σ"), definition="1/(1 + exp(-u))",
         latex=r"\sigma"),
    _row("softplus", nm.softplus, "sigmoid(u)", definition="ln(1 + exp(u))", latex=r"\operatorname{softplus}"),
    _row("relu", nm.relu, "positive(u)", definition="max(0, u)", latex=r"\operatorname{relu}"),
    _row("leaky_relu", nm.leaky_relu, "v + (1 - v)*positive(u)", "min(u, 0)", aliases=("leakyrelu", "lrelu"), arity=(1, 2),
         defaults=(Fraction(1, 100),), definition="max(0, u) + v*min(0, u)", latex=r"\operatorname{leaky\_relu}"),
    _row("elu", nm.elu, "positive(u) + v*exp(min(u, 0))*(1 - positive(u))", "exp(min(u, 0)) - 1", arity=(1, 2), defaults=(Fraction(1),),
         definition="max(0, u) + v*(exp(min(0, u)) - 1)", latex=r"\operatorname{elu}"),
    _row("gelu", nm.gelu, "erfc(-u/sqrt(2))/2 + u*exp(-u^2/2)/sqrt(2*pi)", definition="u*(1 + erf(u/sqrt(2)))/2",
         latex=r"\operatorname{gelu}"),
    _row("silu", nm.silu, "sigmoid(u) + u*sigmoid(u)*sigmoid(-u)", aliases=("swish",), definition="u/(1 + exp(-u))",
         latex=r"\operatorname{silu}"),
    _row("softsign", nm.softsign, "1/(1 + abs(u))^2", definition="u/(1 + abs(u))", latex=r"\operatorname{softsign}"),
    _row("huber", nm.huber, "max(-v, min(u, v))", "max(abs(u) - v, 0)", arity=(1, 2), defaults=(Fraction(1),),
         definition="min(abs(u), v)*(abs(u) - min(abs(u), v)/2)", latex=r"\operatorname{huber}"),
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
