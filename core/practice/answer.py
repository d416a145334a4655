"""What a learner types as an answer: the left side dropped, the brackets of a vector opened, each part read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.language import Function, LanguageError, Unfinished, parse
from core.language.differentiation import ZERO, substitute
from core.language.limits import MAX_CHARACTERS
from core.language.syntax import Node
from core.practice.shapes import ONE

_LEFT = re.compile(r"[A-Za-zα-ω∂∇Δη\\'′″’_^{}()\[\]/,;\d₀-₉\s.|⟨⟩→]{1,80}")
_ABOUT = re.compile(r"≈|≃|\\approx\b")
_NAMED = re.compile(r"\s*(?:d\w?\s*/\s*d\w|[A-Za-z]\w?\s*['′’](?:\(\s*\w+\s*\))?)\s*:(?!=)")
_SPACES = re.compile(r"(?<!\\)\\(?:[,;:! ]|q?quad\b)")
_TRANSPOSED = re.compile(r"(?<=[)\]}>⟩])\s*(?:\^\s*(?:T|\\top|\{\s*(?:T|\\top|\\mathsf\s*\{?\s*T\s*\}?)\s*\})|ᵀ)\s*$")
_FACTOR = re.compile(r"\s*([-−]|[-−]?\s*\d[\d./\s]*?)\s*[*·]?\s*(?=[(\[{<⟨])")
_WHOLE = re.compile(r"\s*[-−+]?\s*\d+\s*")
_DECIMAL_COMMA = re.compile(r"\s*[-−+]?\s*\d+,\d+\s*")
_STARTS_WITH_NUMBER = re.compile(r"\s*[\d.]")
_ASKED = re.compile(
    r"^\s*(?:\\frac\s*\{\s*d\w?\s*\}\s*\{\s*d\w\s*\}|d\w?\s*/\s*d\w|∂\w?\s*/\s*∂\w|∇|\\nabla\b|grad\b|D_\w)"
    r"|(?:\)|^\s*[a-zA-Z])\s*['′″’]+\s*(?:\(\s*\w+\s*\))?\s*$"
)
_MATRIX = re.compile(r"\\begin\s*\{\s*[a-z]*matrix\s*\}(.*)\\end\s*\{\s*[a-z]*matrix\s*\}", re.DOTALL)
_CONDITION = re.compile(
    r"(?:\s*[,;]|\s+|\s*\()\s*(?:for|if|when|where|with|provided)?\s*(?:all\s+)?[a-zA-Z]\s*"
    r"(?:[<>≠≤≥∈]|!=|\\(?:neq?|leq?|geq?|in|lt|gt)\b)[^,;=]{1,40}$"
)
_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">", "⟨": "⟩"}
_LATEX_BRACKETS = (
    ("\\left", ""), ("\\right", ""), ("\\langle", "⟨"), ("\\rangle", "⟩"), ("\\{", "{"), ("\\}", "}"),
)  # fmt: skip
_DECIMAL = re.compile(r"\s*[-−+]?\s*(\d*)\.(\d+)\s*")


@dataclass(frozen=True)
class Part:
    """One component of an answer: its text and what was read."""

    text: str
    function: Function

    @property
    def decimals(self) -> int | None:
        """How many decimals stand in a plain decimal number; None for any other text."""
        match = _DECIMAL.fullmatch(self.text)
        return len(match[2]) if match else None

    @property
    def digits(self) -> int:
        """How many digits of a plain decimal number count."""
        match = _DECIMAL.fullmatch(self.text)
        return len((match[1] + match[2]).lstrip("0")) if match else 0


def with_decimal_comma(text: str) -> str | None:
    """``2,268`` read as 2.268; None where that is not what stands there."""
    body = without_left_side(_ABOUT.sub("=", text))
    return body.replace(",", ".") if _DECIMAL_COMMA.fullmatch(body) else None


class NotAnAnswer(ValueError):
    """A text that says nothing about the question; the sentence says what is missing."""


def read_answer(text: str, variables: tuple[str, ...], components: int) -> tuple[Part, ...]:
    """The parts of an answer. Raises LanguageError or NotAnAnswer, each with a sentence."""
    if not text.strip():
        raise Unfinished("Type your answer.", 0)
    if len(text) > MAX_CHARACTERS:
        raise LanguageError(f"This answer is too long: at most {MAX_CHARACTERS:,} characters are read.", 0)
    text = _NAMED.sub("", _ABOUT.sub("=", _SPACES.sub(" ", text))).removesuffix(".")
    body = without_left_side(text)
    if body == text and _ASKED.search(text):
        raise NotAnAnswer("That is the question itself. Work it out and type the result.")
    if not body.strip():
        raise Unfinished("Waiting for what comes after =.", len(text))
    if components == 1:
        return (_part(without_condition(_single(body)), variables),)
    parts = split_vector(text, components)
    if len(parts) != components:  # no left side of its own for each component
        parts = split_vector(body, components)
    parts = [without_left_side(part) for part in parts]
    if len(parts) == components:
        return tuple(_part(part, variables) for part in parts)
    if len(parts) == 1 and (unit := _unit_vectors(body, variables, components)) is not None:
        return unit
    if len(parts) < components:
        raise NotAnAnswer(f"This has {components} components. Type all of them, as in (1, 2).")
    raise NotAnAnswer(f"This has {components} components; {len(parts)} were typed.")


def without_condition(text: str) -> str:
    """The text without a condition behind it: ``1/x, x > 0``, ``2x for x ≠ 1``."""
    return _CONDITION.sub("", text)


def without_left_side(text: str) -> str:
    """The text without ``f'(x) =``, ``dy/dx =``, ``∇f =`` and the like; of several equal sides the last."""
    left, sign, right = text.rpartition("=")
    if not sign or any(mark in left[-1:] for mark in "<>!:"):
        return text
    names = left.split("=")
    first = names[0]
    if not first.strip() and right.strip():
        return right
    if _LEFT.fullmatch(first) and not _STARTS_WITH_NUMBER.match(first):
        return right
    return text


