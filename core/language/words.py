"""From words to functions, constants, variables and parameters."""

from __future__ import annotations

from dataclasses import replace

from core.language.characters import RAISED_OPEN, quoted
from core.language.doubts import BRACKETS, check_word
from core.language.errors import LanguageError, Unfinished
from core.language.indexed import after_underscore, is_short_whole_number
from core.language.latex_input import GREEK
from core.language.names import (
    FUNCTIONS,
    GREEK_FUNCTIONS,
    MODULE_CONSTANTS,
    MODULE_FUNCTIONS,
    MODULES,
    OTHER_FUNCTIONS,
    WITH_DIGITS,
    WITH_DIGITS_CALLED,
    Names,
    Piece,
    begins_a_name,
)
from core.language.notes import Notes
from core.language.suggestions import REFUSED, unknown
from core.language.tokens import Token

_STARTS = frozenset({"number", "word", "open", "root", "latex", "bar"})
_KINDS = {"variable": "symbol", "parameter": "symbol"}
_LONGEST_WORD = 60
#: (the letters before the digits, the digits, the letters after them) → function, before a bracket
_AROUND_DIGITS = (
    ("log", "1", "p", "log1p"),
    ("expm", "1", "", "expm1"),
    ("arctan", "2", "", "atan2"),
    ("relu", "6", "", "relu6"),
)


