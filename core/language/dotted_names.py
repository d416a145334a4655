"""Names behind a point: ``np.sin(x)``, ``Math.PI``, and points that have no business there."""

from __future__ import annotations

from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.names import FUNCTIONS, MODULE_CONSTANTS, MODULE_FUNCTIONS, MODULES, begins_a_name
from core.language.suggestions import REFUSED, unknown
from core.language.tokens import Token
from core.language.word_stream import Words


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


def dotted(words: Words, token: Token) -> None:  # noqa: C901 (what may follow the point, the surest reading first)
    """``np.sin(x)``, ``Math.PI``: modules of a programming language before a name we know."""
    count, name = 0, token.text
    while name in MODULES and words.adjacent(count + 1).text == "." and words.adjacent(count + 2).kind == "word":
        count += 2
        name = words.adjacent(count).text
    after, beyond = words.ahead(count + 1), words.ahead(count + 2)
    if count and after.text == "_" and beyond.kind == "word" and f"{name}_{beyond.text}".lower() in FUNCTIONS:
        name, count = f"{name}_{beyond.text}", count + 2  # nn.leaky_relu
        after, beyond = words.ahead(count + 1), words.ahead(count + 2)
    elif count and after.text == "_" and words.ahead(count + 3).kind == "end":
        part = f"{name}_{beyond.text}" if beyond.kind == "word" else f"{name}_"
        if begins_a_name(part):
            raise Unfinished(f"{quoted(part)} is waiting for the rest of the name.", words.ahead(count + 3).at)
    if name in MODULES and after.text == "." and beyond.kind == "end":
        raise Unfinished("Waiting for the name after the point.", after.end)
    if not count:
        raise stray_point(after, beyond, True)
    known = MODULE_FUNCTIONS.get(name) or FUNCTIONS.get(name.lower())
    if after.text == "(" and known:
        words.put_one(token, "function", known, count + 1)
    elif after.text != "." and name in MODULE_CONSTANTS:
        words.put_one(token, "constant", MODULE_CONSTANTS[name], count + 1)
    elif after.kind == "number" and beyond.kind == "end":
        raise Unfinished(f"{quoted(name + after.text)} is waiting for brackets, as in sin(x).", after.end)
    elif after.kind == "number" and beyond.text in ("(", "p"):
        _dotted_with_digits(words, token, name, count)
    elif after.kind == "end" and any(n.startswith(name.lower()) for n in (*FUNCTIONS, *MODULE_FUNCTIONS, *MODULES)):
        raise Unfinished(f"{quoted(name)} is waiting for brackets, as in sin(x).", after.at)
    else:
        sentence = REFUSED[name.lower()].format(word=quoted(name)) if name.lower() in REFUSED else None
        raise LanguageError(sentence or unknown(name, after.text == "("), words.ahead(count).at)


def _dotted_with_digits(words: Words, token: Token, name: str, count: int) -> None:
    """``np.log10(x)``, ``np.log1p(x)``, ``np.arctan2(y, x)``."""
    letters = words.ahead(count + 2).text == "p"
    whole = name + words.ahead(count + 1).text + ("p" if letters else "")
    if whole not in FUNCTIONS:
        raise LanguageError(unknown(whole, True), token.at)
    words.put_one(token, "function", FUNCTIONS[whole], count + 2 + letters)
