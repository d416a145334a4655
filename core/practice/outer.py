"""Functions of something: the slope of the outer function, and how learners get it wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from core.language.differentiation import add, divide, multiply, negative, partial, power
from core.language.rational import rational_value
from core.language.syntax import Call, Constant, Node, Power
from core.language.vocabulary import complete
from core.practice.shapes import ONE, TWO, View, coefficient, number

Wrong = Iterator[tuple[str, Node]]

_TRIGONOMETRIC = ("sin", "cos", "tan", "cot", "sec", "csc")
_INVERSE = ("asin", "acos", "atan", "acot", "asec", "acsc", "asinh", "acosh", "atanh")
ACTIVATIONS = ("sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "silu", "softplus", "softsign")


@dataclass(frozen=True)
class Outer:
    """An outer function; ``wrong`` slopes wait for the inner slope, ``bare`` ones leave it out by their nature."""

    family: str
    apply: Callable[[Node], Node]
    slope: Callable[[Node], Node]
    wrong: Callable[[Node], Wrong]
    bare: Callable[[Node], Wrong] = lambda _: iter(())


def outer_of(node: Node, view: View) -> tuple[Outer, Node] | None:
    """The outer function of a node and what stands inside; None where the node is no function of one thing."""
    match node:
        case Power(base, exponent) if not view.varies(exponent):
            exact = rational_value(exponent)
            return (power_of(exact, view) if exact is not None else _letter_power(exponent)), base
        case Power(base, exponent) if not view.varies(base):
            return exponential_of(base, view, exponent), exponent
        case Call("exp", (inside,)):
            return exponential_of(Constant("e"), view, inside), inside
        case Call("sqrt", (inside,)):
            return power_of(Fraction(1, 2), view), inside
        case Call("cbrt", (inside,)):
            return power_of(Fraction(1, 3), view), inside
        case Call("root", (inside, degree)) if order := rational_value(degree):
            return power_of(1 / order, view), inside
        case Call(name, arguments) if name not in ("min", "max"):
            arguments = complete(name, arguments)
            moving = [i for i, argument in enumerate(arguments) if view.varies(argument)]
            if len(moving) == 1:
                return _call(name, moving[0], arguments, view), arguments[moving[0]]
    return None


def as_if_it_moved(constant: Node) -> Node | None:
    """What a constant becomes where it is taken for the variable: π² ↦ 2π, ln 2 ↦ 1/2; None for a plain number."""
    value, rest = coefficient(constant)
    match rest:
        case Power(base, exponent) if (n := rational_value(exponent)) is not None:
            return multiply(number(value * n), power(base, number(n - 1)))
        case Call(name, (argument,)):
            return multiply(number(value), partial(name, 0, (argument,)))
    return None


# -- powers -----------------------------------------------------------------------------------------------------------


def power_of(n: Fraction, view: View) -> Outer:  # noqa: C901 (one line a mistake)
    """u ↦ uⁿ with a number n."""

    def raised(u: Node, exponent: Fraction, factor: Fraction | int = 1) -> Node:
        return multiply(number(factor), power(u, number(exponent)))

    def wrong(u: Node) -> Wrong:
        squares = n == 2 and view.kind in ("gradient", "descent")
        lost = "factor of the square lost in the gradient" if squares else "exponent not brought down"
        lost = "numerical factor of the power rule lost" if n == Fraction(1, 2) else lost
        yield lost, raised(u, n - 1)
        if n < 0:
            yield lost, raised(u, n - 1, -1)
            yield "minus sign of a negative power lost", raised(u, n - 1, -n)
            yield "exponent moved the wrong way", raised(u, n + 1, n)
        if n == -1:
            yield "lowering minus one taken as zero", number(1)
            yield "lowering minus one taken as zero", number(-1)
        yield "exponent not lowered", raised(u, n, n)
        yield "exponent lowered too far", raised(u, n - 2, n)
        if n.denominator != 1:
            yield "exponent moved the wrong way", raised(u, -n, n)
            yield "exponent moved the wrong way", raised(u, 1 - n, n)
            yield "exponent moved the wrong way", raised(u, n + 1, n)
        if n.numerator == 1 and n != 1:
            yield "multiplied by the root degree instead of divided", raised(u, n - 1, 1 / n)
        if n == Fraction(1, 2):
            yield "root lost", raised(u, Fraction(-1), n)
        if n != Fraction(1, 2):  # there it is only the sign
            yield "lowered exponent brought down", raised(u, n - 1, n - 1)
        yield "divided by the exponent", raised(u, n - 1, 1 / n)
        yield "divided by the exponent", raised(u, n, 1 / n)
        yield "exponent not lowered", raised(u, n)  # and not brought down

    def bare(u: Node) -> Wrong:
        if isinstance(u, Call) and u.name in _TRIGONOMETRIC:
            multiple = Call(u.name, (multiply(number(n), u.arguments[0]),))
            yield "power of a function read as a multiple of its argument", multiple

    return Outer("power", lambda u: raised(u, n), lambda u: raised(u, n - 1, n), wrong, bare)


def _letter_power(n: Node) -> Outer:
    """u ↦ uⁿ with a constant n that is no plain number, such as a letter."""
    less = add(n, number(-1))

    def wrong(u: Node) -> Wrong:
        yield "exponent not brought down", power(u, less)
        yield "exponent not lowered", multiply(n, power(u, n))
        yield "power rule on an exponential", multiply(power(u, n), Call("ln", (u,)))

    return Outer("power", lambda u: power(u, n), lambda u: multiply(n, power(u, less)), wrong)


def exponential_of(base: Node, view: View, inside: Node) -> Outer:
    """u ↦ aᵘ; ``inside`` is what u stands for."""
    natural = base == Constant("e")
    growth = () if natural else (Call("ln", (base,)),)

    def wrong(u: Node) -> Wrong:
        lowered = Power(base, add(u, number(-1)))
        yield "exponent of the exponential lowered", multiply(lowered, *growth)
        yield "power rule on an exponential", multiply(u, lowered)
        if not natural:
            yield "exponent of the exponential lowered", lowered
            yield "base and exponent exchanged in the logarithm", multiply(Power(base, u), Call("ln", (u,)))
            yield "base and exponent exchanged in the logarithm", multiply(Power(base, u), Call("ln", (view.here,)))
            yield "wrong standard derivative", Power(base, u)
            yield "wrong standard derivative", divide(Power(base, u), *growth)

    def bare(u: Node) -> Wrong:
        yield "power rule on an exponential", multiply(u, Power(base, add(u, number(-1))))
        both = bool(view.held(inside)) and not view.is_variable(inside)
        name = "exponent brought down whole in front of the exponential"
        yield "partial product: both inner variables brought out" if both else name, multiply(u, Power(base, u))

    return Outer("exponential", lambda u: Power(base, u), lambda u: multiply(Power(base, u), *growth), wrong, bare)


# -- the table of slopes ----------------------------------------------------------------------------------------------


def _call(name: str, index: int, arguments: tuple[Node, ...], view: View) -> Outer:  # noqa: C901 (one line a table of mistakes)
    def at(u: Node) -> tuple[Node, ...]:
        return (*arguments[:index], u, *arguments[index + 1 :])

    def slope(u: Node) -> Node:
        return partial(name, index, at(u))

    def wrong(u: Node) -> Wrong:
        if name in ("ln", "log10", "log2", "log"):
            yield from _logarithm(name, u)
        elif name in ("sin", "cos"):
            yield from _sine(name, u)
        elif name in _TRIGONOMETRIC:
            yield from _other_trigonometric(name, u, slope(u))
        elif name in _INVERSE:
            yield from _inverse(name, u)
        if view.kind == "chain" and name in ACTIVATIONS:
            yield from _going_back(name, u)
        if name in ("sigmoid", "tanh", "sinh", "cosh", "abs", "erf"):
            yield from _other_tables(name, u)

    def bare(u: Node) -> Wrong:
        if name == "ln":
            yield "derivative of ln upside down", u
            yield "derivative of ln divided by the ln", divide(ONE, Call("ln", (u,)))
            yield "derivative of ln divided by the ln", divide(ONE, Call("ln", (view.here,)))

    return Outer(name, lambda u: Call(name, at(u)), slope, wrong, bare)


def _logarithm(name: str, u: Node) -> Wrong:
    if name == "ln":
        yield "derivative of ln upside down", u
        yield "derivative of ln divided by the ln", divide(ONE, Call("ln", (u,)))
    else:
        yield "wrong standard derivative", divide(ONE, u)


def _sine(name: str, u: Node) -> Wrong:
    sin, cos = Call("sin", (u,)), Call("cos", (u,))
    if name == "sin":
        yield "minus sign gained on sin derivative", negative(cos)
        yield "trig function not exchanged", sin
        yield "trig function not exchanged and sign wrong", negative(sin)
    else:
        yield "minus sign of cos derivative lost", sin
        yield "trig function not exchanged", negative(cos)
        yield "trig function not exchanged and sign wrong", cos


def _other_trigonometric(name: str, u: Node, right: Node) -> Wrong:
    if name in ("csc", "cot"):
        yield "minus sign of a co-function lost", negative(right)
    sin, cos, tan, cot, sec, csc = (Call(f, (u,)) for f in _TRIGONOMETRIC)
    entries = {
        "sec²": power(sec, TWO), "csc²": power(csc, TWO), "sec tan": multiply(sec, tan), "csc cot": multiply(csc, cot),
        "sec": sec, "csc": csc, "cot": cot, "tan": tan, "tan²": power(tan, TWO), "cot²": power(cot, TWO),
        "sin": sin, "cos": cos, "csc tan": multiply(csc, tan), "sec cot": multiply(sec, cot),
    }  # fmt: skip
    own = {"tan": "sec²", "cot": "csc²", "sec": "sec tan", "csc": "csc cot"}[name]
    for key, entry in entries.items():
        if key not in (own, name):
            yield "wrong standard derivative", entry
            yield "wrong standard derivative", negative(entry)
    yield "trig function not exchanged", entries[name]
    if name in ("tan", "cot"):
        doubled = Call("sec" if name == "tan" else "csc", (multiply(TWO, u),))
        yield (
            "power of a function read as a multiple of its argument",
            doubled if name == "tan" else negative(doubled),
        )


def _inverse(name: str, u: Node) -> Wrong:
    square = power(u, TWO)
    less, more, beyond = add(ONE, negative(square)), add(ONE, square), add(square, number(-1))
    entries = {
        "asin": divide(ONE, Call("sqrt", (less,))), "atan": divide(ONE, more),
        "asinh": divide(ONE, Call("sqrt", (more,))), "acosh": divide(ONE, Call("sqrt", (beyond,))),
        "atanh": divide(ONE, less), "root": divide(ONE, beyond),
    }  # fmt: skip
    own = {"acos": "asin", "acot": "atan"}.get(name, name)
    minus = name in ("acos", "acot", "acsc")
    if own in entries:
        yield "wrong inverse-trig derivative", entries[own] if minus else negative(entries[own])
    for key, entry in entries.items():
        if key != own:
            yield "wrong inverse-trig derivative", entry
            yield "wrong inverse-trig derivative", negative(entry)
    flipped = {"asin": "csc", "acos": "sec", "atan": "cot", "acot": "tan"}.get(name)
    if flipped:  # arcsin u taken for 1/sin u
        reciprocal = Call(flipped, (u,))
        yield "wrong inverse-trig derivative", partial(flipped, 0, (reciprocal.arguments[0],))


def _other_tables(name: str, u: Node) -> Wrong:
    value = Call(name, (u,))
    minus = add(ONE, negative(value))
    wrong: tuple[Node, ...]
    match name:
        case "sigmoid":
            wrong = (add(ONE, negative(power(value, TWO))), minus, multiply(value, add(ONE, value)),
                     add(value, power(value, TWO)), power(value, TWO), negative(multiply(value, minus)))  # fmt: skip
        case "tanh":
            wrong = (multiply(value, minus), minus, add(ONE, power(value, TWO)), Call("sech", (u,)),
                     divide(ONE, Call("cosh", (u,))), add(power(value, TWO), number(-1)))  # fmt: skip
        case "cosh":
            wrong = (negative(Call("sinh", (u,))),)
        case "sinh":
            wrong = (negative(Call("cosh", (u,))),)
        case "abs":
            wrong = (ONE, negative(Call("sign", (u,))))
        case _:
            wrong = (Power(Constant("e"), negative(power(u, TWO))),)
    for entry in wrong:
        yield "wrong standard derivative", entry


def _going_back(name: str, u: Node) -> Wrong:
    yield "inactive ReLU passed through" if name == "relu" else "activation derivative forgotten", ONE
    yield "activation used instead of its derivative", Call(name, (u,))
    yield "pre-activation used instead of the activation derivative", u
    if name == "sigmoid":
        yield "output rule of the activation fed with its input", multiply(u, add(ONE, negative(u)))
    if name == "tanh":
        yield "output rule of the activation fed with its input", add(ONE, negative(power(u, TWO)))
