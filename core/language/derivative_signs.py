"""The signs of derivatives among the tokens: ``d/dx``, ``∂/∂x``, ``\\frac{d}{dx}``, and names of slopes before ``=``.

An operator becomes one token of the kind "derivative", its variable as text and its order as value. ``dy/dx =``,
``f'(x) =`` and ``y' =`` at the beginning are left out like ``f(x) =``: what stands behind them is the function here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.language.characters import RAISED_CLOSE, RAISED_OPEN
from core.language.errors import LanguageError, Unfinished
from core.language.latex_input import GREEK
from core.language.notes import Notes
from core.language.signs import SENTENCES
from core.language.tokens import Token

#: the kind of an operator's token
DERIVATIVE = "derivative"
PRIME = "'"
_OPEN = ("{", RAISED_OPEN, "(")
_CLOSE = ("}", RAISED_CLOSE, ")")
_SLOPES = "A slope has the name dy/dx or f'(x). Type = and its formula behind it."


@dataclass(frozen=True, slots=True)
class _Sign:
    """A quotient of differentials: ``of`` (None for the operator d/dx) by ``by``, and how many tokens it takes."""

    of: str | None
    by: str
    order: int
    length: int


def with_operators(tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> list[Token]:
    """The tokens with each ``d/dx`` as one token, without a slope's name before the formula.

    Raises LanguageError for signs of derivatives that stand where they mean nothing.
    """
    tokens = _without_name(tokens, variables, notes)
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        sign = None if "d" in variables else _quotient(tokens[index:])
        if sign is not None and sign.of is None:
            last = tokens[index + sign.length - 1]
            variable = variable_meant(sign.by, variables)
            out.append(Token(DERIVATIVE, variable, token.at, last.end, token.spaced, Fraction(sign.order)))
            index += sign.length
            continue
        if token.text == "∂":
            raise LanguageError(SENTENCES["∂"], token.at)
        if token.text == PRIME and not _may_follow(out):
            raise LanguageError(SENTENCES[PRIME], token.at)
        out.append(token)
        index += 1
    return out


def _may_follow(before: Sequence[Token]) -> bool:
    """Can a prime stand behind these: behind a bracket, a bar or another prime, also raised as in LaTeX?"""
    while before and before[-1].text in (PRIME, "^", "{"):
        before = before[:-1]
    return bool(before) and before[-1].kind in ("close", "bar")


def variable_meant(name: str, variables: tuple[str, ...]) -> str:
    """The variable or parameter that a letter behind d means: also X for x, theta for θ."""
    spellings = (name, GREEK.get(name, name), name.swapcase() if len(name) == 1 else name)
    return next((spelling for spelling in spellings if spelling in variables), spellings[1])


# -- quotients of differentials ----------------------------------------------------------------------------------------


def _quotient(tokens: Sequence[Token]) -> _Sign | None:
    """``d/dx``, ``dy/dx``, ``d^2y/dx^2``, ``∂f/∂x``, ``df(x)/dx`` or the same as a LaTeX fraction at the beginning."""
    braced = tokens[0].text == "\\frac"
    place = 2 if braced else 0
    if braced and tokens[1].text != "{":
        return None
    top = _differential(tokens, place)
    if top is None:
        return None
    sign, name, order, place = top
    place = _past_argument(tokens, place) if name else place
    joint = ["}", "{"] if braced else ["/"]
    if [token.text for token in tokens[place : place + len(joint)]] != joint:
        return None
    bottom = _differential(tokens, place + len(joint))
    if bottom is None or not bottom[1] or (bottom[0], bottom[2]) != (sign, order):
        return None
    place = bottom[3]
    if braced and tokens[place].text != "}":
        return None
    return _Sign(name or None, bottom[1], order, place + braced)


def _differential(tokens: Sequence[Token], place: int) -> tuple[str, str, int, int] | None:
    """``d``, ``dx``, ``d x``, ``d^2y``, ``dx^2``, ``∂x``: sign, name, order and the place behind."""
    if tokens[place].kind != "word" or tokens[place].text[0] not in "d∂":
        return None
    sign, name = tokens[place].text[0], tokens[place].text[1:]
    order, place = _order(tokens, place + 1)
    if not name and tokens[place].kind == "word" and tokens[place].text[0] not in "d∂":
        name, place = tokens[place].text, place + 1
        if order == 1:
            order, place = _order(tokens, place)
    known = len(name) <= 1 or name in GREEK
    return (sign, name, order, place) if known else None


def _order(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """The order in ``^2``, ``^{2}`` or ``²``, 1 where there is none, and the place behind it."""
    if tokens[place].text != "^":
        return 1, place
    enclosed = tokens[place + 1].text in _OPEN
    number = tokens[min(place + 1 + enclosed, len(tokens) - 1)]
    if number.kind != "number" or not number.text.isdigit():
        return 1, place
    return int(number.text[:3]), place + 2 + 2 * enclosed


def _past_argument(tokens: Sequence[Token], place: int) -> int:
    """The place behind ``(x)`` or ``(x, y)``."""
    end = place
    if tokens[place].text != "(":
        return place
    while tokens[end].kind not in ("close", "end"):
        if end > place and tokens[end].kind not in ("word", "comma"):
            return place
        end += 1
    return end + (tokens[end].kind == "close")


# -- names before the formula ------------------------------------------------------------------------------------------


def _without_name(tokens: list[Token], variables: tuple[str, ...], notes: Notes) -> list[Token]:
    """The tokens without ``dy/dx =``, ``f'(x) =`` or ``y' =`` at the beginning."""
    sign = None if "d" in variables else _quotient(tokens)
    length = sign.length if sign is not None and sign.of else _primed(tokens, variables)
    if not length:
        return tokens
    _check_name(tokens[0], sign, variables)
    after = tokens[length]
    if after.kind == "end":
        raise Unfinished("Waiting for = and the formula of the slope.", after.at)
    if after.kind != "define":
        raise LanguageError(_SLOPES, tokens[0].at)
    if tokens[length + 1].kind == "end":
        raise Unfinished("Waiting for the formula after =.", tokens[length + 1].at)
    notes.say("Left out the name of a slope before =. The formula behind it is the function here.")
    return tokens[length + 1 :]


def _check_name(first: Token, sign: _Sign | None, variables: tuple[str, ...]) -> None:
    listed = " and ".join(variables)
    if sign is None:
        return
    if sign.of in variables:
        raise LanguageError(f"{sign.of} is a variable here. Type only the right side.", first.at)
    if variable_meant(sign.by, variables) not in variables:
        raise LanguageError(f"Here the function depends on {listed}. Write the formula with {listed}.", first.at)


def _primed(tokens: Sequence[Token], variables: tuple[str, ...]) -> int:
    """How many tokens ``f'(x)``, ``f''`` or ``y'`` at the beginning are; 0 where there is no such name."""
    first = tokens[0]
    if first.kind != "word" or len(first.text) > 1 or first.text in variables:
        return 0
    place = 1
    if tokens[place].text == "^":
        braced = tokens[place + 1].text == "{"
        place += 1 + braced
        while tokens[place].text == PRIME:
            place += 1
        if tokens[place - 1].text != PRIME or (braced and tokens[place].text != "}"):
            return 0
        place += braced
    else:
        while tokens[place].text == PRIME:
            place += 1
    if place == 1:
        return 0
    if tokens[place].text != "(":
        return place
    names = [token for token in tokens[place + 1 : place + 2 * len(variables) + 1] if token.kind == "word"]
    end = _past_argument(tokens, place)
    if tokens[end].kind == "end" and tokens[end - 1].kind != "close":
        raise Unfinished("Waiting for = and the formula of the slope.", tokens[end].at)
    if end > place and not {variable_meant(token.text, variables) for token in names} <= set(variables):
        listed = " and ".join(variables)
        raise LanguageError(f"Here the function depends on {listed}. Write the formula with {listed}.", first.at)
    return end
