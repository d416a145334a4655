"""What the address of the chain-rule page may hold."""

from __future__ import annotations

from core.learning.activations import ACTIVATIONS
from core.learning.depth import INITIALISATIONS
from core.learning.network import LOSSES
from core.learning.network_data import MOST_POINTS, NAMES
from core.sections.chain_rule.network_picture import ARROWS
from core.sections.chain_rule.parts_input import readable_part
from core.sections.chain_rule.step_by_step_the_computation_graph import MICROGRAD, SOURCES, check_lines
from core.sections.chain_rule.subject import read_cut
from core.sections.practice.address import PRACTISING
from core.sections.predicting.address import PREDICTION
from core.ui.entries import Choice, Number, Text
from core.ui.function_input import readable

ENTRIES = (
    Text("f", "(3x + 2)^2", check=lambda text: readable(text, ("x",)), formula=True),
    Number("x", 1.0, -1e6, 1e6),
    Number("dx", 0.25, -1.0, 1.0),
    Text("cut", "", check=read_cut, otherwise="I chose where to cut"),
    Choice("graph", "f", SOURCES),
    Text("lines", MICROGRAD, check=check_lines, longest=3000, formula=True),
    # the rule with branches
    Text("z", "u^2 v", check=lambda text: readable_part("z", text), formula=True),
    Text("u", "x + 2y", check=lambda text: readable_part("u", text), formula=True),
    Text("v", "x y", check=lambda text: readable_part("v", text), formula=True),
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
    *PRACTISING,
    *PREDICTION,
)
