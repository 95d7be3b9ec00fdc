"""Compare every gradient of the reference with PyTorch's automatic one, in float64.

    python benchmarks/gradients.py [--draws N]

An error is the largest difference of an entry, as a share of the largest entry, over all that a
backward gives: for what came in, and for each parameter. The worst of all draws is printed. Exit
status 1 when one is not below the aim. PyTorch is in pyproject.toml's group "benchmarks".
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402 — the kit is run from its checkout
from numpy.typing import NDArray  # noqa: E402

from solution import activations, layers, losses, network, pictures  # noqa: E402
from solution.experiments import layers as more_layers  # noqa: E402
from solution.experiments import losses as more_losses  # noqa: E402

try:
    import torch
except ImportError as error:
    raise SystemExit(
        f"{error.name} is missing; pip install torch: benchmarks alone need it"
    ) from error

from torch.nn import functional as theirs  # noqa: E402 — once it is known to be there

Array = NDArray[np.float64]
Tensor = torch.Tensor
AIM = 1e-10
BATCH, INPUTS, OUTPUTS = 7, 5, 3
FLAT, PICTURES = (BATCH, INPUTS), (BATCH, 2, 8, 7)
WIDE = 6.0  # how far inputs lie from zero: sigmoids bend, and are nearly flat at the ends


def main() -> int:
    """Print the worst error of each layer, of a network, and of each loss."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draws", type=int, default=50)
    draws = range(parser.parse_args().draws)
    worst = {
        name: max(of_layer(seed, *case) for seed in draws) for name, case in all_layers().items()
    }
    worst |= {name: max(of_loss(seed, *case) for seed in draws) for name, case in LOSSES.items()}
    for name, error in worst.items():
        print(f"{name:40} {error:.1e}")
    print(f"{'the worst of all':40} {max(worst.values()):.1e}, aim below {AIM:.0e}")
    return int(not max(worst.values()) < AIM)


def of_layer(
    seed: int,
    build: Callable[[np.random.Generator], network.Layer],
    same: Callable[..., Tensor],
    shape: tuple[int, ...],
) -> float:
    """Return the error of a layer's gradients with a random upstream."""
    rng = np.random.default_rng(seed)
    layer, x = build(rng), rng.uniform(-WIDE, WIDE, shape)
    for parameter in layer.parameters:
        parameter[...] = rng.normal(size=parameter.shape)
    upstream = rng.normal(size=layer.forward(x).shape)
    leaves = [leaf(array) for array in (x, *layer.parameters)]
    wanted = torch.autograd.grad(same(*leaves), leaves, torch.from_numpy(upstream))
    return apart([layer.backward(upstream), *layer.gradients], wanted)


def of_loss(
    seed: int,
    build: Callable[[], Any],
    same: Callable[[Tensor, Tensor], Tensor],
    logits: bool,  # noqa: FBT001 — a row of LOSSES
) -> float:
    """Return the error of a loss's gradient, on probabilities or on what a sigmoid would take."""
    rng = np.random.default_rng(seed)
    predicted = rng.uniform(-30, 30, (BATCH, OUTPUTS))
    if not logits:
        predicted = activations.Sigmoid().forward(predicted)
    target = rng.integers(0, 2, predicted.shape).astype(np.float64)
    loss, given = build(), leaf(predicted)
    loss.forward(predicted, target)
    return apart(
        [loss.backward()], torch.autograd.grad(same(given, torch.from_numpy(target)), [given])
    )


def apart(yours: list[Array], wanted: tuple[Tensor, ...]) -> float:
    """Return the largest difference in an array, as a share of its largest entry."""
    pairs = [(a, b.numpy()) for a, b in zip(yours, wanted, strict=True)]
    assert all(a.shape == b.shape for a, b in pairs), "a gradient has the shape of its array"
    return max(float(np.abs(a - b).max() / np.abs(b).max()) for a, b in pairs)


def leaf(array: Array) -> Tensor:
    """Return a tensor that gradients are wanted for."""
    return torch.from_numpy(array.copy()).requires_grad_()


