"""Notations borrowed from papers and other systems, told in tokens before the grammar reads them.

``1_{x > 0}`` and ``\\mathbb{1}_{…}``, ``x \\in [0, 1]``, the ranges ``{k, 1, 9}`` of Mathematica and ``(k, 1, 9)`` of
SymPy, pieces without braces around them, mixed numbers and digits in groups of three.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

from core.language.errors import Unfinished
from core.language.keywords import INFIX, OTHERWISE
from core.language.limits import MAX_INTEGER_DIGITS
from core.language.names import FUNCTIONS
from core.language.notes import Notes
from core.language.tokens import Token

#: the keyword of an indicator: 1 where its condition is true, 0 elsewhere
INDICATOR = "indicator"
MEMBER, NO_MEMBER = "∈", "∉"
_INDICATORS = frozenset({"boole", "iverson", "indicator", "int", "float", "bool"})
_RANGED = frozenset({"sum", "product", "prod", "summation"})
_COMPARING = frozenset({"relation", "define"})
_LARGEST_GROUPED = 999


def numbers_joined(tokens: list[Token], notes: Notes) -> list[Token]:
    """``1 1/2`` and ``30 000`` as one number where they can be nothing else."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "number" and token.text.isdigit() and not (out and out[-1].text in ("^", "_", "\\frac")):
            joined, taken = _grouped(tokens, index, notes) or _mixed(tokens, index, notes) or (token, 1)
            out.append(joined)
            index += taken
        else:
            out.append(token)
            index += 1
    return out


