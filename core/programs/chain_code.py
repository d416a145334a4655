"""SymPy code for the chain on screen, ready to copy and run: every link, every rate, their product, the value."""

from __future__ import annotations

import math
from collections.abc import Mapping

from core.graphs.links import Chain, Link
from core.language.printing import to_text
from core.language.syntax import Call, Constant, Node, Number, Power, children
from core.programs.sympy_code import python_name, sympy_code


def chain_code(chain: Chain, x: float, parameters: Mapping[str, float]) -> str:
    """The program. It prints each rate, outermost first, then df/dx in x, then its value at ``x``."""
    codes = [sympy_code(link.function.tree) for link in chain.links]
    imports = sorted({"diff", "symbols", *(name for code in codes for name in code.imports)}, key=str.lower)
    letters = tuple(dict.fromkeys(letter for link in chain.links for letter in link.function.parameters))
    symbols = [python_name(name) for name in (*chain.names[:-1], *letters)]
    lines = [
        f"from sympy import {', '.join(imports)}",
        "",
        f'{", ".join(symbols)} = symbols("{" ".join(symbols)}", real=True)',
    ]
    for helper in dict.fromkeys(helper for code in codes for helper in code.helpers):
        lines += ["", helper]
    lines.append("")
    if chain.is_composite:
        lines += [
            f"# {_inside(chain)} gets a letter of its own: SymPy differentiates by a letter, never by an expression.",
        ]
    lines += [f"{_of(link)} = {code.text}" for link, code in zip(chain.links, codes, strict=True)]
    lines.append("")
    for link in reversed(chain.links):
        lines += [f"{_rate(link)} = diff({_of(link)}, {python_name(link.inner)})", f"print({_rate(link)})"]
    return "\n".join([*lines, "", *_together(chain, x, parameters, letters)]) + "\n"


def _together(chain: Chain, x: float, parameters: Mapping[str, float], letters: tuple[str, ...]) -> list[str]:
    whole = f"d{chain.output}_d{chain.variable}"
    lines = []
    if chain.is_composite:
        lines.append(f"{whole} = {' * '.join(_rate(link) for link in reversed(chain.links))}")
        lines += [
            f"{whole} = {whole}.subs({python_name(link.name)}, {_of(link)})" for link in reversed(chain.links[:-1])
        ]
        lines.append(f"print({whole})")
    exact = all(_is_rational(link.function.tree) for link in chain.links)
    values = {chain.variable: x} | {letter: parameters.get(letter, 1.0) for letter in letters}
    if not math.isfinite(chain.at(x, parameters).product):
        lines.append(f"# Beware: {chain.output} has no rate there. A formula gives a number all the same.")
    places = ", ".join(f"{python_name(name)}: {_number(value, exact)}" for name, value in values.items())
    return [*lines, f"print({whole}.subs({{{places}}}){'' if exact else '.evalf()'})"]


def _inside(chain: Chain) -> str:
    text = to_text(chain.links[0].whole)
    return text if len(text) <= 30 else "What stands inside"


def _of(link: Link) -> str:
    return f"{link.name}_of_{link.inner}"


def _rate(link: Link) -> str:
    return f"d{link.name}_d{link.inner}"


def _number(value: float, exact: bool) -> str:
    return str(int(value)) if exact and value == int(value) else repr(float(value))


def _is_rational(tree: Node) -> bool:
    if isinstance(tree, Call | Constant) or (isinstance(tree, Power) and not isinstance(tree.exponent, Number)):
        return False
    return all(map(_is_rational, children(tree)))
