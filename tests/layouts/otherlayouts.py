"""Hand-ins in other layouts, made from the reference: one file, a notebook, and other names."""

import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.batch.patches import read_package
from autograder.handin import MODULES

ROOT = Path(__file__).parents[2]
NAME = "DL_LAB1_313551001_a.zip"
ORDER = (
    "activations.py", "layers.py", "losses.py", "network.py", "optimizers.py", "schedules.py",
    "training.py", "figures.py", "choices.py",
)  # fmt: skip


def modules() -> dict[str, str]:
    """Return the reference's modules, each without what ties it to the others."""
    sources = read_package(ROOT / "solution")
    sources["schedules.py"] = (ROOT / "solution" / "schedules.py").read_text(encoding="utf-8")
    return {name: _alone(sources[name]) for name in ORDER if name in {*MODULES, "schedules.py"}}


def one_file() -> str:
    """Return all of the reference in one file."""
    return "\n\n".join(modules().values())


def notebook(cells: Iterable[str], **more: object) -> bytes:
    """Return a notebook with these code cells, and some text between them."""
    found: list[Mapping[str, object]] = []
    for cell in cells:
        found.append({"cell_type": "markdown", "metadata": {}, "source": ["# and now\n"]})
        code = {"cell_type": "code", "metadata": {}, "execution_count": 1, "outputs": []}
        found.append(code | {"source": cell.splitlines(keepends=True)})
    document = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": found}
    return json.dumps(document | more).encode()


def hand_in(folder: Path, files: Mapping[str, str | bytes], name: str = NAME) -> Path:
    """Write a zip with these files and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as archive:
        for file, content in files.items():
            archive.writestr(file, content)
    return folder / name


def _alone(text: str) -> str:
    """Return a module without its relative imports and the line that refuses to run it."""
    lines = text.splitlines()
    kept = [
        line
        for line in lines
        if not line.startswith(("from .", "if not __package__", "    raise SystemExit("))
    ]
    return "\n".join(kept) + "\n"


OTHER_NAMES = '''"""The lab as it is often written: one file, with names of its own."""

import numpy as np
from datasets import generate_linear, generate_XOR_easy


class Logistic:
    def fwd(self, x):
        self.y = 1.0 / (1.0 + np.exp(-x))
        return self.y

    def bwd(self, d):
        return d * self.y * (1.0 - self.y)

    def update(self, lr):
        pass


class Dense:
    def __init__(self, n_in, n_out):
        self.w = np.random.randn(n_in, n_out)
        self.b = np.zeros(n_out)

    def fwd(self, x):
        self.x = x
        return x @ self.w + self.b

    def bwd(self, d):
        self.dw = self.x.T @ d
        self.db = d.sum(axis=0)
        return d @ self.w.T

    def update(self, lr):
        self.w -= lr * self.dw
        self.b -= lr * self.db


class Net:
    def __init__(self, hidden):
        shapes = [(2, hidden), (hidden, hidden), (hidden, 1)]
        self.parts = [part for shape in shapes for part in (Dense(*shape), Logistic())]

    def fwd(self, x):
        for part in self.parts:
            x = part.fwd(x)
        return x

    def bwd(self, d):
        for part in self.parts[::-1]:
            d = part.bwd(d)
        return d

    def update(self, lr):
        for part in self.parts:
            part.update(lr)


def mse(y, t):
    return np.mean((y - t) ** 2)


def mse_slope(y, t):
    return 2.0 * (y - t) / y.size


def train_net(net, x, t, epochs, lr, every=500):
    history = []
    for epoch in range(epochs):
        y = net.fwd(x)
        history.append(mse(y, t))
        net.bwd(mse_slope(y, t))
        net.update(lr)
        if epoch % every == 0:
            print(f"epoch {epoch} loss : {history[-1]:.4f}")
    return history


def show_result(net, x, t):
    y = net.fwd(x)
    for n in range(len(x)):
        print(f"Iter {n} | Ground truth: {t[n, 0]:.1f} | prediction: {y[n, 0]:.5f} |")
    print(f"loss={mse(y, t):.5f} accuracy={np.mean((y > 0.5) == t):.2%}")


if __name__ == "__main__":
    for x, t in (generate_linear(), generate_XOR_easy()):
        net = Net(8)
        train_net(net, x, t, 4000, 1.0)
        show_result(net, x, t)
'''
