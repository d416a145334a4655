"""Words that are not read here: what to say about each, and the nearest word that is."""

from __future__ import annotations

from core.language.characters import quoted
from core.language.vocabulary import NAMES

_INFINITE = "Infinity is not a number that can be drawn. Type a finite number."
_NOT_A_NUMBER = "{word} is not a number that can be drawn. Type a formula such as x^2."
_LOGIC = "The word {word} is not read here. Type a function in pieces as {{x < 0: -x, x^2}}."
_PROGRAM = "The word {word} is not read here: only a formula is, such as x^2 + 1, not a program."
_DERIVATIVE = "The word {word} is not needed: type only the function, its derivative is found for you."
_ALGEBRA = "The word {word} is not read here. Type only a formula in x, such as x^2 + 1."
_ENGLISH = "The word {word} is not read here. Type only the formula, such as x^2 + 1."

#: words refused with their own sentence, in lower case
REFUSED: dict[str, str] = {
    **dict.fromkeys(("inf", "infinity", "infty", "oo", "zoo"), _INFINITE),
    **dict.fromkeys(("nan", "null", "nil", "none", "undefined"), _NOT_A_NUMBER),
    **dict.fromkeys(
        ("true", "false", "xor", "then", "elif", "when", "is", "in", "cases", "switch", "case"), _LOGIC),
    **dict.fromkeys(
        ("import", "exec", "eval", "def", "class", "return", "print", "while", "for", "open", "del", "pass", "await",
         "async", "assert", "yield", "raise", "try", "except", "with", "from", "global", "nonlocal", "let", "var",
         "const", "function", "new", "this", "typeof", "void", "script", "do", "end", "begin", "exit", "quit", "help",
         "input", "compile", "self", "throw", "delete", "break", "continue", "module", "require", "include", "select",
         "drop", "insert", "alert", "document", "window", "constructor", "prototype"), _PROGRAM),
    **dict.fromkeys(("diff", "derivative", "derive", "differentiate", "gradient", "grad", "deriv"), _DERIVATIVE),
    **dict.fromkeys(
        ("integrate", "integral", "int", "solve", "solveset", "dsolve", "nsolve", "limit", "lim",
         "series", "taylor", "simplify", "expand", "factor", "subs", "evalf", "roots", "zeros", "plot",
         "graph", "draw", "minimize", "maximize", "minimise", "maximise", "symbol", "symbols", "det",
         "vector", "matrix", "list", "table", "random", "rand", "mean", "median", "total", "harmonic"), _ALGEBRA),
    **dict.fromkeys(("the", "of", "to", "from", "as", "are", "be", "at", "equals", "equal", "value"), _ENGLISH),
    "square": "The function {word} is not in the vocabulary. Type (x)^2.",
    "cube": "The function {word} is not in the vocabulary. Type (x)^3.",
    "ans": "The word {word} is a calculator's last result. Type the formula itself.",
    **dict.fromkeys(("ncr", "npr", "choose"), "The word {word} is not read here. Use x! for factorials."),
    "inv": "The word {word} is not read here. Type arcsin(x) for an inverse, or 1/x.",
    **dict.fromkeys(("deg", "degree", "degrees"), "The word {word} is not read here. Type ° as in sin(30°)."),
    **dict.fromkeys(("rad", "radian", "radians"), "The word {word} is not needed: angles are in radians."),
    "times": "The word {word} is not read. Type * to multiply.",
    "plus": "The word {word} is not read. Type + to add.",
    "minus": "The word {word} is not read. Type - to subtract.",
    "over": "The word {word} is not read. Type / to divide.",
    "divided": "The word {word} is not read. Type / to divide.",
    "squared": "The word {word} is not read. Type ^2 after what is squared.",
    "cubed": "The word {word} is not read. Type ^3 after what is cubed.",
    "cis": "Complex numbers are not read here.",
    "trunc": "The function {word} is not in the vocabulary. For x ≥ 0 type floor(x).",
    "frac": "The function {word} is not in the vocabulary. Type mod(x, 1) or x - floor(x).",
    "isqrt": "The function {word} is not in the vocabulary. Type floor(sqrt(x)).",
    "lgamma": "The function {word} is not in the vocabulary. Type ln(gamma(x)).",
    "gammaln": "The function {word} is not in the vocabulary. Type ln(gamma(x)).",
    "loggamma": "The function {word} is not in the vocabulary. Type ln(gamma(x)).",
    "rsqrt": "The function {word} is not in the vocabulary. Type 1/sqrt(x).",
    "sqr": "The word {word} has two meanings. Type x^2 or sqrt(x).",
}  # fmt: skip

