"""The grammar: tokens to an expression tree, by operator precedence (V. Pratt, "Top down operator precedence", 1973).

From loose to tight: sums; products, quotients, mod; signs; products without a sign; powers; what stands behind (!, °).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.language import choices, derivative_operator, limits, pieces
from core.language.characters import characters
from core.language.definitions import formula, why_not
from core.language.derivative_signs import DERIVATIVE, with_operators
from core.language.errors import LanguageError
from core.language.keywords import keywords
from core.language.notes import Notes
from core.language.piecewise import A_CONDITION, settled
from core.language.powers import Powers
from core.language.syntax import (
    Call,
    Condition,
    Constant,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    children,
)
from core.language.thousands import join_thousands
from core.language.tokens import CASES, Token, tokenise
from core.language.words import resolve


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means.

    ``tree``: the expression. ``parameters``: letters that are no variables, in order of appearance.
    ``notes``: how an ambiguous text was read. ``cleaned``: the text without invisible characters. ``guards``: trees
    that must have a value wherever the expression is to have one (the originals of typed derivatives).
    """

    tree: Node
    parameters: tuple[str, ...]
    notes: tuple[str, ...]
    cleaned: str
    guards: tuple[Node, ...] = ()


def read(text: str, variables: tuple[str, ...] = ("x",)) -> Reading:
    """Read a typed text as a function of ``variables``.

    Raises LanguageError with one sentence and the place in ``text``; Unfinished (a LanguageError) for half-typed text.
    """
    source = characters(text)
    notes = Notes()
    tokens = with_operators(join_thousands(keywords(tokenise(source, variables)), notes), variables, notes)
    tokens = formula(tokens, variables)
    tokens = _capital_variables(resolve(tokens, variables, notes), variables, notes)
    parser = Parser(text, tokens, variables, notes)
    typed = parser.run()
    check_size(typed)
    tree, guards = derivative_operator.performed(typed, variables, notes, check_size)
    symbols = dict.fromkeys(token.text for token in tokens if token.kind == "symbol")
    counting = parser.bound - symbols_of(typed) if parser.bound else set()
    parameters = tuple(name for name in symbols if name not in variables and name not in counting)
    for name in parameters:
        twin = name.swapcase()
        if twin in variables:
            notes.say(f"Read {name} as a parameter: it is not the variable {twin}.")
    if "i" in parameters:
        notes.say("Read i as a parameter: there are only real numbers here.")
    if any(token.kind == "constant" and text[token.at : token.end] == "E" for token in tokens):
        notes.say("Read E as the number e = 2.718….")
    names = {token.text for token in tokens if token.kind == "constant"}
    if "phi" in names:
        notes.say("Read φ as the golden ratio 1.618…. For a parameter, use another letter.")
    if "tau" in names:
        notes.say("Read τ as the number 2π = 6.283…. For a parameter, use another letter.")
    return Reading(tree, parameters, notes.sentences(), source.cleaned, guards)


