"""Is a run of letters a product, a name still being typed, or a name that is not in the vocabulary?"""

from __future__ import annotations

from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.names import FUNCTIONS, Piece, begins_a_name
from core.language.suggestions import is_known_mistake, nearest, unknown
from core.language.tokens import Token

_LIKELY_FACTORS = frozenset("abcdkmnpqre")  # `ab` is a product although abs begins so; `si` is on its way to sin
BRACKETS = ("(", "[")  # around the argument of a function; Mathematica has square ones
_OPERANDS = frozenset({"number", "word", "root", "latex"})


def check_word(token: Token, pieces: list[Piece], following: Token) -> None:
    """Raise Unfinished for a word that is still growing, LanguageError for one that looks like a name we do not know.

    ``pieces`` is how the word would be split into factors; ``following`` is the token after it.
    """
    if following.kind == "end" and _growing(token.text, pieces):
        raise Unfinished(f"{quoted(token.text)} is waiting for the rest of the name.", token.end)
    text, called = token.text, following.text in BRACKETS
    _refuse_name_in_two_words(token, following)
    if text.isascii() and (_strange_before_bracket(text, pieces, following) or _strange(text, pieces, following)):
        raise LanguageError(unknown(text, called), token.at)
    low = text.lower()
    if text[0].isupper() and text[1:].islower() and low[0] == "a" and low in FUNCTIONS and low[1:] in FUNCTIONS:
        raise LanguageError(
            f"{quoted(text)} can be read in two ways. Type arc{low[1:]}(x), or A*{low[1:]}(x).", token.at
        )


def _refuse_name_in_two_words(token: Token, following: Token) -> None:
    """``leaky relu(x)``"""
    if following.kind == "word" and following.spaced:
        for joint in ("_", ""):
            name = f"{token.text}{joint}{following.text}".lower()
            if name in FUNCTIONS and token.text.lower() not in FUNCTIONS:
                words = quoted(f"{token.text} {following.text}")
                raise LanguageError(f"{words} is one name here. Type {name}(x).", token.at)


def _strange_before_bracket(text: str, pieces: list[Piece], following: Token) -> bool:
    """`preview(x)`, `help (x)`: a bracket after letters is a call, unless a known name stands right before it."""
    if following.text not in BRACKETS:
        return False
    letters = [piece for piece in pieces if piece.unknown]
    long_or_e = len(text) > 2 or pieces[-1].name == "e"
    calls = pieces[-1].kind != "function" and long_or_e and bool(letters) and not following.spaced
    return pieces[-1].unknown or calls or is_known_mistake(text)


def _strange(text: str, pieces: list[Piece], following: Token) -> bool:
    letters = [piece for piece in pieces if piece.unknown]
    functions = [piece for piece in pieces if piece.kind == "function"]
    variable = any(piece.kind == "variable" for piece in pieces)
    if is_known_mistake(text) and len(text) > 3:
        return True
    if functions:
        before = [piece for piece in letters if piece.stop <= functions[0].start]
        return (len(before) > 1 and not variable) or _letters_after_function(pieces)
    if (len(letters) > 2 and len(text) > 3 and not variable) or len({piece.name for piece in letters}) > 3:
        return True
    operand = following.kind in _OPERANDS or following.text in BRACKETS
    return bool(letters) and not variable and len(text) > 2 and operand and nearest(text) is not None


def _letters_after_function(pieces: list[Piece]) -> bool:
    """Two unknown letters right after a function, as in `erfinv`."""
    kinds = ["letter" if piece.unknown else piece.kind for piece in pieces]
    return any(kinds[i : i + 3] == ["function", "letter", "letter"] for i in range(len(kinds)))


def _growing(text: str, pieces: list[Piece]) -> bool:
    letters = [piece for piece in pieces if piece.unknown]
    if not letters:
        return False
    if len(text) > 2 and begins_a_name(text):
        return True
    tail = len(text)
    for piece in reversed(pieces):
        if not piece.unknown and (piece.name != "e" or piece.stop - piece.start > 1):
            break
        tail = piece.start
    for start in range(tail, len(text) - 1):
        part = text[start:]
        likely_product = len(part) == 2 and set(part) <= _LIKELY_FACTORS
        before = sum(letter.stop <= start for letter in letters)
        if letters[-1].start >= start and before < 2 and not likely_product and begins_a_name(part):
            return True
    return False
