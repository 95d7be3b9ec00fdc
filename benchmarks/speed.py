"""Time the reference's training and its convolution, beside those of others, in one run.

    python benchmarks/speed.py [--repeats N]

Training: 2-4-4-1 with sigmoids on 100 points, all of them in a step, from equal first weights.
Contenders take turns on one core, in CPU time; a ratio is of two neighbours in time. The bare
loops are written down here; PyTorch and scikit-learn are in pyproject.toml's group "benchmarks".
"""

import argparse
import contextlib
import io
import itertools
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[threads] = "1"  # before NumPy is imported: it reads them once

import numpy as np  # noqa: E402 — see above
from numpy.typing import NDArray  # noqa: E402

import datasets  # noqa: E402
from solution.activations import Sigmoid  # noqa: E402
from solution.layers import Conv2d, Linear  # noqa: E402
from solution.losses import MeanSquaredError  # noqa: E402
from solution.network import Network  # noqa: E402
from solution.optimizers import GradientDescent  # noqa: E402
from solution.training import fit  # noqa: E402

try:
    import torch
    from sklearn.neural_network import MLPClassifier
except ImportError as error:
    raise SystemExit(
        f"{error.name} is missing; pip install torch scikit-learn: benchmarks alone need them"
    ) from error

Array = NDArray[np.float64]
Work = Callable[[], object]
SIZES, EPOCHS, RATE = (2, 4, 4, 1), 1000, 1.0
CALLS = 100  # of a convolution, in one timing
# Pictures (n, channels, height, width), kernels (out, in, k, k), stride, padding.
CONVOLUTIONS = (
    ((20, 1, 8, 8), (4, 1, 5, 5), 1, 0),  # a batch of the picture task
    ((16, 3, 16, 16), (8, 3, 3, 3), 1, 1),
    ((16, 8, 16, 16), (8, 8, 3, 3), 2, 1),
)


def main() -> None:
    """Check that contenders agree, time them in turns, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    torch.set_num_threads(1)
    print(f"an epoch of {'-'.join(map(str, SIZES))} on 100 points:")
    report(trainings(), options.repeats, EPOCHS)
    for settings in CONVOLUTIONS:
        pictures, kernels, stride, padding = settings
        print(f"convolution of {pictures} with {kernels}, stride {stride}, padding {padding}:")
        for direction, pair in convolution(*settings):
            report({f"{direction}, {name}": work for name, work in pair}, options.repeats, CALLS)


def report(contenders: Mapping[str, Work], repeats: int, times: int) -> None:
    """Print what each takes in the median, and its ratio to the first with least and most."""
    rounds = [{name: cpu(work) for name, work in contenders.items()} for _ in range(repeats + 1)]
    first = next(iter(contenders))
    for name in contenders:
        took = statistics.median(turn[name] for turn in rounds[1:]) / times  # the first warms up
        ratios = [turn[name] / turn[first] for turn in rounds[1:]]
        spread = f"{statistics.median(ratios):5.2f} x ({min(ratios):.2f}-{max(ratios):.2f})"
        print(f"  {name:30} {1e6 * took:8.1f} us   {spread}")


def cpu(work: Work) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def trainings() -> dict[str, Work]:
    """Return what trains, each from the same first weights, once they are known to agree."""
    np.random.seed(0)
    x, y = datasets.generate_linear()
    start = build().parameters
    found: dict[str, Callable[[], float]] = {
        "bare NumPy, the same formulas": lambda: bare(x, y, start, safe),
        "bare NumPy, naive sigmoid": lambda: bare(x, y, start, naive),
        "solution": lambda: solution(x, y),
        "PyTorch, float64": lambda: torches(x, y, start),
    }
    ends = {name: train() for name, train in found.items()}
    for name, end in ends.items():
        assert np.isclose(end, ends["solution"], rtol=1e-9), f"{name} learns something else"
    return {**found, "scikit-learn, cross-entropy": lambda: sklearns(x, y)}


def build() -> Network:
    """Return the network to train, always with the same weights."""
    rng = np.random.default_rng(0)
    sizes = itertools.pairwise(SIZES)
    return Network([part for size in sizes for part in (Linear(*size, rng=rng), Sigmoid())])


def solution(x: Array, y: Array) -> float:
    """Train the reference, and return its last loss."""
    with contextlib.redirect_stdout(io.StringIO()):
        return fit(build(), MeanSquaredError(), GradientDescent(RATE), x, y, epochs=EPOCHS)[-1]


def safe(z: Array) -> Array:
    """Return the sigmoid as the reference takes it: no power is ever too large."""
    decay = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, decay) / (1.0 + decay)


def naive(z: Array) -> Array:
    """Return the sigmoid as it is printed, which overflows far from zero."""
    return 1.0 / (1.0 + np.exp(-z))


def bare(x: Array, y: Array, start: list[Array], sigmoid: Callable[[Array], Array]) -> float:
    """Train by the reference's formulas, written down for this one network."""
    w1, b1, w2, b2, w3, b3 = (p.copy() for p in start)
    losses = []
    for _ in range(EPOCHS):
        a1 = sigmoid(x @ w1 + b1)
        a2 = sigmoid(a1 @ w2 + b2)
        a3 = sigmoid(a2 @ w3 + b3)
        distance = a3 - y
        losses.append(float((distance**2).mean()))
        z3 = 2 * distance / distance.size * a3 * (1 - a3)
        z2 = z3 @ w3.T * a2 * (1 - a2)
        z1 = z2 @ w2.T * a1 * (1 - a1)
        w3 -= RATE * (a2.T @ z3)
        b3 -= RATE * z3.sum(axis=0)
        w2 -= RATE * (a1.T @ z2)
        b2 -= RATE * z2.sum(axis=0)
        w1 -= RATE * (x.T @ z1)
        b1 -= RATE * z1.sum(axis=0)
    return losses[-1]


