"""What is known of one operation: the columns of the vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

#: nanoseconds of an operation about as fast as arithmetic: for a call, and for each point
CALL, POINT = 1000.0, 8.0


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation, u and v its first and second argument.

    How it is typed: ``name``, ``aliases``; ``arity`` is (fewest, most) arguments; ``defaults`` fills missing last ones.

    What it is: ``evaluate`` on float64 arrays, ``on_float`` on a plain float (None: by NumPy); ``partials`` holds ∂/∂u,
    ∂/∂v in our own language; ``definition`` spells it out in more elementary operations where SymPy does not have it,
    ``elementary`` where SymPy has it only so; ``corner`` says whether it has corners or jumps somewhere.

    How it is written: ``latex`` is what stands before the bracketed arguments, or a form with ``%u`` and ``%v`` in it;
    ``sympy`` its name in SymPy, ``sympy_rest`` what SymPy wants behind the arguments; ``sympy_code`` Python lines that
    define it for a program where SymPy's own differentiates otherwise; ``numpy`` its name in Python with NumPy, or
    lines that define it for plain numbers (the definition is written out where there is neither).

    What is said of it: ``spoken`` its name in a sentence, ``words`` what the rule of its slope says.

    What it costs: ``cost`` in nanoseconds, (a call, each point); ``special`` where SymPy would search for the exact
    value of a constant, ``periodic`` where it would look for multiples of π.
    """

    name: str
    evaluate: Callable[..., np.ndarray]
    partials: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    arity: tuple[int, int] = (1, 1)
    defaults: tuple[Fraction, ...] = ()
    definition: str = ""
    elementary: str = ""
    latex: str = ""
    sympy: str = ""
    sympy_rest: str = ""
    sympy_code: str = ""
    numpy: str = ""
    on_float: Callable[..., float] | None = None
    spoken: str = ""
    words: str = ""
    corner: Literal["", "corner", "jump"] = ""
    cost: tuple[float, float] = (CALL, POINT)
    special: bool = False
    periodic: bool = False
