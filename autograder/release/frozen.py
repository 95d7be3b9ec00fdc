"""Freeze what the reference computes, so that the kit that is handed out need not contain it.

Inputs are drawn from one seed; what a right submission makes of them is computed with
`solution/` and stored beside them. Sizes all differ, weights are about twice standard normal and
inputs wide enough to bend: equal sizes hide a missing transpose, small inputs a missing slope. A
file to hold back has sizes of its own as well, drawn from its seed.
"""

import io
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.cases import CONTRACT, points, read_arrays
from autograder.placing import place
from autograder.release.frozen_extras import Pictures, freeze_extras
from autograder.trouble import GraderFault
from solution.activations import Sigmoid
from solution.layers import Linear
from solution.losses import MeanSquaredError
from solution.network import Network
from solution.optimizers import GradientDescent
from solution.training import accuracy

__all__ = ["PUBLIC_SEED", "TRAINING_SEEDS", "Sizes", "differs", "freeze", "packed", "write"]

Array = NDArray[Any]
PUBLIC_SEED = 2026
TRAINING_SEEDS = 20


@dataclass(frozen=True)
class Sizes:
    """How many there are of everything; `batch`, `batch - 1` and all `layers` differ.

    A batch is no multiple of three, so that the last of its batches is short.
    """

    batch: int = 7
    layers: tuple[int, ...] = (5, 3, 4, 1)  # of the network that gradients are measured on
    small: tuple[int, ...] = (2, 4, 3, 1)  # of the one that predicts, as the lab's own data asks
    rows: int = 9  # points that it predicts
    pictures: Pictures = field(default_factory=Pictures)

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> "Sizes":
        """Return other sizes that differ among themselves."""
        batch = int(rng.choice([8, 10, 11]))
        inputs = int(rng.choice([4, 6]))  # 4 at least: see _sigmoid
        hidden = rng.choice([n for n in (3, 4, 5, 6) if n != inputs], 2, replace=False).tolist()
        small = rng.choice([3, 4, 5, 6], 2, replace=False).tolist()
        rows = int(rng.choice([12, 13, 14]))
        return cls(batch, (inputs, *hidden, 1), (2, *small, 1), rows, pictures=Pictures.drawn(rng))


def freeze(seed: int = PUBLIC_SEED) -> dict[str, Array]:
    """Return all arrays of a case file for this seed, by name."""
    rng = np.random.default_rng(seed)
    sizes = Sizes() if seed == PUBLIC_SEED else Sizes.drawn(rng)
    arrays: dict[str, Array] = {"contract": np.array(CONTRACT), "seed": np.array(seed)}
    for part in (_sigmoid, _linear, _loss, _network, _again, _descent, _predict, _accuracy):
        arrays |= part(rng, sizes)
    arrays |= freeze_extras(rng, arrays, sizes.pictures)
    for data in ("linear", "xor"):
        for number in (0, 1):
            x, y = points(data, number)
            arrays |= {f"data.{data}.{number}.x": x, f"data.{data}.{number}.y": y}
    if seed != PUBLIC_SEED:  # the public seeds stand in course.toml
        arrays["training.seeds"] = _distinct(rng, TRAINING_SEEDS)
    return arrays


def packed(arrays: Mapping[str, Array]) -> bytes:
    """Return a case file of these arrays; the same ones give the same bytes."""
    content = io.BytesIO()
    np.savez(content, **dict(sorted(arrays.items())))  # type: ignore[arg-type]
    return content.getvalue()


def write(arrays: Mapping[str, Array], path: Path) -> None:
    """Write a case file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    place(path, packed(arrays))


def differs(arrays: Mapping[str, Array], path: Path) -> bool:
    """Whether a case file is missing or holds anything else, the last bits of numbers aside."""
    try:
        old = read_arrays(path)
    except GraderFault:
        return True
    return set(old) != set(arrays) or not all(
        old[name].shape == array.shape and np.allclose(old[name], array, rtol=1e-12, atol=1e-12)
        for name, array in arrays.items()
    )


def _distinct(rng: np.random.Generator, count: int) -> Array:
    """Return seeds that NumPy's global generator takes; one of them tells nothing of another."""
    return rng.permutation(np.unique(rng.integers(10**6, 2**32, 2 * count)))[:count]