def torches(x: Array, y: Array, start: list[Array]) -> float:
    """Train with PyTorch's layers, loss and optimizer."""
    parts: list[torch.nn.Module] = []
    for size in itertools.pairwise(SIZES):
        parts += [torch.nn.Linear(*size, dtype=torch.float64), torch.nn.Sigmoid()]
    net, loss_of = torch.nn.Sequential(*parts), torch.nn.MSELoss()
    with torch.no_grad():
        for parameter, value in zip(net.parameters(), start, strict=True):
            parameter.copy_(torch.from_numpy(value.T))
    descent = torch.optim.SGD(net.parameters(), lr=RATE)
    inputs, targets, losses = torch.from_numpy(x), torch.from_numpy(y).double(), []
    for _ in range(EPOCHS):
        descent.zero_grad()
        loss = loss_of(net(inputs), targets)
        loss.backward()
        descent.step()
        losses.append(loss.item())
    return losses[-1]


def sklearns(x: Array, y: Array) -> None:
    """Train scikit-learn's classifier for as many epochs; its loss is the cross-entropy."""
    classifier = MLPClassifier(
        SIZES[1:-1], activation="logistic", solver="sgd", alpha=0.0, batch_size=len(x),
        learning_rate_init=RATE, momentum=0.0, nesterovs_momentum=False, shuffle=False,
        max_iter=EPOCHS, tol=0.0, n_iter_no_change=EPOCHS, random_state=0,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that it has not converged
        classifier.fit(x, y[:, 0])
    assert classifier.n_iter_ == EPOCHS, "scikit-learn has stopped before the others"


def convolution(
    pictures: tuple[int, ...], kernels: tuple[int, int, int, int], stride: int, padding: int
) -> Iterator[tuple[str, list[tuple[str, Work]]]]:
    """Yield what goes forward, then what goes back, once both are known to agree."""
    rng, settings = np.random.default_rng(0), {"stride": stride, "padding": padding}
    layer = Conv2d(kernels[1], kernels[0], kernels[2], rng=rng, **settings)
    x = rng.normal(size=pictures)
    upstream = rng.normal(size=layer.forward(x).shape)
    leaves = [torch.from_numpy(a.copy()).requires_grad_() for a in (x, *layer.parameters)]
    output, down = torch.nn.functional.conv2d(*leaves, **settings), torch.from_numpy(upstream)

    def back() -> object:
        return torch.autograd.grad(output, leaves, down, retain_graph=True)

    yours, theirs = [layer.backward(upstream), *layer.gradients], [g.numpy() for g in back()]
    pairs = zip([layer.forward(x), *yours], [output.detach().numpy(), *theirs], strict=True)
    assert all(np.allclose(a, b, rtol=1e-10, atol=1e-12) for a, b in pairs), "they differ"

    def ahead() -> object:
        return torch.nn.functional.conv2d(*leaves, **settings)

    yield "forward", [("PyTorch", many(ahead)), ("solution", many(lambda: layer.forward(x)))]
    behind = many(lambda: layer.backward(upstream))
    yield "backward", [("PyTorch", many(back)), ("solution", behind)]


def many(call: Work) -> Work:
    """Return what calls it often enough to be timed."""
    return lambda: [call() for _ in range(CALLS)]


if __name__ == "__main__":
    main()
