"""Sums and products over a small whole range: ``sum(sin(k x)/k, k, 1, 9)``, ``\\sum_{k=1}^{9} \\frac{x^k}{k!}``.

They are written out while they are read: what a tree means need not know of them.
"""

from __future__ import annotations

from fractions import Fraction

from core.language import limits
from core.language.differentiation import shortened
from core.language.errors import LanguageError
from core.language.rational import rational_value
from core.language.syntax import Negative, Node, Number, Product, Sum, Symbol, children, map_children

LONGEST = 60  # terms


def written_out(name: str, body: Node, index: Node, first: Node, last: Node, variables: frozenset[str]) -> Node:
    """The sum or product of ``body`` for the index from ``first`` to ``last``.

    Raises LanguageError where the index is no letter of its own, the range not whole or too long, or the result too
    large.
    """
    at = body.at
    if not isinstance(index, Symbol) or index.name in variables:
        raise LanguageError("The second value is the letter that counts, as in sum(x^k/k!, k, 0, 9).", index.at)
    ends = [end for end in map(rational_value, (first, last)) if end is not None]
    if len(ends) < 2 or any(end.denominator != 1 or abs(end) > 10**6 for end in ends):
        raise LanguageError("The letter counts from one whole number to another, as in sum(x^k/k!, k, 0, 9).", first.at)
    start, stop = map(int, ends)
    count = stop - start + 1
    if not 1 <= count <= LONGEST:
        sentence = f"At most {LONGEST} terms are read." if count > 0 else "There is nothing to add up in this range."
        raise LanguageError(sentence, last.at)
    if count * _size(body) > limits.MAX_NODES:
        raise LanguageError(f"Written out this has too many parts: at most {limits.MAX_NODES} are read.", at)
    terms = tuple(_with_number(body, index.name, number) for number in range(start, stop + 1))
    if count == 1:
        return terms[0]
    return Sum(terms, at) if name == "sum" else Product(terms, at)


def _size(tree: Node) -> int:
    return 1 + sum(map(_size, children(tree)))


def _with_number(tree: Node, name: str, number: int) -> Node:
    if isinstance(tree, Symbol) and tree.name == name:
        size = Number(Fraction(abs(number)), tree.at)
        return size if number >= 0 else Negative(size, tree.at)
    written = map_children(tree, lambda part: _with_number(part, name, number))
    return written if number == 0 or written is tree else shortened(written)  # 0·ln x keeps its domain
