"""Measure how fair the checks are; docs/fairness.json keeps it, and a page is made of that.

    python benchmarks/fairness.py luck       how often a right network misses by its seed: 30 min
    python benchmarks/fairness.py steps      error of the differences, by the width of a step
    python benchmarks/fairness.py margins    how far right and wrong gradients lie from the limit

Each part replaces its own figures and leaves the others; then: python docs/fairness_page.py
"""

import argparse
import contextlib
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import planting  # noqa: E402 — the kit is run from its checkout

from autograder import run as engine  # noqa: E402
from autograder.cases import Case, load_case, points  # noqa: E402
from autograder.course import load_course  # noqa: E402
from autograder.diagnosis import Comparison, Evidence, central_differences  # noqa: E402
from autograder.report import Outcome  # noqa: E402
from solution import choices  # noqa: E402
from solution.activations import LeakyReLU, ReLU, Sigmoid, Tanh  # noqa: E402
from solution.experiments.networks import EXPERIMENTS, Experiment  # noqa: E402
from solution.experiments.run import run as run_experiment  # noqa: E402
from solution.layers import Conv2d, Linear  # noqa: E402
from solution.losses import MeanSquaredError  # noqa: E402
from solution.network import Network  # noqa: E402
from solution.training import accuracy, predict  # noqa: E402

TARGET = ROOT / "docs" / "fairness.json"
FIRST_SEED = 10_000  # nobody has looked at these while the reference was written
TRIES = 1000
SECONDS = 170.0  # of CPU time for each former network and data set
FEWER_EPOCHS = {"glorot-per-sample/linear": 200}  # a step for every point takes long
STEPS = tuple(10.0**-n for n in range(2, 10))
SHOWN = 5
MEASURING = ("backward.", "training.", "extra.", "optional")
Try = Callable[[int], tuple[float, int]]


