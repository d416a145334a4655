"""Derivatives that are typed: ``d/dx(x^2)``, ``\\frac{\\partial}{\\partial x} x y`` and ``(x^2)'`` are slopes.

The parser leaves them in the tree as calls of ``OPERATOR``; ``performed`` differentiates, innermost first, so that no
other part of the program ever meets one. A derivative exists only where its original does: what must have a value
there is handed over beside the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeGuard

from core.language import limits
from core.language.ahead import starts_factor
from core.language.differentiation import ONE, ZERO, depends_on, differentiate, shortened
from core.language.errors import LanguageError, Unfinished
from core.language.notes import Notes
from core.language.signs import SENTENCES
from core.language.stream import Stream
from core.language.syntax import Call, Node, Piecewise, Symbol, children, map_children
from core.language.tokens import Token
from core.language.vocabulary import OPERATIONS

OPERATOR = "d/dx"
_TOO_MANY = f"At most {limits.MAX_DERIVATIVES} derivatives of one another are read."
_TOO_LARGE = f"The derivative of this has too many parts: at most {limits.MAX_NODES} are read."
_JOINTS = "At a corner or jump the derivative typed here has the value of the rule that is used there."

# -- reading -----------------------------------------------------------------------------------------------------------


def applied(parser: Stream) -> Node:
    """``d/dx`` and what it acts on: a bracket with its power, or the whole product behind it."""
    with parser.deeper():
        sign, start = parser.next(), parser.position - 1
        if parser.peek.kind == "end":
            raise Unfinished(f"Waiting for what the derivative is taken of, as in d/d{sign.text}(…).", parser.peek.at)
        bracketed = parser.peek.kind == "open"
        operand = parser.factor(sign) if bracketed else parser.term(sign)
        _note_extent(parser, sign, start, bracketed)
        return _derivative(operand, sign.text, int(sign.amount), sign)


def _note_extent(parser: Stream, sign: Token, start: int, bracketed: bool) -> None:
    """Tell where what the operator acts on was taken to end."""
    operator, inside = parser.typed(start, start + 1), parser.typed(start + 1, parser.position)
    after = parser.peek
    if after.kind == "op" and after.text in ("+", "-", "*", "/") and not (bracketed and after.text in ("+", "-")):
        rest = f"{parser.as_typed(after)} …"
        inside_whole = inside if not bracketed else f"{inside}{rest}"
        other = f"{operator}({inside} {rest})" if not bracketed else f"{operator}({inside_whole})"
        brackets = inside if bracketed else f"({inside})"
        parser.notes.other_reading(f"{operator} {inside} {rest}", f"{operator}{brackets} {rest}", other)
    elif bracketed and starts_factor(parser):
        parser.notes.other_reading(f"{operator}{inside}…", f"({operator}{inside})·…", f"{operator}({inside}*…)")
    elif bracketed and not inside.endswith((")", "]", "}")):
        parser.notes.other_reading(f"{operator}{inside}", f"{operator}({inside})", None)


def primed(parser: Stream, operand: Node) -> Node:
    """The derivative of a part with primes behind it: ``(x^2)'``, ``(x^2)^{\\prime}``, or the part itself."""
    order, sign = 0, parser.peek
    while (length := _prime_length(parser)) > 0:
        order += _primes(parser, length)
        parser.position += length
    if not order:
        return operand
    if len(parser.variables) != 1:
        raise LanguageError("A prime does not say by which variable. Type d/dx(…) or ∂/∂x(…).", sign.at)
    if parser.peek.text == "(" and not parser.peek.spaced:
        raise LanguageError("This can be read in two ways. To multiply, put * before the bracket.", parser.peek.at)
    (variable,) = parser.variables
    return _derivative(operand, variable, order, sign)


def _prime_length(parser: Stream) -> int:
    """How many tokens the next run of primes is; 0 where none stands here."""
    tokens, start = parser.tokens, parser.position
    index = start
    raised = tokens[index].text == "^" and tokens[index + 1].text in ("'", "{")
    braced = raised and tokens[index + 1].text == "{"
    index += raised + braced
    begin = index
    while tokens[index].kind == "op" and tokens[index].text == "'":
        index += 1
    if index == begin or (braced and tokens[index].text != "}"):
        return 0
    return index + braced - start