def _capital_variables(tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> list[Token]:
    """Phones write the first letter large, calculators all: X is the variable x where x itself does not occur."""
    present = {token.text for token in tokens if token.kind == "symbol"}
    twins = {name.swapcase(): name for name in variables if len(name) == 1 and name not in present}
    for twin in present & set(twins) - set(variables):
        notes.say(f"Read {twin} as the variable {twins[twin]}.")
        tokens = [replace(t, text=twins[twin]) if t.kind == "symbol" and t.text == twin else t for t in tokens]
    return tokens


def symbols_of(tree: Node) -> set[str]:
    """The names of all symbols in a tree."""
    own = {tree.name} if isinstance(tree, Symbol) else set()
    return own.union(*map(symbols_of, children(tree)))


def check_size(tree: Node) -> None:
    """Refuse trees with too many parts or levels."""
    level, depth, count = [tree], 0, 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > limits.MAX_DEPTH:
            raise LanguageError(f"This formula is nested too deeply: at most {limits.MAX_DEPTH} levels are read.", 0)
        if count > limits.MAX_NODES:
            raise LanguageError(f"This formula has too many parts: at most {limits.MAX_NODES} are read.", 0)
        level = [child for node in level for child in children(node)]


@dataclass(slots=True)
class _Implied:
    """Factors written side by side, with the tokens each begins at."""

    factors: list[Node]
    starts: list[int]


def _is_constant(node: Node) -> bool:
    """Is it a number, such as 3, 2π or √3?"""
    return not isinstance(node, Symbol) and all(map(_is_constant, children(node)))


def _is_coefficient(node: Node, last: Token) -> bool:
    """Is it a number whose end can be seen: 3, 10^3, (2π), √(2π), 3! – unlike the π of 1/πx?"""
    plain = isinstance(node, Number) or (
        isinstance(node, Power) and isinstance(node.base, Number) and isinstance(node.exponent, Number)
    )
    return plain or (_is_constant(node) and last.text in (")", "]", "}", "!"))


class Parser(Powers):
    """One pass over the tokens of one text: sums, products, and the smallest parts."""

    def run(self) -> Node:
        """The tree of the whole text."""
        first = self.peek
        tree = choices.listed(self, choices.choice(self))
        if self.peek.kind != "end":
            raise self.unexpected(self.peek)
        if isinstance(tree, Condition):
            sign = next(token for token in self.tokens if token.kind in ("relation", "define", "keyword"))
            raise LanguageError(why_not(sign, self.tokens) if sign.kind != "keyword" else A_CONDITION, first.at)
        return settled(tree, self.notes)

    # -- sums and products --------------------------------------------------------------------------------------------

    def sum(self) -> Node:
        """Terms with + and - between them."""
        with self.deeper():
            at = self.peek.at
            terms = [self.term()]
            while self.peek.text in ("+", "-") and self.peek.kind == "op":
                sign = self.next()
                term = self.term(sign)
                terms.append(Negative(term, sign.at) if sign.text == "-" else term)
            return terms[0] if len(terms) == 1 else Sum(tuple(terms), at)

    def term(self, before: Token | None = None) -> Node:
        """Products and quotients, from left to right, with the signs before them."""
        at = self.peek.at
        minus, before = self.signs(before)
        left = self.implied(before)
        product: list[Node] = list(left.factors)  # multiplied so far
        numeric = all(map(_is_constant, left.factors))
        first = left.starts[0]
        while True:
            operator = self.peek
            if operator.kind == "op" and operator.text == "*":
                self.next()
                negative, before = self.signs(operator)
                right = self.implied(before)
                minus ^= negative
                numeric = all(map(_is_constant, right.factors))
                first = right.starts[0]
                product += right.factors
            elif operator.kind == "op" and operator.text == "/":
                slash = self.position
                self.next()
                negative, before = self.signs(operator)
                right = self.implied(before)
                minus ^= negative
                self.check_chain(product, operator)
                product = self.divide(product, right, numeric, first, slash, at)
            elif operator.kind == "function" and operator.text == "mod":
                self.next()
                negative, before = self.signs(operator)
                right = self.implied(before)
                value = self.product(product, at)
                modulus = self.product(right.factors, operator.end)
                value = Negative(value, at) if minus else value
                modulus = Negative(modulus, operator.end) if negative else modulus
                product, minus, numeric = [Call("mod", (value, modulus), at)], False, False
            else:
                value = self.product(product, at)
                return Negative(value, at) if minus else value

    def check_chain(self, product: list[Node], operator: Token) -> None:
        """a/b/c/… nests to the left, one level each."""
        self.quotients += 1
        if self.quotients > limits.MAX_DEPTH and isinstance(product[0], Quotient):
            raise LanguageError("There are too many divisions in this formula.", operator.at)

    def divide(
        self, product: list[Node], right: _Implied, numeric: bool, first: int, slash: int, at: int
    ) -> list[Node]:
        """The product divided by what follows the slash: all of it, but after number / number only the number."""
        many = len(right.factors) > 1
        coefficient = many and numeric and _is_coefficient(right.factors[0], self.tokens[right.starts[1] - 1])
        if many:
            top = self.typed(first, slash)
            head = self.typed(slash + 1, right.starts[1])
            tail = self.typed(right.starts[1], self.position)
            whole = self.typed(first, self.position)
            if coefficient:
                self.notes.other_reading(whole, f"({top}/{head})·{tail}", f"{top}/({head} {tail})".replace("} ", "}")
                                         if self.spaced(right.starts[1]) else f"{top}/({head}{tail})")  # fmt: skip
            else:
                denominator = self.typed(slash + 1, self.position)
                self.notes.other_reading(whole, f"{top}/({denominator})", f"({top}/{head})*{tail}")
        if coefficient:
            quotient = Quotient(product[-1], right.factors[0], at)
            return [*product[:-1], quotient, *right.factors[1:]]
        return [Quotient(self.product(product, at), self.product(right.factors, at), at)]

    @staticmethod
    def product(factors: list[Node], at: int) -> Node:
        """One factor, or the product of several."""
        return factors[0] if len(factors) == 1 else Product(tuple(factors), at)

    def implied(self, before: Token | None) -> _Implied:
        """One factor or more, side by side."""
        implied = _Implied([self.factor(before)], [self.last_start])
        while self.starts_factor():
            last, token = self.tokens[self.position - 1], self.peek
            if last.kind == "number" and token.kind == "number":
                thousand = last.text.isdigit() and len(last.text) < 4 and len(token.text.partition(".")[0]) == 3
                if thousand and token.spaced:
                    raise LanguageError("Numbers are written without spaces between the digits, as in 1000.", last.at)
                raise LanguageError(
                    "Two numbers stand side by side. Put an operator such as * or + between them.", token.at
                )
            if token.kind == "bar" and last.kind != "bar" and any(self.tokens[i].kind == "bar" for i in implied.starts):
                raise LanguageError("These bars can be read in two ways. Use abs(…) or put * between.", token.at)
            implied.factors.append(self.factor(None))
            implied.starts.append(self.last_start)
        return implied

    # -- the smallest parts -------------------------------------------------------------------------------------------

    def primary(self, before: Token | None) -> Node:  # noqa: C901 (one line a way to begin)
        """A number, a name, a function with its argument, or a bracket; ``before`` is the operator before it."""
        token = self.peek
        if token.kind == "number":
            self.next()
            return Number(token.amount, token.at)
        if token.kind == "symbol":
            self.next()
            return Symbol(token.text, token.at)
        if token.kind == "constant":
            self.next()
            return Constant(token.text, token.at)
        if token.kind == "function":
            return self.application()
        if token.kind == "root":
            return self.root()
        if token.kind == "latex":
            return self.latex()
        if token.kind == "series":
            return self.big_operator()
        if token.kind == DERIVATIVE:
            return derivative_operator.applied(self)
        if choices.is_call(self):
            return pieces.called(self)
        if token.text == CASES:
            return pieces.cases(self)
        if token.text == "{" and token.kind == "open" and choices.is_pieces(self):
            return pieces.braces(self)
        if token.kind in ("open", "bar"):
            return self.group()
        if self.raised_root():
            return self.root_with_raised_order()
        raise self.missing(before)
