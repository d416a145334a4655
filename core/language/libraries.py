"""Calls of programs and computer algebra with lists in them, told in tokens of our own notations.

``np.select([c, d], [u, v], w)`` and ``np.piecewise(x, [c, d], [u, v, w])`` are ``where(c, u, d, v, w)``;
``Clip[x, {0, 1}]`` is ``clip(x, 0, 1)``; ``D[x^3, {x, 2}]`` and ``diff(x^3, x, 2)`` are ``(d^2/dx^2(x^3))``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from core.language.borrowed import end_of_bracket
from core.language.derivative_signs import DERIVATIVE, variable_meant
from core.language.errors import LanguageError, Unfinished
from core.language.latex_input import GREEK
from core.language.names import MODULES
from core.language.tokens import Token

_Parts = list[list[Token]]


@dataclass(frozen=True, slots=True)
class _Call:
    """A name, the values in the bracket behind it, the sign that closes the bracket, and the variables of the text."""

    name: Token
    parts: _Parts
    closing: Token
    variables: tuple[str, ...]


_WAITING = {
    "select": "Waiting for the rest, as in select([x < 0, x < 1], [-x, x^2], 1).",
    "diff": "Waiting for the letter of the derivative, as in diff(x^3, x).",
    "derivative": "Waiting for the letter of the derivative, as in Derivative(x^3, x).",
}


def calls_told(tokens: list[Token], variables: tuple[str, ...]) -> list[Token]:
    """The tokens with each such call in our own notation, the inner ones first.

    Raises LanguageError where conditions and values do not go together, Unfinished where the call has no end yet.
    """
    for index in range(len(tokens) - 2, -1, -1):
        name = tokens[index]
        teller = _TELLERS.get(name.text if name.text == "D" else name.text.lower()) if name.kind == "word" else None
        if teller is None or tokens[index + 1].text not in ("(", "[") or name.text in variables:
            continue
        start = _before_modules(tokens, index)
        if start and tokens[start - 1].text == ".":  # a method
            continue
        end = end_of_bracket(tokens, index + 1)
        if end is None:
            if name.text.lower() in _WAITING:
                raise Unfinished(_WAITING[name.text.lower()], tokens[-1].at)
            continue
        told = teller(_Call(name, _parts(tokens[index + 2 : end]), tokens[end], variables))
        if told is not None:
            told[0] = replace(told[0], spaced=tokens[start].spaced)
            tokens = [*tokens[:start], *told, *tokens[end + 1 :]]
    return tokens


def _before_modules(tokens: Sequence[Token], index: int) -> int:
    """Where ``np.`` before a name begins."""
    while index > 1 and tokens[index - 1].text == "." and tokens[index - 2].text in MODULES:
        index -= 2
    return index


def _parts(inside: Sequence[Token]) -> _Parts:
    """What stands between the commas that stand in no inner bracket."""
    parts: _Parts = [[]]
    level = 0
    for token in inside:
        level += (token.kind == "open") - (token.kind == "close")
        if token.kind == "comma" and level == 0:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _listed(part: list[Token], brackets: str) -> _Parts | None:
    """The values of a list; None for what is no list in one of these brackets."""
    if len(part) < 3 or part[0].text not in brackets or end_of_bracket(part, 0) != len(part) - 1:
        return None
    return _parts(part[1:-1])


def _called(name: Token, word: str, values: Sequence[Sequence[Token]]) -> list[Token]:
    """The call of ``word`` with these values."""
    out = [replace(name, text=word), Token("open", "(", name.end, name.end)]
    for place, value in enumerate(values):
        at = value[0].at if value else name.end
        out += [Token("comma", ",", at, at)] if place else []
        out += value
    end = out[-1].end
    return [*out, Token("close", ")", end, end)]


# -- pieces in lists ---------------------------------------------------------------------------------------------------


def _in_turns(name: Token, conditions: _Parts, values: _Parts, last: list[Token] | None) -> list[Token]:
    """``where(c, u, d, v, last)``; NumPy has 0 where no condition holds and nothing else is said."""
    if len(conditions) != len(values):
        raise LanguageError(f"`{name.text}` takes a value for each condition.", name.at)
    by_turns = [part for pair in zip(conditions, values, strict=True) for part in pair]
    return _called(name, "where", [*by_turns, last or [Token("number", "0", name.at, name.end, value=Fraction(0))]])


def _selected(call: _Call) -> list[Token] | None:
    """``select([c, d], [u, v], default=w)``"""
    if len(call.parts) not in (2, 3):
        return None
    conditions, values = _listed(call.parts[0], "["), _listed(call.parts[1], "[")
    if conditions is None or values is None:
        return None
    last = call.parts[2] if len(call.parts) == 3 else None
    if last and [token.text for token in last[:2]] == ["default", "="]:
        last = last[2:]
    return _in_turns(call.name, conditions, values, last)


def _in_pieces(call: _Call) -> list[Token] | None:
    """``piecewise(x, [c, d], [u, v, w])``, the values also as ``lambda x: …``."""
    if len(call.parts) != 3 or len(call.parts[0]) != 1 or call.parts[0][0].text not in call.variables:
        return None
    conditions, values = _listed(call.parts[1], "["), _listed(call.parts[2], "[")
    if conditions is None or values is None:
        return None
    values = [_without_lambda(value, call.parts[0][0].text) for value in values]
    last = values.pop() if len(values) == len(conditions) + 1 else None
    return _in_turns(call.name, conditions, values, last)


def _without_lambda(value: list[Token], variable: str) -> list[Token]:
    return value[3:] if [token.text for token in value[:3]] == ["lambda", variable, ":"] else value


def _clipped(call: _Call) -> list[Token] | None:
    """``Clip[x, {low, high}]``"""
    ends = _listed(call.parts[1], "{[(") if len(call.parts) == 2 else None
    return _called(call.name, call.name.text, [call.parts[0], *ends]) if ends is not None and len(ends) == 2 else None


# -- derivatives -------------------------------------------------------------------------------------------------------


def _derived(call: _Call) -> list[Token] | None:
    """``D[f, x]``, ``D[f, {x, 2}]``, ``diff(f, x, 2)``, ``diff(f, x, y)``: the first letter is the innermost."""
    orders = _orders(call.parts[1:], call.variables)
    out = call.parts[0]
    if not orders or not out:
        return None
    opening = Token("open", "(", call.name.at, call.name.end)
    closing = replace(call.closing, text=")")
    for letter, order in orders:
        sign = Token(DERIVATIVE, letter, call.name.at, call.name.end, value=Fraction(order))
        out = [opening, sign, opening, *out, closing, closing]
    return out


def _orders(parts: _Parts, variables: tuple[str, ...]) -> list[tuple[str, int]] | None:
    """The letters and how often each; None where these are no letters."""
    found: list[tuple[str, int]] = []
    for part in parts:
        pair = _listed(part, "{(")
        letter, count = (pair[0], pair[1]) if pair is not None and len(pair) == 2 else (part, None)
        if count is None and found and _is_count(part):
            found[-1] = found[-1][0], int(part[0].text[:3])
        elif len(letter) == 1 and _is_letter(letter[0], variables) and (count is None or _is_count(count)):
            found.append((variable_meant(letter[0].text, variables), int(count[0].text[:3]) if count else 1))
        else:
            return None
    return found


def _is_count(part: list[Token]) -> bool:
    return len(part) == 1 and part[0].kind == "number" and part[0].text.isdigit()


def _is_letter(token: Token, variables: tuple[str, ...]) -> bool:
    return token.kind == "word" and (len(token.text) == 1 or token.text in GREEK or token.text in variables)


_TELLERS: dict[str, Callable[[_Call], list[Token] | None]] = {
    "select": _selected,
    "piecewise": _in_pieces,
    **dict.fromkeys(("clip", "clamp"), _clipped),
    **dict.fromkeys(("D", "diff", "derivative"), _derived),
}
