"""The chain rule with branches: z = f(u, v), u = g(x, y), v = h(x, y). Every path from z to x gives a product.

They add up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.graphs.places import place_along, rate_of
from core.language.differentiation import add, multiply, substitute
from core.language.function import Function
from core.language.syntax import Node

OUTER = ("u", "v")
INNER = ("x", "y")


@dataclass(frozen=True)
class Path:
    """One path z → ``via`` → ``by``: ``outer`` = ∂z/∂via in (u, v), ``inner`` = ∂via/∂by in (x, y)."""

    via: str
    by: str
    outer: Function
    inner: Function


@dataclass(frozen=True)
class PathReading:
    """A path at one place: its two rates and their product."""

    via: str
    outer: float
    inner: float

    @property
    def product(self) -> float:
        """∂z/∂via · ∂via/∂by"""
        return self.outer * self.inner


@dataclass(frozen=True)
class Branches:
    """z and what it is made of. ``parts`` maps u and v to functions of (x, y)."""

    z: Function
    parts: Mapping[str, Function]

    def paths(self, by: str) -> tuple[Path, ...]:
        """The paths from z to ``by``, one through u and one through v."""
        return tuple(Path(via, by, self.z.derivative(via), part.derivative(by)) for via, part in self.parts.items())

    @cached_property
    def whole(self) -> Function:
        """z written in x and y."""
        tree = substitute(self.z.tree, {name: part.tree for name, part in self.parts.items()})
        letters = (*self.z.parameters, *(p for part in self.parts.values() for p in part.parameters))
        guards = tuple(tree for part in self.parts.values() for tree in (part.tree, *part.guards))
        inside = {name: part.tree for name, part in self.parts.items()}
        guards += tuple(substitute(guard, inside) for guard in self.z.guards)
        return Function(tree, INNER, tuple(dict.fromkeys(letters)), guards=guards)

    def sum_tree(self, by: str) -> Node:
        """The sum of the products, u and v replaced by what they stand for."""
        inside = {name: part.tree for name, part in self.parts.items()}
        return add(*(multiply(substitute(path.outer.tree, inside), path.inner.tree) for path in self.paths(by)))

    def values(self, x: float, y: float, parameters: Mapping[str, float]) -> dict[str, float]:
        """x, y, u, v and z at one place."""
        found = {"x": float(x), "y": float(y)}
        for name, part in self.parts.items():
            found[name] = float(part(x, y, **_of(part, parameters)))
        found["z"] = float(self.z(found["u"], found["v"], **_of(self.z, parameters)))
        return found

    def at(self, by: str, x: float, y: float, parameters: Mapping[str, float]) -> tuple[PathReading, ...]:
        """Every path to ``by`` in numbers; a rate is NaN where there is none, on a corner too."""
        here = {**parameters, **self.values(x, y, parameters)}
        return tuple(
            PathReading(
                path.via,
                rate_of(place_along(self.z, path.via, here)),
                rate_of(place_along(self.parts[path.via], by, here)),
            )
            for path in self.paths(by)
        )


def _of(function: Function, parameters: Mapping[str, float]) -> dict[str, float]:
    return {name: parameters[name] for name in function.parameters if name in parameters}
