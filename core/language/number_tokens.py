"""From digits to tokens with exact values: decimals, powers of ten, vulgar fractions."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from core.language.characters import FRACTIONS
from core.language.lexer import WORD, Lexer, matched
from core.language.limits import MAX_DECIMAL_DIGITS, MAX_INTEGER_DIGITS, MAX_SCIENTIFIC_EXPONENT

_NUMBER = re.compile(r"((?:\d{1,3}(?:_\d{3})+(?![\d_])|\d+)(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_HEXADECIMAL = re.compile(r"0[xXbBoO][0-9a-fA-F]", re.ASCII)
_FRACTION_VALUES = dict(
    zip(FRACTIONS, ((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 6), (5, 6), (1, 7),
                    (1, 8), (3, 8), (5, 8), (7, 8), (1, 9), (1, 10)), strict=True)
)  # fmt: skip


def number(lexer: Lexer, braceless: bool) -> None:
    """The number that begins here; only its first digit where LaTeX takes one: \\frac12."""
    if _HEXADECIMAL.match(lexer.chars, lexer.index):
        raise lexer.fail("Numbers are read in decimal digits only, such as 16. To multiply put * after the 0.")
    match = matched(_NUMBER, lexer.chars, lexer.index)
    digits, exponent = match[1], match[2] or ""
    if exponent[:1] in lexer.variables:
        exponent = ""
    if braceless:
        digits, exponent = digits[0], ""
    end = lexer.index + len(digits + exponent)
    following = lexer.chars[end : end + 2]
    if following[:1] in ("j", "J") and not WORD.match(lexer.chars, end + 1) and "j" not in lexer.variables:
        raise lexer.fail("There are only real numbers here. For a letter that is multiplied, put * before it.")
    if not braceless and (following[:1] == "." or (following[:1] == "_" and following[1:].isdigit())):
        lexer.index = end
        raise lexer.fail("A number has only one decimal point and no other signs in it, as in 2.5.")
    lexer.add("number", digits + exponent, len(digits + exponent), _value(lexer, digits, exponent))


def _value(lexer: Lexer, digits: str, exponent: str) -> Fraction:
    digits = digits.replace("_", "")
    whole, _, decimals = digits.partition(".")
    significant = (whole + decimals.rstrip("0")).lstrip("0")
    limit = MAX_DECIMAL_DIGITS if decimals.rstrip("0") else MAX_INTEGER_DIGITS
    if len(significant) > limit or len(decimals) > 2 * MAX_SCIENTIFIC_EXPONENT:
        raise lexer.fail(f"This number is too long: at most {limit} digits are read here.")
    scale = exponent[1:].lstrip("+-").lstrip("0") or "0"
    if len(scale) > 4 or int(scale) > MAX_SCIENTIFIC_EXPONENT:
        raise lexer.fail(
            f"This number is too large or too small: the exponent may be at most {MAX_SCIENTIFIC_EXPONENT}."
        )
    power = Fraction(10) ** (-int(scale) if exponent[1:2] == "-" else int(scale))
    return Fraction(int(whole + decimals or "0"), 10 ** len(decimals)) * power


def vulgar_fraction(lexer: Lexer) -> None:
    """½ and its kind, also behind a whole number."""
    char = lexer.chars[lexer.index]
    top, bottom = _FRACTION_VALUES[char]
    value = Fraction(top, bottom)
    before = lexer.tokens[-1] if lexer.tokens else None
    if before and before.kind == "number" and not lexer.spaced and before.text.isdigit():
        lexer.tokens.pop()  # a mixed number: 2½
        lexer.add("number", before.text + char, 1, before.amount + value)
        lexer.tokens[-1] = replace(lexer.tokens[-1], at=before.at, spaced=before.spaced)
    else:
        lexer.add("number", char, 1, value)
