"""Why a function is no single chain: several parts hold the variable."""

from __future__ import annotations

from dataclasses import dataclass

from core.language.differentiation import depends_on
from core.language.syntax import (
    Call,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    children,
)


@dataclass(frozen=True)
class Branching:
    """Why there is no single chain: the outermost operation has several parts with x.

    ``parts`` are the different ones among them; ``count`` counts all (x^x has one part, x, in two places).
    """

    kind: str  # "sum", "product", "quotient", "power", "call", "pieces"
    parts: tuple[Node, ...]
    count: int


def branching_of(whole: Node, variable: str) -> Branching | None:
    """The parts of the outermost operation of ``whole`` that hold ``variable``; None where it is only one."""
    inside = whole.pieces if isinstance(whole, Piecewise) else children(whole)
    parts = [part for part in inside if depends_on(part, frozenset((variable,)))]
    kinds = {Sum: "sum", Product: "product", Quotient: "quotient", Power: "power", Call: "call", Piecewise: "pieces"}
    if len(parts) < 2:
        return None
    return Branching(kinds[type(whole)], tuple(dict.fromkeys(parts)), len(parts))
