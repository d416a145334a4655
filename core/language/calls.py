"""What functions, roots, brackets and bars take: the part of the parser below powers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction

from core.language import limits
from core.language.characters import RAISED_CLOSE, RAISED_OPEN, quoted
from core.language.errors import LanguageError, Unfinished
from core.language.notes import Notes
from core.language.rewriting import ARITY, DEGREES, rewritten
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient, children
from core.language.syntax import Symbol as SymbolNode
from core.language.tokens import OPENING, Token
from core.language.vocabulary import OPERATIONS

_INVERSES = {name: "a" + name for name in OPERATIONS if "a" + name in OPERATIONS}
_GROUPS = ("(", "{", "[", RAISED_OPEN)
_WRAPPERS = {"⌊": "floor", "⌈": "ceil", "⟨bar": "abs"}


def _shown(bracket: str) -> str:
    return {"⟨bar": "|", "⟩bar": "|", RAISED_OPEN: "(", RAISED_CLOSE: ")"}.get(bracket, bracket)


class Calls:
    """The token stream and the rules for arguments. ``Parser`` adds sums, products and powers."""

    def __init__(self, text: str, tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> None:
        self.text, self.tokens, self.variables, self.notes = text, tokens, frozenset(variables), notes
        self.position = 0
        self.last_start = 0
        self.depth = 0
        self.quotients = 0
        self.open: list[str] = []  # brackets open at this point, as typed

    # -- the tokens ---------------------------------------------------------------------------------------------------

    @property
    def peek(self) -> Token:
        return self.tokens[self.position]

    def next(self) -> Token:
        token = self.tokens[self.position]
        if token.kind != "end":
            self.position += 1
        return token

    def typed(self, start: int, stop: int) -> str:
        """The typed text of the tokens start … stop - 1."""
        return self.text[self.tokens[start].at : self.tokens[stop - 1].end] if stop > start else ""

    def spaced(self, index: int) -> bool:
        return self.tokens[index].spaced

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Guards every recursion of the parser."""
        self.depth += 1
        if self.depth > limits.MAX_BRACKETS:
            raise LanguageError(
                f"This formula is nested too deeply: at most {limits.MAX_BRACKETS} levels are read.", self.peek.at
            )
        yield
        self.depth -= 1

    def still_open(self) -> Unfinished:
        count = len(self.open)
        if not count:
            return Unfinished("Type a function of x, for example x^2.", self.peek.at)
        if self.open[-1] in ("|", "⟨bar"):
            return Unfinished("One bar | is still open.", self.peek.at)
        words = "One bracket is" if count == 1 else "Two brackets are" if count == 2 else f"{count} brackets are"
        return Unfinished(f"{words} still open.", self.peek.at)

    def starts_factor(self) -> bool:
        """Does a factor begin here, with no sign in between?"""
        token = self.peek
        if token.kind == "function":
            return token.text != "mod" or self.mod_is_call()
        if token.kind == "bar":
            return not (self.open and self.open[-1] == "|")
        return token.kind in ("number", "symbol", "constant", "root", "latex", "open")

    def mod_is_call(self) -> bool:
        """``mod(x, 3)`` has a comma in its bracket; in ``x mod (3)`` the word stands between two numbers."""
        if self.position == 0 or self.tokens[self.position - 1].kind in ("op", "open", "comma"):
            return True
        depth = 0
        for token in self.tokens[self.position + 1 :]:
            depth += (token.kind == "open") - (token.kind == "close")
            if depth <= 0:
                return False
            if depth == 1 and token.kind == "comma":
                return True
        return False

    # -- brackets and bars --------------------------------------------------------------------------------------------

    def group(self) -> Node:
        """A bracketed expression, |…|, ⌊…⌋ or ⌈…⌉."""
        token = self.peek
        if token.kind == "bar":
            return self.bars()
        if token.text == "[" and self.position and not token.spaced:
            self.refuse_index()
        inside = self.bracketed()
        if len(inside) > 1:
            raise LanguageError("Several values in one bracket are not read here. Type one formula.", token.at)
        wrapper = _WRAPPERS.get(token.text)
        return Call(wrapper, (inside[0],), token.at) if wrapper else inside[0]

    def bars(self) -> Node:
        opening = self.next()
        self.open.append("|")
        inside = self.sum()
        if self.peek.kind == "bar":
            self.next()
            self.open.pop()
            return Call("abs", (inside,), opening.at)
        if self.peek.kind == "end":
            raise self.still_open()
        if self.peek.kind == "close":
            raise LanguageError("The bar | opened here is not closed.", opening.at)
        raise self.unexpected(self.peek)

    def bracketed(self) -> list[Node]:
        """The expressions, separated by commas, in the bracket that opens here."""
        opening = self.next()
        self.open.append(opening.text)
        values = [self.sum()]
        while self.peek.kind == "comma":
            comma = self.next()
            if len(values) == limits.MAX_ARGUMENTS:
                raise LanguageError(f"At most {limits.MAX_ARGUMENTS} values can stand in one bracket.", comma.at)
            if self.peek.kind == "end":
                raise Unfinished("Waiting for what comes after the comma.", self.peek.at)
            values.append(self.sum())
        closing = self.peek
        if closing.kind == "end":
            raise self.still_open()
        wanted = OPENING[opening.text]
        if closing.kind == "close" and closing.text == wanted:
            self.next()
            self.open.pop()
            return values
        if closing.kind == "close":
            raise LanguageError(
                f"The bracket {_shown(opening.text)} opened here is closed by {_shown(closing.text)}.", opening.at
            )
        raise self.unexpected(closing)

    def refuse_index(self) -> None:
        """``x[0]`` is a list element in programs; ``2[x+1]`` is a product."""
        before = self.tokens[self.position - 1]
        inside = self.tokens[self.position + 1 : self.position + 4]
        numbers = [token for token in inside if token.kind == "number" or token.text == "-"]
        if before.kind in ("symbol", "close", "constant") and numbers and inside[len(numbers)].kind == "close":
            raise LanguageError("Square brackets with a number are not read. To multiply type *.", self.peek.at)

    def comma_sentence(self, token: Token) -> str:
        before, after = self.tokens[self.position - 1], self.tokens[self.position + 1]
        if before.kind == "number" and after.kind == "number" and not token.spaced and not after.spaced:
            return f"Decimals are written with a point: write {before.text}.{after.text}."
        return "A comma is read only between the values of a function, as in max(x, 0). Type one function."

    # -- functions ----------------------------------------------------------------------------------------------------

    def application(self) -> Node:
        """A function and what it acts on: ``sin(x)``, ``sin 2x``, ``sin^2 x``, ``log_2 x``."""
        with self.deeper():
            name, start = self.next(), self.position - 1
            base = exponent = None
            for _ in range(2):  # the base of a logarithm and a power, in either order
                if self.peek.text == "_" and name.text == "log" and base is None:
                    self.next()
                    base = self.attached(name)
                elif self.peek.text == "^" and self.peek.kind == "op" and exponent is None:
                    sign = self.next()
                    exponent = self.attached(sign)
            arguments = self.arguments(name, start)
            value = self.call(name, base, arguments, exponent)
            if exponent is None or self.is_inverse(exponent):
                return value
            return Power(value, exponent, name.at)

    def attached(self, sign: Token) -> Node:
        """The base in ``log_2`` or the power in ``sin^2``: a number, a letter or a bracket, with its sign."""
        minus, sign = self.signs(sign)
        token = self.peek
        if token.kind not in ("number", "symbol", "constant", "open", "latex"):
            raise self.missing(sign)
        value = self.primary(sign)
        return Negative(value, token.at) if minus else value

    @staticmethod
    def is_inverse(exponent: Node | None) -> bool:
        match exponent:
            case Negative(Number(value)):
                return value == 1
            case Number(value):
                return value == -1
        return False

    def arguments(self, name: Token, start: int) -> list[Node]:
        token = self.peek
        fewest = ARITY[name.text][0]
        if token.kind == "end":
            raise Unfinished(f"{self.spelled(name)} is waiting for what it acts on, as in {self.example(name)}.", token.at)
        if token.kind == "open" and token.text in ("(", "[", "{"):
            if self.tokens[self.position + 1].kind == "close":
                raise Unfinished(f"Something is missing between the brackets of {self.spelled(name)}.", token.end)
            return self.bracketed()
        if fewest > 1 or name.text in ("min", "max", "mod"):
            raise LanguageError(f"{self.spelled(name)} needs brackets, as in {self.example(name)}.", name.at)
        return [self.bare_argument(name, start)]

    @staticmethod
    def example(name: Token) -> str:
        return f"{name.text}(x, 2)" if ARITY[name.text][1] > 1 and ARITY[name.text][0] > 1 else f"{name.text}(x)"

    def spelled(self, name: Token) -> str:
        return quoted(self.text[name.at : name.end])

    def bare_argument(self, name: Token, start: int) -> Node:
        """The argument of a function without brackets: a coefficient and one variable with its power, or another function."""
        at = self.peek.at
        minus, sign = self.signs(None)
        factors: list[Node] = []
        begin = self.position
        finished = False
        bracketed = False
        while not finished and self.starts_factor():
            token = self.peek
            if factors and token.kind == "function":
                break
            if token.kind == "number" and self.tokens[self.position - 1].kind == "number":
                break
            bracketed = bool(factors) and token.kind in ("open", "bar")
            factor = self.factor(None)
            factors.append(factor)
            finished = token.kind not in ("number", "constant", "symbol") or self.mentions_variable(factor)
        if not factors:
            if self.peek.kind == "end":
                raise self.missing(sign or name)
            raise LanguageError(
                f"{self.spelled(name)} needs something to act on, as in {self.example(name)}.", name.at
            )
        self.note_bare(name, start, begin, factors, bracketed)
        value = factors[0] if len(factors) == 1 else Product(tuple(factors), at)
        return Negative(value, at) if minus else value

    def mentions_variable(self, node: Node) -> bool:
        stack = [node]
        while stack:
            part = stack.pop()
            if isinstance(part, SymbolNode) and part.name in self.variables:
                return True
            stack += children(part)
        return False

    def note_bare(self, name: Token, start: int, begin: int, factors: list[Node], bracketed: bool) -> None:
        word = self.text[name.at : name.end]
        inside, token = self.typed(begin, self.position), self.peek
        letters = [f for f in factors if isinstance(f, SymbolNode) and f.name not in self.variables]
        if token.text == "/" and self.tokens[self.position + 1].kind == "number":
            number = self.tokens[self.position + 1].text
            self.notes.other_reading(f"{word} {inside}/{number}", f"({word} {inside})/{number}", f"{word}({inside}/{number})")
        elif token.kind in ("symbol", "constant", "number", "open") and self.starts_factor():
            after = "(…)" if token.kind == "open" else self.typed(self.position, self.position + 1)
            self.notes.other_reading(f"{word} {inside} {after}", f"{word}({inside})·{after}", f"{word}({inside}*{after})")
        elif len(factors) > 1 and (bracketed or letters):
            self.notes.other_reading(f"{word} {inside}", f"{word}({inside})", None)

    # -- what a call means --------------------------------------------------------------------------------------------

    def call(self, name: Token, base: Node | None, arguments: list[Node], exponent: Node | None) -> Node:
        operation, at = name.text, name.at
        if self.is_inverse(exponent):
            if operation not in _INVERSES:
                raise LanguageError(f"The inverse of {self.spelled(name)} is not read. For 1/f type 1/{operation}(x).", at)
            word = self.text[name.at : name.end].lstrip("\\")
            operation = _INVERSES[operation]
            self.notes.other_reading(f"{word}^-1", "arc" + word, f"1/{word}(x)")
        if operation in ("ln", "log"):
            return self.logarithm(name, base, arguments)
        fewest, most = ARITY[operation]
        if not fewest <= len(arguments) <= most:
            raise LanguageError(self.arity_sentence(name, len(arguments)), at)
        if operation == "root" and isinstance(arguments[1], Number) and abs(arguments[1].value) > limits.MAX_POWER:
            raise LanguageError(f"This root is too high: at most order {limits.MAX_POWER:,} is read.", at)
        if operation in DEGREES:
            self.notes.say(f"{operation} works in degrees; all other functions work in radians.")
        return rewritten(operation, arguments, at) or Call(operation, tuple(arguments), at)

    def arity_sentence(self, name: Token, given: int) -> str:
        fewest, most = ARITY[name.text]
        if name.text == "sqrt" and given == 2:
            return "`sqrt` takes one value. For other roots type root(x, 3)."
        wanted = {1: "one value", 2: "two values", 3: "three values"}
        takes = wanted.get(fewest, str(fewest)) if fewest == most else f"{fewest} to {most} values"
        hint = " Decimals are written with a point, as in 0.5." if given > most else ""
        return f"{self.spelled(name)} takes {takes}, as in {self.example(name)}.{hint}"

    def logarithm(self, name: Token, base: Node | None, arguments: list[Node]) -> Node:
        if len(arguments) == 2 and base is None and name.text == "log":
            base = arguments.pop()
        if len(arguments) != 1:
            raise LanguageError(f"{self.spelled(name)} takes one value, as in ln(x), or a base, as in log(x, 2).", name.at)
        match base:
            case None:
                if name.text == "log":
                    self.notes.other_reading("log", "the natural logarithm ln", "log10(x)")
                return Call("ln", tuple(arguments), name.at)
            case Constant("e"):
                return Call("ln", tuple(arguments), name.at)
            case Number(value) if value in (2, 10):
                return Call(f"log{value}", tuple(arguments), name.at)
        return Call("log", (arguments[0], base), name.at)

    # -- roots and fractions ------------------------------------------------------------------------------------------

    def root(self) -> Node:
        """√x, √(x+1), ∛x: one part, with its power unless it is bracketed."""
        with self.deeper():
            sign, start = self.next(), self.position - 1
            minus, before = self.signs(sign)
            token = self.peek
            bracketed = token.kind == "open"
            value = self.primary(before)
            if not bracketed:
                value = self.postfix(value)
                if self.peek.text == "^" and self.peek.kind == "op":
                    value = self.power(value, self.position - 1)
                    inside = self.typed(start + 1, self.position)
                    stem, _, power = inside.partition("^")
                    if power:
                        self.notes.other_reading(f"{sign.text}{inside}", f"{sign.text}({inside})", f"({sign.text}{stem})^{power}")
            self.note_root(sign, token)
            value = Negative(value, token.at) if minus else value
            return self.rooted(value, Number(sign.value), sign.at)

    def note_root(self, sign: Token, token: Token) -> None:
        after = self.peek
        if token.kind == "number" and not after.spaced and after.kind in ("symbol", "constant"):
            name = self.typed(self.position, self.position + 1)
            self.notes.other_reading(f"{sign.text}{token.text}{name}", f"{sign.text}{token.text}·{name}",
                                     f"{sign.text}({token.text}{name})")  # fmt: skip

    @staticmethod
    def rooted(value: Node, order: Node, at: int) -> Node:
        if order == Number(Fraction(2)):
            return Call("sqrt", (value,), at)
        if order == Number(Fraction(3)):
            return Call("cbrt", (value,), at)
        return Call("root", (value, order), at)

    def latex(self) -> Node:
        """``\\frac{…}{…}``, ``\\frac12``, ``\\sqrt[n]{…}``."""
        with self.deeper():
            token = self.next()
            if token.text == "\\frac":
                numerator = self.piece(token)
                return Quotient(numerator, self.piece(token), token.at)
            order: Node = Number(Fraction(2), token.at)
            if self.peek.text == "[":
                order = self.group()
                if isinstance(order, Number) and abs(order.value) > limits.MAX_POWER:
                    raise LanguageError(f"This root is too high: at most order {limits.MAX_POWER:,} is read.", token.at)
            return self.rooted(self.piece(token), order, token.at)

    def piece(self, command: Token) -> Node:
        """What a LaTeX command acts on: a group or a single sign."""
        token = self.peek
        if token.kind == "end":
            raise self.still_open() if self.open else Unfinished(
                f"{command.text} is waiting for its parts, as in \\frac{{x}}{{2}}.", token.at
            )
        if token.kind == "function" and self.tokens[self.position + 1].kind != "open":
            raise LanguageError(f"Put the parts of {command.text} in {{ }}, as in \\frac{{x}}{{2}}.", token.at)
        return self.primary(command)