def _single(text: str) -> str:
    """A number in vector brackets is that number."""
    stripped = text.strip()
    if stripped[:1] in ("<", "⟨") and stripped[-1:] == _PAIRS[stripped[0]]:
        return stripped[1:-1]
    return text


def split_vector(text: str, components: int) -> list[str]:
    """The components of a vector in any brackets, or in none, or in LaTeX; a number in front goes into each."""
    body = _TRANSPOSED.sub("", text.strip().strip("$").strip())
    if match := _MATRIX.search(body):
        return [part for part in re.split(r"\\\\|&", match[1]) if part.strip()]
    for command, sign in _LATEX_BRACKETS:
        body = body.replace(command, sign)
    factor, body = _factor_in_front(body.strip())
    body, square = _without_brackets(body)
    parts = _top_level(body)
    if len(parts) != components:
        parts = next((found for found in _other_separators(body, square) if len(found) == components), parts)
    parts = [part[1:-1] if part[:1] == "[" and part[-1:] == "]" else part for part in map(str.strip, parts)]
    return [f"{factor}({part})" for part in parts] if factor else parts


def _without_brackets(body: str) -> tuple[str, bool]:
    """The inside of the brackets around several components, and whether there are square ones."""
    square = body[:1] == "[" and _closes_at_end(body)
    while body and _PAIRS.get(body[0]) == body[-1] and _closes_at_end(body) and _separated(body[1:-1]):
        body = body[1:-1].strip()
    return body[1:-1] if square and body[:1] == "[" and body[-1:] == "]" and _closes_at_end(body) else body, square


def _factor_in_front(body: str) -> tuple[str, str]:
    """``2(x, 3y)`` and ``-1/5 * (6, 3)``: the number and the vector."""
    match = _FACTOR.match(body)
    if match is None:
        return "", body
    rest = body[match.end() :]
    if not rest or _PAIRS.get(rest[0]) != rest[-1] or not _closes_at_end(rest) or not _separated(rest[1:-1]):
        return "", body
    return match[1] if match[1] in ("-", "−") else f"({match[1]})*", rest


def _other_separators(body: str, square: bool) -> Iterator[list[str]]:
    """Ways to part components beside a comma: with decimal commas, by a bar, by a word, by spaces in [ ]."""
    decimals = body.split(";")
    if all(_DECIMAL_COMMA.fullmatch(part) or _WHOLE.fullmatch(part) for part in decimals):
        yield [part.replace(",", ".") for part in decimals]
    yield body.split("|")
    yield body.split(" and ")
    if square:
        yield body.split()


def _separated(body: str) -> bool:
    return len(_top_level(body)) > 1 or body.count("|") == 1


def _closes_at_end(body: str) -> bool:
    depth = 0
    for index, sign in enumerate(body):
        depth += (sign in _PAIRS) - (sign in _PAIRS.values())
        if depth == 0:
            return index == len(body) - 1
    return False


def _top_level(body: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, sign in enumerate(body):
        depth += (sign in _PAIRS) - (sign in _PAIRS.values())
        if depth == 0 and sign in ",;":
            parts.append(body[start:index])
            start = index + 1
    return [*parts, body[start:]]


def _unit_vectors(text: str, variables: tuple[str, ...], components: int) -> tuple[Part, ...] | None:
    """``2x i + 2y j``"""
    units = ("i", "j", "k")[:components]
    if components > 3 or set(units) & set(variables) or not any(unit in text for unit in units):
        return None
    function = parse(re.sub(r"\\(?:hat|vec|mathbf)\s*\{?\s*([ijk])\s*\}?", r" \1 ", text), variables)
    if not set(units) & set(function.parameters):
        return None
    parts = []
    for unit in units:
        put: dict[str, Node] = {other: ONE if other == unit else ZERO for other in units}
        rest = tuple(name for name in function.parameters if name not in units)
        parts.append(Part(text, Function(substitute(function.tree, put), variables, rest)))
    return tuple(parts)


def _part(text: str, variables: tuple[str, ...]) -> Part:
    return Part(text, parse(text, variables))


def letters_besides(function: Function, known: tuple[str, ...]) -> tuple[str, ...]:
    """Letters of an answer that the question does not have."""
    return tuple(name for name in function.parameters if name not in known)


def put(function: Function, letter: str, tree: Node) -> Node:
    """The answer's tree with a letter replaced."""
    return substitute(function.tree, {letter: tree})
