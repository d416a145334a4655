"""The part before the formula: ``f(x) =``, ``y =``, ``f: x ->``, ``x ↦`` is dropped; equations are refused."""

from __future__ import annotations

import re
from itertools import accumulate

from core.language.borrowed import conditions_behind, pieces_braced
from core.language.characters import RAISED_CLOSE, RAISED_OPEN, quoted
from core.language.errors import LanguageError, Unfinished
from core.language.latex_input import GREEK
from core.language.signs import AS_TYPED
from core.language.tokens import Token

_NOT_NAMES = frozenset("abcdijklmnotx")  # letters that are numbers rather than results: a = 2 is a slider's work
_NAMED = "Waiting for = and the formula, as in {name} = …."
_POWER = rf"(?: \^ (?:{{ \d }}|{RAISED_OPEN} \d {RAISED_CLOSE}|\d))?"
_DERIVATIVE = re.compile(
    rf"(?:^| )(d{_POWER} ?[a-z]? / d ?[a-z](?= |$)|d \( .* \) / d ?[a-z](?= |$)"
    rf"|\\frac {{ d ?[a-z]?{_POWER}(?: [a-z]+)*(?: \( .* \))? }} {{ d ?[a-z]{_POWER} }})"
)
_PIECES = "For a function in pieces type {x < 0: -x, x^2}."
#: names that programs give to values; the values alone are read
_KEYWORDS = frozenset({"negative_slope", "alpha", "slope", "base", "a_min", "a_max", "min", "max", "beta"})
_WAITING = "Waiting for the formula after {sign}."


def formula(tokens: list[Token], variables: tuple[str, ...]) -> list[Token]:
    """The tokens of the formula itself, without the name it is given.

    Raises LanguageError for equations, comparisons and other uses of = : and arrows, Unfinished for a name alone.
    """
    _refuse_derivative_sign(tokens)
    _refuse_program(tokens)
    tokens = _without_keywords(_without_braces(tokens))
    if tokens[0].kind == "define" and tokens[0].text == "=":
        tokens = tokens[1:]
        _wait(tokens, "=")
    _half_typed_name(tokens, variables)
    signs = [i for i, token in enumerate(tokens) if token.kind in ("define", "arrow", "colon")]
    start = 0
    if signs and tokens[signs[0]].kind == "colon" and tokens[signs[0]].text == ":":
        start = _colon(tokens, signs, variables)
    elif signs:
        start = _named(tokens, signs[0], variables)
    rest = tokens[start:]
    if start and any(token.kind == "define" for token in rest):  # y = f(x) = …
        signs = [i for i, token in enumerate(rest) if token.kind == "define"]
        rest = rest[_named(rest, signs[0], variables) :]
    rest = pieces_braced(conditions_behind(rest))
    if _may_hold_conditions(rest):
        return rest
    for token in rest:
        if token.kind in ("define", "arrow", "colon", "relation"):
            raise LanguageError(why_not(token, rest), token.at)
    return rest


def _may_hold_conditions(tokens: list[Token]) -> bool:
    """Comparisons belong to pieces where a word or sign of pieces stands, or inside brackets."""
    depth = 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "keyword" or token.text == "?" or (depth and token.kind in ("relation", "colon", "define")):
            return True
    return False


def _refuse_program(tokens: list[Token]) -> None:
    """``lambda x: …``, ``def f(x): …``: a colon somewhere behind the word."""
    if any(token.kind == "colon" for token in tokens):
        for token in tokens:
            if token.text in ("lambda", "def") and token.kind == "word":
                sentence = f"Leave out `{token.text} … :` and type only the formula, such as x^2 + 1."
                raise LanguageError(sentence, token.at)


def _without_braces(tokens: list[Token]) -> list[Token]:
    """``{f(x) = x^2}``, as encyclopedias have it, without the braces around everything."""
    if tokens[0].text != "{" or not any(token.kind == "define" for token in tokens):
        return tokens
    levels = list(accumulate((token.kind == "open") - (token.kind == "close") for token in tokens))
    signs = ("colon", "comma", "relation", "keyword")
    if any(token.kind in signs and level == 1 for token, level in zip(tokens, levels, strict=True)):  # pieces
        return tokens
    if 0 not in levels:
        raise Unfinished("One bracket is still open.", tokens[-1].at)
    around = levels.index(0) == len(tokens) - 2
    return [*tokens[1:-2], tokens[-1]] if around else tokens


