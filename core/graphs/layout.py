"""Where the nodes of a graph stand: layers from the inputs to the output, ordered so that few edges cross.

Sugiyama's scheme: longest-path layering (inputs moved next to their first user), a stand-in in every layer that a
long edge passes, barycentre sweeps that keep the best order seen (Sugiyama, Tagawa and Toda 1981), then places at the
mean of the neighbours with at least one unit between two of them. Coordinates are (layer, place); whoever draws turns
them into pixels.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from core.graphs.graph import Graph

_SWEEPS = 12
_LARGE, _FAR = 24, 2  # nodes of a large graph; layers that a line from a much used node may cross in it
_MANY = 3  # users of a much used node
_STANDIN_ROOM = 0.55  # room for an edge that only passes by, in units of a node

Key = tuple[str, str, int] | str


@dataclass(frozen=True)
class Layout:
    """``nodes``: name → (layer, place). ``routes``: edge → the points it runs through, from argument to user.

    ``far``: edges without a route. In a large graph an input, or a node with many users, that is used many layers
    further on is better written beside its user than joined to it by a line across the whole picture.
    """

    nodes: Mapping[str, tuple[int, float]]
    routes: Mapping[tuple[str, str], tuple[tuple[int, float], ...]]
    layers: int
    height: float
    crossings: int
    far: frozenset[tuple[str, str]] = frozenset()


def layout(graph: Graph) -> Layout:
    """Lay out a graph; places run from 0 to ``height``."""
    layer = _layers(graph)
    far = _far(graph, layer)
    routes, order = _with_standins(graph, layer, far)
    links = [link for route in routes.values() for link in pairwise(route)]
    order, crossings = _fewest_crossings(order, links)
    place = _places(order, links)
    depth = {key: i for i, keys in enumerate(order) for key in keys}
    return Layout(
        {name: (depth[name], place[name]) for name in layer},
        {edge: tuple((depth[key], place[key]) for key in route) for edge, route in routes.items()},
        len(order),
        max(place.values()),
        crossings,
        far,
    )


def _far(graph: Graph, layer: Mapping[str, int]) -> frozenset[tuple[str, str]]:
    if len(graph.nodes) <= _LARGE:
        return frozenset()
    everywhere = {node.name for node in graph.nodes if node.is_input or len(graph.users[node.name]) >= _MANY}
    return frozenset(edge for edge in graph.edges if edge[0] in everywhere and layer[edge[1]] - layer[edge[0]] > _FAR)


def _layers(graph: Graph) -> dict[str, int]:
    layer: dict[str, int] = {}
    for node in graph.nodes:
        layer[node.name] = 1 + max((layer[name] for name in node.arguments), default=-1)
    for node in graph.nodes:
        if node.is_input and graph.users[node.name]:
            layer[node.name] = min(layer[user] for user in graph.users[node.name]) - 1
    return layer


def _with_standins(
    graph: Graph, layer: Mapping[str, int], far: frozenset[tuple[str, str]]
) -> tuple[dict[tuple[str, str], list[Key]], list[list[Key]]]:
    order: list[list[Key]] = [[] for _ in range(1 + max(layer.values()))]
    for node in graph.nodes:
        order[layer[node.name]].append(node.name)
    routes: dict[tuple[str, str], list[Key]] = {}
    for edge in (edge for edge in graph.edges if edge not in far):
        start, end = layer[edge[0]], layer[edge[1]]
        between: list[Key] = []
        for i in range(start + 1, end):
            between.append((*edge, i))
            order[i].append(between[-1])
        routes[edge] = [edge[0], *between, edge[1]]
    return routes, order


def _fewest_crossings(order: list[list[Key]], links: list[tuple[Key, Key]]) -> tuple[list[list[Key]], int]:
    before, after = _neighbours(links)
    best, fewest = [list(keys) for keys in order], _crossings(order, links)
    for sweep in range(_SWEEPS):
        if fewest == 0:
            break
        downwards = sweep % 2 == 0
        places = range(1, len(order)) if downwards else range(len(order) - 2, -1, -1)
        for i in places:
            beside = order[i - 1] if downwards else order[i + 1]
            index = {key: j for j, key in enumerate(beside)}
            neighbours = before if downwards else after
            own = {key: j for j, key in enumerate(order[i])}

            order[i] = sorted(order[i], key=partial(_centre, neighbours, index, own))
        _swap_neighbours(order, before, after)
        if (count := _crossings(order, links)) < fewest:
            best, fewest = [list(keys) for keys in order], count
    return best, fewest


def _centre(neighbours: Mapping[Key, list[Key]], index: Mapping[Key, int], own: Mapping[Key, int], key: Key) -> float:
    """The middle of a key's neighbours in the layer beside it; its own place if it has none there."""
    found = [index[other] for other in neighbours.get(key, ()) if other in index]
    return sum(found) / len(found) if found else own[key]


