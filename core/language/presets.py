"""The catalogue: functions worth looking at, by the names a student knows. Menus and tests are both made from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

TEXTBOOK = "Textbook"
MACHINE_LEARNING = "Machine learning"
INSIDE = "One inside another"
PIECES = "In pieces"


@dataclass(frozen=True, slots=True)
class Run:
    """A descent worth looking at: where it starts, its learning rate, its steps."""

    start: tuple[float, ...]
    rate: float
    steps: int


# On a rim, between valleys, before a bend: where the descent shows what its landscape is known for.
_RUNS = {
    "Cubic": Run((2.2,), 0.05, 20),
    "Quartic with two valleys": Run((0.2,), 0.03, 30),
    "Five crossings": Run((1.1,), 0.01, 30),
    "Sine inside a bell": Run((0.6,), 0.02, 40),
    "Absolute value": Run((2.3,), 0.4, 20),
    "Ripple": Run((3.0,), 0.8, 30),
    "Saddle": Run((2.0, 0.01), 0.1, 25),
    "Long valley": Run((2.5, 1.0), 0.09, 40),
    "Flat bowl": Run((1.5, 1.0), 0.05, 60),
    "Egg box": Run((2.0, 1.0), 0.3, 40),
    "Cone": Run((2.0, 1.5), 0.2, 30),
    "Himmelblau": Run((0.0, 0.0), 0.01, 40),
    "Rosenbrock": Run((-1.2, 1.0), 0.001, 200),
    "Beale": Run((1.0, 1.5), 0.01, 200),
    "Booth": Run((-4.0, -4.0), 0.08, 30),
    "Matyas": Run((4.0, -2.0), 0.5, 60),
    "Three-hump camel": Run((1.3, 1.0), 0.05, 60),
    "Six-hump camel": Run((1.4, 0.6), 0.03, 60),
    "Styblinski–Tang": Run((0.3, -0.3), 0.02, 60),
    "Rastrigin": Run((1.3, -0.7), 0.002, 60),
    "Ackley": Run((1.7, -1.2), 0.02, 100),
    "McCormick": Run((2.5, 3.0), 0.1, 60),
    "Lévi": Run((2.6, 2.4), 0.005, 100),
    "Goldstein–Price": Run((-0.4, -0.7), 1e-4, 100),
    "Easom": Run((2.0, 2.4), 0.3, 60),
    "Griewank": Run((5.0, 3.0), 0.5, 60),
    "Hinge loss with weight decay": Run((-2.0, 1.0), 0.1, 60),
    "Cubic spline hill": Run((0.4, 0.3), 0.5, 60),
    "Loss of one neuron": Run((-2.0, 1.0), 1.0, 100),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """One function of the catalogue.

    ``window`` is the range that shows it best, (from, to) for each variable; ``minima`` are the known global minimum points
    and ``lowest`` the value there (None where there is none or it is not the point of the example).
    ``run``: the descent that shows what the function is famous for.
    """

    name: str
    text: str
    group: str
    variables: tuple[str, ...] = ("x",)
    window: tuple[float, float] | None = None
    minima: tuple[tuple[float, ...], ...] = ()
    lowest: float | None = None
    run: Run | None = None


def _one(group: str, *rows: tuple) -> tuple[Preset, ...]:
    return _with_runs(Preset(name, text, group, ("x",), *window) for name, text, *window in rows)


def _with_runs(presets: Iterable[Preset]) -> tuple[Preset, ...]:
    return tuple(replace(preset, run=_RUNS.get(preset.name)) for preset in presets)


ONE_VARIABLE: tuple[Preset, ...] = (
    *_one(
        TEXTBOOK,
        ("Parabola", "x^2", (-4, 4)),
        ("Cubic", "x^3 - 3x", (-3, 3)),
        ("Quartic with two valleys", "x^4 - 4x^2 + x", (-2.5, 2.5)),
        ("Five crossings", "x^5 - 5x^3 + 4x", (-2.5, 2.5)),
        ("Sine", "sin x", (-7, 7)),
        ("Sine inside a bell", "x^2 sin 3x", (-4, 4)),
        ("Tangent", "tan x", (-5, 5)),
        ("Exponential", "e^x", (-4, 3)),
        ("Logarithm", "ln x", (-1, 8)),
        ("Square root", "sqrt(x)", (-1, 8)),
        ("Cube root", "x^(1/3)", (-4, 4)),
        ("Cusp", "x^(2/3)", (-4, 4)),
        ("Absolute value", "|x|", (-4, 4)),
        ("Folded parabola", "|x^2 - 1|", (-3, 3)),
        ("Staircase", "floor x", (-4, 4)),
        ("Hyperbola", "1/x", (-4, 4)),
        ("Bell curve", "e^(-x^2)", (-3, 3)),
        ("Ripple", "sin(x)/x", (-20, 20)),
        ("Fading wave", "e^(-x/4) cos 3x", (-2, 10)),
        ("x to the x", "x^x", (-0.5, 2.5)),
        ("Flat at zero", "e^(-1/x^2)", (-3, 3)),
        ("Normal density", "e^(-(x - m)^2/(2s^2))/(s sqrt(2π))", (-4, 6)),
        ("Logistic growth", "a/(1 + e^(-b x))", (-7, 7)),
        ("Line a x + b", "a x + b", (-5, 5)),
        ("Wave a sin(b x + c)", "a sin(b x + c)", (-7, 7)),
    ),
    *_one(
        MACHINE_LEARNING,
        ("Sigmoid", "sigmoid(x)", (-7, 7)),
        ("Tanh", "tanh x", (-4, 4)),
        ("ReLU", "relu(x)", (-4, 4)),
        ("Leaky ReLU", "leaky_relu(x)", (-4, 4)),
        ("ELU", "elu(x)", (-4, 4)),
        ("GELU", "gelu(x)", (-4, 4)),
        ("SiLU (swish)", "silu(x)", (-7, 5)),
        ("Mish", "mish(x)", (-7, 5)),
        ("Softplus", "softplus(x)", (-5, 5)),
        ("Softsign", "softsign(x)", (-7, 7)),
        ("Step", "step(x)", (-3, 3)),
        ("Squared error", "(x - 2)^2 / 2", (-1, 5)),
        ("Absolute error", "|x - 2|", (-1, 5)),
        ("Huber error", "huber(x - 2)", (-2, 6)),
        ("Log-cosh error", "ln(cosh(x - 2))", (-2, 6)),
        ("Cross-entropy, label 1", "-ln(x)", (-0.2, 1.5)),
        ("Binary cross-entropy of a score", "softplus(x) - a x", (-6, 6)),
        ("Hinge loss", "max(0, 1 - x)", (-2, 3)),
        ("Logistic loss", "ln(1 + e^(-x))", (-5, 5)),
        ("Entropy of a coin", "-x ln(x) - (1 - x) ln(1 - x)", (-0.1, 1.1)),
        ("One neuron", "sigmoid(w x + b)", (-7, 7)),
        ("Neuron with two layers", "w_2 tanh(w_1 x + b_1) + b_2", (-4, 4)),
    ),
    *_one(
        PIECES,
        ("Two pieces with a corner", "{x < 0: -x, x^2}", (-3, 3)),
        ("Huber loss in pieces", "{|x| < 1: x^2/2, |x| - 1/2}", (-3, 3)),
        ("Hinge loss in pieces", "{x < 1: 1 - x, 0}", (-2, 3)),
        ("Leaky ReLU in pieces", "{x > 0: x, x/10}", (-4, 4)),
        ("Clipped loss", "{x^2 < 4: x^2, 4}", (-4, 4)),
        ("Pulse", "{0 < x < 1: 1, 0}", (-2, 3)),
        ("Triangle wave", "{mod(x, 2) < 1: mod(x, 2), 2 - mod(x, 2)}", (-4, 4)),
        ("Cubic spline", "{|x| < 1: 2/3 - x^2 + |x|^3/2, |x| < 2: (2 - |x|)^3/6, 0}", (-3, 3)),
    ),
    *_one(
        INSIDE,
        ("Square of a line", "(3x + 2)^2", (-3, 2)),
        ("Sine of a square", "sin(x^2)", (-4, 4)),
        ("Root of a sum", "sqrt(1 + x^2)", (-4, 4)),
        ("Bell of a line", "e^(-(2x - 1)^2)", (-2, 3)),
        ("Logarithm of a square", "ln(1 + x^2)", (-4, 4)),
        ("Three links", "sin(e^(x/2))", (-4, 5)),
        ("Five links", "ln(1 + sin(e^(x/3))^2)", (-4, 6)),
        ("Error of one neuron", "(sigmoid(w x + b) - 1)^2", (-7, 7)),
        ("Two layers", "tanh(2 tanh(w x + b))", (-4, 4)),
        ("Two ways for x", "x sin(x^2)", (-4, 4)),
        ("A branch and a join", "sin(x^2) e^(-x/2)", (-2, 5)),
    ),
)

_XY = ("x", "y")

# Test landscapes and their minima: Jamil and Yang, "A literature survey of benchmark functions for global optimisation
# problems" (2013); Himmelblau, "Applied Nonlinear Programming" (1972).
TWO_VARIABLES: tuple[Preset, ...] = _with_runs((
    Preset("Tilted quadratic", "x^2 + 3x y + y^2", TEXTBOOK, _XY, (-4, 4)),
    Preset("Bowl", "x^2 + y^2", TEXTBOOK, _XY, (-3, 3), ((0.0, 0.0),), 0.0),
    Preset("Saddle", "x^2 - y^2", TEXTBOOK, _XY, (-3, 3)),
    Preset("Monkey saddle", "x^3 - 3x y^2", TEXTBOOK, _XY, (-2, 2)),
    Preset("Long valley", "x^2 + 10y^2", TEXTBOOK, _XY, (-3, 3), ((0.0, 0.0),), 0.0),
    Preset("Flat bowl", "x^4 + y^4", TEXTBOOK, _XY, (-2, 2), ((0.0, 0.0),), 0.0),
    Preset("Egg box", "sin x cos y", TEXTBOOK, _XY, (-6, 6)),
    Preset("Bell hill", "e^(-x^2 - y^2)", TEXTBOOK, _XY, (-2.5, 2.5)),
    Preset("Cone", "sqrt(x^2 + y^2)", TEXTBOOK, _XY, (-3, 3), ((0.0, 0.0),), 0.0),
    Preset("Twist", "x y/(x^2 + y^2)", TEXTBOOK, _XY, (-2, 2)),
    Preset("Plane a x + b y", "a x + b y", TEXTBOOK, _XY, (-4, 4)),
    Preset("Himmelblau", "(x^2 + y - 11)^2 + (x + y^2 - 7)^2", MACHINE_LEARNING, _XY, (-5, 5),
           ((3.0, 2.0), (-2.805118086952745, 3.131312518250573), (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404)), 0.0),
    Preset("Rosenbrock", "(1 - x)^2 + 100(y - x^2)^2", MACHINE_LEARNING, _XY, (-2, 2), ((1.0, 1.0),), 0.0),
    Preset("Beale", "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2", MACHINE_LEARNING, _XY, (-4.5, 4.5),
           ((3.0, 0.5),), 0.0),
    Preset("Booth", "(x + 2y - 7)^2 + (2x + y - 5)^2", MACHINE_LEARNING, _XY, (-6, 6), ((1.0, 3.0),), 0.0),
    Preset("Matyas", "0.26(x^2 + y^2) - 0.48x y", MACHINE_LEARNING, _XY, (-6, 6), ((0.0, 0.0),), 0.0),
    Preset("Three-hump camel", "2x^2 - 1.05x^4 + x^6/6 + x y + y^2", MACHINE_LEARNING, _XY, (-2.2, 2.2), ((0.0, 0.0),), 0.0),
    Preset("Six-hump camel", "(4 - 2.1x^2 + x^4/3) x^2 + x y + (4y^2 - 4) y^2", MACHINE_LEARNING, _XY, (-2, 2),
           ((0.0898420131, -0.7126564030), (-0.0898420131, 0.7126564030)), -1.031628453489877),
    Preset("Styblinski–Tang", "(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2", MACHINE_LEARNING, _XY, (-5, 5),
           ((-2.903534027771177, -2.903534027771177),), -78.33233140754282),
    Preset("Rastrigin", "20 + x^2 - 10cos(2π x) + y^2 - 10cos(2π y)", MACHINE_LEARNING, _XY, (-3, 3), ((0.0, 0.0),), 0.0),
    Preset("Ackley", "-20e^(-0.2sqrt((x^2 + y^2)/2)) - e^((cos(2π x) + cos(2π y))/2) + e + 20", MACHINE_LEARNING, _XY, (-4, 4),
           ((0.0, 0.0),), 0.0),
    Preset("McCormick", "sin(x + y) + (x - y)^2 - 1.5x + 2.5y + 1", MACHINE_LEARNING, _XY, (-3, 4)),
    Preset("Lévi", "sin(3π x)^2 + (x - 1)^2 (1 + sin(3π y)^2) + (y - 1)^2 (1 + sin(2π y)^2)", MACHINE_LEARNING, _XY, (-3, 4),
           ((1.0, 1.0),), 0.0),
    Preset("Goldstein–Price", "(1 + (x + y + 1)^2 (19 - 14x + 3x^2 - 14y + 6x y + 3y^2))"
           "(30 + (2x - 3y)^2 (18 - 32x + 12x^2 + 48y - 36x y + 27y^2))", MACHINE_LEARNING, _XY, (-2, 2),
           ((0.0, -1.0),), 3.0),
    Preset("Easom", "-cos(x) cos(y) e^(-(x - π)^2 - (y - π)^2)", MACHINE_LEARNING, _XY, (0, 6),
           ((3.141592653589793, 3.141592653589793),), -1.0),
    Preset("Griewank", "1 + (x^2 + y^2)/4000 - cos x cos(y/√2)", MACHINE_LEARNING, _XY, (-8, 8), ((0.0, 0.0),), 0.0),
    Preset("Clipped bowl", "{x^2 + y^2 < 4: x^2 + y^2, 4}", PIECES, _XY, (-3, 3), ((0.0, 0.0),), 0.0),
    Preset("Huber loss of two errors", "{x^2 + y^2 < 1: (x^2 + y^2)/2, sqrt(x^2 + y^2) - 1/2}", PIECES, _XY, (-3, 3),
           ((0.0, 0.0),), 0.0),
    Preset("Hinge loss with weight decay", "{x + y < 1: 1 - x - y, 0} + (x^2 + y^2)/10", PIECES, _XY, (-3, 3)),
    Preset("Leaky ReLU of a neuron", "{x + y > 0: x + y, (x + y)/10}", PIECES, _XY, (-4, 4)),
    Preset("Pulse in a bowl", "{|x| < 1 and |y| < 1: 1, 0} + (x^2 + y^2)/4", PIECES, _XY, (-2, 2)),
    Preset("Triangle waves", "{mod(x + y, 2) < 1: mod(x + y, 2), 2 - mod(x + y, 2)}", PIECES, _XY, (-3, 3)),
    Preset("Cubic spline hill", "{x^2 + y^2 < 1: 2/3 - x^2 - y^2 + sqrt(x^2 + y^2)^3/2, "
           "x^2 + y^2 < 4: (2 - sqrt(x^2 + y^2))^3/6, 0}", PIECES, _XY, (-2.5, 2.5)),
    Preset("Loss of one neuron", "(sigmoid(x + y) - 1)^2 + (sigmoid(x - y) - 0)^2", MACHINE_LEARNING, _XY, (-6, 6)),
))  # fmt: skip

ALL: tuple[Preset, ...] = ONE_VARIABLE + TWO_VARIABLES


def presets_for(variables: tuple[str, ...]) -> tuple[Preset, ...]:
    """The presets whose variables are exactly these."""
    return tuple(preset for preset in ALL if preset.variables == variables)
