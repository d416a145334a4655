"""Every name that can be typed, and how a run of letters is split into names.

The operations themselves are in ``vocabulary``; here are the spellings around them: other languages' names, Greek
letters, modules of programming languages.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.language.latex_input import GREEK
from core.language.rewriting import ARITY
from core.language.vocabulary import CONSTANTS, NAMES, OPERATIONS

#: names read only after a module, as in np.maximum: alone they mean other things elsewhere
MODULE_FUNCTIONS = {"maximum": "max", "minimum": "min", "absolute": "abs", "remainder": "mod", "rint": "round",
                    "around": "round", "square": "square", "reciprocal": "reciprocal"}  # fmt: skip
MODULES = frozenset({"np", "numpy", "math", "Math", "sp", "sympy", "torch", "tf", "jnp", "jax", "F", "nn", "scipy",
                     "special", "functional", "keras", "activations"})  # fmt: skip
MODULE_CONSTANTS = {"pi": "pi", "PI": "pi", "e": "e", "E": "e", "tau": "tau"}

#: what programs call functions of ours; without them `fmod` would be f·mod and `selu` s·elu
OTHER_SPELLINGS = {"power": "pow", "fmax": "max", "fmin": "min", "fmod": "mod", "cuberoot": "cbrt",
                   "hard_tanh": "hardtanh", "hard_sigmoid": "hardsigmoid", "hard_swish": "hardswish",
                   "log_sigmoid": "logsigmoid", "product": "prod", "logisticsigmoid": "sigmoid",
                   "heavisidetheta": "step", "summation": "sum"}  # fmt: skip

#: every spelling of a function, in lower case → its name while reading; "log" is natural unless it has a base
FUNCTIONS: dict[str, str] = {
    **{
        spelling.lower(): name
        for spelling, name in NAMES.items()
        if spelling.isascii() and spelling not in MODULE_FUNCTIONS and spelling != "psi"
    },
    **{name: name for name in ARITY if (name not in OPERATIONS or name == "log") and name not in MODULE_FUNCTIONS},
    **OTHER_SPELLINGS,
}
LONGEST = max(map(len, FUNCTIONS))
#: with digits that belong to the name; the second table only before a bracket
WITH_DIGITS = {("log", "2"): "log2", ("log", "10"): "log10"}
WITH_DIGITS_CALLED = {("atan", "2"): "atan2", ("exp", "2"): "exp2"}

#: read only when they are the whole word: `chx` is cosh x, but there is no cosh in `ache`
_WHOLE_ONLY = frozenset({"arch", "arsh", "arth", "fact", "lb", "ld", "lg", "tg", "sh", "ch", "th", "cth", "step",
                         "surd", "positive", "sum", "prod", "product", "norm", "sinc", "hypot", "cotg",
                         "atg"})  # fmt: skip
_BEFORE_ONE_VARIABLE = frozenset({"lg", "tg", "sh", "ch", "th", "cth", "cotg", "step"})

GREEK_WORDS = {word.lower(): letter for word, letter in reversed(GREEK.items()) if not word.startswith("var")}
GREEK_FUNCTIONS = {"σ": "sigmoid", "Γ": "gamma"}  # before a bracket
OTHER_FUNCTIONS = frozenset("ζψδΦΨ")  # before a bracket these mean functions that are not in the vocabulary
_CONSTANT_LETTERS = {"π": "pi", "τ": "tau", "φ": "phi", "e": "e", "E": "e"}

_GROWING = (
    frozenset(FUNCTIONS)
    | {"where", "otherwise", "piecewise", "ifelse"}
    | {word for word in GREEK_WORDS if len(word) > 3}
    | {m for m in MODULES if len(m) > 2}
)


def begins_a_name(part: str) -> bool:
    """Could more letters make this a name?"""
    return any(name.startswith(part.lower()) for name in _GROWING)


@dataclass(frozen=True, slots=True)
class Piece:
    """One name found in a word.

    kind: function, constant, variable or parameter. ``name`` is what it stands for; ``start``, ``stop`` are its bounds.
    """

    kind: str
    name: str
    start: int
    stop: int

    @property
    def unknown(self) -> bool:
        """Is it a single letter that nobody has named?"""
        return self.kind == "parameter" and self.stop - self.start == 1


class Names:
    """The names of one text: those of the language and its variables, which come first."""

    def __init__(self, variables: tuple[str, ...]) -> None:
        self.variables = {variable: variable for variable in variables}
        for word, letter in GREEK_WORDS.items():
            for variable in variables:
                if variable in (word, letter):
                    self.variables |= {word: variable, letter: variable}

    def product_of_variables(self, text: str) -> bool:
        """Is this word nothing but variables side by side?"""
        return all(letter in self.variables for letter in text)

    def whole(self, text: str, called: bool) -> Piece | None:
        """The one name that this word is, if it is one."""
        low, stop = text.lower(), len(text)
        if text in self.variables:
            return Piece("variable", self.variables[text], 0, stop)
        if low in ("gamma", "psi", "sigma"):
            if called:
                return Piece("function", {"psi": "digamma", "sigma": "sigmoid"}.get(low, low), 0, stop)
            return Piece("parameter", GREEK.get(text, GREEK_WORDS[low]), 0, stop)
        if low in FUNCTIONS:
            return Piece("function", FUNCTIONS[low], 0, stop)
        if low in CONSTANTS and stop > 1:
            return Piece("constant", low, 0, stop)
        if low in GREEK_WORDS and not (stop == 2 and any(letter in self.variables for letter in text)):
            return Piece("parameter", GREEK.get(text, GREEK_WORDS[low]), 0, stop)
        return None

    def split(self, text: str) -> list[Piece]:
        """The names in a run of letters: as few unknown letters as possible, then as few names, the longest first."""
        best: list[tuple[int, int, Piece | None]] = [(0, 0, None)]  # from the right: of the last k letters
        for start in range(len(text) - 1, -1, -1):
            options = []
            for stop in range(min(len(text), start + LONGEST), start, -1):
                if piece := self._name(text, start, stop):
                    letters, count, _ = best[len(text) - stop]
                    options.append((letters + piece.unknown, count + 1, piece))
            best.append(min(options, key=lambda option: option[:2]))
        pieces: list[Piece] = []
        start = 0
        while (piece := best[len(text) - start][2]) is not None:
            pieces.append(piece)
            start = piece.stop
        return pieces

    def _name(self, text: str, start: int, stop: int) -> Piece | None:
        part, low = text[start:stop], text[start:stop].lower()
        if part in self.variables:
            return Piece("variable", self.variables[part], start, stop)
        if len(part) == 1:
            constant = _CONSTANT_LETTERS.get(part)
            return Piece("constant" if constant else "parameter", constant or part, start, stop)
        if part not in (low, part.upper(), part.capitalize()):
            return None
        if low in FUNCTIONS and low != "gamma":
            fits = low in _BEFORE_ONE_VARIABLE and start == 0 and text[stop:] in self.variables
            fits = fits or (low not in _WHOLE_ONLY and "_" not in low)
            return Piece("function", FUNCTIONS[low], start, stop) if fits else None
        if low in CONSTANTS:
            return Piece("constant", low, start, stop)
        if low in GREEK_WORDS and len(low) > 3:
            return Piece("parameter", GREEK.get(part, GREEK_WORDS[low]), start, stop)
        return None
