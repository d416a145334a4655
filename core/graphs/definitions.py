"""Several definitions, one a line (``c = a + b``), read into one computation graph; the last line is the output.

``a = -4`` gives an input its value; a letter nobody defined is an input with the value 1. ``c += a`` is short for ``c
= c + (a)``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from core.graphs.graph import Graph, GraphBuilder, has_symbols
from core.language.definedness import guarded
from core.language.differentiation import negative
from core.language.domain import check_constants
from core.language.errors import LanguageError, Unfinished
from core.language.grammar import read
from core.language.program import compile_trees
from core.language.syntax import Node, Product, Quotient, Sum, Symbol
from core.language.vocabulary import NAMES

MOST_LINES = 60
MOST_CHARACTERS = 3000
MOST_NODES = 200

_NAME = re.compile(r"[^\W\d_]{1,20}(\d{1,3}|_[^\W_]{1,10})?")
_METHOD = re.compile(r"(?<!\d)\.\s*([^\W\d_]\w*)\s*\(")  # Python's (b + a).relu()
_LINE = re.compile(r"(?P<left>[^=+\-*/:<>!{(?]*?)\s*(?P<sign>[+\-*/:]?=)(?P<right>.*)", re.DOTALL)


@dataclass(frozen=True)
class Definitions:
    """``values`` of the inputs by their names in the graph; ``assumed`` are inputs nobody gave a value."""

    graph: Graph
    values: Mapping[str, float]
    assumed: tuple[str, ...] = ()


def read_definitions(text: str) -> Definitions:
    """Read the lines. Raises LanguageError ("Line 3.

    …", with the place in the whole text), Unfinished for half-typed text.
    """
    if len(text) > MOST_CHARACTERS:
        raise LanguageError(f"That is too long: up to {MOST_CHARACTERS} characters work here.", MOST_CHARACTERS)
    lines = _lines(text)
    if not lines:
        raise Unfinished("Type a definition, such as c = a + b.", 0)
    if len(lines) > MOST_LINES:
        raise LanguageError(f"That are too many lines: up to {MOST_LINES} work here.", lines[MOST_LINES][1])
    reader = _Reader()
    for number, (line, at) in enumerate(lines, start=1):
        try:
            reader.line(line)
        except LanguageError as error:
            message = f"Line {number}: {error.message}" if len(lines) > 1 else error.message
            raise type(error)(message, min(at + error.position, len(text))) from None
    return reader.result()


def _lines(text: str) -> list[tuple[str, int]]:
    """(line, where it begins), without comments and empty lines; ``;`` ends a line too."""
    found, at = [], 0
    for part in re.split(r"(?<=[\n;])", text):
        line = part.rstrip("\n;").partition("#")[0]
        if line.strip():
            found.append((line, at))
        at += len(part)
    return found


class _Reader:
    def __init__(self) -> None:
        self.builder = GraphBuilder(())
        self.values: dict[str, float] = {}
        self.assumed: list[str] = []
        self.names: dict[str, None] = {}

    def line(self, line: str) -> None:
        parts = _LINE.fullmatch(line)
        if parts is None:
            self.define("f", self.tree(line, 0))
            return
        name = self.name(parts["left"])
        start = parts.start("right")
        if not parts["right"].strip():
            raise Unfinished(f"Waiting for what {name} is.", len(line))
        tree = self.tree(parts["right"], start)
        self.define(name, self.combined(name, parts["sign"], tree))

    def name(self, left: str) -> str:
        name = left.strip()
        if not _NAME.fullmatch(name):
            raise LanguageError("Before the = comes one name, a letter or a word, as in loss = d^2.", 0)
        if name in NAMES and len(name) > 1:
            raise LanguageError(f"{name} is a function here, so it cannot be a name too.", left.index(name))
        return name

    def tree(self, text: str, at: int) -> Node:
        """What a right side means; letters not known yet become inputs."""
        method = _METHOD.search(text)
        if method and method[1] in NAMES:
            example = f"Here a function comes first: {method[1]}(b + a), not (b + a).{method[1]}()."
            raise LanguageError(example, at + method.start())
        try:
            reading = read(text, tuple(self.names))
            check_constants(reading.tree)
        except LanguageError as error:
            raise type(error)(error.message, at + error.position) from None
        for letter in reading.parameters:
            self.builder.add_input(letter)
            self.values[letter] = 1.0
            self.assumed.append(letter)
            self.names[letter] = None
        return guarded(reading.tree, reading.guards)

    def combined(self, name: str, sign: str, tree: Node) -> Node:
        if sign in ("=", ":="):
            return tree
        if name not in self.names:
            raise LanguageError(f"{name} has no value yet that {sign} could change: begin with {name} = …", 0)
        before = Symbol(name)
        match sign[0]:
            case "+":
                return Sum((before, *(tree.terms if isinstance(tree, Sum) else (tree,))))
            case "-":
                return Sum((before, negative(tree)))
            case "*":
                return Product((before, tree))
        return Quotient(before, tree)

    def define(self, name: str, tree: Node) -> None:
        if has_symbols(tree):
            self.builder.define(name, tree)
        else:
            (value,) = compile_trees((tree,), (), ()).run({})
            self.values[self.builder.add_input(name)] = float(value)
        self.names[name] = None
        if self.builder.size > MOST_NODES:
            raise LanguageError(f"That makes too large a graph: up to {MOST_NODES} nodes work here.", 0)

    def result(self) -> Definitions:
        graph = self.builder.graph()
        used = set(graph.inputs)
        values = {name: value for name, value in self.values.items() if name in used}
        return Definitions(graph, values, tuple(name for name in self.assumed if name in used))