def _without_keywords(tokens: list[Token]) -> list[Token]:
    """``leaky_relu(x, negative_slope=0.2)``: the values without their names."""
    kept: list[Token] = []
    start = 0  # of the name that may be one: in ``kept``, behind the last comma
    for token in tokens:
        name = "".join(part.text for part in kept[start:])
        if start and token.kind == "define" and name in _KEYWORDS:
            del kept[start:]
            continue
        if start and token.kind == "end" and len(name) > 2 and any(k.startswith(name) for k in _KEYWORDS):
            raise Unfinished(f"{quoted(name)} is waiting for = and its value.", token.at)
        kept.append(token)
        start = len(kept) if token.kind == "comma" else start
    return kept


def _wait(tokens: list[Token], sign: str) -> None:
    if tokens[0].kind == "end":
        raise Unfinished(_WAITING.format(sign=sign), tokens[0].at)


def why_not(token: Token, tokens: list[Token]) -> str:
    """What to say about a sign of equations, comparisons or arrows that cannot stand here."""
    words = [t.text.lower() for t in tokens if t.kind == "word"]
    if token.kind in ("relation", "arrow") and words[:1] == ["lim"]:
        return "A limit is not read here. Type only the function."
    if token.text in ("<", ">", "<=", ">=", "≤", "≥"):
        return f"The sign {quoted(token.text)} compares two things. {_PIECES}"
    if token.kind == "relation" and token.text != "==":
        return f"The sign {quoted(token.text)} compares two things. Type one formula, without a comparison."
    if token.text in ("=", "=="):
        return "This is an equation. Type one side of it, or bring everything to one side: x^2+y^2=1 becomes x^2+y^2-1."
    if token.kind == "colon":
        return "The sign : is not read here. Type / to divide."
    return f"The sign {quoted(token.text)} is not read here."


def _arguments(tokens: list[Token]) -> list[str] | None:
    """The names in ``( x , y )``, or None if these tokens are something else."""
    if len(tokens) < 3 or tokens[0].text + tokens[-1].text not in ("()", "[]"):
        return None
    inside = [token for token in tokens[1:-1] if token.text != "_"]  # Mathematica's f[x_]
    if (
        any(token.kind != ("comma" if place % 2 else "word") for place, token in enumerate(inside))
        or len(inside) % 2 == 0
    ):
        return None
    return [token.text for token in inside[::2]]


def _check_arguments(names: list[str], variables: tuple[str, ...], at: int) -> None:
    known = set(variables) | {GREEK.get(variable) for variable in variables}
    known |= {variable.swapcase() for variable in variables if len(variable) == 1}
    known |= {word for word, letter in GREEK.items() if letter in variables}
    if not set(names) <= known:
        listed = " and ".join(variables)
        raise LanguageError(f"Here the function depends on {listed}. Write the formula with {listed}.", at)


def _named(tokens: list[Token], sign: int, variables: tuple[str, ...]) -> int:
    """Where the formula starts after ``f(x) =``, ``y =``, ``x ->`` or ``(x, y) ->``."""
    left, token = tokens[:sign], tokens[sign]
    if token.kind == "arrow":
        names = [left[0].text] if len(left) == 1 and left[0].kind == "word" else _arguments(left)
        if names is None:
            return 0
        _check_arguments(names, variables, left[0].at)
    else:
        left = _without_index(left)
        if not left or left[0].kind != "word":
            return 0
        names = _arguments(left[1:])
        if names is not None and len(left[0].text) <= 12:
            if not any(token.text in variables for token in tokens[sign + 1 :]):  # L(θ) = (θ x − 1)² is one of x too
                _check_arguments(names, variables, left[2].at)
        elif len(left) == 1 and left[0].text in variables:
            letter = left[0].text
            raise (Unfinished if tokens[sign + 1].kind == "end" else LanguageError)(
                f"{letter} is a variable here, so {letter} = … is an equation. Type only the right side.", token.at
            )
        elif len(left) == 1 and left[0].text in _NOT_NAMES:
            letter = left[0].text
            raise LanguageError(f"To give {letter} a value, use its slider. Type only the formula here.", token.at)
        elif len(left) != 1 or (len(left[0].text) > 1 and not left[0].text.isalpha()) or len(left[0].text) > 12:
            return 0
    _wait(tokens[sign + 1 :], token.text)
    return sign + 1