def _swap_neighbours(order: list[list[Key]], before: dict, after: dict) -> None:
    """Exchange two adjacent keys of a layer wherever that removes crossings."""
    index = {key: j for keys in order for j, key in enumerate(keys)}
    for keys in order:
        for j in range(len(keys) - 1):
            left, right = keys[j], keys[j + 1]
            if _between(left, right, before, after, index) > _between(right, left, before, after, index):
                keys[j], keys[j + 1] = right, left
                index[left], index[right] = j + 1, j


def _between(left: Key, right: Key, before: dict, after: dict, index: dict) -> int:
    return sum(index[a] > index[b] for side in (before, after) for a in side.get(left, ()) for b in side.get(right, ()))


def _neighbours(links: list[tuple[Key, Key]]) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    before: dict[Key, list[Key]] = {}
    after: dict[Key, list[Key]] = {}
    for start, end in links:
        after.setdefault(start, []).append(end)
        before.setdefault(end, []).append(start)
    return before, after


def _crossings(order: list[list[Key]], links: list[tuple[Key, Key]]) -> int:
    depth = {key: (i, j) for i, keys in enumerate(order) for j, key in enumerate(keys)}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for start, end in links:
        by_layer.setdefault(depth[start][0], []).append((depth[start][1], depth[end][1]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0 for pairs in by_layer.values() for i, a in enumerate(pairs) for b in pairs[:i]
    )


def _places(order: list[list[Key]], links: list[tuple[Key, Key]]) -> dict[Key, float]:
    before, after = _neighbours(links)
    place = {key: float(j) for keys in order for j, key in enumerate(keys)}
    for sweep in range(_SWEEPS):
        rows = order if sweep % 2 == 0 else order[::-1]
        for keys in rows:
            beside = [[place[other] for other in (*before.get(key, ()), *after.get(key, ()))] for key in keys]
            wanted = [sum(ys) / len(ys) if ys else place[key] for key, ys in zip(keys, beside, strict=True)]
            place.update(zip(keys, _spread(wanted, [_room(key) for key in keys]), strict=True))
    lowest = min(place.values())
    return {key: value - lowest for key, value in place.items()}


def _room(key: Key) -> float:
    return 1.0 if isinstance(key, str) else _STANDIN_ROOM


def _spread(wanted: list[float], room: list[float]) -> list[float]:
    """The places nearest to ``wanted`` (least squares) that keep their order and their room.

    Pool adjacent violators.
    """
    offset, total = [], 0.0
    for i, size in enumerate(room):
        total += 0.0 if i == 0 else (size + room[i - 1]) / 2
        offset.append(total)
    groups: list[list[float]] = []
    for target in (goal - shift for goal, shift in zip(wanted, offset, strict=True)):
        groups.append([target, 1.0])
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            value, count = groups.pop()
            groups[-1] = [
                (groups[-1][0] * groups[-1][1] + value * count) / (groups[-1][1] + count),
                groups[-1][1] + count,
            ]
    flat = [value for value, count in groups for _ in range(int(count))]
    return [value + shift for value, shift in zip(flat, offset, strict=True)]
