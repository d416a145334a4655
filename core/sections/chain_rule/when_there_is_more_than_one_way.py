"""The chain rule with branches: z = f(u, v), u = g(x, y), v = h(x, y), all typed.

Every path gives a product, and they add up.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from core.charts.template import arrow
from core.charts.theme import coloured
from core.graphs.paths import INNER, Branches, PathReading
from core.graphs.places import place_along, rate_of
from core.language.function import Function
from core.language.kept import kept
from core.language.printing import to_latex
from core.sections.chain_rule.parts_input import parts_input, readable_part
from core.sections.chain_rule.subject import Subject
from core.sections.chain_rule.wording import TIMES, aligned, factor, signed, spoken
from core.ui.address import Address
from core.ui.controls import address_slider, chosen
from core.ui.numbers import numbers
from core.ui.stage import fragment
from core.ui.words import latex_number, number
from core.widgets.diagram.diagram import Arrow, Box, Diagram, show_diagram


@kept(128)
def _branches(z: str, u: str, v: str) -> Branches:
    return Branches(readable_part("z", z), {"u": readable_part("u", u), "v": readable_part("v", v)})


def draw(subject: Subject, address: Address) -> None:
    """Three inputs, which derivative, the graph of who depends on whom, and the sum."""
    _branches_stage(address, parts_input(address))


@fragment
def _branches_stage(address: Address, parameters: dict[str, float]) -> None:
    branches = _branches(address["z"], address["u"], address["v"])
    with st.container(key="stage_branches"):
        by = _which(address)
        picture = st.container(key="branches_picture")
        with st.container(key="sliders_branches", horizontal=True, gap="large"):
            for name in INNER:
                reach = max(5.0, abs(address[name]))
                address_slider(address, name, name, where="branches", minimum=-reach, maximum=reach, limits=(-1e6, 1e6))
        x, y = address["x"], address["y"]
        values = branches.values(x, y, parameters)
        paths = branches.at(by, x, y, parameters)
        others = branches.at("y" if by == "x" else "x", x, y, parameters)
        with picture:
            show_diagram(
                dependencies(branches, by, values, paths, others), key="chain_rule.branches", large=address.present
            )
        with st.container(key="sentence_branches"):
            st.markdown(sentence(branches, by, parameters, values, paths))
        with st.container(key="steps_branches"):
            st.latex(steps(branches, by, paths))
        both = {by: paths, "y" if by == "x" else "x": others}
        numbers(address, "The numbers of every way", "chain_rule.branches", lambda: ways_table(both))


def ways_table(paths: dict[str, tuple[PathReading, ...]]) -> pa.Table:
    """Every way from x and from y to z with its two rates and their product; under them the sums."""
    by, through, outer, inner, product = [], [], [], [], []
    for start in INNER:
        for path in paths[start]:
            by.append(start), through.append(path.via)
            outer.append(path.outer), inner.append(path.inner), product.append(path.product)
        by.append(start), through.append("both together")
        outer.append(math.nan), inner.append(math.nan), product.append(sum(path.product for path in paths[start]))
    return arrow(by=by, through=through, rate_of_z=outer, rate_of_the_inner_part=inner, product=product)


def _which(address: Address) -> str:
    return chosen(
        st.segmented_control,
        address,
        "by",
        "How does z change with",
        INNER,
        required=True,
        format_func=lambda name: f"∂z/∂{name}",
    )


def dependencies(
    branches: Branches,
    by: str,
    values: dict[str, float],
    paths: tuple[PathReading, ...],
    others: tuple[PathReading, ...],
) -> Diagram:
    """z over u and v over x and y.

    In its steps each path to ``by`` lights up with its product, then both with their sum.
    """
    other = "y" if by == "x" else "x"
    ways = {path.via: ((by, path.via), (path.via, "z")) for path in paths}
    products = {
        path.via: f"{number(path.outer, 3)} · {signed(path.inner, 3)} = {number(path.product)}" for path in paths
    }
    total = sum(path.product for path in paths)
    added = " + ".join(signed(path.product) if i else number(path.product) for i, path in enumerate(paths))
    boxes = [_place("x", 0, 0, values), _place("y", 0, 1, values)]
    for row, via in enumerate(ways):
        box = _place(via, 1, row, values, branches.parts[via])
        about = f"The way through {via}: ∂z/∂{via} · ∂{via}/∂{by} = {products[via]}"
        boxes.append(replace(box, reveal=(products[via], "slope"), about=(about,), lights=ways[via]))
    boxes.append(
        replace(
            _place("z", 2, 0.5, values, branches.z),
            reveal=(f"∂z/∂{by} = {number(total)}", "slope"),
            about=(f"Both ways together: ∂z/∂{by} = {added} = {number(total)}",),
            lights=tuple(pair for way in ways.values() for pair in way),
        )
    )
    arrows = []
    for path, away in zip(paths, others, strict=True):
        arrows.append(Arrow(by, path.via, number(path.inner, 3)))
        arrows.append(Arrow(other, path.via, number(away.inner, 3)))
        arrows.append(Arrow(path.via, "z", number(path.outer, 3)))
    words = "; ".join(f"through {via} {product}" for via, product in products.items())
    alt = f"z depends on u and v, both on x and y. Two ways lead from {by} to z: {words}. Together {number(total)}."
    return Diagram(boxes, arrows, alt, (*ways, "z"), gap=110, straight=True, selected="z", detail_lines=1)


def _place(name: str, column: int, row: float, values: dict[str, float], function: Function | None = None) -> Box:
    title = name if function is None else f"{name} = {spoken(function.tree, 26)}"
    return Box(name, column, row, ((title, "name"), (number(values[name]), "function")))


def sentence(
    branches: Branches, by: str, parameters: dict[str, float], values: dict[str, float], paths: tuple[PathReading, ...]
) -> str:
    """Each path's product and their sum, in words."""
    here = f"At ({number(values['x'])}, {number(values['y'])})"
    total = (
        math.fsum(path.product for path in paths) if all(math.isfinite(path.product) for path in paths) else math.nan
    )
    if not math.isfinite(total):
        missing = _missing(branches, by, {**parameters, **values}, paths)
        slope = rate_of(place_along(branches.whole, by, {**parameters, **values}))
        truth = ""
        if math.isfinite(slope):
            truth = f" All the same ∂z/∂{by} = {coloured('slope', number(slope))}: z as a whole has that slope."
        return f"{here} {missing}, so there is no sum to take.{truth}"
    ways = " and ".join(
        f"through {path.via} {number(path.outer)}{TIMES}{signed(path.inner)} = "
        f"{coloured('slope', number(path.product))}"
        for path in paths
    )
    return f"{here} two ways lead from {by} to z: {ways}. Together ∂z/∂{by} = {coloured('slope', number(total))}."


