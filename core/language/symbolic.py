"""Trees to SymPy.

SymPy gathers like terms and is what ``Function.expression`` gives. It never sees text, and it is never asked a question
it could brood over: constants it would have to compare or round are settled in floats first, and functions with
corners or jumps are built without evaluation.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import sympy as sp

from core.language.conditions import SIGNS
from core.language.differentiation import spelled_out
from core.language.operation import Operation
from core.language.program import compile_trees
from core.language.rational import rational_value
from core.language.syntax import (
    Call,
    Comparison,
    Condition,
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
from core.language.vocabulary import OPERATIONS, complete


class NamedFunction(sp.Function):
    """An operation that keeps its name while like terms are gathered, so that f′ shows σ(x) and not 1/(1 + e⁻ˣ)."""

    is_real = True

    @classmethod
    def eval(cls, *args: sp.Expr) -> None:
        """Never evaluates."""


PIECES = "pieces"
JOINS = {"and": sp.And, "or": sp.Or}

#: operations that SymPy does not have; pieces and their conditions too keep their form while like terms are gathered
NAMED: dict[str, type[NamedFunction]] = {
    name: type(name, (NamedFunction,), {})
    for name in (
        *(name for name, row in OPERATIONS.items() if row.definition or name == "root"),
        *(PIECES, *SIGNS, *JOINS),
    )
}


def _constructor(operation: Operation) -> Callable[..., sp.Expr]:
    function = getattr(sp, operation.sympy)
    rest = (sp.Integer(operation.sympy_rest),) if operation.sympy_rest else ()
    if operation.corner or operation.special:  # SymPy would brood over what they are
        return lambda *arguments: function(*arguments, *rest, evaluate=False)
    return function


#: canonical name → SymPy constructor
CONSTRUCTORS: dict[str, Callable[..., sp.Expr]] = NAMED | {
    name: _constructor(row) for name, row in OPERATIONS.items() if row.sympy
}

CONSTANTS = {"pi": sp.pi, "e": sp.E, "tau": 2 * sp.pi, "phi": sp.GoldenRatio}

# SymPy looks for multiples of π in a periodic function, which takes it seconds in an argument of hundreds of parts.
_LARGEST_ARGUMENT = 40

# An exact constant beyond this size is shown as a decimal: SymPy could otherwise search for its exact sign without end.
_MOST_IRRATIONAL_PARTS = 3


def to_sympy(tree: Node, *, named: bool = False) -> sp.Expr:
    """The tree as a SymPy expression in real symbols; like terms are gathered by SymPy on the way.

    Everything in it is SymPy's own, unless ``named``: then the operations SymPy does not have keep their names
    (``NamedFunction``), and ``from_sympy`` can read the result back. Raises ValueError where SymPy would brood over it.
    """
    return _ToSympy(named).of(tree)


class _ToSympy:
    def __init__(self, named: bool) -> None:
        self.named = named
        self.memory: dict[int, tuple[Node, sp.Expr]] = {}
        self.constant: dict[int, bool] = {}
        self.sizes: dict[int, int] = {}

    def of(self, node: Node) -> sp.Expr:
        known = self.memory.get(id(node))
        if known is None:
            known = self.memory[id(node)] = (node, self._build(node))
        return known[1]

    def _build(self, node: Node) -> sp.Expr:  # noqa: C901 (one case a kind of node)
        if self._is_constant(node) and not isinstance(node, Number | Constant | Condition):
            settled = _settled_constant(node)
            if settled is not None:
                return settled
        match node:
            case Number(value):
                return sp.Rational(value.numerator, value.denominator)
            case Constant(name):
                return CONSTANTS[name]
            case Symbol(name):
                return sp.Symbol(name, real=True)
            case Negative(operand):
                return -self.of(operand)
            case Sum(terms):
                return sp.Add(*map(self.of, terms))
            case Product(factors):
                return _times(*map(self.of, factors))
            case Quotient(numerator, denominator):
                return _times(self.of(numerator), sp.Pow(self.of(denominator), -1))
            case Power(base, exponent):
                return self._power(base, exponent)
            case Call("cbrt", (base,)):
                return self._power(base, Number(Fraction(1, 3)))
            case Call("root", (base, degree)) if (exact := rational_value(degree)) and exact.denominator == 1:
                return self._power(base, Number(1 / exact))
            case Call(name, arguments):
                return self._call(name, complete(name, arguments))
            case Comparison(sign, left, right):
                return self._comparison(sign, left, right)
            case Joined(word, parts):
                conditions = map(self.of, parts)
                return NAMED[word](*conditions) if self.named else JOINS[word](*conditions, evaluate=False)
            case Piecewise():
                return self._pieces(node)
        raise TypeError(f"no SymPy form for {type(node).__name__}")

    def _power(self, base: Node, exponent: Node) -> sp.Expr:
        exact = rational_value(exponent)
        below = self.of(base)
        if exact is None or exact.denominator == 1 or exact.denominator % 2 == 0:
            return sp.Pow(below, self.of(exponent))
        if below.is_number:
            return sp.Pow(below, sp.Rational(exact.numerator, exact.denominator))
        if self.named:
            return sp.Pow(NAMED["root"](below, sp.Integer(exact.denominator)), exact.numerator)
        size = sp.Pow(sp.Abs(below, evaluate=False), sp.Rational(exact.numerator, exact.denominator))
        return size if exact.numerator % 2 == 0 else sp.sign(below, evaluate=False) * size

    def _call(self, name: str, arguments: tuple[Node, ...]) -> sp.Expr:
        operation = OPERATIONS[name]
        if operation.elementary or (operation.definition and not self.named):
            return self.of(spelled_out(name, arguments))
        if operation.periodic and self._size(arguments[0]) > _LARGEST_ARGUMENT:
            return CONSTRUCTORS[name](self.of(arguments[0]), evaluate=False)
        return CONSTRUCTORS[name](*map(self.of, arguments))

    def _comparison(self, sign: str, left: Node, right: Node) -> sp.Basic:
        sides = self.of(left), self.of(right)
        if self.named:
            return NAMED[sign](*sides)
        if all(side.is_number for side in sides):
            return sp.true if SIGNS[sign].compare(*map(float, sides)) else sp.false
        return getattr(sp, SIGNS[sign].sympy)(*sides, evaluate=False)

    def _pieces(self, node: Piecewise) -> sp.Expr:
        conditions, values = list(map(self.of, node.conditions)), list(map(self.of, node.values))
        if self.named:
            pairs = [part for pair in zip(conditions, values, strict=True) for part in pair]
            return NAMED[PIECES](*pairs, *([] if node.otherwise is None else [self.of(node.otherwise)]))
        if any(condition.has(sp.Piecewise) for condition in conditions):
            raise ValueError("SymPy would fold pieces in a condition, which takes it seconds")
        pairs = list(zip(values, conditions, strict=True))
        last = [] if node.otherwise is None else [(self.of(node.otherwise), sp.true)]
        return sp.Piecewise(*pairs, *last, evaluate=False)  # evaluated, nested ones take time without end

    def _size(self, node: Node) -> int:
        known = self.sizes.get(id(node))
        if known is None:
            known = self.sizes[id(node)] = 1 + sum(map(self._size, children(node)))
        return known

    def _is_constant(self, node: Node) -> bool:
        known = self.constant.get(id(node))
        if known is None:
            known = not isinstance(node, Symbol) and all(self._is_constant(child) for child in children(node))
            self.constant[id(node)] = known
        return known


def _settled_constant(node: Node) -> sp.Expr | None:
    """A constant that must not reach SymPy as it stands, as a number; None for one that may."""
    exact = rational_value(node)
    if exact is not None:
        return sp.Rational(exact.numerator, exact.denominator)
    if _is_huge_fraction(node):  # 10^-9900 is 0 in floats
        return sp.Float(constant_value(node)) if constant_value(node) else sp.Integer(0)
    simple = _irrational_parts(node) <= _MOST_IRRATIONAL_PARTS and not _has_corners(node) and not _cancels(node)
    if simple:
        return None
    value = constant_value(node)
    if value != value:  # pieces of which none holds
        return sp.nan
    return sp.Integer(int(value)) if value == round(value) and abs(value) < 1e15 else sp.Float(value)


def constant_value(node: Node) -> float:
    """The value of a tree without symbols; NaN where it has no real one."""
    (value,) = compile_trees((node,), (), ()).run({})
    return float(value)


def _times(*factors: sp.Expr) -> sp.Expr:
    """The product; SymPy itself would first ask of every factor whether it is infinite before it says 0."""
    return sp.Integer(0) if sp.Integer(0) in factors else sp.Mul(*factors)


def _is_huge_fraction(node: Node) -> bool:
    """Whether a whole power of a rational number in it is too long to be written in digits."""
    if isinstance(node, Power) and rational_value(node) is None and rational_value(node.base) is not None:
        exponent = rational_value(node.exponent)
        if exponent is not None and exponent.denominator == 1:
            return True
    return any(map(_is_huge_fraction, children(node)))


def _irrational_parts(node: Node) -> int:
    own = isinstance(node, Call | Constant) or (isinstance(node, Power) and rational_value(node) is None)
    return int(own) + sum(map(_irrational_parts, children(node)))


def _has_corners(node: Node) -> bool:
    if isinstance(node, Call) and (OPERATIONS[node.name].corner or OPERATIONS[node.name].special):
        return True
    if isinstance(node, Piecewise) or (isinstance(node, Power) and constant_value(node.base) < 0):
        return True
    return any(map(_has_corners, children(node)))


def _cancels(node: Node) -> bool:
    """Whether a sum in it is so much smaller than its terms that only exact algebra could tell it from 0."""
    if isinstance(node, Sum):
        sizes = [abs(constant_value(term)) for term in node.terms]
        if abs(constant_value(node)) < 1e-9 * max(sizes):
            return True
    return any(map(_cancels, children(node)))