def _is_digits(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and token.spaced


def _grouped(tokens: list[Token], index: int, notes: Notes) -> tuple[Token, int] | None:
    """``30 000``: groups of three digits behind one of at most three."""
    first = tokens[index]
    groups = [first]
    while _is_digits(following := tokens[index + len(groups)]) and len(following.text) == 3:
        groups.append(following)
    if len(groups) == 1 or len(first.text) > 3 or first.text[0] == "0":
        return None
    digits = "".join(group.text for group in groups)
    if len(digits) > MAX_INTEGER_DIGITS:
        return None
    notes.other_reading(" ".join(group.text for group in groups), digits, "*".join(group.text for group in groups))
    return Token("number", digits, first.at, groups[-1].end, first.spaced, Fraction(int(digits))), len(groups)


def _mixed(tokens: list[Token], index: int, notes: Notes) -> tuple[Token, int] | None:
    """``1 1/2``: a whole number, a space, a fraction below 1."""
    whole, top, slash, bottom = (tokens[index : index + 4] + [tokens[-1]] * 4)[:4]
    if slash.text != "/" or slash.spaced or bottom.spaced or not _is_digits(top) or not bottom.text.isdigit():
        return None
    numerator, denominator = int(top.text), int(bottom.text)
    if not 0 < numerator < denominator <= _LARGEST_GROUPED or whole.value is None:
        return None
    typed = f"{whole.text} {top.text}/{bottom.text}"
    notes.other_reading(typed, f"{whole.text} + {top.text}/{bottom.text}", f"{whole.text}*{top.text}/{bottom.text}")
    value = whole.value + Fraction(numerator, denominator)
    return Token("number", f"({whole.text}+{top.text}/{bottom.text})", whole.at, bottom.end, whole.spaced, value), 4


def indicators(tokens: list[Token]) -> list[Token]:
    """``1_{x > 0}`` and ``Boole[x > 0]``: one keyword before the bracket of a condition."""
    out: list[Token] = []
    index = 0
    while index < len(tokens):
        token, after = tokens[index], tokens[min(index + 1, len(tokens) - 1)]
        if token.text in ("1", INDICATOR) and after.text == "_" and _compares(tokens, index + 2):
            out.append(replace(token, kind="keyword", text=INDICATOR))
            index += 2
        elif (token.kind == "word" and token.text.lower() in _INDICATORS and _is_called(tokens, index)) or (
            token.text == INDICATOR and token.kind == "word" and after.kind == "open"
        ):
            out.append(replace(token, kind="keyword", text=INDICATOR))
            index += 1
        else:
            out.append(token)
            index += 1
    return out


def _is_called(tokens: list[Token], index: int) -> bool:
    end = end_of_bracket(tokens, index + 1)
    return end is not None and _compares(tokens, index + 1)


def _compares(tokens: list[Token], start: int) -> bool:
    """Does a bracket with a comparison in it open here?"""
    if start >= len(tokens) or tokens[start].kind != "open":
        return False
    end = end_of_bracket(tokens, start)  # None: it is still being typed
    return end is None or any(token.kind in _COMPARING for token in tokens[start:end])


def end_of_bracket(tokens: Sequence[Token], start: int) -> int | None:
    """The index of the sign that closes the bracket opened at ``start``; None where none opens, or it stays open."""
    if start >= len(tokens) or tokens[start].kind != "open":
        return None
    levels = accumulate((token.kind == "open") - (token.kind == "close") for token in tokens[start:])
    return next((start + place for place, level in enumerate(levels) if level == 0), None)


def ranges_opened(tokens: list[Token]) -> list[Token]:
    """``Sum[f, {k, 1, 9}]`` and ``Sum(f, (k, 1, 9))`` as ``sum(f, k, 1, 9)``."""
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.text.lower() not in _RANGED:
            continue
        end = end_of_bracket(tokens, index + 1)
        if end is None:
            continue
        for place in range(index + 2, end):
            inner = end_of_bracket(tokens, place) if tokens[place - 1].kind == "comma" else None
            if inner == end - 1 and sum(part.kind == "comma" for part in tokens[place:inner]) == 2:
                dropped |= {place, inner}
    return [token for place, token in enumerate(tokens) if place not in dropped]


def members(tokens: list[Token]) -> list[Token]:
    """``x in [0, 1]``: the word as the sign ∈ where a bracket follows it."""
    out: list[Token] = []
    for token, after in zip(tokens, [*tokens[1:], tokens[-1]], strict=True):
        if token.kind == "word" and token.text == "in" and out and after.text in ("[", "("):
            token = replace(token, kind="relation", text=MEMBER)
        out.append(token)
    return out


def conditions_behind(tokens: list[Token]) -> list[Token]:
    """``-x (x < 0), x^2 (x >= 0)``: in a list, a comparison in brackets behind a value is where it holds."""
    levels = list(accumulate((token.kind == "open") - (token.kind == "close") for token in tokens))
    outside = [index for index, level in enumerate(levels) if level == 0]
    if any(tokens[index].kind in ("keyword", "relation", "colon") for index in outside):
        return tokens
    ends = [index for index in outside if tokens[index].kind in ("comma", "end")]
    starts = [0, *(end + 1 for end in ends)]
    behind = [_condition_before(tokens, start, end) for start, end in zip(starts, ends, strict=False)]
    if len(ends) < 2 or not all(behind[:-1]):
        return tokens
    out = list(tokens)
    for bracket in filter(None, reversed(behind)):
        opening, closing = bracket
        inside = out[opening + 1 : closing]
        if inside[0].text in OTHERWISE:
            out[opening : closing + 1] = inside
            continue
        inside = inside[1:] if inside[0].kind == "keyword" and inside[0].text in INFIX else inside
        braces = replace(out[opening], text="{"), replace(out[closing], text="}")
        out[opening : closing + 1] = [braces[0], *inside, braces[1]]
    return out


def _condition_before(tokens: list[Token], start: int, end: int) -> tuple[int, int] | None:
    """Where the bracket opens and closes that ends a part with a comparison, or "otherwise", behind a value."""
    for opening in range(start + 1, end - 1):
        if tokens[opening].text in ("(", "[") and end_of_bracket(tokens, opening) == end - 1:
            before, inside = tokens[opening - 1], tokens[opening + 1 : end - 1]
            value = before.kind in ("number", "word", "close", "bar") and before.text.lower() not in FUNCTIONS
            compares = any(token.kind in _COMPARING for token in inside) or (
                len(inside) == 1 and inside[0].kind == "keyword" and inside[0].text in OTHERWISE
            )
            return (opening, end - 1) if value and compares else None
    return None


def pieces_braced(tokens: list[Token]) -> list[Token]:
    """``x < 0: -x, x >= 0: x^2`` and ``x^2, x > 0``: a comparison beside a comma or colon, with braces around all."""
    level, found = 0, set[str]()
    for token in tokens:
        level += (token.kind == "open") - (token.kind == "close")
        if level == 0:
            found.add(token.kind)
        if token.kind == "keyword" or token.text == "?":
            return tokens
    if "relation" not in found or not found & {"comma", "colon"}:
        return tokens
    first, last, end = tokens[0], tokens[-2], tokens[-1]
    if last.kind in ("comma", "colon", "relation", "op"):
        raise Unfinished("Waiting for the rest of the pieces, as in x < 0: -x, x >= 0: x^2.", end.at)
    opening = Token("open", "{", first.at, first.at, first.spaced)
    return [opening, *tokens[:-1], Token("close", "}", end.at, end.at), end]
