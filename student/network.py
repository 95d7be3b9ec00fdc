# Yours to edit: fill in what raises NotImplementedError, then run
#     pytest autograder -k forward.network
"""A network is a list of layers: forwards through all of them, and all the way back."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Layer(Protocol):
    """What every layer can do: go forward, go back, and show its parameters and gradients."""

    parameters: list[Array]
    gradients: list[Array]

    def forward(self, x: Array, /) -> Array:
        """Return the layer's output for x."""

    def backward(self, upstream: Array, /) -> Array:
        """Return the gradient for x, from the gradient for the output."""


class Network:
    """Layers, one after the other."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = layers

    @property
    def parameters(self) -> list[Array]:
        """The live arrays of all layers, in order."""
        return [p for layer in self.layers for p in layer.parameters]

    @property
    def gradients(self) -> list[Array]:
        """The gradients of all layers, in the same order."""
        return [g for layer in self.layers for g in layer.gradients]

    def forward(self, x: Array) -> Array:
        """Return the output of the last layer."""
        # x: (batch, inputs) -> (batch, outputs)
        raise NotImplementedError("TODO(forward.network)")

    def backward(self, upstream: Array) -> Array:
        """Set the gradients of all layers, and return the gradient for the network's input."""
        # upstream: (batch, outputs) -> (batch, inputs)
        raise NotImplementedError("TODO(backward.network)")
