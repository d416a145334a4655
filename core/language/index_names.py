"""Names with an index: ``w_1``, ``x₁``, and those that have an underscore in them, ``leaky_relu``."""

from __future__ import annotations

from dataclasses import replace

from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.indexed import after_underscore
from core.language.latex_input import GREEK
from core.language.names import FUNCTIONS, Piece, begins_a_name
from core.language.one_word import pieces_of
from core.language.tokens import Token
from core.language.word_stream import Words


def underscored(words: Words, token: Token) -> bool:
    """leaky_relu, log_2, and variables with an index; True if the word has been dealt with."""
    after = words.adjacent(2)
    grouped = after.kind == "open"
    inner = words.ahead(3) if grouped else after
    whole = f"{token.text}_{inner.text}"
    if inner.kind in ("word", "number") and (variable := words.variable_with(token.text, inner.text)):
        return words.put_one(token, "variable", variable, 5 if grouped else 3)
    if not grouped and whole.lower() in FUNCTIONS:
        return words.put_one(token, "function", FUNCTIONS[whole.lower()], 3)
    last = words.ahead(3 if inner.kind == "word" else 2)
    if last.kind == "end" and begins_a_name(whole if inner.kind == "word" else token.text + "_"):
        raise Unfinished(f"{quoted(token.text + '_')} is waiting for the rest of the name.", last.at)
    pieces = pieces_of(words, token)
    if pieces[-1].name == "log":
        words.put(token, pieces)
        return True
    index = after_underscore(words.tokens[words.index : words.index + 12])
    if index is not None and pieces[-1].kind != "function":
        if not grouped and index.text[1:] and index.text[-1] in words.names.variables:
            typed = f"{token.text[pieces[-1].start :]}_{index.text}"
            words.notes.other_reading(typed, "one name", f"{typed[:-1]} {typed[-1]}")
        with_index(words, token, pieces, index.text, index.consumed)
        return True
    if after.kind == "end" or (grouped and not any(t.kind == "close" for t in words.tokens[words.index :])):
        raise Unfinished(f"{quoted(token.text + '_')} is waiting for its index, as in w_1.", after.at)
    shown = quoted(whole if inner.kind in ("word", "number") else token.text + "_")
    raise LanguageError(f"The name {shown} is not read here. A letter with an index is typed as w_1.", token.at)


def with_index(words: Words, token: Token, pieces: list[Piece], index: str, consumed: int) -> None:
    """A letter with an index, one name; letters before it are factors."""
    last = pieces[-1]
    letter = token.text[last.start :] if last.kind == "constant" and len(last.name) > 1 else last.name
    letter = GREEK.get(letter, letter)
    name = f"{letter}_{index}"
    following = words.ahead(consumed)
    if following.text == "(" and letter in "fghFGH":
        raise LanguageError(
            f"`{name}` is not defined here, so {name}(…) has no value. Type its formula.", token.at + last.start
        )
    if last.kind == "variable":
        words.notes.say(f"Read {name} as a parameter: it is not the variable {last.name}.")
    words.put(token, [*pieces[:-1], replace(last, kind="parameter", name=name)], consumed)
