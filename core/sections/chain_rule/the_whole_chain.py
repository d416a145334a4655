"""The flow diagram: x → u → … → f with the rates on the arrows, meeting in df/dx; live values on everything."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import lowered, signed, spoken
from core.ui.address import Address
from core.ui.words import number
from core.widgets.diagram.diagram import Arrow, Box, Diagram, show_diagram

LONGEST_WITH_BOXES = 4  # values for which every rate has a box of its own


def draw(subject: Subject, address: Address) -> None:
    """Draw the diagram of the chain on screen."""
    show_diagram(flow(subject), key="chain_rule.flow", large=address.present)


def flow(subject: Subject) -> Diagram:
    """The values in a row, their rates, and the product df/dx in which the rates meet."""
    chain, here = subject.chain, subject.reading
    names = [lowered(name) for name in chain.names]
    formulas = [
        names[0],
        *(f"{name} = {spoken(link.function.tree, 22)}" for name, link in zip(names[1:], chain.links, strict=True)),
    ]
    rates = [f"d{after}/d{before}" for before, after in pairwise(names)]
    total = f"d{names[-1]}/d{names[0]}"
    values = " · ".join(signed(rate) for rate in reversed(here.rates))
    equation = f"{values} = {number(here.product)}" if len(here.rates) > 1 else number(here.product)
    alt = f"The chain {' → '.join(names)}; the rates {values} multiply to {total} = {number(here.product)}."
    boxes = [
        Box(name, 2 * i, 0, ((formula, "name"), (number(value), "function")))
        for i, (name, formula, value) in enumerate(zip(names, formulas, here.values, strict=True))
    ]
    goal = ((total, "name"), (equation, "slope"))
    if len(names) > LONGEST_WITH_BOXES:
        return _long(boxes, names, rates, here.rates, goal, alt)
    arrows = [Arrow(before, after) for before, after in pairwise(names)]
    boxes.append(Box("total", 2 * (len(names) - 1), 2, goal, lit=True))
    for i, rate in enumerate(rates):
        text = f"{rate} = {spoken(chain.links[i].rate_tree, 22)}"
        boxes.append(Box(rate, 2 * i + 1, 1, ((text, "name"), (number(here.rates[i]), "slope"))))
        arrows.append(Arrow(rate, "total", meaning="slope"))
    return Diagram(boxes, arrows, alt, gap=48)


def _long(boxes: list[Box], names: list[str], rates: list[str], values: tuple[float, ...], goal, alt: str) -> Diagram:
    """A long chain: the rates stand on the arrows."""
    row = [replace(box, column=i) for i, box in enumerate(boxes)]
    row.append(Box("total", len(row), 0, goal, lit=True))
    arrows = [
        Arrow(before, after, f"{rate} = {number(value, 3)}", meaning="slope")
        for (before, after), rate, value in zip(pairwise(names), rates, values, strict=True)
    ]
    arrows.append(Arrow(names[-1], "total", "all multiplied"))
    return Diagram(row, arrows, alt)
