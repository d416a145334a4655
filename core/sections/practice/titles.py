"""The kinds of exercises as they are called on the page."""

from __future__ import annotations

from core.practice.own import OWN

TITLES = {
    OWN: "Your function", "derivative": "Derivative", "second-derivative": "Second derivative",
    "slope": "Slope at a place",
    "which-curve": "Which curve is f′?", "which-function": "Which function has this derivative?",
    "wrong-line": "Find the wrong line", "partial": "Partial derivative", "mixed-partial": "Mixed partial derivative",
    "gradient": "Gradient", "directional": "Slope in a direction", "sign-on-map": "Sign of a partial on a map",
    "chain-table": "Chain rule from a table", "chain-graph": "Chain rule from drawn curves",
    "backprop": "Gradient into a computation graph", "neuron": "One neuron, backwards",
    "vanishing": "What is left of a gradient", "descent-step": "One step of descent",
    "momentum-step": "One step with momentum", "adam-step": "Steps of Adam", "learning-rate": "A rate that converges",
    "which-optimiser": "Which optimiser was it?", "batch-noise": "Noise of a mini-batch",
}  # fmt: skip
