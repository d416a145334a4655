"""Brackets, bars, roots and fractions: the parts of a formula that enclose others."""

from __future__ import annotations

from fractions import Fraction
from itertools import takewhile

from core.language import choices, limits
from core.language.characters import RAISED_CLOSE, RAISED_OPEN
from core.language.errors import LanguageError, Unfinished
from core.language.signs import AS_TYPED
from core.language.stream import Stream
from core.language.syntax import Call, Negative, Node, Number, Quotient, children
from core.language.tokens import CASES, CASES_END, OPENING, Token

_WRAPPERS = {"⌊": "floor", "⌈": "ceil", "⟨bar": "abs"}


def _shown(bracket: str) -> str:
    return {
        "⟨bar": "|",
        "⟩bar": "|",
        RAISED_OPEN: "(",
        RAISED_CLOSE: ")",
        CASES: "\\begin{cases}",
        CASES_END: "\\end{cases}",
    }.get(bracket, bracket)


class Groups(Stream):
    """Rules for what encloses."""

    # -- brackets and bars --------------------------------------------------------------------------------------------

    def group(self) -> Node:
        """A bracketed expression, |…|, ⌊…⌋ or ⌈…⌉."""
        token = self.peek
        if token.kind == "bar":
            return self.bars()
        if token.text == "[" and self.position and not token.spaced:
            self.refuse_index()
        before = self.tokens[self.position - 1] if self.position else token
        inside = self.bracketed()
        if len(inside) > 1 and before.text in ("d", "D"):  # d(x^2, x), as computer algebra has it
            raise LanguageError(AS_TYPED, before.at)
        if len(inside) > 1:
            raise LanguageError("Several values in one bracket are not read here. Type one formula.", token.at)
        wrapper = _WRAPPERS.get(token.text)
        return Call(wrapper, (inside[0],), token.at) if wrapper else inside[0]

    def bars(self) -> Node:
        """``|x|``: a bar closes where something has just ended, and opens elsewhere."""
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
        values = [choices.choice(self)]
        while self.peek.kind == "comma":
            comma = self.next()
            if len(values) == limits.MAX_ARGUMENTS:
                raise LanguageError(f"At most {limits.MAX_ARGUMENTS} values can stand in one bracket.", comma.at)
            if self.peek.kind == "end":
                raise Unfinished("Waiting for what comes after the comma.", self.peek.at)
            values.append(choices.choice(self))
        self.close(opening)
        return values

    def comparing_bracket(self) -> list[Node]:
        """The same where = compares two things."""
        self.comparing += 1
        values = self.bracketed()
        self.comparing -= 1
        return values

    def restriction(self) -> Node:
        """The condition in ``{0 < x < 1}``."""
        opening = self.next()
        self.open.append(opening.text)
        condition = choices.wanted_condition(self)
        self.close(opening)
        return condition

    def close(self, opening: Token) -> None:
        """Take the bracket that closes what was opened last."""
        closing = self.peek
        if closing.kind == "end":
            raise self.still_open()
        if closing.kind == "close" and closing.text == OPENING[self.open[-1]]:
            self.next()
            self.open.pop()
            return
        if closing.kind == "close":
            raise LanguageError(
                f"The bracket {_shown(self.open[-1])} opened here is closed by {_shown(closing.text)}.", opening.at
            )
        raise self.unexpected(closing)

    def refuse_index(self) -> None:
        """``x[0]`` is a list element in programs; ``2[x+1]`` is a product."""
        before = self.tokens[self.position - 1]
        after = self.tokens[self.position + 1 :]
        numbers = list(takewhile(lambda token: token.kind == "number" or token.text == "-", after))
        numbers = numbers or [token for token in after[:1] if token.text in ("i", "j", "k", "n")]
        if before.kind in ("symbol", "close", "constant") and numbers and after[len(numbers)].kind == "close":
            raise LanguageError("An index in square brackets is not read. To multiply type *.", self.peek.at)

    # -- roots and fractions ------------------------------------------------------------------------------------------

    def root(self) -> Node:
        """√x, √(x+1), ∛x: one part, with its power unless it is bracketed."""
        with self.deeper():
            sign, start = self.next(), self.position - 1
            order = self.order_in_brackets(sign) if sign.value == 2 else None
            if order is not None:
                return self.rooted(self.primary(sign), order, sign.at)
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
                        self.notes.other_reading(
                            f"{sign.text}{inside}", f"{sign.text}({inside})", f"({sign.text}{stem})^{power}"
                        )
            self.note_root(sign, token)
            value = Negative(value, token.at) if minus else value
            return self.rooted(value, Number(sign.amount), sign.at)

    def order_in_brackets(self, root: Token) -> Node | None:
        """The order of ``sqrt[3]{x}``, LaTeX without its backslash; None where a bracket is what the root acts on."""
        depth, index = 0, self.position
        if self.peek.text != "[":
            return None
        while True:
            depth += (self.tokens[index].kind == "open") - (self.tokens[index].kind == "close")
            index += 1
            if depth == 0 or self.tokens[index].kind == "end":
                break
        after = self.tokens[index]
        inside = self.tokens[self.position + 1 : index - 1]
        varies = any(token.kind == "symbol" and token.text in self.variables for token in inside)
        if depth or varies or after.spaced or after.text not in ("{", "("):
            return None  # Mathematica's Sqrt[x](x+1)
        if after.text == "(":
            order = self.typed(self.position + 1, index - 1)
            raise LanguageError(
                f"This can be read in two ways. Type root(x, {order}), or * before the round bracket.", root.at
            )
        return self.group()

    def raised_root(self, start: int | None = None) -> bool:
        """Do the tokens from ``start`` on spell ``³√``?"""
        start = self.position if start is None else start
        caret, opening, order, closing, sign = (self.tokens[start : start + 5] + [self.tokens[-1]] * 5)[:5]
        return (caret.text, opening.text, order.kind, closing.text, sign.kind) == (
            "^", RAISED_OPEN, "number", RAISED_CLOSE, "root"
        )  # fmt: skip

    def root_with_raised_order(self) -> Node:
        """``³√x``"""
        order = self.tokens[self.position + 2]
        self.position += 4
        value = children(self.root())[0]
        return self.rooted(value, Number(order.amount, order.at), order.at)

    def note_root(self, sign: Token, token: Token) -> None:
        """Tell that √2x has only the 2 under the root."""
        after = self.peek
        if token.kind == "number" and not after.spaced and after.kind in ("symbol", "constant"):
            name = self.typed(self.position, self.position + 1)
            self.notes.other_reading(f"{sign.text}{token.text}{name}", f"{sign.text}{token.text}·{name}",
                                     f"{sign.text}({token.text}{name})")  # fmt: skip

    @staticmethod
    def rooted(value: Node, order: Node, at: int) -> Node:
        """The root of a value."""
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
        example = "\\frac{x}{2}" if command.text == "\\frac" else "\\sqrt{x}"
        if token.kind == "end":
            raise (
                self.still_open()
                if self.open
                else Unfinished(f"{command.text} is waiting for what belongs to it, as in {example}.", token.at)
            )
        if token.kind == "function" and self.tokens[self.position + 1].kind != "open":
            raise LanguageError(f"Put what belongs to {command.text} in {{ }}, as in {example}.", token.at)
        return self.primary(command)
