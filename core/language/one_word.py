"""What one word means: a function, a constant, a variable, a parameter, or a product of them."""

from __future__ import annotations

from dataclasses import replace

from core.language.characters import RAISED_OPEN, quoted
from core.language.doubts import BRACKETS, check_word
from core.language.errors import LanguageError, Unfinished
from core.language.names import GREEK_FUNCTIONS, OTHER_FUNCTIONS, Piece, begins_a_name
from core.language.suggestions import REFUSED
from core.language.tokens import Token
from core.language.word_stream import Words


def pieces_of(words: Words, token: Token) -> list[Piece]:
    """What one word is: a name, or factors, or factors and the function that is called."""
    text, following = token.text, words.ahead()
    called, low = following.text in BRACKETS, text.lower()
    own = text in words.names.variables
    whole = words.names.whole(text, called) if own or len(text) > 1 else None
    if whole and own:
        return [whole]
    if len(text) > 1 and low in REFUSED and not words.names.product_of_variables(text):
        if following.kind == "end" and begins_a_name(low):
            raise Unfinished(f"{quoted(text)} is waiting for the rest of the name.", token.end)
        raise LanguageError(REFUSED[low].format(word=quoted(text)), token.at)
    pieces = [whole] if whole else words.names.split(text)
    _check_powered_call(words, token, pieces[-1])
    if len(text) > 1:
        check_word(token, pieces, following)
    if called:
        pieces[-1] = _before_bracket(words, token, pieces)
    return pieces


def _check_powered_call(words: Words, token: Token, last: Piece) -> None:
    """``f⁻¹(x)``, ``σ²(x)``: a power between a function's letter and its bracket."""
    if last.kind != "parameter" or last.name not in tuple("fghFGH") + tuple(GREEK_FUNCTIONS):
        return
    texts = [words.ahead(k).text for k in range(1, 7)]
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


def _before_bracket(words: Words, token: Token, pieces: list[Piece]) -> Piece:
    """The last name before a bracket: a function, a factor, or a function nobody has defined."""
    last = pieces[-1]
    if last.kind == "function" and len(pieces) == 2 and pieces[0].unknown:
        name = token.text[last.start :]
        words.notes.other_reading(f"{token.text}(…)", f"{pieces[0].name}·{name}(…)", None)
    if last.kind != "parameter":
        return last
    letter, typed = last.name, token.text[last.start :]
    if letter in GREEK_FUNCTIONS:
        words.notes.other_reading(f"{typed}(…)", f"{GREEK_FUNCTIONS[letter]}(…)", f"{typed}*(…)")
        return replace(last, kind="function", name=GREEK_FUNCTIONS[letter])
    before = words.out[-2:] if last.start == 0 else []
    if len(before) == 2 and before[0].kind == "function" and before[1].text in ("_", "^"):
        return last  # log_a(x), sin^n(x)
    if letter in "fghFGH" or (letter in OTHER_FUNCTIONS and not words.is_a_number(letter)):
        raise LanguageError(
            f"`{typed}` is not defined here, so {typed}(…) has no value. "
            f"Type its formula, or {typed}*(…) for a product.",
            token.at + last.start,
        )
    words.notes.other_reading(f"{letter}(…)", f"{letter}·(…)", None)
    return last
