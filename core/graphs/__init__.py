"""A function as a chain of links and as a computation graph: values forward, rates backward, branches, layout."""

from core.graphs.branching import Branching
from core.graphs.definitions import Definitions, read_definitions
from core.graphs.graph import Graph, graph_of
from core.graphs.links import Chain, Link, chain_of
from core.graphs.paths import Branches
from core.graphs.sweeps import backward, forward

__all__ = [
    "Branches",
    "Branching",
    "Chain",
    "Definitions",
    "Graph",
    "Link",
    "backward",
    "chain_of",
    "forward",
    "graph_of",
    "read_definitions",
]
