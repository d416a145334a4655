"""How a number is written: in one way on every page, in sentences, tables, formulas and pictures.

Its twin in the browser is core/widgets/shared; both are held to one table of cases, tests/numbers.json.
"""

from __future__ import annotations

import math
import re

SMALLEST_WRITTEN_OUT = 1e-4  # closer to 0 (and far from 1 on the other side) a power of ten tells more
_CERTAIN_DIGITS = 12  # beyond lies the noise of the arithmetic: 46.2 · 0.25 is 11.55 and written 11.6, not 11.5
_WHOLE_DIGITS = 6  # a number is written out up to so many digits before the point, or as many as were asked for
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_TEN_TO = re.compile("(.*)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")


def number(value: float, digits: int = 4) -> str:
    """A number as a person writes it: ``digits`` significant ones, a real minus, a power of ten far from 1.

    Digits before the point are never cut: 123456 stays 123456. NaN is "undefined".
    """
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    value = float(f"{value:.{max(digits, _CERTAIN_DIGITS) - 1}e}")
    size = abs(float(f"{value:.{digits - 1}e}"))  # as it will be written: 0.00009999… is 0.0001
    if SMALLEST_WRITTEN_OUT <= size < 10 ** max(digits, _WHOLE_DIGITS):
        places = max(digits - 1 - math.floor(math.log10(size)), 0)
        text = _short(f"{value:.{places}f}")
    else:
        front, power = f"{value:.{digits - 1}e}".split("e")
        times = {"1": "", "-1": "-"}.get(_short(front), f"{_short(front)}·")
        text = f"{times}10{str(int(power)).translate(_RAISED)}"
    return text.replace("-", "−")


def latex_number(value: float, digits: int = 5) -> str:
    """``number`` in LaTeX."""
    if not math.isfinite(value):
        return r"\text{undefined}" if math.isnan(value) else (r"\infty" if value > 0 else r"-\infty")
    text = number(value, digits).replace("−", "-")
    if not (found := _TEN_TO.fullmatch(text)):
        return text
    times, power = found[1].replace("·", r" \cdot "), found[2].translate(_LOWERED)
    return rf"{times}10^{{{power}}}"


def bracketed(text: str) -> str:
    """A written number as a factor or a later term: negative ones in brackets."""
    return f"({text})" if text.startswith(("−", "-")) else text


def _short(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
