"""Commas inside numbers: 1,100 is a thousand and a hundred, 0,5 is refused, max(1,100) has two values."""

from __future__ import annotations

from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.limits import MAX_INTEGER_DIGITS
from core.language.notes import Notes
from core.language.tokens import Token

_CALLING = frozenset({"word", "keyword", "function", "symbol"})


def join_thousands(tokens: list[Token], notes: Notes) -> list[Token]:
    """The tokens with ``1,100`` as one number, outside the brackets of a function."""
    out: list[Token] = []
    inside: list[bool] = []  # of every open bracket: do commas separate values in it?
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if out and out[-1].text == "_":
            _refuse_index(tokens[index:], out)
        if token.kind == "open":
            inside.append(_separates(tokens, index, out[-1] if out else None))
        elif token.kind == "close" and inside:
            inside.pop()
        if token.kind == "number" and not any(inside) and token.text.isdigit():
            groups = _groups(tokens, index)
            if [t.kind for t in tokens[index + 1 : index + 3]] == ["comma", "end"] and len(token.text) <= 3:
                raise Unfinished("Waiting for the digits after the comma, as in 1,000.", tokens[index + 2].at)
            if len(groups) > 1:
                token = _joined(groups, tokens[index + 2 * len(groups) - 1], notes)
                index += 2 * (len(groups) - 1)
        out.append(token)
        index += 1
    return out


def _refuse_index(tokens: list[Token], before: list[Token]) -> None:
    """``w_{1,2}``: these are two indices, no decimal; the base of a logarithm may have been meant as one."""
    bracketed = tokens[0].kind == "open"
    ends = (i for i, token in enumerate(tokens) if token.kind in ("close", "end"))
    inside = tokens[1 : next(ends)] if bracketed else tokens[:3]
    commas = [token for token in inside if token.kind == "comma" and (bracketed or not token.spaced)]
    numbers = [token.text for token in inside if token.kind in ("number", "word")]
    name = before[-2].text if len(before) > 1 and before[-2].kind == "word" else "log"
    if commas and len(numbers) > 1 and not name.lower().endswith("log"):
        shown = quoted(f"{name[-1]}_{''.join(numbers)[:10]}")
        raise LanguageError(f"An index is read without a comma. Type {shown} as one name.", commas[0].at)


def _separates(tokens: list[Token], index: int, before: Token | None) -> bool:
    """Do commas separate values in the bracket that opens here?"""
    text = tokens[index].text
    if text == "{":
        depth = 0
        for token in tokens[index:]:
            depth += (token.kind == "open") - (token.kind == "close")
            if depth == 1 and token.kind in ("colon", "relation", "keyword", "define"):
                return True
            if depth == 0:
                break
    if before is not None and before.text in ("∈", "∉"):
        return True
    return text == "[" or (before is not None and before.kind in _CALLING and text in ("(", "{"))


def _groups(tokens: list[Token], index: int) -> list[Token]:
    """The numbers of ``1,100,000`` from here on, with nothing but commas between them."""
    groups = [tokens[index]]
    while True:
        comma, number = tokens[index + 1 : index + 2], tokens[index + 2 : index + 3]
        if not comma or comma[0].kind != "comma" or comma[0].spaced:
            return groups
        if not number or number[0].kind != "number" or number[0].spaced:
            return groups
        groups.append(number[0])
        index += 2


def _joined(groups: list[Token], after: Token, notes: Notes) -> Token:
    first, last = groups[0], groups[-1]
    typed = ",".join(group.text for group in groups)
    whole, _, decimals = last.text.partition(".")
    good = (
        len(first.text) <= 3
        and first.text[0] != "0"
        and all(len(g.text) == 3 for g in groups[1:-1])
        and len(whole) == 3
    )
    if not good:
        sentence = f"Decimals are written with a point: write {typed.replace(',', '.')}."
        if len(groups) > 2:
            sentence = "In a number, commas stand before every three digits, as in 1,000,000."
        if (
            after.kind == "end"
            and first.text[0] != "0"
            and len(first.text) <= 3
            and last.text.isdigit()
            and len(whole) < 3
        ):
            raise Unfinished(sentence, first.at)
        raise LanguageError(sentence, first.at)
    digits = "".join(group.text for group in groups[:-1]) + whole
    if len(digits) > MAX_INTEGER_DIGITS:
        raise LanguageError(f"This number is too long: at most {MAX_INTEGER_DIGITS} digits are read here.", first.at)
    value = sum(group.value * 1000 ** (len(groups) - 1 - place) for place, group in enumerate(groups))
    point = typed.replace(",", ".") if len(groups) == 2 and not decimals else ""
    notes.other_reading(typed, f"{digits}{'.' + decimals if decimals else ''}", point or None)
    return Token("number", digits, first.at, last.end, first.spaced, value)
