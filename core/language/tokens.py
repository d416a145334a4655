"""From characters to tokens: numbers, words, operators and brackets, each with its place in the typed text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from core.language import latex_input as latex
from core.language.characters import FRACTIONS, GREEK, RAISED_CLOSE, RAISED_OPEN, Source, quoted
from core.language.errors import LanguageError, Unfinished
from core.language.limits import MAX_DECIMAL_DIGITS, MAX_INTEGER_DIGITS, MAX_SCIENTIFIC_EXPONENT
from core.language.signs import SENTENCES

CASES, CASES_END = "\\cases", "\\endcases"  # the brackets of LaTeX's functions in pieces
OPENING = {
    CASES: CASES_END,
    "(": ")",
    "[": "]",
    "{": "}",
    "⌊": "⌋",
    "⌈": "⌉",
    RAISED_OPEN: RAISED_CLOSE,
    "⟨bar": "⟩bar",
}
CLOSING = frozenset(OPENING.values())


@dataclass(frozen=True, slots=True)
class Token:
    """One sign or word.

    kind: number, word, keyword, function, constant, symbol, op, open, close, bar, comma, root, latex, relation, arrow,
    define, colon, ampersand, row, series or end. ``at`` … ``end`` are its bounds in the typed text; ``spaced`` says
    that white space stands before it.
    """

    kind: str
    text: str
    at: int
    end: int
    spaced: bool = False
    value: Fraction | None = None

    @property
    def amount(self) -> Fraction:
        """The value of a number or of a root sign, which surely have one."""
        if self.value is None:
            raise TypeError(f"{self.kind} has no value")
        return self.value


_LETTERS = "A-Za-z" + GREEK
_WORD = re.compile(f"[{_LETTERS}]+")
_NUMBER = re.compile(r"((?:\d{1,3}(?:_\d{3})+(?![\d_])|\d+)(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_HEXADECIMAL = re.compile(r"0[xXbBoO][0-9a-fA-F]", re.ASCII)
_COMMAND = re.compile(r"\\([A-Za-z]+|.?)", re.DOTALL)
_FONT_GROUP = re.compile(
    r"\*?\s*\{\s*(?P<nested>\\(?:math|text)(?:rm|sf|it)\s*\{\s*)?"
    r"(?P<word>[A-Za-z]+(?:\\?_[A-Za-z]+)*|atan2|arctan2)\s*[.,;:]?\s*\}(?(nested)\s*\})"
)
_CONDITION_IN_WORDS = re.compile(r"\s*\{(?P<inside>[^{}]*(?:[<>=≤≥≠$]|\\[lg]eq?\b|\\neq?\b)[^{}]*)\}")
_END_OF_ROW = re.compile(r"\s*(?:\}|\\\\|\\end\b|&)")
_OPERATORS = re.compile(r"\*\*|->|=>|:=|==|!=|<=|>=|=<|<>|<-|//|\+\+|--|&&|[-+*/^!°_%.?]|[=<>≤≥≠≈∈∉≔→:,|‖&∧∨]")
_OR = re.compile(r" \|\| |(?<=\)) \| (?=\()")  # of programs; bars stand closer to what they enclose
_KINDS = {
    **dict.fromkeys(("==", "!=", "<=", ">=", "=<", "<>", "<", ">", "≤", "≥", "≠", "≈", "∈", "∉"), "relation"),
    **dict.fromkeys(("->", "=>", "→"), "arrow"),
    **dict.fromkeys(("=", ":=", "≔"), "define"),
    ":": "colon",
    ",": "comma",
    "|": "bar",
    "‖": "bar",
}
_SERIES = {"Σ": "sum", "Π": "prod"}
_ROOTS = {"√": 2, "∛": 3, "∜": 4}


def _matched(pattern: re.Pattern[str], text: str, index: int) -> re.Match[str]:
    """The match of a pattern that always fits there."""
    match = pattern.match(text, index)
    if match is None:
        raise ValueError(f"{pattern.pattern} does not fit at {index}")
    return match


class _Lexer:
    def __init__(self, source: Source, variables: tuple[str, ...]) -> None:
        self.source, self.chars, self.variables = source, source.chars, variables
        self.index, self.spaced = 0, False
        self.tokens: list[Token] = []
        self.first_parts: list[bool] = []  # of every open bracket: is it the numerator of a \frac?
        self.after_first = False
        self.compares = any(sign in self.chars for sign in "<>≤≥=")
        self.skipped: set[int] = set()  # places of signs that say nothing
        self.environments: list[str] = []  # open ones that hold pieces
        self.braced_pieces = False  # by \\left\\{ … \\right.

    def place(self, index: int) -> int:
        return self.source.place(index)

    def add(self, kind: str, text: str, length: int, value: Fraction | None = None) -> None:
        ends_here = not length or text == RAISED_CLOSE  # which nobody typed: it stands before what comes next
        end = self.place(self.index) if ends_here else self.place(self.index + length - 1) + 1
        self.tokens.append(Token(kind, text, self.place(self.index), end, self.spaced, value))
        self.spaced = False
        self.index += length

    def fail(self, sentence: str) -> LanguageError:
        return LanguageError(sentence, self.place(self.index))

    def run(self) -> list[Token]:
        self.skip_dollars()
        while self.index < len(self.chars):
            if self.chars[self.index] == " " or self.index in self.skipped:
                self.index, self.spaced = self.index + 1, True
                continue
            braceless = self.after_first or (bool(self.tokens) and self.tokens[-1].text == "\\frac")
            before, self.after_first = self.after_first, False
            known = len(self.tokens)
            self.step(braceless)
            if braceless and not before and len(self.tokens) > known and self.tokens[-1].kind in ("number", "word"):
                self.after_first = True
            elif len(self.tokens) == known:  # white space of LaTeX
                self.after_first = before
        self.add("end", "", 0)
        return self.tokens

    def skip_dollars(self) -> None:
        """Leave out the signs that open and close mathematics in LaTeX: $…$, \\(…\\), \\[…\\]."""
        for opening, closing in (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")):
            if self.chars.lstrip().startswith(opening):
                self.index = len(self.chars) - len(self.chars.lstrip()) + len(opening)
                stripped = self.chars.rstrip()
                if stripped[:-1].rstrip().endswith(closing) and stripped[-1] in ".,;":  # of the sentence around it
                    stripped = stripped[:-1].rstrip()
                if opening == "$$" and stripped.endswith("$") and not stripped.endswith("$$"):
                    stripped += "$"  # half typed
                if stripped.endswith(closing) and len(stripped) - len(closing) >= self.index:
                    self.chars = stripped[: -len(closing)]
                if not self.chars[self.index :].strip():
                    raise Unfinished("Type a function of x, for example x^2.", self.place(self.index))
                return

    def step(self, braceless: bool) -> None:  # noqa: C901 (one line a first character; the order decides)
        char = self.chars[self.index]
        if char.isdigit() or (char == "." and self.chars[self.index + 1 : self.index + 2].isdigit()):
            self.number(braceless)
        elif char in FRACTIONS:
            self.vulgar_fraction()
        elif char == ";" and self.tokens and not self.chars[self.index + 1 :].strip():
            self.index += 1  # the end of a line of a program
        elif char == ";" and self.compares:
            self.add("comma", ",", 1)  # between pieces
        elif char == "$" and self.environments:
            self.index += 1  # around a condition within words: \\text{if $x > 0$}
        elif char in SENTENCES:
            if char == ";" and self.first_parts:
                raise self.fail("Values in brackets are separated by a comma, as in max(x, 0).")
            digits_follow = self.chars[self.index + 1 : self.index + 2].isdigit()
            if char == "'" and digits_follow and self.tokens and self.tokens[-1].kind == "number":
                raise self.fail("Numbers are written without signs between the digits, as in 1000.")
            if self.of_derivative(char):
                return self.add("word" if char == "∂" else "op", char, 1)
            opens_text = char == "'" and not (self.tokens and self.tokens[-1].kind in ("word", "close", "number"))
            raise self.fail(SENTENCES['"' if opens_text else char])
        elif char in _SERIES:
            self.add("series", _SERIES[char], 1)
        elif match := _WORD.match(self.chars, self.index):
            self.add("word", char if braceless else match[0], 1 if braceless else len(match[0]))
        elif char in _ROOTS:
            self.add("root", char, 1, Fraction(_ROOTS[char]))
        elif char == "\\":
            self.command()
        elif char in OPENING:
            self.opening(char, 1)
        elif char in CLOSING:
            self.closing(char, 1)
        elif self.compares and char == "|" and (match := _OR.match(self.chars, self.index - 1)):
            self.add("word", "or", len(match[0].strip()))
        elif match := _OPERATORS.match(self.chars, self.index):
            self.operator(match[0])
        else:
            raise self.fail(f"The sign {quoted(char)} has no meaning here.")

    def of_derivative(self, char: str) -> bool:
        """Does this sign take part in a derivative: ∂, or a prime behind what has just ended?"""
        if char != "'" or not self.tokens or self.spaced:
            return char == "∂"
        last = self.tokens[-1]
        return last.kind in ("word", "close", "bar") or last.text in ("'", "^", "{")

    def opening(self, text: str, length: int) -> None:
        self.first_parts.append(bool(self.tokens) and self.tokens[-1].text == "\\frac")
        self.add("open", text, length)

    def closing(self, text: str, length: int) -> None:
        self.add("close", text, length)
        self.after_first = self.first_parts.pop() if self.first_parts else False

    def operator(self, text: str) -> None:
        rest = self.chars[self.index + len(text) :].strip()
        if text == "//" and self.chars[: self.index].endswith(":"):
            raise self.fail("A link is not read here. Type only a formula such as x^2.")
        if text == "//":
            raise self.fail("The sign // is not read. For whole-number division type floor(x/2).")
        if text in ("&", "&&", "∧", "∨"):
            if text == "&" and self.environments:
                self.add("ampersand", text, 1)
            else:
                self.add("word", "or" if text == "∨" else "and", len(text))
            return
        if text in ("++", "--", "<-"):  # two signs, which may be written together
            text = text[0]
        if text == "." and self.says_nothing(rest):
            self.index += 1
            return
        self.add(_KINDS.get(text, "op"), "^" if text == "**" else text, len(text))

    def says_nothing(self, rest: str) -> bool:
        """Is the point here one of MATLAB's ``x.^2``, or of the sentence around pieces? Raises for two in a row."""
        if (rest[:1] in ("^", "*", "/") and self.chars[self.index + 1] != " ") or (
            self.environments and _END_OF_ROW.match(rest)
        ):
            return True
        if not rest and (not self.tokens or self.tokens[-1].kind in ("word", "close")):
            raise Unfinished("Waiting for what comes after the point.", self.place(self.index + 1))
        if self.chars[self.index + 1 : self.index + 2] == ".":
            raise self.fail("There are two points in a row. Numbers have one, as in 2.5.")
        return False

    def number(self, braceless: bool) -> None:
        if _HEXADECIMAL.match(self.chars, self.index):
            raise self.fail("Numbers are read in decimal digits only, such as 16. To multiply put * after the 0.")
        match = _matched(_NUMBER, self.chars, self.index)
        digits, exponent = match[1], match[2] or ""
        if exponent[:1] in self.variables:
            exponent = ""
        if braceless:
            digits, exponent = digits[0], ""
        end = self.index + len(digits + exponent)
        following = self.chars[end : end + 2]
        if following[:1] in ("j", "J") and not _WORD.match(self.chars, end + 1) and "j" not in self.variables:
            raise self.fail("There are only real numbers here. For a letter that is multiplied, put * before it.")
        if not braceless and (following[:1] == "." or (following[:1] == "_" and following[1:].isdigit())):
            self.index = end
            raise self.fail("A number has only one decimal point and no other signs in it, as in 2.5.")
        self.add("number", digits + exponent, len(digits + exponent), self.value(digits, exponent))

    def value(self, digits: str, exponent: str) -> Fraction:
        digits = digits.replace("_", "")
        whole, _, decimals = digits.partition(".")
        significant = (whole + decimals.rstrip("0")).lstrip("0")
        limit = MAX_DECIMAL_DIGITS if decimals.rstrip("0") else MAX_INTEGER_DIGITS
        if len(significant) > limit or len(decimals) > 2 * MAX_SCIENTIFIC_EXPONENT:
            raise self.fail(f"This number is too long: at most {limit} digits are read here.")
        scale = exponent[1:].lstrip("+-").lstrip("0") or "0"
        if len(scale) > 4 or int(scale) > MAX_SCIENTIFIC_EXPONENT:
            raise self.fail(
                f"This number is too large or too small: the exponent may be at most {MAX_SCIENTIFIC_EXPONENT}."
            )
        power = Fraction(10) ** (-int(scale) if exponent[1:2] == "-" else int(scale))
        return Fraction(int(whole + decimals or "0"), 10 ** len(decimals)) * power

    def vulgar_fraction(self) -> None:
        char = self.chars[self.index]
        top, bottom = _FRACTION_VALUES[char]
        value = Fraction(top, bottom)
        before = self.tokens[-1] if self.tokens else None
        if before and before.kind == "number" and not self.spaced and before.text.isdigit():
            self.tokens.pop()  # a mixed number: 2½
            self.add("number", before.text + char, 1, before.amount + value)
            self.tokens[-1] = replace(self.tokens[-1], at=before.at, spaced=before.spaced)
        else:
            self.add("number", char, 1, value)

    def command(self) -> None:  # noqa: C901 (one line a kind of command)
        match = _matched(_COMMAND, self.chars, self.index)
        name, length = match[1], len(match[0])
        if name in ("begin", "end") and self.environment(name, length):
            return
        if name == "\\" and self.environments:
            self.add("row", name, length + len(_matched(latex.ROW_HEIGHT, self.chars, self.index + length)[0]))
            return
        if self.of_papers(name, length):
            return
        latex.check_command(name, self.place(self.index), self.index + length >= len(self.chars))
        if name in latex.SPACES:
            self.index, self.spaced = self.index + length, True
        elif name in latex.SIZES:
            self.sized(name, length)
        elif name in latex.FONTS:
            self.font(length)
        elif name in latex.FRACTIONS:
            self.add("latex", "\\frac", length)
        elif name == "sqrt":
            self.add("latex", "\\sqrt", length)
        elif name in latex.GREEK:
            self.add("word", latex.GREEK[name], length)
        elif name in latex.FUNCTIONS:
            self.add("word", latex.FUNCTIONS[name], length)
        else:
            self.plain(latex.PLAIN[name], length)

    def of_papers(self, name: str, length: int) -> bool:
        """``\\hat{y} = …``, where the accent says nothing, and ``\\mathbb{1}``, the sign of an indicator."""
        if not self.tokens and latex.ACCENTED.match(self.chars, self.index):
            self.font(length)
        elif indicator := latex.INDICATOR.match(self.chars, self.index):
            self.add("word", "indicator", len(indicator[0]))
        else:
            return False
        return True

    def environment(self, name: str, length: int) -> bool:
        """``\\begin{cases}`` and its end are brackets; all other environments are refused."""
        match = latex.ENVIRONMENT.match(self.chars, self.index + length)
        if match is None:
            return False
        kind, whole = match["name"], length + len(match[0])
        pieces = kind in latex.PIECES or (kind in latex.BRACED_PIECES and self.braced_pieces)
        if not match["end"] and self.index + whole >= len(self.chars):
            raise Unfinished("Waiting for the rest of the LaTeX command.", self.place(len(self.chars)))
        if name == "begin":
            if not pieces:
                raise self.fail(latex.environment_sentence(kind))
            self.environments.append(kind)
            self.opening(CASES, whole)
        elif self.environments and self.environments.pop() == kind:
            self.closing(CASES_END, whole)
        else:
            return False
        return True

    def plain(self, char: str, length: int) -> None:
        if self.of_derivative(char):
            return self.add("word" if char == "∂" else "op", char, length)
        if char in SENTENCES:
            raise self.fail(SENTENCES[char])
        if char in _SERIES:
            self.add("series", _SERIES[char], length)
        elif char in "∧∨":
            self.add("word", "and" if char == "∧" else "or", length)
        elif char in OPENING:
            self.opening(char, length)
        elif char in CLOSING:
            self.closing(char, length)
        else:
            self.add(_KINDS.get(char, "op"), char, length)

    def sized(self, name: str, length: int) -> None:
        """``\\left`` and its kind: nothing by themselves, but they tell which bar opens and which closes."""
        rest = re.match(r"\s*(\\[lr]?[vV]ert\b|\||\.)", self.chars[self.index + length :])
        braced = latex.BRACED.match(self.chars, self.index + length)
        if braced and name == "left":
            self.braced_pieces = True
            self.index += length + len(braced[0])
            return
        if rest and rest[1] == "." and name == "right" and self.braced_pieces:
            self.index += length + len(rest[0])
            return
        if rest and rest[1] == ".":
            raise self.fail("A bracket without a partner is not read here.")
        if rest and name.endswith(("left", "l")):
            self.opening("⟨bar", length + len(rest[0]))
        elif rest and name.endswith(("right", "r")):
            self.closing("⟩bar", length + len(rest[0]))
        else:
            self.index += length

    def font(self, length: int) -> None:
        """``\\operatorname{floor}`` is the word floor."""
        group = _FONT_GROUP.match(self.chars, self.index + length)
        words = _CONDITION_IN_WORDS.match(self.chars, self.index + length)
        if words and self.environments:  # \\text{if $x > 0$}
            self.skipped.add(words.end() - 1)
            self.index, self.spaced = words.start("inside"), True
        elif group:
            self.add("word", group["word"].replace("\\", ""), length + len(group[0]))
        else:
            self.index += length


_FRACTION_VALUES = dict(
    zip(FRACTIONS, ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (1, 7),
                    (1, 8), (3, 8), (5, 8), (7, 8), (1, 9), (1, 10)), strict=True)
)  # fmt: skip


def tokenise(source: Source, variables: tuple[str, ...]) -> list[Token]:
    """The tokens of a text, the last one of kind "end". Raises LanguageError or Unfinished."""
    return _Lexer(source, variables).run()
