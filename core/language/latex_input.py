"""What each LaTeX command means to the reader; everything else behind a backslash is refused."""

from __future__ import annotations

import re

from core.language.characters import quoted
from core.language.errors import LanguageError, Unfinished
from core.language.vocabulary import NAMES

#: commands that stand for a character or word of the plain language
PLAIN: dict[str, str] = {
    **dict.fromkeys(("cdot", "times", "ast", "cdotp"), "*"),
    **dict.fromkeys(("div", "slash"), "/"),
    **dict.fromkeys(("lvert", "rvert", "vert", "mid", "lVert", "rVert"), "|"),
    **dict.fromkeys(("lfloor",), "⌊"),
    **dict.fromkeys(("rfloor",), "⌋"),
    **dict.fromkeys(("lceil",), "⌈"),
    **dict.fromkeys(("rceil",), "⌉"),
    **dict.fromkeys(("lbrace", "{"), "{"),
    **dict.fromkeys(("rbrace", "}"), "}"),
    **dict.fromkeys(("lbrack",), "["),
    **dict.fromkeys(("rbrack",), "]"),
    **dict.fromkeys(("circ", "degree"), "°"),
    **dict.fromkeys(("to", "mapsto", "rightarrow", "longmapsto"), "→"),
    **dict.fromkeys(("coloneqq", "coloneq"), "≔"),
    **dict.fromkeys(("le", "leq", "leqslant"), "≤"),
    **dict.fromkeys(("ge", "geq", "geqslant"), "≥"),
    **dict.fromkeys(("ne", "neq"), "≠"),
    **dict.fromkeys(("approx", "equiv"), "≈"),
    **dict.fromkeys(("land", "wedge"), "∧"),
    **dict.fromkeys(("lor", "vee"), "∨"),
    "lt": "<",
    "gt": ">",
    "in": "∈",
    "notin": "∉",
    "colon": ":",
    "infty": "∞",
    "pm": "±",
    "mp": "∓",
    "int": "∫",
    "oint": "∫",
    "partial": "∂",
    "nabla": "∇",
    "sum": "Σ",
    "prod": "Π",
    "prime": "'",
    "|": "|",
    "dots": "…",
    "cdots": "…",
    "ldots": "…",
    "%": "%",
    "_": "_",
    "#": "#",
    "&": "&",
    "$": "$",
}
GREEK: dict[str, str] = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "omicron": "ο", "pi": "π", "rho": "ρ", "varrho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Xi": "Ξ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
SPACES = frozenset({",", ";", ":", "!", " ", ">", "quad", "qquad", "thinspace", "medspace", "enspace", "displaystyle",
                    "textstyle", "limits", "nolimits", "mathstrut", "strut"})  # fmt: skip
SIZES = frozenset({"left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
                   "biggr", "Biggl", "Biggr"})  # fmt: skip
FONTS = frozenset({"mathrm", "operatorname", "text", "mathit", "mathbf", "boldsymbol", "bm", "mathop", "textrm",
                   "mathsf", "textit", "textbf", "mbox", "textnormal", "mathcal", "mathscr", "mathbb",
                   "mathds", "mathbbm", "rm"})  # fmt: skip
#: above the name of what is defined: \\hat{y} = …
ACCENTED = re.compile(
    r"\\(?:hat|bar|tilde|vec|widehat|widetilde|overline)\s*\{[^{}]{1,20}\}\s*(?:\([^()]{0,40}\)\s*)?="
)
INDICATOR = re.compile(
    r"\\(?:mathbb|mathbf|mathds|bm|boldsymbol|mathbbm)\s*\{?\s*[1I]\s*\}?(?=\s*(?:_|\(|\[|\\\{|\\left))"
)
FRACTIONS = frozenset({"frac", "dfrac", "tfrac", "cfrac"})
FUNCTIONS = {name: name for name in NAMES if name.isascii() and name.isalpha()} | {
    "bmod": "mod", "mod": "mod", "ell": "l"
}  # fmt: skip

KNOWN = frozenset(PLAIN) | frozenset(GREEK) | SPACES | SIZES | FONTS | FRACTIONS | frozenset(FUNCTIONS) | {"sqrt"}

#: environments whose rows are pieces; the second kind only behind \\left\\{
PIECES = frozenset({"cases", "dcases", "rcases"})
BRACED_PIECES = frozenset({"array", "aligned", "matrix"})
ENVIRONMENT = re.compile(r"\s*\{\s*(?P<name>[A-Za-z]*)\s*\*?(?P<end>\s*\}(?:\s*\{[lcr@{}| ]*\})?)?")
BRACED = re.compile(r"\s*(?:\\\{|\\lbrace)\s*(?=\\begin)")
ROW_HEIGHT = re.compile(r"(?:\s*\[[^\[\]]{1,9}\])?")

_REFUSED = {
    "begin": "Leave out \\begin{…} and \\end{…}: type only the formula between them.",
    "end": "There is an \\end without its \\begin. Type only the formula.",
    "lim": "A limit is not read here. Type only the function.",
    "binom": "Binomials are not read here. Use x! for factorials.",
    "pmod": "`\\pmod` is not read here. Type mod(x, 3).",
    "imath": "Complex numbers are not read here.",
    "\\": "Type one function, on one line.",
}


def environment_sentence(environment: str) -> str:
    """What to say about ``\\begin{…}``."""
    if environment.endswith("matrix") or environment == "array":
        return "A matrix is not read here. Type one formula."
    return _REFUSED["begin"]


def check_command(name: str, place: int, at_end: bool) -> None:
    """Raise for a command that means nothing here: Unfinished while its name may still be growing."""
    growing = at_end and any(known.startswith(name) and known != name for known in KNOWN)
    if name in KNOWN and not (growing and PLAIN.get(name, "") in ("≤", "≥", "≈", "∈", "<", ">", "∫", "∂", "Σ")):
        return
    if at_end and (not name or growing):
        raise Unfinished("Waiting for the rest of the LaTeX command.", place)
    if name in _REFUSED:
        raise LanguageError(_REFUSED[name], place)
    shown = quoted("\\" + name) if name else "The backslash"
    raise LanguageError(
        f"{shown} is not read here. Of LaTeX, \\frac, \\sqrt, \\cdot, \\left( \\right), \\sin, \\ln, \\pi work.", place
    )
