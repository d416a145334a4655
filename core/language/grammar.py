"""The grammar: tokens to an expression tree, by operator precedence (V. Pratt, "Top down operator precedence", 1973).

From loose to tight: sums; products, quotients, mod; signs; products without a sign; powers; what stands behind (!, °).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.language import (
    ahead,
    borrowed,
    calls,
    choices,
    derivative_operator,
    groups,
    libraries,
    limits,
    pieces,
    powers,
    roots,
    sums,
)
from core.language.characters import characters
from core.language.conversions import conversions_left_out
from core.language.definedness import within_domain
from core.language.definitions import formula, why_not
from core.language.derivative_signs import DERIVATIVE, with_operators
from core.language.errors import LanguageError
from core.language.keywords import keywords
from core.language.notes import Notes
from core.language.piecewise import A_CONDITION, settled
from core.language.stream import Stream
from core.language.syntax import (
    Condition,
    Constant,
    Node,
    Number,
    Symbol,
    children,
)
from core.language.thousands import join_thousands
from core.language.tokeniser import tokenise
from core.language.tokens import CASES, Token
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
    tokens = libraries.calls_told(conversions_left_out(tokenise(source, variables)), variables)
    tokens = borrowed.indicators(borrowed.ranges_opened(borrowed.members(tokens)))
    tokens = with_operators(join_thousands(borrowed.numbers_joined(keywords(tokens), notes), notes), variables, notes)
    tokens = formula(tokens, variables)
    tokens = _capital_variables(resolve(tokens, variables, notes), variables, notes)
    parser = Parser(text, tokens, variables, notes)
    typed = parser.run()
    check_size(typed)
    tree, guards = within_domain(*derivative_operator.performed(typed, variables, notes, check_size))
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


class Parser(Stream):
    """One pass over the tokens of one text. Here the rules meet; each stands in a module of its own."""

    def run(self) -> Node:
        """The tree of the whole text."""
        first = self.peek
        tree = choices.listed(self, self.choice())
        if self.peek.kind != "end":
            raise self.unexpected(self.peek)
        if isinstance(tree, Condition):
            sign = next(token for token in self.tokens if token.kind in ("relation", "define", "keyword"))
            raise LanguageError(why_not(sign, self.tokens) if sign.kind != "keyword" else A_CONDITION, first.at)
        return settled(tree, self.notes)

    def choice(self) -> Node:
        """A value that may depend on conditions, or a condition; the loosest of all rules."""
        return choices.choice(self)

    def sum(self) -> Node:
        """Terms with + and - between them."""
        return sums.added(self)

    def term(self, before: Token | None = None) -> Node:
        """Products and quotients, from left to right, with the signs before them."""
        return sums.multiplied(self, before)

    def factor(self, before: Token | None) -> Node:
        """A part with its power."""
        return powers.factor(self, before)

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
            return calls.application(self)
        if token.kind == "root":
            return roots.root(self)
        if token.kind == "latex":
            return roots.latex_command(self)
        if token.kind == "series":
            return calls.big_operator(self)
        if token.kind == DERIVATIVE:
            return derivative_operator.applied(self)
        if token.kind == "keyword" and token.text == borrowed.INDICATOR:
            return pieces.indicator(self)
        if ahead.is_call(self):
            return pieces.called(self)
        if token.text == CASES:
            return pieces.cases(self)
        if token.text == "{" and token.kind == "open" and ahead.is_pieces(self):
            return pieces.braces(self)
        if token.kind in ("open", "bar"):
            return groups.group(self)
        if ahead.raised_root(self):
            return roots.root_with_raised_order(self)
        raise self.missing(before)