def resolve(tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> list[Token]:
    """The tokens with every word replaced by functions, constants and symbols.

    Raises LanguageError for names that mean nothing here, Unfinished for a name still being typed.
    """
    return _Resolver(tokens, variables, notes).run()


def stray_point(point: Token, following: Token, after_something: bool) -> LanguageError:
    """The error for a point that belongs to no number."""
    if following.kind == "word":
        sentence = f"The point before {quoted(following.text)} is not read here. To multiply type *."
        if following.text in FUNCTIONS:
            sentence = f"Here a function comes first, as in {following.text}(x): not x.{following.text}()."
    elif following.kind == "end" and after_something:
        sentence = "A point needs digits after it, as in 2.5. To multiply type *."
    else:
        sentence = "This point has no meaning here. Decimals are written 2.5; to multiply type *."
    return LanguageError(sentence, point.at)


class _Resolver:
    def __init__(self, tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> None:
        self.tokens, self.names, self.notes = tokens, Names(variables), notes
        self.index = 0
        self.out: list[Token] = []

    def run(self) -> list[Token]:
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            if token.kind == "word":
                self.word(token)
            elif token.text == "." and token.kind == "op":
                raise stray_point(token, self.ahead(), bool(self.out))
            else:
                self.out.append(token)
                self.index += 1
        return self.out

    def is_a_number(self, letter: str) -> bool:
        """Does the letter also stand where no bracket follows it, as a parameter does?"""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return any(token.text == letter and after.text not in ("(", "⟨bar") for token, after in pairs)

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def adjacent(self, count: int = 1) -> Token:
        """The token ``count`` places ahead if no white space stands before it or any between, else the end token."""
        run = [self.ahead(k) for k in range(1, count + 1)]
        return self.tokens[-1] if any(token.spaced for token in run) else run[-1]

    def put(self, token: Token, pieces: list[Piece], consumed: int = 1) -> None:
        as_typed = token.end - token.at == len(token.text)  # not so in \sin, or with invisible characters inside
        for piece in pieces:
            at, end = (token.at + piece.start, token.at + piece.stop) if as_typed else (token.at, token.end)
            spaced = token.spaced and piece.start == 0
            self.out.append(Token(_KINDS.get(piece.kind, piece.kind), piece.name, at, end, spaced))
        if consumed > 1:
            self.out[-1] = replace(self.out[-1], end=self.ahead(consumed - 1).end)
        self.index += consumed

    def put_one(self, token: Token, kind: str, name: str, consumed: int) -> bool:
        self.put(token, [Piece(kind, name, 0, len(token.text))], consumed)
        return True

    def word(self, token: Token) -> None:
        text, following = token.text, self.adjacent()
        if len(text) > _LONGEST_WORD:
            raise LanguageError(
                f"{quoted(text)} is too long a word. To multiply letters, put * between them.", token.at
            )
        if following.text == "." and following.kind == "op" and text not in self.names.variables:
            self.dotted(token)
        elif (following.text == "_" and self.underscored(token)) or (
            following.kind == "number" and self.numbered(token)
        ):
            return
        elif text.lower() == "pi" and [self.ahead(1).text, self.ahead(2).text] == ["(", ")"]:
            self.put_one(token, "constant", "pi", 3)  # as spreadsheets write it
        else:
            self.put(token, self.pieces(token))

    # -- words with more behind them ----------------------------------------------------------------------------------

    def dotted(self, token: Token) -> None:  # noqa: C901 (what may follow the point, the surest reading first)
        """``np.sin(x)``, ``Math.PI``: modules of a programming language before a name we know."""
        count, name = 0, token.text
        while name in MODULES and self.adjacent(count + 1).text == "." and self.adjacent(count + 2).kind == "word":
            count += 2
            name = self.adjacent(count).text
        after, beyond = self.ahead(count + 1), self.ahead(count + 2)
        if count and after.text == "_" and beyond.kind == "word" and f"{name}_{beyond.text}".lower() in FUNCTIONS:
            name, count = f"{name}_{beyond.text}", count + 2  # nn.leaky_relu
            after, beyond = self.ahead(count + 1), self.ahead(count + 2)
        elif count and after.text == "_" and self.ahead(count + 3).kind == "end":
            part = f"{name}_{beyond.text}" if beyond.kind == "word" else f"{name}_"
            if begins_a_name(part):
                raise Unfinished(f"{quoted(part)} is waiting for the rest of the name.", self.ahead(count + 3).at)
        if name in MODULES and after.text == "." and beyond.kind == "end":
            raise Unfinished("Waiting for the name after the point.", after.end)
        if not count:
            raise stray_point(after, beyond, True)
        known = MODULE_FUNCTIONS.get(name) or FUNCTIONS.get(name.lower())
        if after.text == "(" and known:
            self.put_one(token, "function", known, count + 1)
        elif after.text != "." and name in MODULE_CONSTANTS:
            self.put_one(token, "constant", MODULE_CONSTANTS[name], count + 1)
        elif after.kind == "number" and beyond.kind == "end":
            raise Unfinished(f"{quoted(name + after.text)} is waiting for brackets, as in sin(x).", after.end)
        elif after.kind == "number" and beyond.text in ("(", "p"):
            self.dotted_with_digits(token, name, count)
        elif after.kind == "end" and any(n.startswith(name.lower()) for n in (*FUNCTIONS, *MODULE_FUNCTIONS, *MODULES)):
            raise Unfinished(f"{quoted(name)} is waiting for brackets, as in sin(x).", after.at)
        else:
            sentence = REFUSED[name.lower()].format(word=quoted(name)) if name.lower() in REFUSED else None
            raise LanguageError(sentence or unknown(name, after.text == "("), self.ahead(count).at)

    def dotted_with_digits(self, token: Token, name: str, count: int) -> None:
        """``np.log10(x)``, ``np.log1p(x)``, ``np.arctan2(y, x)``."""
        letters = self.ahead(count + 2).text == "p"
        whole = name + self.ahead(count + 1).text + ("p" if letters else "")
        if whole not in FUNCTIONS:
            raise LanguageError(unknown(whole, True), token.at)
        self.put_one(token, "function", FUNCTIONS[whole], count + 2 + letters)

    def indexed(self, letters: str, index: str) -> str | None:
        """The variable that x₁, x_1 and x1 all mean."""
        return next((n for n in (f"{letters}_{index}", letters + index) if n in self.names.variables), None)

    def underscored(self, token: Token) -> bool:
        """leaky_relu, log_2, and variables with an index; True if the word has been dealt with."""
        after = self.adjacent(2)
        grouped = after.kind == "open"
        inner = self.ahead(3) if grouped else after
        whole = f"{token.text}_{inner.text}"
        if inner.kind in ("word", "number") and (variable := self.indexed(token.text, inner.text)):
            return self.put_one(token, "variable", variable, 5 if grouped else 3)
        if not grouped and whole.lower() in FUNCTIONS:
            return self.put_one(token, "function", FUNCTIONS[whole.lower()], 3)
        last = self.ahead(3 if inner.kind == "word" else 2)
        if last.kind == "end" and begins_a_name(whole if inner.kind == "word" else token.text + "_"):
            raise Unfinished(f"{quoted(token.text + '_')} is waiting for the rest of the name.", last.at)
        pieces = self.pieces(token)
        if pieces[-1].name == "log":
            self.put(token, pieces)
            return True
        index = after_underscore(self.tokens[self.index : self.index + 12])
        if index is not None and pieces[-1].kind != "function":
            if not grouped and index.text[1:] and index.text[-1] in self.names.variables:
                typed = f"{token.text[pieces[-1].start :]}_{index.text}"
                self.notes.other_reading(typed, "one name", f"{typed[:-1]} {typed[-1]}")
            self.named(token, pieces, index.text, index.consumed)
            return True
        if after.kind == "end" or (grouped and not any(t.kind == "close" for t in self.tokens[self.index :])):
            raise Unfinished(f"{quoted(token.text + '_')} is waiting for its index, as in w_1.", after.at)
        shown = quoted(whole if inner.kind in ("word", "number") else token.text + "_")
        raise LanguageError(f"The name {shown} is not read here. A letter with an index is typed as w_1.", token.at)

    def named(self, token: Token, pieces: list[Piece], index: str, consumed: int) -> None:
        """A letter with an index, one name; letters before it are factors."""
        last = pieces[-1]
        letter = token.text[last.start :] if last.kind == "constant" and len(last.name) > 1 else last.name
        letter = GREEK.get(letter, letter)
        name = f"{letter}_{index}"
        following = self.ahead(consumed)
        if following.text == "(" and letter in "fghFGH":
            raise LanguageError(
                f"`{name}` is not defined here, so {name}(…) has no value. Type its formula.", token.at + last.start
            )
        if last.kind == "variable":
            self.notes.say(f"Read {name} as a parameter: it is not the variable {last.name}.")
        self.put(token, [*pieces[:-1], replace(last, kind="parameter", name=name)], consumed)

    def numbered(self, token: Token) -> bool:  # noqa: C901 (the readings of digits after a name, the surest first)
        """log2, log10, atan2, log1p, expm1 and variables such as x1; True if the word has been dealt with."""
        number, after = self.ahead(1), self.ahead(2)
        if variable := self.indexed(token.text, number.text):
            return self.put_one(token, "variable", variable, 2)
        low = token.text.lower()
        for stem, digits, rest, function in _AROUND_DIGITS:
            called = self.ahead(3 if rest else 2).text == "(" and (not rest or after.text == rest)
            if called and low.endswith(stem) and number.text == digits:
                start = len(low) - len(stem)
                before = self.names.split(token.text[:start])
                self.put(token, [*before, Piece("function", function, start, len(low))], 3 if rest else 2)
                return True
        pieces = self.pieces(token)
        last = pieces[-1]
        key = (last.name, number.text)
        name = WITH_DIGITS.get(key) or (WITH_DIGITS_CALLED.get(key) if after.text == "(" else None)
        starts = after.kind in _STARTS or after.text == "^" or (after.text == "-" and not after.spaced)
        if last.name == "log" and not name and after.text == "(" and not after.spaced:
            raise LanguageError(
                f"This logarithm can be read in two ways. Type log_{number.text}(x) for base {number.text}, "
                f"or log({number.text}*x).",
                token.at + last.start,
            )
        if last.name == "log" and not name and starts and number.text.isdigit():
            typed = f"log{number.text} {after.text}"
            self.notes.other_reading(typed, f"ln({number.text} {after.text})", f"log_{number.text}({after.text})")
        if name and starts:
            if after.kind in ("word", "number") and not after.spaced:
                self.notes.other_reading(
                    f"{last.name}{number.text}{after.text}", f"{name}({after.text})", f"ln({number.text}{after.text})"
                )
            self.put(token, [*pieces[:-1], replace(last, name=name)], 2)
            return True
        if last.kind == "parameter" and is_short_whole_number(number):
            typed = token.text[last.start :]
            self.notes.other_reading(f"{typed}{number.text}", "one name", f"{typed}*{number.text}")
            self.named(token, pieces, number.text, 2)
            return True
        if last.kind != "function" and number.text in ("0", "1"):  # nobody multiplies like this
            typed = token.text[last.start :]
            shown = quoted(typed + number.text)
            raise LanguageError(
                f"{shown} can be read in two ways. Type {typed}_{number.text} for a name of its own, "
                f"or {typed}*{number.text} for a product.",
                token.at,
            )
        if last.kind != "function":
            typed = token.text[last.start :]
            self.notes.other_reading(f"{typed}{number.text}", f"{typed}·{number.text}", f"{typed}^{number.text}")
        self.put(token, pieces)
        return True

    # -- one word -----------------------------------------------------------------------------------------------------

    def pieces(self, token: Token) -> list[Piece]:
        text, following = token.text, self.ahead()
        called, low = following.text in BRACKETS, text.lower()
        own = text in self.names.variables
        whole = self.names.whole(text, called) if own or len(text) > 1 else None
        if whole and own:
            return [whole]
        if len(text) > 1 and low in REFUSED and not self.names.product_of_variables(text):
            if following.kind == "end" and begins_a_name(low):
                raise Unfinished(f"{quoted(text)} is waiting for the rest of the name.", token.end)
            raise LanguageError(REFUSED[low].format(word=quoted(text)), token.at)
        pieces = [whole] if whole else self.names.split(text)
        self.check_powered_call(token, pieces[-1])
        if len(text) > 1:
            check_word(token, pieces, following)
        if called:
            pieces[-1] = self.before_bracket(token, pieces)
        return pieces

    def check_powered_call(self, token: Token, last: Piece) -> None:
        """``f⁻¹(x)``, ``σ²(x)``: a power between a function's letter and its bracket."""
        if last.kind != "parameter" or last.name not in tuple("fghFGH") + tuple(GREEK_FUNCTIONS):
            return
        texts = [self.ahead(k).text for k in range(1, 7)]
        if texts[0] != "^":
            return
        enclosed = texts[1] in ("{", "(", RAISED_OPEN)
        exponent = texts[2:] if enclosed else texts[1:]
        exponent = exponent[1:] if exponent[0] == "-" else exponent
        if not exponent[0].isdigit() or exponent[2 if enclosed else 1] != "(":
            return
        typed = token.text[last.start :]
        sentence = f"`{typed}` is not defined here. Type its formula, or * before the bracket for a product."
        if last.name in GREEK_FUNCTIONS:
            name = GREEK_FUNCTIONS[last.name]
            sentence = f"This can be read in two ways. Type {name}(x)^2, or * before the bracket for a product."
        raise LanguageError(sentence, token.at + last.start)

    def before_bracket(self, token: Token, pieces: list[Piece]) -> Piece:
        """The last name before a bracket: a function, a factor, or a function nobody has defined."""
        last = pieces[-1]
        if last.kind == "function" and len(pieces) == 2 and pieces[0].unknown:
            name = token.text[last.start :]
            self.notes.other_reading(f"{token.text}(…)", f"{pieces[0].name}·{name}(…)", None)
        if last.kind != "parameter":
            return last
        letter, typed = last.name, token.text[last.start :]
        if letter in GREEK_FUNCTIONS:
            self.notes.other_reading(f"{typed}(…)", f"{GREEK_FUNCTIONS[letter]}(…)", f"{typed}*(…)")
            return replace(last, kind="function", name=GREEK_FUNCTIONS[letter])
        before = self.out[-2:] if last.start == 0 else []
        if len(before) == 2 and before[0].kind == "function" and before[1].text in ("_", "^"):
            return last  # log_a(x), sin^n(x)
        if letter in "fghFGH" or (letter in OTHER_FUNCTIONS and not self.is_a_number(letter)):
            raise LanguageError(
                f"`{typed}` is not defined here, so {typed}(…) has no value. "
                f"Type its formula, or {typed}*(…) for a product.",
                token.at + last.start,
            )
        self.notes.other_reading(f"{letter}(…)", f"{letter}·(…)", None)
        return last
