"""From words to functions, constants, variables and parameters; run-together letters are split here."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.language.characters import GREEK, quoted
from core.language.errors import LanguageError, Unfinished
from core.language.latex_input import GREEK as GREEK_NAMES
from core.language.notes import Notes
from core.language.suggestions import REFUSED, nearest, unknown
from core.language.tokens import Token
from core.language.vocabulary import CONSTANTS, NAMES

#: functions written out in other operations while reading (core.language.rewriting)
REWRITTEN = frozenset({"pow", "exp2", "expm1", "log1p", "hypot", "sind", "cosd", "tand", "asind", "acosd", "atand",
                       "logit", "clip", "clamp"})  # fmt: skip
_ONLY_IN_MODULES = {"maximum": "max", "minimum": "min", "power": "pow", "absolute": "abs", "remainder": "mod", "fmod": "mod",
                    "rint": "round", "around": "round"}  # fmt: skip
_MODULES = frozenset({"np", "numpy", "math", "Math", "sp", "sympy", "torch", "tf", "jnp", "jax", "F", "nn", "scipy",
                      "special", "functional", "keras", "activations"})  # fmt: skip
_MODULE_CONSTANTS = {"pi": "pi", "PI": "pi", "e": "e", "E": "e", "tau": "tau"}
_HIDDEN = frozenset({"minimum", "maximum", "psi", "absolute"})
_FUNCTIONS = {
    **{name.lower(): canonical for name, canonical in NAMES.items() if name.isascii() and name not in _HIDDEN},
    **{name: name for name in REWRITTEN},
    **{"max": "max", "min": "min", "fmax": "max", "fmin": "min", "nthroot": "root", "mod": "mod", "log": "log"},
}
_WITH_DIGITS = {("log", "2"): "log2", ("log", "10"): "log10"}
_WITH_DIGITS_CALLED = {("atan", "2"): "atan2", ("exp", "2"): "exp2"}
#: short or worded names that are read only when the word is nothing else, so that `chx` is cosh x but `much` has no function in it
_WHOLE_ONLY = frozenset({"arch", "arsh", "arth", "fact", "lb", "ld", "lg", "tg", "sh", "ch", "th", "cth", "step", "sqr", "surd",
                         "positive", "cotg", "atg"})  # fmt: skip
_WHOLE_OR_ONE_VARIABLE = frozenset({"lg", "tg", "sh", "ch", "th", "cth", "cotg", "step"})
_GREEK_WORDS = {word.lower(): letter for word, letter in reversed(GREEK_NAMES.items()) if not word.startswith("var")}
_CONSTANT_LETTERS = {"π": "pi", "τ": "tau", "φ": "phi", "e": "e"}
_GREEK_FUNCTIONS = {"σ": "sigmoid", "Γ": "gamma"}
_OTHER_FUNCTIONS = frozenset("ζψδΦΨ")  # letters that name functions we do not have when a bracket follows
_LIKELY_FACTORS = frozenset("abcdkmnpqr")
_PREFIXES = frozenset(_FUNCTIONS) | {word for word in _GREEK_WORDS if len(word) >= 4} | {m for m in _MODULES if len(m) > 2}
_STARTS = frozenset({"number", "word", "open", "root", "latex", "bar"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One name found in a word: kind (function, constant, symbol), what it stands for, and its bounds in the word."""

    kind: str
    name: str
    start: int
    stop: int