def _primes(parser: Stream, length: int) -> int:
    return sum(token.text == "'" for token in parser.tokens[parser.position : parser.position + length])


def _derivative(operand: Node, variable: str, order: int, sign: Token) -> Node:
    if not 1 <= order <= limits.MAX_DERIVATIVES:
        raise LanguageError(_TOO_MANY, sign.at)
    for _ in range(order):
        operand = Call(OPERATOR, (operand, Symbol(variable, sign.at)), sign.at)
    return operand


# -- differentiating ---------------------------------------------------------------------------------------------------


def performed(
    tree: Node, variables: tuple[str, ...], notes: Notes, check_size: Callable[[Node], None]
) -> tuple[Node, tuple[Node, ...]]:
    """The tree with every typed derivative carried out, and the trees that must have a value where it is to have one.

    Raises LanguageError where derivatives of one another are too many or too large, or by a letter that is no variable.
    """
    if not any(map(_is_operator, _walk(tree))):
        return tree, ()
    found = _Performer(variables, check_size)
    slope, guards = found.of(tree, 0), found.guards_of(tree)
    if any(map(_has_joints, (part for guard in guards for part in _walk(guard)))):
        notes.say(_JOINTS)
    return slope, guards


def _is_operator(node: Node) -> TypeGuard[Call]:
    return isinstance(node, Call) and node.name == OPERATOR


def _has_joints(node: Node) -> bool:
    return isinstance(node, Piecewise) or (isinstance(node, Call) and bool(OPERATIONS[node.name].corner))


def _walk(tree: Node) -> Iterator[Node]:
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack += children(node)


class _Performer:
    def __init__(self, variables: tuple[str, ...], check_size: Callable[[Node], None]) -> None:
        self.variables, self.check_size = variables, check_size
        self.memory: dict[int, Node] = {}

    def of(self, node: Node, depth: int) -> Node:
        """The node with derivatives carried out, ``depth`` of them around it."""
        if not _is_operator(node):
            done = map_children(node, lambda part: self.of(part, depth))
            plain = done is node or ZERO in children(done)  # 0·ln x keeps its domain
            return done if plain else shortened(done)
        if depth == limits.MAX_DERIVATIVES:
            raise LanguageError(_TOO_MANY, node.at)
        operand, by = node.arguments
        if not isinstance(by, Symbol):
            raise LanguageError(SENTENCES["∂"], node.at)
        inner = self.of(operand, depth + 1)
        if by.name not in self.variables and not depends_on(inner, frozenset({by.name})):
            listed = " or ".join(f"d/d{name}" for name in self.variables)
            raise LanguageError(f"{by.name} does not occur in what the derivative is taken of. Type {listed}.", node.at)
        slope = differentiate(inner, by.name)
        try:
            self.check_size(slope)
        except LanguageError as error:
            raise LanguageError(_TOO_LARGE, node.at) from error
        self.memory[id(node)] = inner
        return slope

    def guards_of(self, node: Node) -> tuple[Node, ...]:
        """What must have a value: the originals of the derivatives; of those in a piece only where the piece holds."""
        if _is_operator(node):
            return (*self.guards_of(node.arguments[0]), self.memory[id(node)])
        if not isinstance(node, Piecewise):
            return tuple(guard for part in children(node) for guard in self.guards_of(part))
        conditions = tuple(self.of(condition, 0) for condition in node.conditions)
        ones: tuple[Node, ...] = (ONE,) * len(conditions)
        found = [guard for condition in node.conditions for guard in self.guards_of(condition)]
        for index, value in enumerate(node.values):
            for guard in self.guards_of(value):
                found.append(Piecewise(conditions, (*ones[:index], guard, *ones[index + 1 :]), ONE))
        if node.otherwise is not None:
            found += [Piecewise(conditions, ones, guard) for guard in self.guards_of(node.otherwise)]
        return tuple(found)
