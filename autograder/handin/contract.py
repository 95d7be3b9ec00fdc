"""The names of the contract (docs/contract.md): which module holds which classes and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED: Mapping[str, tuple[str, ...]] = {
    "activations": ("Sigmoid",),
    "layers": ("Linear",),
    "losses": ("MeanSquaredError",),
    "network": ("Network",),
    "optimizers": ("GradientDescent",),
    "training": ("fit", "predict", "accuracy", "evaluate"),
    "choices": ("build", "loss", "optimizer", "train"),
    "figures": ("comparison", "learning_curve"),
}
"""Without all of these, a module is not there."""

FURTHER: Mapping[str, tuple[str, ...]] = {
    "activations": ("Tanh", "ReLU", "LeakyReLU", "Identity"),
    "layers": ("Conv2d", "Flatten"),
    "losses": ("BinaryCrossEntropy",),
    "optimizers": ("Momentum", "AdaGrad", "Adam"),
}
"""Extra, optional and given names."""

PLACES: Mapping[str, str] = {
    name: module
    for module, required in REQUIRED.items()
    for name in (*required, *FURTHER.get(module, ()))
}
"""The module of each name; no name is in two."""
