"""The chain on screen: which parts are called u, and the place where it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import streamlit as st

from core.graphs.links import Chain, Reading, chain_of
from core.language.kept import kept
from core.language.printing import to_latex
from core.language.syntax import Node
from core.sections.chain_rule.wording import spoken
from core.ui.address import Address
from core.ui.function_input import readable

LONGEST_PILL = 24  # characters
_KINDS = {
    "sum": "a sum of {count} parts with x in them",
    "product": "a product of {count} factors with x in them",
    "quotient": "a quotient with x above and below",
    "power": "a power with x in the base and in the exponent",
    "call": "a function of {count} parts with x in them",
    "pieces": "made of {count} pieces with x in them",
}


@dataclass(frozen=True)
class Subject:
    """The chain that is looked at, with the values of its letters."""

    chain: Chain
    parameters: dict[str, float]
    x: float

    @property
    def reading(self) -> Reading:
        """The chain in numbers, at x."""
        return self.chain.at(self.x, self.parameters)


def subject_of(address: Address) -> Subject:
    """What the address says: the last readable f, its letters, the cut."""
    function = readable(address["f"], ("x",))
    parameters = {letter: address[address.parameter_name(letter)] for letter in function.parameters}
    return Subject(_chain(address["f"], read_cut(address["cut"])), parameters, address["x"])


@kept(256)
def _chain(text: str, cut: tuple[int, ...] | None) -> Chain:
    return chain_of(readable(text, ("x",)), "x", cut)


def read_cut(text: str) -> tuple[int, ...] | None:
    """The indices in the address, ``"0,2"``; None for the usual cut. Raises ValueError for anything else."""
    if not text:
        return None
    parts = text.split(",")
    if not all(part.isdecimal() and len(part) < 4 for part in parts):
        raise ValueError("it must be whole numbers with commas between them")
    return tuple(map(int, parts))


def choose_links(address: Address) -> Subject:
    """Let the person choose which parts are links of the chain, or say why there are none."""
    with st.container(key="cut"):
        return _choose_links(address)


def _choose_links(address: Address) -> Subject:
    text = address["f"]
    usual = _chain(text, None)
    if not usual.candidates:
        st.markdown(why_no_chain(usual))
        return subject_of(address)
    visit, before = st.session_state.get("chain_rule.cut.of", (None, None))
    st.session_state["chain_rule.cut.of"] = (address.visit, text)
    if visit == address.visit and before != text:
        # Another function has other parts: back to the usual cut. (An address brings its own.)
        address.put(cut=None)
    wanted = read_cut(address["cut"])
    start = usual.cut if wanted is None else tuple(i for i in wanted if i < len(usual.candidates))
    if len(usual.candidates) == 1:
        # Said, not left out: the picture below keeps its place while functions are typed.
        st.text(f"One part to cut out: u = {spoken(usual.candidates[0], LONGEST_PILL)}.")
        return subject_of(address)
    chosen = st.pills(
        "Where to cut: each part you choose becomes a u",
        range(len(usual.candidates)),
        selection_mode="multi",
        default=start,
        format_func=lambda i: spoken(usual.candidates[i], LONGEST_PILL),
        key=f"chain_rule.cut.{address.visit}.{crc32(text.encode())}",
    )
    cut = tuple(sorted(chosen))
    address.put(cut=None if cut == usual.cut else ",".join(map(str, cut)))
    address.write()
    return subject_of(address)


def why_no_chain(chain: Chain) -> str:
    """A sentence on how x branches, or that there is nothing inside."""
    if chain.branching is None:
        return (
            "There is only one link here: nothing stands inside anything else. Put a function inside, "
            "as in $\\sin(x^2)$ or $(3x + 2)^2$, and the chain grows."
        )
    found = chain.branching
    kind = _KINDS[found.kind].format(count=found.count)
    parts = f", {_listed(found.parts)}" if len(found.parts) > 1 else ""
    return (
        f"There is no single chain here: f is {kind}{parts}. The nudge of x reaches each of these places at once, "
        "and what they do to f adds up. The graph further down follows every way."
    )


def _listed(parts: tuple[Node, ...]) -> str:
    *others, last = (f"${to_latex(part)}$" for part in parts[:4])
    more = f" and {len(parts) - 4} more" if len(parts) > 4 else ""
    return f"{', '.join(others)}, {last}{more}" if more else f"{', '.join(others)} and {last}"