def _sigmoid(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    shape = (sizes.batch, sizes.layers[0])
    z = rng.uniform(-6, 6, shape)
    z[0, :4] = 30.0, -30.0, 0.0, -710.0  # naive exponentials overflow in the last: that is allowed
    return {
        "sigmoid.z": z,
        "sigmoid.output": Sigmoid().forward(z),
        "sigmoid.bent": rng.uniform(-3, 3, shape),
        "sigmoid.upstream": rng.normal(size=shape),
    }


def _linear(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    x, (weight, bias) = _inputs(rng, sizes), _parameters(rng, sizes.layers[:2])
    return {
        "linear.x": x,
        "linear.weight": weight,
        "linear.bias": bias,
        "linear.output": _linear_layer([weight, bias]).forward(x),
        "linear.output_without_bias": _linear_layer([weight]).forward(x),
        "linear.upstream": rng.normal(size=(sizes.batch, sizes.layers[1])),
    }


def _loss(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    predicted, target = rng.uniform(-0.5, 1.5, (sizes.batch, 1)), _labels(rng, sizes.batch)
    loss = MeanSquaredError()
    return {
        "loss.predicted": predicted,
        "loss.target": target,
        "loss.value": np.array(loss.forward(predicted, target)),
        "loss.one": np.array(loss.forward(predicted[:1], target[:1])),
    }


def _network(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    x, parameters = _inputs(rng, sizes), _parameters(rng, sizes.layers)
    return {
        "network.x": x,
        "network.target": _labels(rng, sizes.batch),
        **_numbered("network.parameters", parameters),
        "network.output": _network_of(parameters, 2).forward(x),
        "network.output_without_bias": _network_of(parameters[::2], 1).forward(x),
    }


def _again(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    rows = sizes.batch - 1
    return {
        "again.x": rng.uniform(-2, 2, (rows, sizes.layers[0])),
        "again.target": _labels(rng, rows),
        **_numbered("again.parameters", _parameters(rng, sizes.layers)),
    }


def _descent(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    rate, live = 0.3, _parameters(rng, sizes.layers[:2])
    arrays = {"descent.rate": np.array(rate), **_numbered("descent.parameters", live)}
    optimizer = GradientDescent(rate)
    for turn in ("first", "second"):
        gradients = [rng.normal(size=p.shape) for p in live]
        optimizer.step(live, gradients)
        arrays |= _numbered(f"descent.{turn}.gradients", gradients)
        arrays |= _numbered(f"descent.{turn}.after", live)
    return arrays


def _predict(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    """Two networks of the lab's own sizes; the first one gets some points right and some wrong."""
    arrays: dict[str, Array] = {}
    x = rng.uniform(0, 1, (sizes.rows, 2))
    for turn in ("first", "second"):
        parameters = _parameters(rng, sizes.small)
        arrays |= _numbered(f"predict.{turn}.parameters", parameters)
        arrays[f"predict.{turn}.output"] = _network_of(parameters, 2).forward(x)
    target = (arrays["predict.first.output"] > 0.5).astype(np.int64)
    target[[1, 4, 5]] = 1 - target[[1, 4, 5]]
    share = np.array(accuracy(arrays["predict.first.output"], target))
    return {**arrays, "predict.x": x, "predict.target": target, "predict.accuracy": share}


def _accuracy(rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
    rows = sizes.rows + 2
    predicted, target = rng.uniform(0, 1, (rows, 1)), _labels(rng, rows)
    return {
        "accuracy.predicted": predicted,
        "accuracy.target": target,
        "accuracy.value": np.array(accuracy(predicted, target)),
    }


def _inputs(rng: np.random.Generator, sizes: Sizes) -> Array:
    return rng.uniform(-2, 2, (sizes.batch, sizes.layers[0]))


def _parameters(rng: np.random.Generator, sizes: Sequence[int]) -> list[Array]:
    shapes = [s for i, o in itertools.pairwise(sizes) for s in ((i, o), (o,))]
    return [2 * rng.normal(size=shape) for shape in shapes]


def _labels(rng: np.random.Generator, count: int) -> Array:
    labels = np.arange(count) % 2
    return rng.permutation(labels).reshape(-1, 1)


def _numbered(name: str, arrays: Sequence[Array]) -> dict[str, Array]:
    return {f"{name}.{number}": array.copy() for number, array in enumerate(arrays)}


def _linear_layer(parameters: Sequence[Array]) -> Linear:
    layer = Linear(*parameters[0].shape, bias=len(parameters) == 2)
    for live, values in zip(layer.parameters, parameters, strict=True):
        live[...] = values
    return layer


def _network_of(parameters: Sequence[Array], step: int) -> Network:
    layers: list[Any] = []
    for start in range(0, len(parameters), step):
        layers += [_linear_layer(parameters[start : start + step]), Sigmoid()]
    return Network(layers)
