"""The chain rule: when one function sits inside another, how do their rates combine?"""

from core.learning.activations import ACTIVATIONS
from core.learning.depth import INITIALISATIONS
from core.learning.network import LOSSES
from core.learning.network_data import MOST_POINTS, NAMES
from core.sections.chain_rule import STYLE
from core.sections.chain_rule.backprop_section import backprop_section
from core.sections.chain_rule.branches_section import branches_section
from core.sections.chain_rule.chain import about, choose_links, on_screen, read_cut
from core.sections.chain_rule.code_panel import code_panel
from core.sections.chain_rule.flow import flow_diagram
from core.sections.chain_rule.graph_section import MICROGRAD, SOURCES, check_lines, graph_section
from core.sections.chain_rule.links_stage import links_section, links_stage
from core.sections.chain_rule.network_picture import ARROWS
from core.sections.chain_rule.parts_input import readable_part
from core.sections.chain_rule.substitution import substitution
from core.sections.chain_rule.trail_section import trail_section
from core.sections.chain_rule.vanishing_section import vanishing_section
from core.ui.address import Choice, Number, Text
from core.ui.frame import page_frame
from core.ui.function_input import function_input, readable
from core.ui.section import sections_below
from core.ui.stage import fragment

address = page_frame(
    "chain_rule",
    "One function sits inside another: how do their rates combine?",
    Text("f", "(3x + 2)^2", check=lambda text: readable(text, ("x",))),
    Number("x", 1.0, -1e6, 1e6),
    Number("dx", 0.25, -1.0, 1.0),
    Text("cut", "", check=read_cut, otherwise="I chose where to cut"),
    Choice("graph", "f", SOURCES),
    Text("lines", MICROGRAD, check=check_lines, longest=3000),
    # the rule with branches
    Text("z", "u^2 v", check=lambda text: readable_part("z", text)),
    Text("u", "x + 2y", check=lambda text: readable_part("u", text)),
    Text("v", "x y", check=lambda text: readable_part("v", text)),
    Number("y", 2.0, -1e6, 1e6),
    Choice("by", "x", ("x", "y")),
    # the small network
    Choice("data", "XOR", NAMES),
    Choice("hidden", "3", ("1", "2", "3", "4")),
    Choice("activation", "tanh", tuple(ACTIVATIONS)),
    Choice("loss", "squared error", LOSSES),
    Number("rate", 0.3, 0.001, 5.0),
    Number("seed", 1, 0, 9999, whole=True),
    Choice("arrows", "weights", ARROWS),
    Number("example", 1, 1, MOST_POINTS, whole=True),
    # the deep network
    Number("depth", 10, 1, 50, whole=True),
    Number("width", 1, 1, 32, whole=True),
    Number("scale", 1.0, 0.1, 10.0),
    Choice("deep_activation", "sigmoid", tuple(ACTIVATIONS)),
    Choice("start", "all ones", INITIALISATIONS),
    Choice("residual", "off", ("off", "on")),
    Choice("normalised", "off", ("off", "on")),
    style=STYLE,
)


@fragment
def stage() -> None:
    with function_input(address, prepare=on_screen):
        links_stage(choose_links(address))


stage()

sections_below(
    address,
    "chain_rule",
    ("the-rates-multiply", about(links_section)),
    ("written-out", about(substitution)),
    ("a-walk-in-the-mountains", about(trail_section)),
    ("step-by-step-the-computation-graph", about(graph_section)),
    ("when-there-is-more-than-one-way", branches_section),
    ("why-machines-need-it", backprop_section),
    ("when-the-product-dies-or-runs-away", vanishing_section),
    ("the-whole-chain", about(flow_diagram)),
    ("the-same-in-code", about(code_panel)),
)
