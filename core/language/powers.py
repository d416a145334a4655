"""Powers, and what stands behind a part: factorials and degree signs."""

from __future__ import annotations

from fractions import Fraction

from core.language import derivative_operator, limits
from core.language.calls import Calls
from core.language.characters import RAISED_OPEN
from core.language.errors import LanguageError
from core.language.syntax import Call, Constant, Negative, Node, Number, Power, Product, Quotient
from core.language.tokens import Token


class Powers(Calls):
    """Rules for ``^``, ``!`` and ``°``."""

    def factor(self, before: Token | None) -> Node:
        """A part with its power."""
        start = self.position
        base = self.postfix(self.primary(before))
        if self.peek.kind == "op" and self.peek.text == "^":
            base = self.power(base, start)
        self.last_start = start
        return base

    def power(self, base: Node, start: int) -> Node:
        """A power whose base has been read; to the right of ^ stand signs and one part."""
        with self.deeper():
            operator = self.next()
            minus, before = self.signs(operator)
            begin = self.position
            raised = self.peek.text == RAISED_OPEN
            if self.raised_root(begin - 1):
                raise LanguageError(
                    "This root can be read in two ways. Type root(x, 3), or * before the root.", operator.at
                )
            bracketed = self.peek.kind == "open"
            exponent = self.postfix(self.primary(before))
            if self.peek.kind == "op" and self.peek.text == "^":
                if raised:
                    raise LanguageError("Put brackets to show which power comes first, as in (x^2)^3.", self.peek.at)
                exponent = self.power(exponent, begin)
            elif not bracketed:
                self.note_exponent(base, exponent, minus, start, begin)
            if isinstance(exponent, Number) and abs(exponent.value) > limits.MAX_POWER:
                raise LanguageError(
                    f"This power is too large: at most {limits.MAX_POWER:,} is read.", self.tokens[begin].at
                )
            if minus:
                exponent = Negative(exponent, operator.end)
            return Power(base, exponent, self.tokens[start].at)

    def note_exponent(self, base: Node, exponent: Node, minus: bool, start: int, begin: int) -> None:
        """Tell where an exponent without brackets was taken to end."""
        token = self.peek
        power = self.typed(start, self.position)
        stem = self.typed(start, begin - 1 if not minus else begin - 2)
        inside = ("-" if minus else "") + self.typed(begin, self.position)
        if token.text == "/" and isinstance(exponent, Number) and exponent.value == 1:
            after = self.tokens[self.position + 1]
            self.notes.other_reading(
                f"{power}/{after.text}", f"({power})/{after.text}", f"{stem}^({inside}/{after.text})"
            )
            return
        doubtful = isinstance(base, Constant | Number) or not isinstance(exponent, Number)  # not x^2y
        if doubtful and not token.spaced and token.kind in ("symbol", "constant", "open") and self.starts_factor():
            behind = "(…)" if token.kind == "open" else self.typed(self.position, self.position + 1)
            other = f"{stem}^({inside}{behind})" if token.kind != "open" else f"{stem}^({inside}*{behind})"
            self.notes.other_reading(f"{power}{behind}", f"{power}·{behind}", other)

    def postfix(self, node: Node) -> Node:
        """What stands behind a part: a factorial, a degree sign or primes."""
        count = 0
        while self.peek.kind == "op" and self.peek.text in ("!", "°"):
            token = self.next()
            count += 1
            if count > 1:
                raise LanguageError("Two of these signs in a row are not read. Use brackets, as in (x!)!.", token.at)
            if token.text == "!":
                node = Call("factorial", (node,), token.at)
            else:
                node = Quotient(
                    Product((node, Constant("pi", token.at)), token.at), Number(Fraction(180), token.at), token.at
                )
        if self.degree_power():
            node = Quotient(
                Product(
                    (node, Constant("pi")),
                ),
                Number(Fraction(180)),
            )
        return derivative_operator.primed(self, node) if self.behind_bracket() else node

    def behind_bracket(self) -> bool:
        """Has a bracket or bar just been closed?"""
        return bool(self.position) and self.tokens[self.position - 1].kind in ("close", "bar")

    def degree_power(self) -> bool:
        """LaTeX writes degrees as ``30^\\circ`` or ``30^{\\circ}``."""
        texts = [token.text for token in self.tokens[self.position : self.position + 4]]
        length = 2 if texts[:2] == ["^", "°"] else 4 if texts == ["^", "{", "°", "}"] else 0
        self.position += length
        return bool(length)