def _without_index(left: list[Token]) -> list[Token]:
    """``f_1(x)`` and a calculator's ``Y1`` are as good names as ``f(x)``."""
    if len(left) > 1 and left[1].kind == "number" and left[1].text.isdigit() and not left[1].spaced:
        return [left[0], *left[2:]]
    if len(left) > 2 and left[1].text == "_":
        if left[2].kind in ("number", "word"):
            return [left[0], *left[3:]]
        if left[2].kind == "open" and len(left) > 4:
            return [left[0], *left[5:]]
    return left


def _colon(tokens: list[Token], signs: list[int], variables: tuple[str, ...]) -> int:
    """Where the formula starts after ``f: x ->``; 0 if the colon means something else."""
    if signs[0] != 1 or tokens[0].kind != "word":
        return 0
    if len(signs) > 1 and tokens[signs[1]].kind == "arrow":
        return signs[0] + 1 + _named(tokens[signs[0] + 1 :], signs[1] - signs[0] - 1, variables)
    rest = tokens[2:-1]
    if tokens[-1].kind == "end" and len(tokens[0].text) == 1 and (
        not rest or (rest[0].text in variables and (len(rest) == 1 or (len(rest) == 2 and rest[1].text == "-")))
    ):  # fmt: skip
        raise Unfinished("Waiting for the rest of the function, as in f: x -> x^2.", tokens[-1].at)
    return 0


def _half_typed_name(tokens: list[Token], variables: tuple[str, ...]) -> None:
    """``f(x)`` and ``f(x`` on their way to ``f(x) = …``."""
    if tokens[0].text == "(" and any(token.kind == "comma" for token in tokens):
        _half_typed_arrow(tokens[:-1], variables)
    numbered = len(tokens) == 3 and tokens[0].text in tuple("fghyFGHY") and tokens[1].kind == "number"
    if numbered and tokens[0].text not in variables and not tokens[1].spaced and len(tokens[1].text) == 1:
        raise Unfinished(_NAMED.format(name=tokens[0].text + tokens[1].text), tokens[-1].at)
    name, *inside = _without_index(tokens[:-1]) or tokens
    if name.kind != "word" or name.text not in tuple("fghyFGHY") or name.text in variables or not inside:
        return
    if inside[-1].kind == "colon":
        inside.pop()
    if len(inside) > 1 and inside[-1].text == ")":
        inside.pop()
    inside = [token for token in inside if token.text != "_"]
    if len(inside) > 1 and inside[-1].text == "]":
        inside.pop()
    fits = inside[:1] and inside[0].text in ("(", "[") and all(
        token.kind == "comma" or (token.kind == "word" and token.text in variables) for token in inside[1:]
    )  # fmt: skip
    if fits:
        raise Unfinished(_NAMED.format(name=f"{name.text}({', '.join(variables)})"), tokens[-1].at)


def _half_typed_arrow(tokens: list[Token], variables: tuple[str, ...]) -> None:
    """``(x, y)`` and ``(x, y`` on their way to ``(x, y) -> …``."""
    if tokens[-1].text == "-":
        tokens.pop()
    if tokens[-1].text == ")":
        tokens.pop()
    if all(token.kind == "comma" or token.text in variables for token in tokens[1:]):
        raise Unfinished("Waiting for -> and the formula, as in (x, y) -> x*y.", tokens[-1].end)


def _refuse_derivative_sign(tokens: list[Token]) -> None:
    """``d/dx`` and ``\\frac{d}{dx}``."""
    match = _DERIVATIVE.search(" ".join(token.text for token in tokens))
    if match:
        ends = accumulate(len(token.text) + 1 for token in tokens)
        place = next(index for index, end in enumerate(ends) if end > match.start(1))
        raise LanguageError(AS_TYPED, tokens[place].at)
