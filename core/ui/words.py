"""Numbers in sentences."""

from __future__ import annotations

import math
import re

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_TEN_TO = re.compile("(.*)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(value: float, digits: int = 4) -> str:
    """A number as a person writes it: ``digits`` significant ones, a real minus, powers of ten far from 1."""
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    size = abs(float(f"{value:.{digits - 1}e}"))  # as it will be written: 0.00009999… is 0.0001
    if 1e-4 <= size < 10 ** max(digits, 6):
        places = max(digits - 1 - math.floor(math.log10(size)), 0)
        text = f"{value:.{places}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        front, power = f"{value:.{digits - 1}e}".split("e")
        front = front.rstrip("0").rstrip(".") if "." in front else front
        times = {"1": "", "-1": "-"}.get(front, f"{front}·")
        text = f"{times}10{str(int(power)).translate(_RAISED)}"
    return "0" if text in ("-0", "0") else text.replace("-", "−")


def latex_number(value: float, digits: int = 5) -> str:
    """``number`` in LaTeX."""
    if not math.isfinite(value):
        return r"\text{undefined}" if math.isnan(value) else (r"\infty" if value > 0 else r"-\infty")
    text = number(value, digits).replace("−", "-")
    if not (found := _TEN_TO.fullmatch(text)):
        return text
    times, power = found[1].replace("·", r" \cdot "), found[2].translate(_LOWERED)
    return rf"{times}10^{{{power}}}"
