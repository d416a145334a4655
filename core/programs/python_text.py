"""A tree as one line of Python, and the definitions that the line needs above it: for SymPy and for NumPy."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping
from fractions import Fraction

from core.language.differentiation import spelled_out
from core.language.operation import Operation
from core.language.rational import rational_value
from core.language.syntax import Node, Number, Symbol
from core.language.vocabulary import OPERATIONS, complete
from core.language.writing import Holds, Writer

_DEFINED = re.compile(r"(?:def|class|import) (\w+)")
_WORD = re.compile(r"\b[A-Za-z_]\w*")

#: a helper of both libraries: the odd root of a negative number is real here
ODD_POWER = "odd_power"


class PythonWriter(Writer):
    """Writes trees as Python; ``helpers`` collects the definitions they need, in order, by the names they define."""

    minus = Holds.MINUS

    def __init__(self) -> None:
        self.helpers: dict[str, str] = {}

    def definitions(self) -> list[str]:
        """What stands above the line, imports first."""
        return sorted(self.helpers.values(), key=lambda text: not text.startswith("from "))

    @abstractmethod
    def given(self, operation: Operation) -> str:
        """The library's own name of an operation, or Python lines that define it; empty where there is neither."""

    @abstractmethod
    def common(self) -> Mapping[str, str]:
        """Helpers that are no operation, by name."""

    def defined(self) -> Mapping[str, str]:
        """Every helper that other helpers may use, by the name it defines."""
        lines = [given for row in OPERATIONS.values() if _is_definition(given := self.given(row))]
        return {_defined_by(text): text for text in lines} | dict(self.common())

    def call(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds]:
        """An operation by its name, its helper or what it is made of."""
        operation, arguments = OPERATIONS[name], complete(name, arguments)
        if name in ("cbrt", "root") and (written := self.root(name, arguments)) is not None:
            return written
        given = self.given(operation)
        if not given and operation.elementary:
            return self.form(spelled_out(name, arguments))
        callee = self.helper(given) if _is_definition(given) else given or self.spelled(operation)
        return f"{callee}({self.listed(arguments)})", Holds.ATOM

    def root(self, name: str, arguments: tuple[Node, ...]) -> tuple[str, Holds] | None:
        """A root of fixed degree as a power; None where the operation is written by its name."""
        degree = Fraction(3) if name == "cbrt" else rational_value(arguments[1])
        return self.power(arguments[0], Number(1 / degree)) if degree else None

    def spelled(self, operation: Operation) -> str:
        """The helper that is the operation's definition, written in the library itself; returns its name."""
        if not operation.definition:
            raise NoCode(operation.name)
        if operation.name not in self.helpers:
            letters = tuple(map(Symbol, "uv"))[: operation.arity[1]]
            body = self.write(spelled_out(operation.name, letters))
            names = ", ".join(letter.name for letter in letters)
            self.helpers[operation.name] = f"def {operation.name}({names}):\n    return {body}"
        return operation.name

    def helper(self, lines: str) -> str:
        """Take a definition and those it needs; returns the name it defines."""
        name = _defined_by(lines)
        known = self.defined()
        for word in _WORD.findall(lines):
            if word != name and word in known and word not in self.helpers:
                self.helper(known[word])
        self.helpers.setdefault(name, lines)
        return name


class NoCode(ValueError):
    """The library has no such function."""


def _defined_by(lines: str) -> str:
    """The name that Python lines define; raises ValueError if they define none."""
    if (found := _DEFINED.search(lines)) is None:
        raise ValueError(f"no definition: {lines}")
    return found[1]


def _is_definition(given: str) -> bool:
    return given.startswith(("def ", "class ", "from "))
