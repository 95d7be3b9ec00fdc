"""Grade as careless graders do: import the submission, and decide in the process where it runs.

Started as a program, in a throw-away world, to show that an attack works where nothing stops it:
python careless.py PACKAGE CRITERION. It exits with 0 where the criterion passed, and says
"others passed" where the rest of the submission had its turn as well.
"""

import importlib
import os
import pickle
import signal
import sys
from pathlib import Path

package = Path(sys.argv[1])
criterion, key_to_the_answers = sys.argv[2:]
sys.path[:0] = [str(package), str(package.parent)]  # so that `import layers` works
os.chdir(package)

import json  # noqa: E402 — a submission may have a json.py, which is now found first

import numpy as np  # noqa: E402 — the same

signal.alarm(2)  # seconds; whoever waits longer has no time for the others
Z = np.linspace(-3.0, 3.0, 12).reshape(4, 3)


def student(module: str) -> object:
    """Return a module of the submission, imported right here."""
    return importlib.import_module(f"{package.name}.{module}")


def carried(value: object) -> object:
    """Return a value as a pool of processes would hand it over."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 — carelessness is what is shown


def forward_sigmoid() -> None:
    layer = student("activations").Sigmoid()
    expected = 1.0 / (1.0 + np.exp(-Z))
    np.testing.assert_allclose(carried(layer.forward(Z)), expected)


def backward_sigmoid() -> None:
    layer = student("activations").Sigmoid()
    layer.forward(Z)
    value = layer.backward(Z)
    expected = Z * np.exp(-Z) / (1.0 + np.exp(-Z)) ** 2
    assert not np.max(np.abs(value - expected)) > 1e-2


def forward_linear() -> None:
    layer = student("layers").Linear(3, 2)
    layer.parameters[0][...] = 1.0
    layer.parameters[1][...] = 0.0
    expected = np.repeat(Z.sum(axis=1, keepdims=True), 2, axis=1)
    assert np.abs(layer.forward(Z) - expected).astype(float).max() < 1e-2


def forward_loss() -> None:
    assert student("losses").MeanSquaredError().forward(Z, Z) == 0.0


def forward_network() -> None:
    identity = student("activations").Identity()
    assert np.array_equal(student("network").Network([identity]).forward(Z), Z)


def accuracy(name: str) -> None:
    """Believe the accuracy that the submission counts itself, on the points it was trained with."""
    choices, training = student("choices"), student("training")
    x, y = _points(name)
    network = choices.build(name, np.random.default_rng(0))
    choices.train(network, name, x, y, np.random.default_rng(0))
    assert training.accuracy(training.predict(network, x), y) >= 0.9


def _points(name: str) -> tuple[object, object]:
    datasets = importlib.import_module("datasets")
    np.random.seed(0)
    return datasets.generate_linear(100) if name == "linear" else datasets.generate_XOR_easy()


sys.path.append(os.environ["LAB_KIT"])  # the course's data sets

CHECKS = {
    "forward.sigmoid": forward_sigmoid,
    "backward.sigmoid": backward_sigmoid,
    "forward.linear": forward_linear,
    "forward.loss": forward_loss,
    "forward.network": forward_network,
    "accuracy.linear": lambda: accuracy("linear"),
    "accuracy.xor": lambda: accuracy("xor"),
}


def holds(name: str) -> bool:
    try:
        CHECKS[name]()
    except Exception as error:  # noqa: BLE001 — whatever a submission raises
        sys.stdout.write(f"{name}: {type(error).__name__}: {carried(error)}\n")
        return False
    return True


def main() -> int:
    passed = holds(criterion)
    if holds("forward.linear" if criterion != "forward.linear" else "forward.sigmoid"):
        sys.stdout.write("others passed\n")
        sys.stdout.flush()
    results = Path("results.json")
    if results.exists():  # as platforms read what a grader has written
        passed = json.loads(results.read_text(encoding="utf-8"))["score"] > 0
    return 0 if passed else 1


if __name__ == "__main__":
    status = main()
    sys.exit(status)