def all_layers() -> dict[str, tuple[Any, Callable[..., Tensor], tuple[int, ...]]]:
    """Return every layer by its name: how it is built, the same for PyTorch, what goes in."""
    cases: dict[str, tuple[Any, Callable[..., Tensor], tuple[int, ...]]] = {
        "Identity": (lambda _: activations.Identity(), lambda x: x * 1.0, FLAT),
        "Sigmoid": (lambda _: activations.Sigmoid(), torch.sigmoid, FLAT),
        "Tanh": (lambda _: activations.Tanh(), torch.tanh, FLAT),
        "ReLU": (lambda _: activations.ReLU(), torch.relu, FLAT),
        "LeakyReLU": (lambda _: activations.LeakyReLU(), theirs.leaky_relu, FLAT),
        "Flatten": (lambda _: layers.Flatten(), lambda x: x.flatten(1), PICTURES),
        "Average, of the pictures": (
            lambda _: pictures.Average(), lambda x: x.mean((2, 3)), PICTURES,
        ),
        "Ones, of the experiments": (
            lambda _: more_layers.Ones(), lambda x: theirs.pad(x, (0, 1), value=1.0), FLAT,
        ),
        "a network of two hidden layers": (deep, same_deep, FLAT),
    }  # fmt: skip
    for bias in (True, False):
        said = "" if bias else ", no bias"
        cases[f"Linear{said}"] = (
            lambda rng, bias=bias: layers.Linear(INPUTS, OUTPUTS, bias=bias, rng=rng),
            lambda x, w, b=0.0: x @ w + b,
            FLAT,
        )
        for stride, padding in ((1, 0), (2, 0), (1, 1), (3, 2)):
            settings: Mapping[str, Any] = {"stride": stride, "padding": padding}
            cases[f"Conv2d, stride {stride}, padding {padding}{said}"] = (
                lambda rng, bias=bias, settings=settings: layers.Conv2d(
                    2, OUTPUTS, 3, bias=bias, rng=rng, **settings
                ),
                lambda x, *p, settings=settings: theirs.conv2d(x, *p, **settings),
                PICTURES,
            )
    return cases


def deep(rng: np.random.Generator) -> network.Network:
    """Return a network of three linear layers, each with a sigmoid."""
    sizes = ((INPUTS, 4), (4, OUTPUTS), (OUTPUTS, 1))
    pairs = ((layers.Linear(*size, rng=rng), activations.Sigmoid()) for size in sizes)
    return network.Network([part for pair in pairs for part in pair])


def same_deep(x: Tensor, *parameters: Tensor) -> Tensor:
    """Return what that network gives, with PyTorch's sigmoid."""
    for weight, bias in zip(parameters[::2], parameters[1::2], strict=True):
        x = torch.sigmoid(x @ weight + bias)
    return x


def entropy(p: Tensor, target: Tensor) -> Tensor:
    """Return the cross-entropy of every entry, with the logarithm that stays exact near 1."""
    return -(target * p.log() + (1 - target) * (-p).log1p())


# Behind a sigmoid all of them are asked near 0 and 1 too; one takes what goes into it.
LOSSES: dict[str, tuple[Callable[[], Any], Callable[[Tensor, Tensor], Tensor], bool]] = {
    "MeanSquaredError": (losses.MeanSquaredError, theirs.mse_loss, False),
    "BinaryCrossEntropy": (
        losses.BinaryCrossEntropy, lambda p, t: entropy(p, t).mean(), False,
    ),
    "SummedSquaredError, of the experiments": (
        more_losses.SummedSquaredError, lambda p, t: ((p - t) ** 2).sum(), False,
    ),
    "HalfSquaredError, of the experiments": (
        more_losses.HalfSquaredError, lambda p, t: ((p - t) ** 2).sum() / 2, False,
    ),
    "SummedCrossEntropy, of the experiments": (
        more_losses.SummedCrossEntropy, lambda p, t: entropy(p, t).sum(), False,
    ),
    "CrossEntropyOnLogits, of the experiments": (
        more_losses.CrossEntropyOnLogits,
        lambda z, t: theirs.binary_cross_entropy_with_logits(z, t, reduction="sum"),
        True,
    ),
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main())