#: what other languages and habits call a function here
_MEANT = {
    "sen": "sin", "seno": "sin", "sine": "sin", "sinus": "sin", "sinn": "sin", "sni": "sin", "isn": "sin",
    "snh": "sinh",
    "coseno": "cos", "cosine": "cos", "cosinus": "cos", "kos": "cos", "tangent": "tan", "tangens": "tan", "tang": "tan",
    "tangente": "tan", "tn": "tan", "secant": "sec", "cosecant": "csc", "cotangent": "cot", "senh": "sinh",
    "arcsen": "arcsin",
    "sqroot": "sqrt", "squareroot": "sqrt", "sqt": "sqrt", "raiz": "sqrt", "racine": "sqrt", "wurzel": "sqrt",
    "radical": "sqrt", "curt": "cbrt", "qbrt": "cbrt", "exponential": "exp", "logarithm": "ln",
    "len": "ln",
    "logarithme": "ln", "betrag": "abs", "modulus": "abs", "modulo": "mod", "remainder": "mod", "rem": "mod",
    "flr": "floor", "entier": "floor", "maximum": "max", "minimum": "min", "maxi": "max", "mini": "min",
    "signal": "sign",
    "sigm": "sigmoid", "erfi": "erf", "arcsine": "arcsin", "arctangent": "arctan", "arccosine": "arccos",
    "sqrtt": "sqrt",
    "invsin": "arcsin", "invtan": "arctan", "invcos": "arccos", "tanhyp": "tanh", "softrelu": "softplus",
    "absolute": "abs",
}  # fmt: skip

_OFTEN = ("sin", "cos", "tan", "exp", "ln", "log", "sqrt", "abs", "max", "min", "arctan", "arcsin", "arccos", "sinh",
"cosh",
          "tanh", "sigmoid", "relu", "softplus", "floor", "ceil", "sign", "step", "cbrt", "root",
          "gamma", "erf", "mod")  # fmt: skip
_CANDIDATES = _OFTEN + tuple(
    name for name in NAMES if len(name) > 3 and name.isascii() and name not in _OFTEN and name not in _MEANT
)


def is_known_mistake(word: str) -> bool:
    """Is this what other languages and habits call a function here?"""
    return word.lower() in _MEANT


def edits(one: str, other: str, at_most: int) -> int:
    """How many letters must be added, left out, changed or swapped with their neighbour; stops above ``at_most``."""
    if abs(len(one) - len(other)) > at_most:
        return at_most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if older and j > 1 and a == other[j - 2] and b == one[i - 2]:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def nearest(word: str) -> str | None:
    """The function that a mistyped word most likely means, or None."""
    word = word.lower()
    if word in _MEANT:
        return _MEANT[word]
    if len(word) < 3 or len(word) > 14:
        return None
    at_most = 1 if len(word) < 5 else 2
    # of two names equally near, the one with the same letters: `tahn` is tanh rather than tan
    distance, _, _, name = min(
        (edits(word, name, at_most), sorted(name) != sorted(word), place, name)
        for place, name in enumerate(_CANDIDATES)
    )
    return name if distance <= at_most else None


def unknown(word: str, called: bool) -> str:
    """The sentence for a word that is nothing here; ``called`` if a bracket follows it."""
    meant = nearest(word)
    if meant == word.lower():  # a function that stands where none can stand: `np.sin.x`
        return f"{quoted(word)} needs brackets around what it acts on, as in {meant}(x)."
    if called:
        if meant:
            return f"{quoted(word)} is not a function here. Did you mean `{meant}`?"
        return f"{quoted(word)} is not a function here. To multiply, put * before the bracket."
    if meant:
        return f"{quoted(word)} is not a name here. Did you mean `{meant}`?"
    return f"{quoted(word)} is not a name here. To multiply letters, put * between them."