def main() -> None:
    """Measure one part and write it down."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=PARTS)
    part = parser.parse_args().part
    for found in PARTS[part]():  # written as it comes: an interrupted run has not been for nothing
        known = json.loads(TARGET.read_text(encoding="utf-8")) if TARGET.exists() else {}
        text = json.dumps(known | {part: found}, indent=1, sort_keys=True)
        TARGET.write_text(text + "\n", encoding="utf-8")


# How often a right network misses the threshold by its seed.


def luck() -> Iterator[list[dict[str, Any]]]:
    """Yield a row for each network and data set, all that there are so far."""
    rows = []
    for data in ("linear", "xor"):
        rows.append(_missed("reference", data, _of_reference(data), TRIES, float("inf")))
        print(rows[-1], flush=True)
        yield rows
    for key, former in EXPERIMENTS.items():
        epochs = FEWER_EPOCHS.get(key, former.epochs)
        one_try = _of_former(replace(former, epochs=epochs))
        rows.append(_missed(former.name, former.data, one_try, TRIES, SECONDS))
        print(rows[-1], flush=True)
        yield rows


def _missed(name: str, data: str, one_try: Try, most: int, seconds: float) -> dict[str, Any]:
    """Try seed after seed until there are enough, or the time is used up."""
    start, threshold, missed, epochs = time.process_time(), load_course().accuracy.threshold, [], []
    for seed in range(FIRST_SEED, FIRST_SEED + most):
        with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
            share, length = one_try(seed)
        epochs.append(length)
        if not share >= threshold:
            missed.append(seed)
        if time.process_time() - start > seconds:
            break
    return {
        "network": name,
        "data": data,
        "tries": len(epochs),
        "missed": len(missed),
        "missed_seeds": missed[:10],
        "epochs": [min(epochs), int(np.median(epochs)), max(epochs)],
        "cpu_seconds_a_try": round((time.process_time() - start) / len(epochs), 2),
    }


def _of_reference(data: str) -> Try:
    """Train what the reference chooses, as an accuracy check does."""

    def one_try(seed: int) -> tuple[float, int]:
        x, y = points(data, seed)
        np.random.seed(seed)
        network = choices.build(data, np.random.default_rng(seed))
        losses = choices.train(network, data, x, y, np.random.default_rng(seed))
        return accuracy(predict(network, x), y), len(losses)

    return one_try


def _of_former(experiment: Experiment) -> Try:
    def one_try(seed: int) -> tuple[float, int]:
        outcome = run_experiment(experiment, seed, log_every=10**9)
        return outcome.accuracy, outcome.epochs

    return one_try


# How exact the differences are.


def steps() -> Iterator[list[dict[str, Any]]]:
    """Yield a row for each check: the largest relative error, for each width of a step."""
    rows = []
    for name, pairs in _measurable(load_case()):
        errors = [
            max(_deviation(measure(step), exact) for measure, exact in pairs) for step in STEPS
        ]
        rows.append({"check": name, "errors": [float(f"{error:.3g}") for error in errors]})
        print(rows[-1], flush=True)
    yield [{"steps": list(STEPS)}, *rows]


Pair = tuple[Callable[[float], Any], Any]


def _measurable(case: Case) -> Iterator[tuple[str, list[Pair]]]:
    """Yield checks of the reference: how to measure each gradient, and what it is by algebra."""
    curves = (("sigmoid", Sigmoid(), "sigmoid.bent", "sigmoid.upstream"),)
    curves += tuple(
        (name, layer, "bends.z", "bends.upstream")
        for name, layer in (("tanh", Tanh()), ("ReLU", ReLU()), ("leaky ReLU", LeakyReLU()))
    )
    for name, layer, z, upstream in curves:
        yield name, _of_layer(layer, case[z], case[upstream])
    linear = Linear(*case["linear.weight"].shape)
    _set(linear, [case["linear.weight"], case["linear.bias"]])
    yield "linear layer", _of_layer(linear, case["linear.x"], case["linear.upstream"])
    loss, target = MeanSquaredError(), case["loss.target"]
    loss.forward(case["loss.predicted"], target)
    exact = loss.backward()

    def of_loss(step: float) -> Any:
        at = case["loss.predicted"]
        return central_differences(lambda y: loss.forward(y, target), at, step=step)

    yield "mean squared error", [(of_loss, exact)]
    yield "network", _of_network(case)
    stride, padding = (int(n) for n in case["convolution.1.settings"])
    parameters = case.group("convolution.1.parameters")
    channels_out, channels_in, kernel, _ = parameters[0].shape
    convolution = Conv2d(channels_in, channels_out, kernel, stride=stride, padding=padding)
    _set(convolution, parameters)
    x, upstream = case["convolution.1.x"], case["convolution.1.upstream"]
    yield "convolution", _of_layer(convolution, x, upstream)


def _of_layer(layer: Any, x: Any, upstream: Any) -> list[Pair]:
    layer.forward(x)
    passed = layer.backward(upstream)
    exact = [gradient.copy() for gradient in layer.gradients]

    def output(moved: Any) -> float:
        return float((layer.forward(moved) * upstream).sum())

    def of_input(step: float) -> Any:
        return central_differences(output, x, step=step)

    return [
        (of_input, passed),
        *_of_parameters(layer.parameters, exact, lambda: output(x)),
    ]


def _of_parameters(
    parameters: Sequence[Any], exact: Sequence[Any], value: Callable[[], float]
) -> list[Pair]:
    """Return one pair for each parameter, whose live array is moved and put back."""
    return [
        (lambda step, live=live: _of_parameter(live, value, step), wanted)
        for live, wanted in zip(parameters, exact, strict=True)
    ]


def _of_network(case: Case) -> list[Pair]:
    """Return one pair for each parameter; the algebra is held against complex steps first."""
    parameters = case.group("network.parameters")
    layers: list[Any] = []
    for weight, bias in zip(parameters[::2], parameters[1::2], strict=True):
        layers += [Linear(*weight.shape), Sigmoid()]
        _set(layers[-2], [weight, bias])
    network, loss = Network(layers), MeanSquaredError()
    x, target = case["network.x"], case["network.target"]
    loss.forward(network.forward(x), target)
    network.backward(loss.backward())
    exact = [gradient.copy() for gradient in network.gradients]
    complex_steps = _by_complex_steps(parameters, x, target)
    worst = max(_deviation(a, b) for a, b in zip(exact, complex_steps, strict=True))
    assert worst < 1e-13, f"the algebra is off by {worst}"

    def value() -> float:
        return loss.forward(network.forward(x), target)

    return _of_parameters(network.parameters, exact, value)


def _by_complex_steps(parameters: Sequence[Any], x: Any, target: Any) -> Iterator[Any]:
    """Yield the gradient of the network's loss by steps along i: nothing is subtracted there."""

    def loss(moved: Sequence[Any]) -> complex:
        output = x.astype(complex)
        for weight, bias in zip(moved[::2], moved[1::2], strict=True):
            output = 1 / (1 + np.exp(-(output @ weight + bias)))
        return complex(((output - target) ** 2).mean())

    for position, parameter in enumerate(parameters):
        gradient = np.empty_like(parameter)
        for entry in range(parameter.size):
            moved = [p.astype(complex) for p in parameters]
            moved[position].flat[entry] += 1e-200j
            gradient.flat[entry] = loss(moved).imag / 1e-200
        yield gradient


