"""Learning from data: data sets, models with their loss, small and deep networks, training."""

from core.learning.activations import ACTIVATIONS
from core.learning.datasets import DATA_SETS, DataError, DataSet, read_csv
from core.learning.network import Network, random_network
from core.learning.regression import MODELS, Problem, problem
from core.learning.stochastic import Training, train

__all__ = [
    "ACTIVATIONS",
    "DATA_SETS",
    "MODELS",
    "DataError",
    "DataSet",
    "Network",
    "Problem",
    "Training",
    "problem",
    "random_network",
    "read_csv",
    "train",
]
