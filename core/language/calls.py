"""What functions take: brackets, or without them a coefficient and one variable, or another function."""

from __future__ import annotations

from core.language import limits
from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.groups import Groups
from core.language.names import FUNCTIONS
from core.language.rewriting import ARITY, DEGREES, rewritten
from core.language.series import written_out
from core.language.syntax import Call, Comparison, Constant, Negative, Node, Number, Power, Product, Symbol, children
from core.language.tokens import Token
from core.language.vocabulary import OPERATIONS

_RANGE = "A sum over a range is typed as sum(x^k/k!, k, 0, 9), or with its bounds as in \\\\sum_{k=0}^{9}."
_INVERSES = {name: "a" + name for name in OPERATIONS if "a" + name in OPERATIONS}


class Calls(Groups):
    """Rules for functions."""

    # -- functions ----------------------------------------------------------------------------------------------------

    def application(self) -> Node:
        """A function and what it acts on: ``sin(x)``, ``sin 2x``, ``sin^2 x``, ``log_2 x``."""
        with self.deeper():
            name, start = self.next(), self.position - 1
            order = self.order_in_brackets(name) if name.text == "sqrt" else None
            if order is not None:
                return self.rooted(self.primary(name), order, name.at)
            base = exponent = None
            for _ in range(2):  # the base of a logarithm and a power, in either order
                if self.peek.text == "_" and name.text == "log" and base is None:
                    self.next()
                    base = self.attached(name)
                elif self.peek.text == "^" and self.peek.kind == "op" and exponent is None:
                    sign = self.next()
                    exponent = self.attached(sign)
            base_first = self.peek.text == "["  # Mathematica's Log[2, x]
            arguments = self.arguments(name, start)
            if base_first and len(arguments) == 2 and name.text == "log":
                arguments.reverse()
            value = self.call(name, base, arguments, exponent)
            if exponent is None or self.is_inverse(exponent):
                return value
            return Power(value, exponent, name.at)

    def attached(self, sign: Token) -> Node:
        """The base in ``log_2`` or the power in ``sin^2``: a number, a letter or a bracket, with its sign."""
        minus, last = self.signs(sign)
        token = self.peek
        if token.kind not in ("number", "symbol", "constant", "open", "latex"):
            raise self.missing(last)
        value = self.primary(last)
        return Negative(value, token.at) if minus else value

    @staticmethod
    def is_inverse(exponent: Node | None) -> bool:
        """Is this the power -1 that makes an inverse function?"""
        match exponent:
            case Negative(Number(value)):
                return value == 1
            case Number(value):
                return value == -1
        return False

    def arguments(self, name: Token, start: int) -> list[Node]:
        """The values a function is given, in brackets or without."""
        token = self.peek
        fewest = ARITY[name.text][0]
        if token.kind == "end":
            raise Unfinished(
                f"{self.spelled(name)} is waiting for what it acts on, as in {self.example(name)}.", token.at
            )
        if token.kind == "open" and token.text in ("(", "[", "{"):
            if self.tokens[self.position + 1].kind == "close":
                raise Unfinished(f"Something is missing between the brackets of {self.spelled(name)}.", token.end)
            return self.bracketed()
        if fewest > 1 or name.text in ("min", "max", "mod"):
            raise LanguageError(f"{self.spelled(name)} needs brackets, as in {self.example(name)}.", name.at)
        return [self.bare_argument(name, start)]

    def example(self, name: Token) -> str:
        """How the function is typed, for a sentence: by the name it was given."""
        typed = self.text[name.at : name.end].lstrip("\\").rpartition(".")[2]  # np.arctan
        word = typed if typed.lower() in FUNCTIONS else name.text
        if name.text in ("min", "max"):
            return f"{word}(x, 0)"
        if name.text in ("sum", "prod"):
            return f"{word}(x^k/k!, k, 0, 9)"
        return f"{word}(x, 2)" if ARITY[name.text][1] > 1 and ARITY[name.text][0] > 1 else f"{word}(x)"

    def spelled(self, name: Token) -> str:
        """The name as it was typed, for a sentence."""
        return quoted(self.text[name.at : name.end])

    def bare_argument(self, name: Token, start: int) -> Node:
        """The argument of a function without brackets: a coefficient and one variable with its power, or a function."""
        at = self.peek.at
        minus, sign = False, None
        if self.peek.text == "-" and self.peek.kind == "op" and not self.tokens[self.position + 1].spaced:
            minus, sign = True, self.next()
            self.refuse_lowered_inverse(name)
        factors: list[Node] = []
        begin = self.position
        finished = False
        bracketed = False
        while not finished and self.starts_factor():
            token = self.peek
            if factors and token.kind == "function":
                break
            if factors and token.kind == "number" and self.tokens[self.position - 1].kind == "number":
                break
            bracketed = bool(factors) and token.kind in ("open", "bar")
            factor = self.factor(None)
            factors.append(factor)
            finished = token.kind not in ("number", "constant", "symbol") or self.mentions_variable(factor)
        if not factors:
            if self.peek.kind == "end":
                raise self.missing(sign or name)
            raise LanguageError(f"{self.spelled(name)} needs something to act on, as in {self.example(name)}.", name.at)
        self.note_bare(name, start, begin, factors, bracketed)
        value = factors[0] if len(factors) == 1 else Product(tuple(factors), at)
        return Negative(value, at) if minus else value

    def refuse_lowered_inverse(self, name: Token) -> None:
        """``sin-1(x)`` is what is left of sin⁻¹(x) when it is copied as plain text."""
        sign, number, after = (self.tokens + [self.tokens[-1]] * 2)[self.position - 1 : self.position + 2]
        if name.text in _INVERSES and not sign.spaced and number.text == "1" and after.kind in ("open", "symbol"):
            word = self.text[name.at : name.end].lstrip("\\")
            raise LanguageError(f"This can be read in two ways. Type arc{word}(x), or {word}(-x).", name.at)

    def mentions_variable(self, node: Node) -> bool:
        """Does a variable occur in this part?"""
        stack = [node]
        while stack:
            part = stack.pop()
            if isinstance(part, Symbol) and part.name in self.variables:
                return True
            stack += children(part)
        return False

    def note_bare(self, name: Token, start: int, begin: int, factors: list[Node], bracketed: bool) -> None:
        """Tell where the argument of a function without brackets was taken to end."""
        word = self.text[name.at : name.end]
        inside, token = self.typed(begin, self.position), self.peek
        letters = [f for f in factors if isinstance(f, Symbol) and f.name not in self.variables]
        under = self.tokens[min(self.position + 1, len(self.tokens) - 1)]
        lonely = under.kind in ("symbol", "constant") and not any(map(self.mentions_variable, factors))  # sin 1/x
        if token.text == "/" and (under.kind == "number" or lonely):
            number = under.text
            self.notes.other_reading(
                f"{word} {inside}/{number}", f"({word} {inside})/{number}", f"{word}({inside}/{number})"
            )
        elif token.kind in ("symbol", "constant", "number", "open") and self.starts_factor():
            after = "(…)" if token.kind == "open" else self.typed(self.position, self.position + 1)
            self.notes.other_reading(
                f"{word} {inside} {after}", f"{word}({inside})·{after}", f"{word}({inside}*{after})"
            )
        elif len(factors) > 1 and (bracketed or letters):
            self.notes.other_reading(f"{word} {inside}", f"{word}({inside})", None)

    # -- what a call means --------------------------------------------------------------------------------------------

    def call(self, name: Token, base: Node | None, arguments: list[Node], exponent: Node | None) -> Node:
        """The tree of a function and its values; checks how many there are."""
        operation, at = name.text, name.at
        if self.is_inverse(exponent):
            if operation not in _INVERSES:
                raise LanguageError(
                    f"The inverse of {self.spelled(name)} is not read. For 1/f type 1/{operation}(x).", at
                )
            word = self.text[name.at : name.end].lstrip("\\")
            operation = _INVERSES[operation]
            self.notes.other_reading(f"{word}^-1", "arc" + word, f"1/{word}(x)")
        if operation in ("ln", "log"):
            return self.logarithm(name, base, arguments)
        if operation == "step" and len(arguments) == 2 and isinstance(arguments[1], Number):
            arguments = arguments[:1]  # NumPy's and SymPy's Heaviside take the value at the jump, where ours is 1/2
        fewest, most = ARITY[operation]
        if not fewest <= len(arguments) <= most:
            raise LanguageError(self.arity_sentence(name, len(arguments)), at)
        if operation == "root" and isinstance(arguments[1], Number) and abs(arguments[1].value) > limits.MAX_POWER:
            raise LanguageError(f"This root is too high: at most order {limits.MAX_POWER:,} is read.", at)
        self.remark(operation, len(arguments))
        if operation in ("sum", "prod"):
            body, index, first, last = arguments
            return self.series(operation, body, index, first, last)
        return rewritten(operation, arguments, at) or Call(operation, tuple(arguments), at)

    def remark(self, operation: str, count: int) -> None:
        """Say how a function with ``count`` values is read, where others read it in another way."""
        if operation in DEGREES:
            self.notes.say(f"{operation} works in degrees; all other functions work in radians.")
        elif operation == "sinc":
            self.notes.say("Read sinc(x) as sin(x)/x, and 1 at 0. NumPy's is sinc(pi*x).")
        elif operation == "softmax" and count > 1:
            self.notes.say("Read softmax as its first value: e to the first, over the sum of all.")

    def series(self, name: str, body: Node, index: Node, first: Node, last: Node) -> Node:
        """A sum or product over a range; its letter is no parameter."""
        tree = written_out(name, body, index, first, last, self.variables)
        if isinstance(index, Symbol):
            self.bound.add(index.name)
        return tree

    def big_operator(self) -> Node:
        """``\\sum_{k=1}^{9} …`` and ``Π``: the range, and one term behind it."""
        with self.deeper():
            sign = self.next()
            if self.peek.text != "_":
                raise self.missing(sign) if self.peek.kind == "end" else LanguageError(_RANGE, sign.at)
            self.next()
            if self.peek.kind != "open":
                raise self.missing(sign) if self.peek.kind == "end" else LanguageError(_RANGE, sign.at)
            begin = self.comparing_bracket()
            if len(begin) != 1 or not isinstance(begin[0], Comparison) or begin[0].sign != "=":
                raise LanguageError(_RANGE, sign.at)
            if self.peek.text != "^":
                raise self.missing(sign) if self.peek.kind == "end" else LanguageError(_RANGE, sign.at)
            last = self.attached(self.next())
            return self.series(sign.text, self.term(sign), begin[0].left, begin[0].right, last)

    def arity_sentence(self, name: Token, given: int) -> str:
        """What to say when a function has too few or too many values."""
        fewest, most = ARITY[name.text]
        if name.text == "sqrt" and given == 2:
            return "`sqrt` takes one value. For other roots type root(x, 3)."
        if name.text == "atan" and given == 2:
            return f"{self.spelled(name)} takes one value. For the angle of a point type atan2(y, x)."
        wanted = {1: "one value", 2: "two values", 3: "three values"}
        takes = wanted.get(fewest, str(fewest)) if fewest == most else f"{fewest} to {most} values"
        hint = " Decimals are written with a point, as in 0.5." if given > most else ""
        return f"{self.spelled(name)} takes {takes}, as in {self.example(name)}.{hint}"

    def logarithm(self, name: Token, base: Node | None, arguments: list[Node]) -> Node:
        """ln, or the logarithm to a base: 2 and 10 have functions of their own."""
        if len(arguments) == 2 and base is None and name.text == "log":
            base = arguments.pop()
            if self.mentions_variable(base) and not self.mentions_variable(arguments[0]):
                self.notes.say("Read the second value of log as its base, as in log(x, 2).")
        if len(arguments) != 1:
            raise LanguageError(
                f"{self.spelled(name)} takes one value, as in ln(x), or a base, as in log(x, 2).", name.at
            )
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
