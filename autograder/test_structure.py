"""Structure: two hidden layers, each with a transformation and an activation."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import output_of
from autograder.cases import Case, points
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact
from autograder.trouble import Missing, Unusable
from autograder.worker import Lab, Object

HIDDEN = 2
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Layer:
    """What can be seen of one layer from outside: how many weights it has, and if it bends."""

    type: str
    weights: int
    bends: bool


@criterion("layers.two", "choices", "network", "layers", "activations")
def test_own_networks_have_two_hidden_layers(lab: Lab, case: Case) -> Iterator[Evidence]:
    for data in ("linear", "xor"):
        x, _ = points(data, case.seeds[0])
        network = lab.choices.build(data, lab.rng(case.seeds[0]))
        layers = list(_seen(network.layers, x[:5], case.rng(2)))
        blocks = _blocks(layers)
        details = {
            "data": data,
            "layers": [layer.type for layer in layers],
            "hidden": len(blocks) - 1,
            "bending": sum(any(layer.bends for layer in block) for block in blocks[:-1]),
        }
        clues = {
            "weights": [layer.weights for layer in layers],
            "bends": [layer.bends for layer in layers],
        }
        enough = len(blocks) - 1 >= HIDDEN
        yield Fact("two hidden layers", enough, details, clues=clues)
        every = all(any(layer.bends for layer in block) for block in blocks[:-1])
        yield Fact("an activation in every hidden layer", every, details, clues=clues)


def _seen(layers: list[Object], x: Array, rng: np.random.Generator) -> Iterator[Layer]:
    """Walk a batch through the layers and look at each: Unusable when one gives no array."""
    for layer in layers:
        weights = sum(p.ndim >= 2 for p in _parameters(layer))
        first, second = (2 * rng.normal(size=x.shape) for _ in range(2))
        outputs = [output_of(layer, z) for z in (first, second, first + second, 0 * first)]
        if any(output.shape != outputs[0].shape for output in outputs):
            raise Unusable(f"{layer.type}.forward", "one shape for inputs of one shape", outputs)
        # A map without a bend sends sums to sums: f(a) + f(b) = f(a + b) + f(0).
        straight = np.allclose(outputs[0] + outputs[1], outputs[2] + outputs[3])
        yield Layer(layer.type, weights, not straight)
        x = output_of(layer, x)


def _parameters(layer: Object) -> list[Array]:
    try:
        return layer.parameters
    except Missing:  # an activation of the student's own need not have any
        return []


def _blocks(layers: list[Layer]) -> list[list[Layer]]:
    """Split before every layer that has weights; what comes before the first belongs to none."""
    blocks: list[list[Layer]] = []
    for layer in layers:
        blocks += [[layer] for _ in range(layer.weights)]
        if not layer.weights and blocks:
            blocks[-1].append(layer)
    return blocks
