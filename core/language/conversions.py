"""Conversions of programs, ``.astype(float)`` and ``.float()``: all numbers are real here, so they are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.language.borrowed import end_of_bracket
from core.language.tokens import Token

_FLOAT = re.compile(r"(?:\w+\.)?(?:float|double)_?(?:16|32|64)?")
_WHOLE = re.compile(r"(?:\w+\.)?(?:int|bool|long)_?(?:8|16|32|64)?")
_JOINTS = frozenset({"&", "|", "&&", "||", "∧", "∨", "and", "or", "not"})


def conversions_left_out(tokens: list[Token]) -> list[Token]:
    """The tokens without ``.astype(float)`` and ``.float()``; a comparison before one is 1 where it is true, else 0."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        start = _comparison(out) if tokens[index].text == "." else None
        length = _cast(tokens, index, start is not None) if out else 0
        if not length:
            out.append(tokens[index])
        elif start is not None and not (start and out[start - 1].kind == "word" and not out[start].spaced):
            out.insert(start, Token("word", "float", out[start].at, out[start].at, out[start].spaced))
        index += length or 1
    return out


def _cast(tokens: Sequence[Token], index: int, compared: bool) -> int:
    """How many tokens the conversion is that begins here; 0 where none does, or it would change a value."""
    point, name, opening = (list(tokens[index : index + 3]) + [tokens[-1]] * 3)[:3]
    if point.text != "." or point.kind != "op" or opening.text != "(":
        return 0
    end = end_of_bracket(tokens, index + 2)
    if end is None:
        return 0
    inside = "".join(token.text for token in tokens[index + 3 : end])
    kind = inside if name.text == "astype" else "" if inside else name.text
    return end + 1 - index if _FLOAT.fullmatch(kind) or (compared and _WHOLE.fullmatch(kind)) else 0


def _comparison(before: Sequence[Token]) -> int | None:
    """Where the bracket around a comparison, or several with "and" between them, opens that is the last of these."""
    if not before or before[-1].text not in (")", "]"):
        return None
    level, compares, joined, other = 0, False, False, False
    for index in range(len(before) - 1, -1, -1):
        token = before[index]
        level += (token.kind == "close") - (token.kind == "open")
        if level == 0:
            return index if compares or (joined and not other) else None
        if level == 1 and token.kind == "comma":
            return None
        if token.kind == "relation":
            compares, joined = compares or level == 1, True
        elif level == 1 and token.kind not in ("open", "close") and token.text.lower() not in _JOINTS:
            other = True
    return None
