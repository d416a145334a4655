"""Makes torch_iterates.json, the first sixty iterates of torch.optim, which test_descend.py compares ours with.

PyTorch is no requirement of this project; run this once where it is installed:

    python -m venv /tmp/torch && /tmp/torch/bin/pip install torch==2.13.0
    /tmp/torch/bin/python tests/descent/torch_reference.py

Nothing of ours is imported: torch has its own formulas, its own gradients and, here, its own functions.
"""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import torch

STEPS = 60
TARGET = Path(__file__).with_name("torch_iterates.json")


def rosenbrock(p: torch.Tensor) -> torch.Tensor:
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


def waves(p: torch.Tensor) -> torch.Tensor:
    return torch.sin(p[0]) * torch.cos(p[1]) + 0.1 * (p[0] ** 2 + p[1] ** 2)


STARTS = {"rosenbrock": (rosenbrock, [-1.5, 1.5]), "waves": (waves, [2.0, -1.0])}
OPTIMISERS: dict[str, Callable[[Iterable[torch.Tensor], float], torch.optim.Optimizer]] = {
    "gd": lambda p, lr: torch.optim.SGD(p, lr=lr),
    "momentum": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9),
    "nesterov": lambda p, lr: torch.optim.SGD(p, lr=lr, momentum=0.9, nesterov=True),
    "adagrad": lambda p, lr: torch.optim.Adagrad(p, lr=lr),
    "rmsprop": lambda p, lr: torch.optim.RMSprop(p, lr=lr),
    "adam": lambda p, lr: torch.optim.Adam(p, lr=lr),
    "adamw": lambda p, lr: torch.optim.AdamW(p, lr=lr),
}
RATES = {
    "rosenbrock": {"adagrad": 0.5, "rmsprop": 0.01, "adam": 0.1, "adamw": 0.1},
    "waves": {"gd": 0.5, "momentum": 0.2, "nesterov": 0.2, "adagrad": 0.5, "rmsprop": 0.01, "adam": 0.1, "adamw": 0.1},
}
SCHEDULES = {
    "step": lambda o: torch.optim.lr_scheduler.StepLR(o, step_size=STEPS // 3, gamma=0.1),
    "cosine": lambda o: torch.optim.lr_scheduler.CosineAnnealingLR(o, T_max=STEPS),
    "warm-up": lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=1 / 6, total_iters=5),
}


def iterates(function: Callable[[torch.Tensor], torch.Tensor], start: list[float], name: str, rate: float) -> list:
    """The points after each of the steps."""
    point = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimiser = OPTIMISERS[name]([point], rate)
    points = []
    for _ in range(STEPS):
        optimiser.zero_grad()
        function(point).backward()
        optimiser.step()
        points.append(point.detach().tolist())
    return points


def factors(name: str) -> list[float]:
    """The learning rates of a schedule that begins with 1."""
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule = SCHEDULES[name](optimiser)
    rates = []
    for _ in range(STEPS):
        rates.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step()
    return rates


def main() -> None:
    runs = {}
    for title, (function, start) in STARTS.items():
        for name in OPTIMISERS:
            rate = RATES[title].get(name, 0.001)
            runs[f"{title} {name}"] = {"lr": rate, "start": start, "points": iterates(function, start, name, rate)}
    source = f"torch {torch.__version__}, float64, first {STEPS} iterates (torch_reference.py)"
    found = {"source": source, "runs": runs, "schedules": {name: factors(name) for name in SCHEDULES}}
    rows = json.dumps(found, indent=1).replace(",\n     ", ", ").replace("[\n     ", "[").replace("\n    ]", "]")
    TARGET.write_text(rows + "\n")


if __name__ == "__main__":
    main()