def _of_parameter(live: Any, value: Callable[[], float], step: float) -> Any:
    before = live.copy()

    def at(moved: Any) -> float:
        live[...] = moved
        return value()

    found = central_differences(at, before, step=step)
    live[...] = before
    return found


def _set(layer: Any, parameters: Sequence[Any]) -> None:
    for live, value in zip(layer.parameters, parameters, strict=True):
        live[...] = value


def _deviation(yours: Any, wanted: Any) -> float:
    """Return the largest difference relative to the largest entry, as a comparison takes it."""
    known = np.isfinite(wanted)
    scale = np.abs(wanted[known]).max(initial=1e-3)
    return float(np.abs(yours[known] - wanted[known]).max(initial=0.0) / scale)


# How far right and wrong submissions lie from what is allowed.


def margins() -> Iterator[dict[str, Any]]:
    """Yield what right submissions are off at most, and what wrong ones are off at least."""
    right, wrong = [], []
    reference = planting.Planted("", planting.reference(), frozenset(), accuracy=True)
    for name, submission in [("reference", reference), *_planted("right")]:
        right += [row for row in _rows(name, submission, submission.criteria) if not row["wrong"]]
        print(name, len(right), flush=True)
    for name, submission in _planted("wrong"):
        criteria = [c for c in sorted(submission.fails) if c.startswith(MEASURING)]
        if criteria:
            wrong += [row for row in _rows(name, submission, criteria) if row["wrong"]]
            print(name, len(wrong), flush=True)
    yield {
        "right": {source: _extreme(right, source, -1) for source in ("measured", "expected")},
        "wrong": {source: _extreme(wrong, source, 1) for source in ("measured", "expected")},
    }


def _planted(kind: str) -> Iterator[tuple[str, planting.Planted]]:
    for path in planting.planted(kind):
        yield path.stem, planting.read(path.read_text(encoding="utf-8"))


def _rows(
    name: str, submission: planting.Planted, criteria: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Grade a submission, and yield a row for each array that was compared by its values."""
    found: list[Evidence] = []
    decide = engine.outcome_of

    def listen(evidence: Sequence[Evidence]) -> Outcome:
        found.extend(evidence)
        return decide(evidence)

    engine.outcome_of = listen
    try:
        with tempfile.TemporaryDirectory(prefix="lab-") as folder:
            planting.grade_folder(submission.write(Path(folder)), criteria, submission.clock)
    finally:
        engine.outcome_of = decide
    for one in found:
        if isinstance(one, Comparison) and one.problem in ("", "values"):
            off = _deviation(np.asarray(one.yours), one.wanted)
            rounded = float(f"{off:.2g}")
            yield {"planted": name, "what": one.what, "source": one.source, "off": rounded,
                   "wrong": bool(one.problem)}  # fmt: skip


def _extreme(rows: Sequence[dict[str, Any]], source: str, sign: int) -> dict[str, Any]:
    """Return how many arrays were compared, by decades, and which lie closest to the limit."""
    of_source = [row for row in rows if row["source"] == source]
    nearest = sorted(of_source, key=lambda row: (sign * row["off"], row["planted"]))
    first = {row["planted"]: row for row in reversed(nearest)}  # of each the nearest
    ranked = sorted(first.values(), key=lambda row: (sign * row["off"], row["planted"]))
    kept = [{name: row[name] for name in ("planted", "what", "off")} for row in ranked[:SHOWN]]
    decades = Counter(int(np.floor(np.log10(row["off"]))) for row in of_source if row["off"])
    return {
        "arrays": len(of_source),
        "equal": sum(not row["off"] for row in of_source),
        "decades": {str(decade): count for decade, count in sorted(decades.items())},
        "nearest": kept,
    }


PARTS: dict[str, Callable[[], Iterator[Any]]] = {"luck": luck, "steps": steps, "margins": margins}

if __name__ == "__main__":
    main()
