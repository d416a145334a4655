"""Numbers in sentences."""

from __future__ import annotations

import math

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(value: float, digits: int = 4) -> str:
    """A number as a person writes it: ``digits`` significant ones, a real minus, powers of ten far from 1."""
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    size = abs(value)
    if 1e-4 <= size < 10 ** max(digits, 6):
        places = max(digits - 1 - math.floor(math.log10(size)), 0)
        text = f"{value:.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        front, power = f"{value:.{digits - 1}e}".split("e")
        front = front.rstrip("0").rstrip(".") if "." in front else front
        text = f"{front}·10{str(int(power)).translate(_RAISED)}"
    return "0" if text in ("-0", "0") else text.replace("-", "−")


def latex_number(value: float, digits: int = 5) -> str:
    """``number`` in LaTeX."""
    if not math.isfinite(value):
        return r"\text{undefined}" if math.isnan(value) else (r"\infty" if value > 0 else r"-\infty")
    text = number(value, digits).replace("−", "-")
    front, times, power = text.partition("·10")
    return front if not times else rf"{front} \cdot 10^{{{power.translate(_LOWERED)}}}"
