"""From the typed text to plain characters: Unicode spellings made equal, invisible characters left out.

Every character keeps its place in the typed text, so that a mistake can be pointed at where it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from core.language.errors import LanguageError, Unfinished
from core.language.limits import MAX_CHARACTERS

# Brackets of our own around a run of superscripts or subscripts; nobody can type them, they are refused below.
RAISED_OPEN, RAISED_CLOSE = "\u2045", "\u2046"

_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\u2061\ufeff\u00ad\u034f\u180e\ufe0e\ufe0f")

_SAME = str.maketrans(
    {
        **dict.fromkeys("−–—‐‑‒―﹣", "-"),
        "﹢": "+",
        **dict.fromkeys("·⋅∙•×✕✖∗⁎⨯﹡・‧\u2062", "*"),
        **dict.fromkeys("÷∕⁄", "/"),
        **dict.fromkeys("ˆ↑˄⌃", "^"),
        **dict.fromkeys("∣❘¦│┃ǀ", "|"),
        **dict.fromkeys("≤⩽", "≤"),
        **dict.fromkeys("≥⩾", "≥"),
        **dict.fromkeys("→⟶⇒⟹↦⟼", "→"),
        **dict.fromkeys("’‘′´`ʹ", "'"),
        "″": "''",
        "‴": "'''",
        **dict.fromkeys("“”„«»", '"'),
        "≔": "≔",
        "º": "°",
        "µ": "μ",
        "ϕ": "φ",
        "ϑ": "θ",
        "ϵ": "ε",
        "ϱ": "ρ",
        "ϖ": "π",
        "ℎ": "h",
        "ℓ": "l",
        "ƒ": "f",
        **dict(zip("ﬀﬁﬂﬃﬄ", ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),  # of printed text
        "∑": "Σ",
        "∏": "Π",
        "∆": "Δ",
        "Ω": "Ω",
    }
)
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱˣʸᶻᵗᵃᵇᶜᵈᵉᵏᵐᵖʳˢᵘᵛʷʰʲˡᵒᶿ", "0123456789+-()nixyztabcdekmprsuvwhjloθ", strict=True))
_RAISED_SLASH = frozenset("⁄∕/ᐟ")  # between superscripts: x¹⁄²
_LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₓₙₖₘₚₛₜᵢⱼ", "0123456789aexnkmpstij", strict=True))
_SMALL_FRACTION = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+[⁄∕/][₀₁₂₃₄₅₆₇₈₉]+")  # word processors make them of 1/3
FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωΓΔΘΛΞΠΣΦΨΩ"
_ALLOWED = frozenset(GREEK + FRACTIONS + "√∛∜⌊⌋⌈⌉°→≔≤≥≠≈∈∧∨±∓∞∫∂∇∘‖′…")

_CLOSE_BEFORE = frozenset("+-*/^,=([{|_")
_CLOSE_AFTER = frozenset("+-*/^,=)]}|!")


@dataclass(frozen=True, slots=True)
class Source:
    """The characters to read; ``at[i]`` is the place of ``chars[i]`` in the ``typed`` text."""

    typed: str
    cleaned: str
    chars: str
    at: tuple[int, ...]

    def place(self, index: int) -> int:
        """The place in the typed text of character ``index``; its end for an index past the last one."""
        return self.at[index] if index < len(self.at) else len(self.typed)


def quoted(piece: str) -> str:
    """What was typed, for a sentence: in backticks, at most 20 characters, on one line."""
    line = " ".join("".join(c if c.isprintable() else " " for c in piece[:60]).split())
    return f"`{line if len(line) <= 20 else line[:19] + '…'}`"


def characters(text: str) -> Source:
    """The plain characters of a typed text.

    Raises LanguageError for what can be no part of a formula, Unfinished for an empty text.
    """
    if len(text) > MAX_CHARACTERS:
        raise LanguageError(
            f"This text is too long: at most {MAX_CHARACTERS:,} characters are read, these are {len(text):,}.",
            MAX_CHARACTERS,
        )
    cleaned = "".join(c for c in text if c not in _INVISIBLE)
    chars: list[str] = []
    places: list[int] = []
    before = ""
    level = ""  # "^" or "_" while inside a run of superscripts or subscripts
    small = _small_fractions(text)
    for place, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        if place in small:
            chars += (RAISED_CLOSE if level else "") + small[place]
            places += [place] * (len(chars) - len(places))
            level = ""
            continue
        if level == "^" and char in _RAISED_SLASH and text[place + 1 : place + 2] in _RAISED:
            chars.append("/")
            places.append(place)
            continue
        new_level = "^" if char in _RAISED else "_" if char in _LOWERED else ""
        if new_level != level:
            added = (RAISED_CLOSE if level else "") + (new_level + RAISED_OPEN if new_level else "")
            chars += added
            places += [place] * len(added)
            level = new_level
        elif level == "^" and char in "⁰¹²³⁴⁵⁶⁷⁸⁹" and _RAISED.get(before, "").isalpha():
            chars.append("^")  # Unicode cannot raise twice: eˣ² stands for e^(x^2)
            places.append(place)
        before = char
        chars += _RAISED.get(char) or _LOWERED.get(char) or _plain(char, place)
        places += [place] * (len(chars) - len(places))
    if level:
        chars.append(RAISED_CLOSE)
        places.append(len(text))
    joined = "".join(chars)
    if not joined.strip():
        raise Unfinished("Type a function of x, for example x^2.", len(text))
    return Source(text, cleaned, _on_one_line(joined, places), tuple(places))


def _small_fractions(text: str) -> dict[int, str]:
    """The plain characters of ``¹⁄₃``, by place: superscripts over subscripts are a number in brackets."""
    plain: dict[int, str] = {}
    for match in _SMALL_FRACTION.finditer(text):
        if text[: match.start()].rstrip()[-1:].isdigit():
            raise LanguageError("This mixed number is not read. Write it as a decimal, as in 2.5.", match.start())
        signs = [_RAISED.get(char) or _LOWERED.get(char) or "/" for char in match[0]]
        signs[0], signs[-1] = "(" + signs[0], signs[-1] + ")"
        plain |= dict(enumerate(signs, match.start()))
    return plain


def _plain(char: str, place: int) -> str:
    """The character to read for a typed one; refused if there is none."""
    code = ord(char)
    if 0xFF01 <= code <= 0xFF5E:  # full-width ASCII
        char = chr(code - 0xFEE0)
    elif 0x1D400 <= code <= 0x1D7FF:  # the italic and bold letters of formulas copied from a page
        char = unicodedata.normalize("NFKC", char).translate(_SAME)
    else:
        char = char.translate(_SAME)
    if len(char) == 1 and (char in "\t\r\n" or unicodedata.category(char) == "Zs"):
        return "\n" if char in "\r\n" else " "
    if all(" " < c < "\x7f" for c in char) or char in _ALLOWED:
        return char
    raise LanguageError(_why_not(char), place)


def _why_not(char: str) -> str:
    category = unicodedata.category(char)
    if char in "ℯⅇ":
        return f"The sign {quoted(char)} is not read. Type the letter e instead."
    if category in ("Nd", "No", "Nl"):
        return f"The digit {quoted(char)} is not read. Type numbers with the digits 0 to 9."
    if category in ("Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
        return "There is an invisible character here that cannot be read. Delete it and type this part again."
    if category in ("Mn", "Mc", "Me"):
        return "There is an accent or mark here that cannot be read. Use plain letters such as x or a."
    plain = unicodedata.normalize("NFD", char)[0]
    if category.startswith("L") and plain.isascii():
        return f"The letter {quoted(char)} has an accent. Use plain letters such as {plain}."
    if category.startswith("L"):
        return f"The letter {quoted(char)} is from another alphabet. Use the letters a to z or Greek ones such as θ."
    return f"The sign {quoted(char)} has no meaning in a formula here. Use + - * / ^ and brackets."


def _on_one_line(chars: str, places: list[int]) -> str:
    """Line breaks at the ends or beside an operator are spaces; two formulas on two lines are refused."""
    if "\\begin" in chars:  # rows of pieces
        return chars.replace("\n", " ")
    start, end = len(chars) - len(chars.lstrip()), len(chars.rstrip())
    for match in re.finditer(r"\s*\n\s*", chars[:end]):
        if match.start() < start or chars[match.start() - 1] in _CLOSE_BEFORE:
            continue
        if chars[match.start() - 1] == "\\":
            raise LanguageError("A backslash at the end of a line is not read. Delete it.", places[match.start() - 1])
        if chars[match.end()] not in _CLOSE_AFTER:
            raise LanguageError("There is a second line here. Type one function, on one line.", places[match.end()])
    return chars.replace("\n", " ")
