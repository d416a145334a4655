"""What conditions and pieces that were read mean together."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from core.language import limits
from core.language.errors import LanguageError
from core.language.notes import Notes
from core.language.syntax import Comparison, Condition, Joined, Node, Number, Piecewise, map_children
from core.language.tokens import Token

ONE, ZERO = Number(Fraction(1)), Number(Fraction(0))
#: what "otherwise" and True stand for among conditions
ALWAYS = Comparison("=", Number(Fraction(0)), Number(Fraction(0)))
EXAMPLE = "{x < 0: -x, x^2}"
A_CONDITION = f"This is a condition, not a function. Type a function in pieces as {EXAMPLE}."


def _piece(condition: Node, value: Node, start: Token) -> Node:
    return piecewise([(condition, value)], None, start.at)


def alone(node: Node) -> tuple[Node, Node] | None:
    """A single piece without a value elsewhere, as (condition, value)."""
    if isinstance(node, Piecewise) and len(node.conditions) == 1 and node.otherwise is None:
        return node.conditions[0], node.values[0]
    return None


def piecewise(found: list[tuple[Node, Node]], last: Node | None, at: int) -> Node:
    """The function with these (condition, value), in order, and ``last`` elsewhere.

    What stands behind a condition that always holds is left out.
    """
    conditions: list[Node] = []
    values: list[Node] = []
    for condition, value in found:
        if condition is ALWAYS:
            last = value
            break
        conditions.append(condition_of(condition))
        values.append(value)
    if isinstance(last, Piecewise) and len(conditions) + len(last.conditions) <= limits.MAX_ARGUMENTS:
        conditions += last.conditions  # a ? b : c ? d : e
        values += last.values
        last = last.otherwise
    if not conditions:
        if last is None:
            raise LanguageError(f"Type each piece as condition: value, as in {EXAMPLE}.", at)
        return last
    return Piecewise(tuple(conditions), tuple(values), last, at)


def too_many(token: Token) -> LanguageError:
    """Too many pieces."""
    return LanguageError(f"At most {limits.MAX_ARGUMENTS} pieces are read.", token.at)


def settled(tree: Node, notes: Notes) -> Node:
    """The tree with a condition that stands where a number is wanted as 1 where it is true and 0 elsewhere.

    Raises where a value stands in the place of a condition.
    """

    def number(node: Node) -> Node:
        if isinstance(node, Condition):
            notes.say("Read the comparison in brackets as 1 where it is true and 0 elsewhere.")
            return Piecewise((truth(node),), (ONE,), ZERO, getattr(node, "at", 0))
        if isinstance(node, Piecewise):
            last = None if node.otherwise is None else number(node.otherwise)
            return replace(
                node,
                conditions=tuple(map(truth, node.conditions)),
                values=tuple(map(number, node.values)),
                otherwise=last,
            )
        return map_children(node, number)

    def truth(node: Node) -> Node:
        return map_children(condition_of(node), truth if isinstance(node, Joined) else number)

    return number(tree)


def condition_of(node: Node) -> Node:
    """The node if it is a condition; raises where it is a value."""
    if isinstance(node, Condition):
        return node
    raise LanguageError("Here a condition is needed, with a sign such as < in it, as in x > 0.", getattr(node, "at", 0))