def _missing(branches: Branches, by: str, values: dict[str, float], paths: tuple[PathReading, ...]) -> str:
    """Which value or rate there is not, in words."""
    lost = next((name for name in ("u", "v", "z") if not math.isfinite(values[name])), None)
    if lost:
        whole = branches.parts.get(lost, branches.whole)
        large = math.isinf(place_along(whole, by, values).value)
        return f"{lost} is too large for a computer's numbers" if large else f"{lost} has no value"
    for path in paths:
        for function, top, bottom, rate in (
            (branches.z, "z", path.via, path.outer),
            (branches.parts[path.via], path.via, by, path.inner),
        ):
            if not math.isfinite(rate):
                return f"∂{top}/∂{bottom} does not exist ({place_along(function, bottom, values).reason})"
    return "the numbers are too large"


def steps(branches: Branches, by: str, paths: tuple[PathReading, ...]) -> str:
    """The rule, the rates of these functions, everything in x and y, and the numbers, as aligned LaTeX."""

    def partial(top: str, bottom: str) -> str:
        return rf"\frac{{\partial {top}}}{{\partial {bottom}}}"

    ways = branches.paths(by)
    letters = " + ".join(rf"{partial('z', way.via)} \cdot {partial(way.via, by)}" for way in ways)
    rates = " + ".join(rf"{factor(way.outer.tree)} \cdot {factor(way.inner.tree)}" for way in ways)
    whole = to_latex(branches.sum_tree(by))
    numbers = " + ".join(rf"{_bracketed(path.outer)} \cdot {_bracketed(path.inner)}" for path in paths)
    total = sum(path.product for path in paths)
    if math.isfinite(total):
        numbers += f" = {latex_number(total)}"
    return aligned(
        [
            (partial("z", by), letters, "one product for each way"),
            ("", rates, "put in the rates"),
            ("", whole, "put back what $u$ and $v$ stand for"),
            ("", numbers, "put in the numbers"),
        ]
    )


def _bracketed(value: float) -> str:
    text = latex_number(value)
    return rf"\left({text}\right)" if text.startswith("-") else text
