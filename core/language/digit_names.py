"""Names with digits right behind them: ``log2``, ``atan2``, ``x1``, ``w1``."""

from __future__ import annotations

from dataclasses import replace

from core.language.characters import quoted
from core.language.errors import LanguageError
from core.language.index_names import with_index
from core.language.indexed import is_short_whole_number
from core.language.names import WITH_DIGITS, WITH_DIGITS_CALLED, Piece
from core.language.one_word import pieces_of
from core.language.tokens import Token
from core.language.word_stream import Words

_STARTS = frozenset({"number", "word", "open", "root", "latex", "bar"})
#: (the letters before the digits, the digits, the letters after them) → function, before a bracket
_AROUND_DIGITS = (
    ("log", "1", "p", "log1p"),
    ("expm", "1", "", "expm1"),
    ("arctan", "2", "", "atan2"),
    ("relu", "6", "", "relu6"),
)


def numbered(words: Words, token: Token) -> bool:  # noqa: C901 (the readings of digits after a name, the surest first)
    """log2, log10, atan2, log1p, expm1 and variables such as x1; True if the word has been dealt with."""
    number, after = words.ahead(1), words.ahead(2)
    if variable := words.variable_with(token.text, number.text):
        return words.put_one(token, "variable", variable, 2)
    low = token.text.lower()
    for stem, digits, rest, function in _AROUND_DIGITS:
        called = words.ahead(3 if rest else 2).text == "(" and (not rest or after.text == rest)
        if called and low.endswith(stem) and number.text == digits:
            start = len(low) - len(stem)
            before = words.names.split(token.text[:start])
            words.put(token, [*before, Piece("function", function, start, len(low))], 3 if rest else 2)
            return True
    pieces = pieces_of(words, token)
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
        words.notes.other_reading(typed, f"ln({number.text} {after.text})", f"log_{number.text}({after.text})")
    if name and starts:
        if after.kind in ("word", "number") and not after.spaced:
            words.notes.other_reading(
                f"{last.name}{number.text}{after.text}", f"{name}({after.text})", f"ln({number.text}{after.text})"
            )
        words.put(token, [*pieces[:-1], replace(last, name=name)], 2)
        return True
    if last.kind == "parameter" and is_short_whole_number(number):
        typed = token.text[last.start :]
        words.notes.other_reading(f"{typed}{number.text}", "one name", f"{typed}*{number.text}")
        with_index(words, token, pieces, number.text, 2)
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
        words.notes.other_reading(f"{typed}{number.text}", f"{typed}·{number.text}", f"{typed}^{number.text}")
    words.put(token, pieces)
    return True
