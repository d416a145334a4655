"""Mistakes that concern the whole answer: another derivative, another sign, another point."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from core.language.differentiation import ZERO, add, differentiate, multiply, negative, power, substitute
from core.language.syntax import (
    Call,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
    map_children,
)
from core.practice.outer import as_if_it_moved
from core.practice.question import Question
from core.practice.shapes import ONE, TWO, View, coefficient, number
from core.practice.slips import Slip, Slips


def whole_slips(question: Question, index: int) -> Iterator[Slip]:
    """The wrong answers to component ``index`` that come from one decision about the whole."""
    if question.number is not None:
        found = iter([(name, number(value)) for name, value in question.wrong])
    elif question.given:
        found = _neuron(question)
    elif question.kind == "descent":
        found = _descent(question, index)
    else:
        found = _slope(question, index)
    for name, tree in found:
        yield Slip((name,), tree, tree)


def _slope(question: Question, index: int) -> Iterator[tuple[str, Node]]:
    function, key = question.formula.tree, question.key[index]
    letters = (question.variables[index],) if question.kind == "gradient" else question.letters
    view = question.view(letters[-1])
    name = "descent direction given for the gradient" if question.kind == "gradient" else "answer is the negative"
    yield name, negative(key)
    yield from _orders(question, function, key, letters)
    yield from _lost_numbers(function, key)
    if question.kind in ("partial", "gradient", "chain", "value") and view.others:
        yield from _several(question, function, key, letters, view)
    elif not view.varies(function):
        yield "constant treated as the variable", ONE
        yield "constant differentiated to itself", function
        if (moved := as_if_it_moved(function)) is not None:
            yield "constant treated as the variable", moved
    for changed_name, changed in altered(function, view):
        slope = changed
        for letter in letters:
            slope = differentiate(slope, letter)
        yield changed_name, slope


def _orders(question: Question, function: Node, key: Node, letters: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    lower = function
    for letter in letters[:-1]:
        lower = differentiate(lower, letter)
    higher = differentiate(key, letters[-1])
    if question.at_place:
        yield "function value instead of the slope", function
        yield "second derivative at the point", higher
        yield "function value and slope added", add(function, key)
        yield from _added_constants(function, key, letters[-1])
    elif question.view(letters[-1]).others or question.view(letters[-1]).varies(function):
        yield "function given back undifferentiated", function
        if isinstance(function, Sum):
            for term in function.terms:
                yield "function given back undifferentiated", term
    if len(letters) > 1:
        yield "differentiated once too few", lower
        yield "second derivative as the square of the first", power(lower, TWO)
    yield "differentiated once too often", higher


def _added_constants(function: Node, key: Node, letter: str) -> Iterator[tuple[str, Node]]:
    for term in function.terms if isinstance(function, Sum) else ():
        value, rest = coefficient(term)
        if rest == ONE or rest == Symbol(letter):
            yield "constant term added to the slope", add(key, number(value))


def _lost_numbers(function: Node, key: Node) -> Iterator[tuple[str, Node]]:
    """The whole number in front lost; where it is the exponent alone, that has a name of its own."""
    value, rest = coefficient(key)
    if value in (1, -1) or rest == ONE or abs(value) in _exponents(function):
        return
    yield "constant factor lost", rest if value > 0 else negative(rest)
    yield "constant factor lost", rest


def _exponents(node: Node) -> set:
    own = {abs(node.exponent.value)} if isinstance(node, Power) and isinstance(node.exponent, Number) else set()
    return own.union(*map(_exponents, children(node)))


# -- several variables ------------------------------------------------------------------------------------------------


def _several(
    question: Question, function: Node, key: Node, letters: tuple[str, ...], view: View
) -> Iterator[tuple[str, Node]]:
    if len(letters) == 1:
        others = [differentiate(function, letter) for letter in view.others]
        for other in others:
            if question.kind != "gradient":
                yield "wrong variable: the other partial derivative", other
            yield "other variable differentiated too", add(key, other)
        yield "other variable differentiated too", add(key, *others)
        if question.kind != "gradient":
            yield "the variable of differentiation held constant", ZERO
    elif len(set(letters)) > 1:
        yield from _same_twice(question, function, letters)
    yield from _without_mixed(question, function, view)
    if question.kind != "chain":
        yield from _without_held(key, view)
    if question.kind == "gradient" and question.at_place:
        for name in question.variables:
            for missing in (ONE, ZERO):
                yield "point not put into one component", substitute(key, {name: missing})


def _same_twice(question: Question, function: Node, letters: tuple[str, ...]) -> Iterator[tuple[str, Node]]:
    name = "mixed partial taken by the same variable twice"
    for letter in dict.fromkeys(letters):
        once = differentiate(function, letter)
        slips = Slips(question.view(letter))
        yield name, differentiate(once, letter)
        for slip in slips.one(once):
            if slip.names[0].startswith("exponent not"):
                yield name, slip.tree


def _without_mixed(question: Question, function: Node, view: View) -> Iterator[tuple[str, Node]]:
    if not isinstance(function, Sum):
        return
    mixed = [term for term in function.terms if view.varies(term) and view.held(term)]
    plain = [term for term in function.terms if term not in mixed]
    gradient = question.kind == "gradient"
    name = "only the terms of one variable differentiated" if gradient else "mixed term dropped"
    if mixed and plain:
        yield name, add(*(differentiate(term, view.variable) for term in plain))
        if gradient:
            yield name, add(*(differentiate(term, view.variable) for term in mixed))
    elif mixed and gradient:
        yield name, ZERO
    if mixed:
        yield "mixed term dropped", add(*(differentiate(term, view.variable) for term in plain))


def _without_held(key: Node, view: View) -> Iterator[tuple[str, Node]]:
    terms = key.terms if isinstance(key, Sum) else (key,)
    for letter in view.others:
        for index, term in enumerate(terms):
            if (changed := substitute(term, {letter: ONE})) != term:
                yield "held variable dropped", add(*terms[:index], changed, *terms[index + 1 :])


# -- the function read wrongly before it is differentiated ------------------------------------------------------------


def altered(tree: Node, view: View) -> Iterator[tuple[str, Node]]:
    """The function with one thing misread, at one place or at all: a number, a sign, the inside of a logarithm."""
    for name, change in _CHANGES:
        places = [node for node in _walk(tree) if view.varies(node) and change(node) is not None]
        for place in places[:8]:
            yield name, _replaced(tree, change, place)
        if len(places) > 1:
            yield name, _replaced(tree, change, None)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in children(node):
        yield from _walk(child)


def _replaced(node: Node, change: Callable[[Node], Node | None], only: Node | None) -> Node:
    if (only is None or node is only) and (new := change(node)) is not None:
        if only is not None:
            return new
        node = new
    return map_children(node, lambda child: _replaced(child, change, only))


def _without_number(node: Node) -> Node | None:
    if isinstance(node, Product | Quotient):
        value, rest = coefficient(node)
        if value not in (1, -1) and rest != ONE:
            return rest if value > 0 else negative(rest)
    return None


def _without_sign(node: Node) -> Node | None:
    if isinstance(node, Sum) and any(isinstance(term, Negative) for term in node.terms):
        return Sum(tuple(term.operand if isinstance(term, Negative) else term for term in node.terms))
    return None


def _bare_logarithm(node: Node) -> Node | None:
    if isinstance(node, Call) and node.name == "ln":
        value, rest = coefficient(node.arguments[0])
        if value != 1 and rest != ONE:
            return Call("ln", (rest,))
    return None


def _multiple_angle(node: Node) -> Node | None:
    match node:
        case Power(Call("sin" | "cos" | "tan" | "sec" | "csc" | "cot" as name, (angle,)), Number() as times):
            return Call(name, (multiply(times, angle),))
    return None


_CHANGES = (
    ("coefficient inside ln dropped", _bare_logarithm),
    ("sign of a term lost", _without_sign),
    ("constant factor lost", _without_number),
    ("power of a function read as a multiple of its argument", _multiple_angle),
)


# -- descent and neurons ----------------------------------------------------------------------------------------------


def _descent(question: Question, index: int) -> Iterator[tuple[str, Node]]:
    here, slope = Symbol(question.variables[index]), question.gradient_trees[index]
    step = multiply(Number(question.learning_rate), slope)
    yield "no step taken", here
    yield "step uphill: plus sign", add(here, step)
    if len(question.variables) > 1:
        yield "sign of one component lost", add(here, step)
    yield "learning rate forgotten", add(here, negative(slope))
    yield "plus sign and no learning rate", add(here, slope)
    yield "old value overwritten instead of updated", negative(step)
    yield "step given instead of the new point", step
    if question.function is None:
        yield "upstream gradient forgotten", question.stepped(index, multiply(Number(ONE.value / 2), slope))
        return
    value = question.function.tree
    yield "function value used instead of the gradient", question.stepped(index, value)
    yield "function value used instead of the gradient", add(here, negative(value))


def _neuron(question: Question) -> Iterator[tuple[str, Node]]:
    n = question.neuron
    yield "activation derivative forgotten", multiply(n.back, n.factor)
    yield "pre-activation used instead of the activation derivative", multiply(n.back, n.collected, n.factor)
    yield "activation used instead of its derivative", multiply(n.back, n.value, n.factor)
    lost = "weight forgotten going back" if n.side == "weight" else "input factor forgotten"
    yield lost, multiply(n.back, n.slope)
    yield "upstream gradient forgotten", multiply(n.slope, n.factor)
    yield "upstream gradient squared", multiply(n.back, n.back, n.slope, n.factor)
    yield "own value instead of the other factor", multiply(n.back, n.slope, n.collected)
    yield "answer is the negative", negative(n.key)
