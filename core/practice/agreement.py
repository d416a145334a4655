"""Whether two formulas agree: compared where the asked function has values, in several ranges, near and far.

"No value on both sides" is never agreement: only places where both have one count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.language import Function
from core.language.program import compile_trees
from core.language.syntax import Node

ENOUGH = 20  # places at which both must have a value
RELATIVE = 1e-9
_ROUNDING = 1e-14  # of the largest number met on the way to a value: what is lost where large terms cancel
_BITS = 300  # of the arithmetic that settles what floats cannot tell
_NOTHING = 1e-60
_MOST_DOUBTS = 30
_FEW = 0.4  # of the places: so few that differ are looked at again with many digits
_RANGES = ((-1.0, 1.0), (-5.0, 5.0), (-40.0, 40.0))
_FURTHER = ((0.0, 1.0), (1.0, 20.0), (-20.0, -1.0), (0.0, 0.1), (20.0, 400.0))
_PER_RANGE = 24
_WIDE = ((-40.0, 40.0), (-1000.0, 1000.0))  # for answers that may turn somewhere
_PER_WIDE = 300
_SEED = 20

_Block = tuple[np.ndarray, np.ndarray, np.ndarray]  # places (letters, n), the values of the key there, their rounding


@dataclass(frozen=True)
class Places:
    """Where formulas are compared: one array a letter; ``noise`` is how far rounding may have moved the key there."""

    letters: tuple[str, ...]
    variables: tuple[str, ...]
    values: Mapping[str, np.ndarray]
    key: np.ndarray
    noise: np.ndarray
    tree: Node | None = None  # of the key

    def of(self, *trees: Node) -> np.ndarray:
        """The values of trees, one row each; NaN where there is none."""
        return _evaluate(trees, self.letters, self.variables, self.values, self.key.size)

    def positive(self, letters: tuple[str, ...]) -> np.ndarray:
        """At which places all these letters are positive, as a mask."""
        return np.all([self.values[name] > 0 for name in letters], axis=0)

    def only(self, keep: np.ndarray) -> Places:
        """Only the places of a mask."""
        values = {name: value[keep] for name, value in self.values.items()}
        return Places(self.letters, self.variables, values, self.key[keep], self.noise[keep], self.tree)

    def noise_of(self, tree: Node) -> np.ndarray:
        """How far rounding may have moved the value of a tree, at each place."""
        return _rounding((tree,), self.letters, self.variables, self.values, self.key.size)

    def agree(self, rows: np.ndarray, value: np.ndarray) -> np.ndarray:
        """For each row whether it equals ``value`` wherever both have one, at enough places."""
        both = np.isfinite(rows) & np.isfinite(value)
        least = min(ENOUGH, self.key.size)
        with np.errstate(all="ignore"):
            apart = np.abs(rows - value)
            near = apart <= RELATIVE * np.maximum(np.abs(rows), np.abs(value))
            doubt = ~near & (apart <= self.noise)
        return (near | doubt | ~both).all(axis=-1) & ((both & near).sum(axis=-1) >= least)


@dataclass(frozen=True)
class Comparison:
    """How the answer compares with the key.

    ``both``: how many places have both values, without those where rounding hides them; ``apart``: at how many they
    differ; ``lacking``: how many places the answer lacks; ``nearly``: the largest relative distance.
    """

    both: int
    apart: int
    lacking: int
    nearly: float


def compare(places: Places, answer: Node) -> Comparison:
    """The answer's values beside those of the key."""
    values = places.of(answer)[0]
    noise = places.noise + places.noise_of(answer)
    finite = np.isfinite(values)
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(places.key), np.abs(values))
        apart = np.abs(places.key - values)
        far = apart > RELATIVE * size
        relative = np.where(size > 0, apart / size, 0.0)
    doubtful = finite & far & (apart <= noise)
    both = finite & ~doubtful
    asked = np.flatnonzero(doubtful)
    if (lonely := np.flatnonzero(both & far)).size <= _FEW * both.sum():
        # Apart at a few places only: a multiplied-out denominator that is nearly 0 there, or a true difference.
        asked = np.concatenate([lonely, asked])
    for place in asked[:_MOST_DOUBTS]:
        settled = _settled(places, answer, int(place))
        if settled is not None:
            both[place], far[place] = True, not settled
            relative[place] = 0.0 if settled else relative[place]
    return Comparison(
        int(both.sum()),
        int((far & both).sum()),
        int((~finite).sum()),
        float(np.max(relative, where=both, initial=0.0)),
    )


