"""Freeze what the extras of the reference compute, from the same seed as all else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from solution.activations import LeakyReLU, ReLU, Sigmoid, Tanh
from solution.layers import Conv2d
from solution.losses import BinaryCrossEntropy
from solution.optimizers import AdaGrad, Adam, Momentum, Optimizer

__all__ = ["KINK", "Pictures", "freeze_extras"]

Array = NDArray[Any]
KINK = 0.05
"""How far inputs stay from zero, where the slope of ReLU jumps: differences are far shorter."""

# Stride, padding and bias of each convolution.
CONVOLUTIONS = ((1, 0, True), (2, 1, True), (1, 2, False), (2, 0, True))


@dataclass(frozen=True)
class Pictures:
    """What goes into a convolution: how many pictures of which size, channels and kernel."""

    count: int = 2
    channels_in: int = 3
    channels_out: int = 4
    kernel: int = 3
    height: int = 6
    width: int = 7

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Pictures":
        """Return other sizes, which all differ."""
        count, kernel = rng.permutation([2, 3]).tolist()
        channels_in, channels_out = rng.permutation([4, 5]).tolist()
        height, width = rng.permutation([6, 7]).tolist()
        return cls(count, channels_in, channels_out, kernel, height, width)


def freeze_extras(
    rng: np.random.Generator, drawn: Mapping[str, Array], pictures: Pictures
) -> dict[str, Array]:
    """Return the arrays of all extras; `drawn` holds those that were drawn before."""
    live = [drawn[f"descent.parameters.{n}"] for n in (0, 1)]
    return {
        **_activations(rng, drawn["sigmoid.bent"].shape),
        **_optimizers(rng, float(drawn["descent.rate"]), live),
        **_convolutions(rng, pictures),
        **_cross_entropy(rng, drawn["loss.target"].size),
    }


def _activations(rng: np.random.Generator, shape: tuple[int, ...]) -> dict[str, Array]:
    z = rng.uniform(-3, 3, shape)
    z = np.where(np.abs(z) < KINK, np.copysign(KINK, z), z)
    return {
        "bends.z": z,
        "bends.upstream": rng.normal(size=z.shape),
        "tanh.output": Tanh().forward(z),
        "relu.output": ReLU().forward(z),
        "leaky.output": LeakyReLU().forward(z),
        "leaky.2.output": LeakyReLU(slope=0.2).forward(z),
    }


def _optimizers(
    rng: np.random.Generator, rate: float, parameters: Sequence[Array]
) -> dict[str, Array]:
    steps = [[rng.normal(size=p.shape) for p in parameters] for _ in range(3)]
    arrays = {
        f"steps.{number}.gradients.{position}": gradient
        for number, gradients in enumerate(steps, start=1)
        for position, gradient in enumerate(gradients)
    }
    optimizers: dict[str, Optimizer] = {
        "momentum": Momentum(rate),
        "momentum.5": Momentum(rate, momentum=0.5),
        "adagrad": AdaGrad(rate),
        "adam": Adam(rate),
        "adam.5": Adam(rate, beta1=0.5, beta2=0.8, epsilon=0.1),
    }
    for name, optimizer in optimizers.items():
        live = [p.copy() for p in parameters]
        for number, gradients in enumerate(steps, start=1):
            optimizer.step(live, gradients)
            for position, parameter in enumerate(live):
                arrays[f"{name}.{number}.after.{position}"] = parameter.copy()
    return arrays


def _convolutions(rng: np.random.Generator, sizes: Pictures) -> dict[str, Array]:
    arrays: dict[str, Array] = {"convolutions": np.array(len(CONVOLUTIONS))}
    for number, (stride, padding, bias) in enumerate(CONVOLUTIONS):
        name = f"convolution.{number}"
        layer = Conv2d(
            sizes.channels_in,
            sizes.channels_out,
            sizes.kernel,
            stride=stride,
            padding=padding,
            bias=bias,
            rng=rng,
        )
        for live in layer.parameters:
            live[...] = rng.normal(size=live.shape)
        x = rng.uniform(-2, 2, (sizes.count, sizes.channels_in, sizes.height, sizes.width))
        output = layer.forward(x)
        arrays |= {f"{name}.parameters.{n}": p.copy() for n, p in enumerate(layer.parameters)}
        arrays |= {
            f"{name}.settings": np.array([stride, padding]),
            f"{name}.x": x,
            f"{name}.output": output,
            f"{name}.upstream": rng.normal(size=output.shape),
        }
    return arrays


def _cross_entropy(rng: np.random.Generator, rows: int) -> dict[str, Array]:
    target = rng.permutation(np.arange(rows) % 2).reshape(-1, 1)
    arrays: dict[str, Array] = {"cross_entropy.target": target}
    for name, reach in (("moderate", 3.0), ("saturated", 30.0)):
        predicted = Sigmoid().forward(rng.uniform(-reach, reach, target.shape))
        arrays[f"cross_entropy.{name}"] = predicted
        value = BinaryCrossEntropy().forward(predicted, target)
        arrays[f"cross_entropy.{name}.value"] = np.array(value)
    return arrays
