"""From words to functions, constants, variables and parameters."""

from __future__ import annotations

from core.language.characters import quoted
from core.language.digit_names import numbered
from core.language.dotted_names import dotted, stray_point
from core.language.errors import LanguageError
from core.language.index_names import underscored
from core.language.notes import Notes
from core.language.one_word import pieces_of
from core.language.tokens import Token
from core.language.word_stream import Words

_LONGEST_WORD = 60


def resolve(tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> list[Token]:
    """The tokens with every word replaced by functions, constants and symbols.

    Raises LanguageError for names that mean nothing here, Unfinished for a name still being typed.
    """
    return _run(Words(tokens, variables, notes))


def _run(words: Words) -> list[Token]:
    while words.index < len(words.tokens):
        token = words.tokens[words.index]
        if token.kind == "word":
            _word(words, token)
        elif token.text == "." and token.kind == "op":
            raise stray_point(token, words.ahead(), bool(words.out))
        else:
            words.out.append(token)
            words.index += 1
    return words.out


def _word(words: Words, token: Token) -> None:
    text, following = token.text, words.adjacent()
    if len(text) > _LONGEST_WORD:
        raise LanguageError(f"{quoted(text)} is too long a word. To multiply letters, put * between them.", token.at)
    if following.text == "." and following.kind == "op" and text not in words.names.variables:
        dotted(words, token)
    elif (following.text == "_" and underscored(words, token)) or (
        following.kind == "number" and numbered(words, token)
    ):
        return
    elif text.lower() == "pi" and [words.ahead(1).text, words.ahead(2).text] == ["(", ")"]:
        words.put_one(token, "constant", "pi", 3)  # as spreadsheets write it
    else:
        words.put(token, pieces_of(words, token))
