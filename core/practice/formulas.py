"""Formulas to practise on: put together at random from what a level knows, as text in the language of this product."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

#: level 1 knows sums of plain functions, 2 one function of another, products, fractions, 3 all of these together
LEVELS = (1, 2, 3)


def formula(random: Random, level: int, x: str = "x") -> str:
    """A function of one letter."""
    return (_sum, _one_rule, _two_rules)[level - 1](random, x)


def polynomial(random: Random, x: str, terms: int = 3) -> str:
    """A polynomial with small whole numbers, its highest power first."""
    exponents = sorted(random.sample(range(terms + 2), terms), reverse=True)
    return signed([_monomial(random.choice((1, 2, 3, 4, 5)), x, n) for n in exponents], random)


def signed(parts: Iterable[str], random: Random | None = None) -> str:
    """Terms joined by plus, or by plus and minus."""
    text = ""
    for part in parts:
        sign = "-" if random is not None and text and random.random() < 0.45 else "+"
        text += f" {sign} {part}" if text else part
    return text


def _monomial(factor: int, x: str, n: int) -> str:
    if n == 0:
        return str(factor)
    letter = x if n == 1 else f"{x}^{n}"
    return letter if factor == 1 else f"{factor}{letter}"


def _factor(random: Random) -> int:
    return random.choice((2, 3, 4, 5, 6, 7))


def times(factor: int, rest: str) -> str:
    """A factor before a letter or power, left out where it is 1."""
    return rest if factor == 1 else f"{factor}{rest}"


def linear(random: Random, x: str) -> str:
    """ax + b, or ax alone."""
    start = f"{random.choice((2, 3, 4, 5))}{x}"
    return random.choice((start, f"{start} + {random.randint(1, 7)}", f"{start} - {random.randint(1, 7)}"))


def quadratic(random: Random, x: str) -> str:
    """x² with a constant or a linear term, never only x²."""
    rest = random.choice((f"+ {random.randint(1, 6)}", f"+ {random.randint(2, 6)}{x}", f"- {random.randint(2, 6)}{x}"))
    return f"{random.choice(('', '2', '3'))}{x}^2 {rest}"


def _plain(random: Random, x: str) -> str:
    """One plain function with a factor."""
    factor = _factor(random)
    n = random.randint(2, 5)
    return random.choice((
        f"{factor}{x}^{n}", f"{x}^{n}", f"{factor}{x}^{n}", f"{factor}sin({x})", f"{factor}cos({x})",
        f"{factor}e^{x}", f"{factor}ln({x})", f"{2 * factor}sqrt({x})", f"{factor}/{x}^{n}", f"{factor}tan({x})",
    ))  # fmt: skip


def _sum(random: Random, x: str) -> str:
    parts: list[str] = []
    while len(parts) < random.choice((2, 2, 3)):
        part = _plain(random, x)
        if part not in parts:
            parts.append(part)
    if random.random() < 0.5:
        parts.append(str(random.randint(1, 9)))
    return signed(parts, random)


def inner(random: Random, x: str) -> str:
    """What may stand inside a function."""
    return random.choice((linear, linear, quadratic))(random, x)


def chain(random: Random, x: str) -> str:
    """A function of a function."""
    inside = inner(random, x)
    n = random.randint(3, 6)
    return random.choice((
        f"sin({inside})", f"cos({inside})", f"e^({inside})", f"ln({quadratic(random, x)})", f"({inside})^{n}",
        f"sqrt({inside})", f"tan({linear(random, x)})", f"1/({inside})^{random.randint(1, 3)}", f"sigmoid({inside})",
        f"tanh({linear(random, x)})", f"atan({linear(random, x)})",
    ))  # fmt: skip


def _elementary(random: Random, x: str) -> str:
    return random.choice((f"sin({x})", f"cos({x})", f"e^{x}", f"ln({x})", f"tan({x})", f"sqrt({x})"))


def _one_rule(random: Random, x: str) -> str:
    n = random.randint(2, 4)
    factor = random.choice(("", "", str(_factor(random))))
    which = random.randrange(4)
    if which < 2:
        return f"{factor}{chain(random, x)}" if factor else chain(random, x)
    if which == 2:
        return f"{factor}{x}^{n}*{_elementary(random, x)}"
    top = random.choice((f"{x}^{n}", linear(random, x), f"sin({x})", f"e^{x}"))
    return f"({top})/({random.choice((linear, quadratic))(random, x)})"


def _two_rules(random: Random, x: str) -> str:
    n = random.randint(2, 4)
    k = random.choice((2, 3, 4, 5))
    nested = (
        f"e^(sin({k}{x}))", f"sin(e^({k}{x}))", f"ln(cos({k}{x}))", f"sqrt(1 + e^({k}{x}))", f"sin({k}{x})^{n}",
        f"cos(ln({k}{x}))", f"(1 + sin({k}{x}))^{n}", f"ln(1 + {x}^{n})^{random.randint(2, 3)}",
    )  # fmt: skip
    return random.choice((
        random.choice(nested),
        f"{x}^{n}*{chain(random, x)}",
        f"{_factor(random)}{x}*{chain(random, x)}",
        f"{random.choice((f'e^({k}{x})', f'sin({k}{x})', f'cos({k}{x})'))}*({quadratic(random, x)})",
        f"({chain(random, x)})/({linear(random, x)})",
        f"({linear(random, x)})/({random.choice((f'e^({k}{x})', f'1 + e^({x})', f'{x}^2 + {k}'))})",
    ))  # fmt: skip


def surface(random: Random, level: int) -> str:
    """A function of x and y."""
    a, b, c = (random.randint(2, 6) for _ in range(3))
    m, n = random.randint(2, 3), random.randint(2, 4)
    if level == 1:
        return random.choice((
            f"{a}x^{m} + {b}x*y - {c}y^{n}", f"{a}x^{m}*y - {b}y^{n}", f"x^{m} + {a}y^{n} - {b}x",
            f"{a}x*y^{n} + {b}x^{m}",
            f"x^{m}*y^{n} + {a}x - {b}y",
        ))  # fmt: skip
    if level == 2:
        return random.choice((
            f"{a}x^{m}*y + sin({b}y)", f"e^(x*y) + {a}x^{m}", f"x^{m}*cos(y) - {a}y^{n}", f"({a}x - {b}y)^{n}",
            f"ln(x^2 + {a}y^2)", f"{a}x*sin(y) + {b}y^{n}", f"x^{m}*e^({a}y)",
        ))  # fmt: skip
    return random.choice((
        f"x*e^({a}x*y)", f"sin({a}x*y) + y^{n}*x", f"x^{m}*sin({a}x + {b}y)", f"y*ln({a}x + y^2)",
        f"(x + {a}y)/(x^2 + y^2)", f"sqrt({a}x^2 + {b}y^2)", f"e^(x^2 - {a}y)*y^{m}",
    ))  # fmt: skip


def bowl(random: Random, level: int) -> str:
    """A function of x and y with one lowest place, for steps of descent."""
    a, b, p, q = random.randint(1, 4), random.randint(2, 5), random.randint(1, 4), random.randint(1, 4)
    if level == 1:
        return f"{times(a, 'x^2')} + {b}y^2"
    if level == 2:
        return f"(x - {p})^2 + {b}(y + {q})^2"
    return f"{a + 1}x^2 + x*y + {b}y^2 - {times(p, 'x')}"