def _settled(places: Places, answer: Node, place: int) -> bool | None:
    """With many digits: whether key and answer are equal at a place. None where even these do not tell."""
    from core.language.enclosure import Enclosing, precision  # brings python-flint: only where there is doubt

    if places.tree is None:
        return None
    functions = tuple(Function(tree, places.letters) for tree in (places.tree, answer))
    at = {name: float(places.values[name][place]) for name in places.letters}
    one, other = Enclosing(functions)(at, bits=_BITS)
    with precision(_BITS):
        low, high = (float(abs(bound)) for bound in (one.low - other.high, one.high - other.low))
        size = max(abs(float(one.high)), abs(float(other.high)))
    apart = max(low, high)
    if not (one.defined and other.defined) or not np.isfinite(apart):
        return None
    if apart <= RELATIVE * size or apart < _NOTHING:
        return True
    return False if not (one.low <= other.high and other.low <= one.high) else None


def _evaluate(
    trees: tuple[Node, ...],
    letters: tuple[str, ...],
    variables: tuple[str, ...],
    values: Mapping[str, np.ndarray],
    size: int,
) -> np.ndarray:
    program = compile_trees(trees, letters, variables)
    rows = program.run(values)
    result = np.stack([np.broadcast_to(np.asarray(row, dtype=float), (size,)) for row in rows])
    return np.where(np.isfinite(result), result, np.nan)


def _rounding(
    trees: tuple[Node, ...],
    letters: tuple[str, ...],
    variables: tuple[str, ...],
    values: Mapping[str, np.ndarray],
    size: int,
) -> np.ndarray:
    program = compile_trees(trees, letters, variables)
    slots: list[np.ndarray | np.float64] = [values[name] for name in program.inputs]
    slots.extend(program.constants)
    largest = np.zeros(size)
    with np.errstate(all="ignore"):
        for instruction in program.instructions:
            slots.append(instruction.operation(*[slots[i] for i in instruction.arguments]))
            largest = np.fmax(largest, np.abs(slots[-1]))
    return _ROUNDING * np.where(np.isfinite(largest), largest, 0.0)


@lru_cache(maxsize=128)
def places_for(key: Node, guards: tuple[Node, ...], variables: tuple[str, ...], parameters: tuple[str, ...]) -> Places:
    """Places at which the key and its guards have a value: at least 20 in two ranges where that can be had."""
    letters = (*variables, *parameters)
    generator = np.random.default_rng(_SEED)
    blocks = [_block(key, guards, letters, variables, generator, *bounds, _PER_RANGE) for bounds in _RANGES]
    if sum(block[1].size for block in blocks) < 2 * ENOUGH:
        more = [_block(key, guards, letters, variables, generator, *b, 10 * _PER_RANGE) for b in (*_RANGES, *_FURTHER)]
        blocks += [_first(block, _PER_RANGE) for block in more]
    values = {name: np.concatenate([block[0][i] for block in blocks]) for i, name in enumerate(letters)}
    return Places(
        letters,
        variables,
        values,
        np.concatenate([block[1] for block in blocks]),
        np.concatenate([block[2] for block in blocks]),
        key,
    )


@lru_cache(maxsize=64)
def wide_places_for(
    key: Node, guards: tuple[Node, ...], variables: tuple[str, ...], parameters: tuple[str, ...]
) -> Places:
    """Many places, far out too: for an answer in pieces, which may be right at all the usual places and no further."""
    letters = (*variables, *parameters)
    generator = np.random.default_rng(_SEED)
    blocks = [_block(key, guards, letters, variables, generator, *bounds, _PER_WIDE) for bounds in _WIDE]
    points, found, noise = (np.concatenate(arrays, axis=-1) for arrays in zip(*blocks, strict=True))
    return Places(letters, variables, dict(zip(letters, points, strict=True)), found, noise, key)


def _block(
    key: Node,
    guards: tuple[Node, ...],
    letters: tuple[str, ...],
    variables: tuple[str, ...],
    generator: np.random.Generator,
    low: float,
    high: float,
    count: int,
) -> _Block:
    points = generator.uniform(low, high, (len(letters), count))
    values = dict(zip(letters, points, strict=True))
    rows = _evaluate((key, *guards), letters, variables, values, count)
    good = np.isfinite(rows).all(axis=0)
    found = rows[0][good]
    noise = _rounding((key,), letters, variables, values, count)
    return points[:, good], found, noise[good]


def _first(block: _Block, most: int) -> _Block:
    points, found, noise = block
    return points[:, :most], found[:most], noise[:most]


def place_at(key: Node, variables: tuple[str, ...], parameters: tuple[str, ...], point: Mapping[str, float]) -> Places:
    """The one place a number is asked for; parameters stand at 1."""
    letters = (*variables, *parameters)
    values = {name: np.array([float(point.get(name, 1.0))]) for name in letters}
    found = _evaluate((key,), letters, variables, values, 1)[0]
    return Places(letters, variables, values, found, _rounding((key,), letters, variables, values, 1), key)