class Resolver:
    """Turns word tokens into named ones."""

    def __init__(self, tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> None:
        self.tokens, self.notes = tokens, notes
        self.variables = {variable: variable for variable in variables}
        for variable in variables:
            for word, letter in _GREEK_WORDS.items():
                if variable in (word, letter):
                    self.variables |= {word: variable, letter: variable}
        self.index = 0
        self.out: list[Token] = []

    def run(self) -> list[Token]:
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            if token.kind == "word":
                self.word(token)
            elif token.text == ".":
                raise self.stray_point(token)
            else:
                self.out.append(token)
                self.index += 1
        return self.out

    def ahead(self, count: int = 1) -> Token:
        return self.tokens[min(self.index + count, len(self.tokens) - 1)]

    def adjacent(self, count: int = 1) -> Token:
        """The token ``count`` places ahead if no white space stands before it or any between, else the end token."""
        run = [self.ahead(k) for k in range(1, count + 1)]
        return self.tokens[-1] if any(token.spaced for token in run) else run[-1]

    def put(self, token: Token, pieces: list[Piece], consumed: int = 1) -> None:
        for piece in pieces:
            at = token.at + piece.start if token.end - token.at == len(token.text) else token.at
            end = token.at + piece.stop if token.end - token.at == len(token.text) else token.end
            spaced = token.spaced and piece.start == 0
            self.out.append(Token(piece.kind, piece.name, at, end, spaced))
        if consumed > 1:
            self.out[-1] = replace(self.out[-1], end=self.ahead(consumed - 1).end)
        self.index += consumed

    # -- one word -----------------------------------------------------------------------------------------------------

    def word(self, token: Token) -> None:
        text = token.text
        if self.adjacent().text == "." and text not in self.variables:
            self.dotted(token)
        elif self.adjacent().text == "_" and self.underscored(token):
            return
        elif self.adjacent().kind == "number" and self.numbered(token):
            return
        else:
            self.put(token, self.pieces(token))

    def dotted(self, token: Token) -> None:
        """``np.sin(x)``, ``Math.PI``: a module of a programming language before a name we know."""
        count, name = 0, token.text
        while name in _MODULES and self.adjacent(count + 1).text == "." and self.adjacent(count + 2).kind == "word":
            count += 2
            name = self.adjacent(count).text
        after = self.ahead(count + 1)
        if name in _MODULES and after.text == "." and self.ahead(count + 2).kind == "end":
            raise Unfinished("Waiting for the name after the point.", after.end)
        at_end = after.kind == "end"
        known = _ONLY_IN_MODULES.get(name) or _FUNCTIONS.get(name.lower())
        if count and after.text == "(" and known:
            self.put(token, [Piece("function", known, 0, len(token.text))], count + 1)
        elif count and after.text != "." and name in _MODULE_CONSTANTS:
            self.put(token, [Piece("constant", _MODULE_CONSTANTS[name], 0, len(token.text))], count + 1)
        elif count and after.kind == "number" and self.ahead(count + 2).kind == "end":
            raise Unfinished(f"{quoted(name + after.text)} is waiting for brackets, as in sin(x).", after.end)
        elif count and (digits := self.ahead(count + 1)).kind == "number" and self.ahead(count + 2).text in ("(", "p"):
            self.dotted_with_digits(token, name, digits, count)
        elif count and at_end and any(known.startswith(name.lower()) for known in (*_FUNCTIONS, *_ONLY_IN_MODULES, *_MODULES)):
            raise Unfinished(f"{quoted(name)} is waiting for brackets, as in sin(x).", after.at)
        elif count:
            raise LanguageError(unknown(name, after.text == "("), self.ahead(count).at)
        else:
            raise self.stray_point(self.ahead(1))

    def dotted_with_digits(self, token: Token, name: str, digits: Token, count: int) -> None:
        p = self.ahead(count + 2).text == "p" and "p" or ""
        whole = f"{name}{digits.text}{p}"
        whole = {"arctan2": "atan2"}.get(whole, whole)
        if whole not in _FUNCTIONS and whole != "atan2":
            raise LanguageError(unknown(whole, True), token.at)
        self.put(token, [Piece("function", whole, 0, len(token.text))], count + 2 + bool(p))

    def stray_point(self, point: Token) -> LanguageError:
        place = next(i for i, token in enumerate(self.tokens) if token is point)
        following = self.tokens[place + 1]
        if following.kind == "word":
            return LanguageError(f"The point before {quoted(following.text)} is not read here. To multiply type *.", point.at)
        if following.kind == "end" and self.out:
            return LanguageError("A point needs digits after it, as in 2.5. To multiply type *.", point.at)
        return LanguageError("This point has no meaning here. Decimals are written 2.5; to multiply type *.", point.at)

    def underscored(self, token: Token) -> bool:
        """leaky_relu, log_2, and variables with an index; True if the word has been dealt with."""
        after = self.adjacent(2)
        raised = after.kind == "open"
        inner = self.ahead(3) if raised else after
        whole = f"{token.text}_{inner.text}"
        if inner.kind in ("word", "number") and whole in self.variables:
            self.put(token, [Piece("symbol", whole, 0, len(token.text))], 5 if raised else 3)
            return True
        if not raised and whole.lower() in _FUNCTIONS:
            self.put(token, [Piece("function", _FUNCTIONS[whole.lower()], 0, len(token.text))], 3)
            return True
        at_end = after.kind == "end" and self.tokens[self.index + 2 :][:1] == [self.tokens[-1]]
        growing = self.ahead(3).kind == "end" and inner.kind == "word"
        if (at_end or growing) and any(name.startswith(whole.lower()) for name in _FUNCTIONS if "_" in name):
            raise Unfinished(f"{quoted(token.text + '_')} is waiting for the rest of the name.", after.at)
        if token.text.lower() in REFUSED:
            raise LanguageError(REFUSED[token.text.lower()].format(word=quoted(token.text)), token.at)
        pieces = self.pieces(token)
        if pieces[-1].kind == "function" and pieces[-1].name == "log":
            self.put(token, pieces)
            return True
        shown = quoted(whole if inner.kind in ("word", "number") else token.text + "_")
        raise LanguageError(f"The name {shown} is not read here: use one letter without an index.", token.at)

    def numbered(self, token: Token) -> bool:
        """log2, log10, atan2, log1p, expm1 and variables such as x1."""
        number, after = self.ahead(1), self.ahead(2)
        if token.text + number.text in self.variables:
            self.put(token, [Piece("symbol", token.text + number.text, 0, len(token.text))], 2)
            return True
        text = token.text.lower()
        for stem, digits, rest, name in (("log", "1", "p", "log1p"), ("expm", "1", "", "expm1"), ("arctan", "2", "", "atan2")):
            if text.endswith(stem) and number.text == digits and self.ahead(3 if rest else 2).text == "(":
                if rest and after.text != rest:
                    continue
                before = self.split(token.text[: -len(stem)])
                here = Piece("function", name, len(text) - len(stem), len(text))
                self.put(token, [*before, here], 3 if rest else 2)
                return True
        pieces = self.pieces(token)
        key = (pieces[-1].name, number.text)
        name = _WITH_DIGITS.get(key) or (after.text == "(" and _WITH_DIGITS_CALLED.get(key))
        starts = after.kind in _STARTS or after.text in ("^", "-")
        if pieces[-1].kind == "function" and name and starts and not (after.text == "-" and after.spaced):
            if after.text != "(" and after.text != "^" and not after.spaced and after.kind != "latex":
                self.notes.other_reading(f"{pieces[-1].name}{number.text}{after.text}", f"{name}({after.text})",
                                         f"ln({number.text}{after.text})")  # fmt: skip
            self.put(token, [*pieces[:-1], replace(pieces[-1], name=name)], 2)
            return True
        if pieces[-1].kind == "symbol" and pieces[-1].name not in self.variables.values() or number.text.isdigit():
            if pieces[-1].kind != "function":
                typed = token.text[pieces[-1].start :]
                self.notes.other_reading(f"{typed}{number.text}", f"{typed}·{number.text}", f"{typed}^{number.text}")
        self.put(token, pieces)
        return True

    # -- splitting ----------------------------------------------------------------------------------------------------

    def pieces(self, token: Token) -> list[Piece]:
        text = token.text
        if text in self.variables:
            return [Piece("symbol", self.variables[text], 0, len(text))]
        following = self.ahead()
        called = following.text == "("
        low = text.lower()
        if len(text) > 1:
            if low in REFUSED and not all(letter in self.variables for letter in text):
                if following.kind == "end" and any(n.startswith(low) and n != low for n in _PREFIXES):
                    raise Unfinished(f"{quoted(text)} is waiting for the rest of the name.", token.end)
                raise LanguageError(REFUSED[low].format(word=quoted(text)), token.at)
            if whole := self.whole(token, called):
                return [whole]
        pieces = self.split(text)
        if len(text) > 1:
            self.check(token, pieces, following)
        if pieces[-1].kind == "symbol" and called:
            self.check_called_letter(pieces[-1], token)
        last = text[pieces[-1].start :]
        if called and last in _GREEK_FUNCTIONS and last not in self.variables:
            name = _GREEK_FUNCTIONS[last]
            self.notes.other_reading(f"{last}(…)", f"{name}(…)", f"{last}*(…)")
            pieces[-1] = replace(pieces[-1], kind="function", name=name)
        return pieces

    def whole(self, token: Token, called: bool) -> Piece | None:
        """A word that is one name."""
        text, low = token.text, token.text.lower()
        if low in ("gamma", "psi", "sigma") and not called:
            return Piece("symbol", GREEK_NAMES.get(text, _GREEK_WORDS[low]), 0, len(text))
        if low in ("psi", "sigma"):
            return Piece("function", NAMES["σ" if low == "sigma" else "psi"], 0, len(text))
        if text[0].isupper() and text[1:].islower() and low[0] == "a" and low in _FUNCTIONS and low[1:] in _FUNCTIONS:
            raise LanguageError(
                f"{quoted(text)} can be read in two ways. Type arc{low[1:]}(x), or A*{low[1:]}(x).", token.at
            )
        if low in _FUNCTIONS:
            return Piece("function", _FUNCTIONS[low], 0, len(text))
        if low in CONSTANTS and len(low) > 1:
            return Piece("constant", low, 0, len(text))
        if low in _GREEK_WORDS and not (len(low) == 2 and any(letter in self.variables for letter in text)):
            letter = GREEK_NAMES.get(text, _GREEK_WORDS[low])
            if called and letter in _OTHER_FUNCTIONS:
                raise LanguageError(unknown(text, True), token.at)
            return Piece("symbol", letter, 0, len(text))
        return None

    def split(self, text: str) -> list[Piece]:
        """The pieces of a run of letters: as few unknown single letters as possible, then as few pieces, longest first."""
        best: list[tuple[int, int, list[Piece]]] = [(0, 0, [])]
        for start in range(len(text) - 1, -1, -1):
            options = []
            for stop in range(len(text), start, -1):
                piece = self.name_at(text, start, stop)
                if piece:
                    letters, count, rest = best[len(text) - stop]
                    known = piece.kind != "symbol" or piece.name in self.variables.values() or stop - start > 1
                    options.append((letters + (not known), count + 1, [piece, *rest]))
            best.append(min(options, key=lambda option: option[:2]))
        return best[-1][2]

    def name_at(self, text: str, start: int, stop: int) -> Piece | None:
        part = text[start:stop]
        low = part.lower()
        if part in self.variables:
            return Piece("symbol", self.variables[part], start, stop)
        if len(part) == 1:
            if part in _CONSTANT_LETTERS:
                return Piece("constant", _CONSTANT_LETTERS[part], start, stop)
            return Piece("constant", "e", start, stop) if part == "E" else Piece("symbol", part, start, stop)
        if part not in (low, part.upper(), part.capitalize()):
            return None
        if low in _FUNCTIONS and low != "gamma":
            rest = text[stop:]
            if low in _WHOLE_OR_ONE_VARIABLE and start == 0 and rest in self.variables:
                return Piece("function", _FUNCTIONS[low], start, stop)
            return None if low in _WHOLE_ONLY or "_" in low else Piece("function", _FUNCTIONS[low], start, stop)
        if low in CONSTANTS:
            return Piece("constant", low, start, stop)
        if low in _GREEK_WORDS and len(low) >= 4:
            return Piece("symbol", GREEK_NAMES.get(part, _GREEK_WORDS[low]), start, stop)
        return None

    def unknown_letters(self, pieces: list[Piece]) -> list[Piece]:
        return [p for p in pieces if p.kind == "symbol" and p.name not in self.variables.values() and p.stop - p.start == 1]

    def check(self, token: Token, pieces: list[Piece], following: Token) -> None:
        """Refuse a word that looks like a name we do not know rather than a product."""
        text = token.text
        letters = self.unknown_letters(pieces)
        if following.kind == "end":
            self.check_growing(token, pieces)
        called = following.text == "("
        adjacent_call = called and not following.spaced
        functions = [p for p in pieces if p.kind == "function"]
        last_unknown = bool(letters) and pieces[-1] is letters[-1]
        ends_in_function = pieces[-1].kind == "function"
        variable = any(p.kind == "symbol" and p.name in self.variables.values() for p in pieces)
        strange = called and last_unknown
        strange = strange or (adjacent_call and bool(letters) and len(text) >= 3 and not ends_in_function)
        if functions:
            first = functions[0].start
            before = [p for p in letters if p.stop <= first]
            strange = strange or (len(before) > 1 and not variable)
            strange = strange or self.strange_after_function(pieces, letters)
        else:
            many = len(letters) >= 3 and len(text) >= 4 and not variable
            strange = strange or many or len({p.name for p in letters}) > 3
            operand = following.kind in _STARTS - {"bar", "open"} or called
            strange = strange or (not variable and len(text) >= 3 and bool(letters) and operand and bool(nearest(text)))
        if strange and all(ord(c) < 128 for c in text):
            raise LanguageError(unknown(text, called), token.at)
        if functions and letters and ends_in_function and len(pieces) == 2:
            name = text[pieces[-1].start :]
            self.notes.other_reading(f"{text}(…)", f"{letters[0].name}·{name}(…)", None)

    def strange_after_function(self, pieces: list[Piece], letters: list[Piece]) -> bool:
        """Two unknown letters right after a function, or one that no variable follows, as in `erfi(`."""
        run = 0
        inside = False
        for piece in pieces:
            if piece.kind == "function":
                inside, run = True, 0
            elif inside and piece in letters:
                run += 1
                if run > 1:
                    return True
            else:
                inside = False
        return False

    def check_growing(self, token: Token, pieces: list[Piece]) -> None:
        """At the end of the text a name may still be growing: `si` is on its way to sin."""
        tail = 0
        letters = self.unknown_letters(pieces)
        for piece in reversed(pieces):
            if piece not in letters and not (piece.name == "e" and piece.stop - piece.start == 1):
                break
            tail = len(token.text) - piece.start
        whole = token.text.lower()
        single = bool(letters) and any(name.startswith(whole) for name in _PREFIXES) and len(whole) > 2
        ending = token.text[len(token.text) - tail :]
        for start in range(len(ending) - 1):
            part = ending[start:]
            if all(letter in _LIKELY_FACTORS or letter == "e" for letter in part) and len(part) < 3:
                continue
            if any(p.start >= len(token.text) - tail for p in letters):
                single = single or any(name.startswith(part.lower()) for name in _PREFIXES)
        if single:
            raise Unfinished(f"{quoted(token.text)} is waiting for the rest of the name.", token.end)

    def check_called_letter(self, piece: Piece, token: Token) -> None:
        """One letter before a bracket: a variable or parameter times it, or a function nobody has defined."""
        letter = piece.name
        if letter in self.variables.values() or letter in _GREEK_FUNCTIONS:
            return
        before = self.out[-2:] if piece.start == 0 else []
        if len(before) == 2 and before[0].kind == "function" and before[1].text in ("_", "^"):
            return  # log_a(x), sin^n(x)
        if letter in "fghFGH" or letter in _OTHER_FUNCTIONS:
            raise LanguageError(
                f"`{letter}` is not defined here, so {letter}(…) has no value. Type its formula, or {letter}*(…) for a product.",
                token.at + piece.start,
            )
        self.notes.other_reading(f"{letter}(…)", f"{letter}·(…)", None)
