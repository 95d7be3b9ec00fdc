"""Train the reference, or what one change makes of it, and keep what the figures need."""

# ruff: noqa: TID252 — what lies above is the package that this one belongs to

import contextlib
import io
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...activations import Sigmoid
from ...layers import SPREAD
from ...losses import MeanSquaredError
from ...network import Network
from ...training import Labels, accuracy, fit, predict
from ..initializers import Source, glorot_uniform
from ..networks import Data, Experiment
from ..run import build, optimizer, points

Array = NDArray[np.float64]

EPOCHS = {"linear": 4000, "xor": 3000}


@dataclass(frozen=True)
class Trained:
    """What came of one training, whatever loss it went down.

    `losses` is the mean squared error before each epoch's step; `right` is the first epoch that
    found every point right, counted in steps taken, and None where there is none.
    """

    losses: Array
    right: int | None
    accuracy: float


@dataclass
class Watch:
    """Look at the network's output in every epoch; as fit's `until`, it never ends a training."""

    network: Network
    labels: Labels
    losses: list[float] = field(default_factory=list)
    right: int | None = None

    def __call__(self, _loss: float) -> bool:
        """Note the error of the predictions that this epoch's step was taken from."""
        last = self.network.layers[-1]
        assert isinstance(last, Sigmoid)
        if self.right is None and accuracy(last.output, self.labels) == 1.0:
            self.right = len(self.losses)
        self.losses.append(MeanSquaredError().forward(last.output, self.labels))
        return False


def wide(rng: Source, shape: tuple[int, int]) -> Array:
    """Draw first weights as the reference does: Glorot's interval, several times wider."""
    return SPREAD * glorot_uniform(rng, shape)


def reference(data: Data) -> Experiment:
    """Return what choices.py chooses for this data set, as an experiment."""
    return Experiment("reference", data, sizes=(2, 8, 8, 1), initializer=wide, epochs=EPOCHS[data])


def start(experiment: Experiment, seed: int) -> tuple[Network, Array, Labels]:
    """Return what a training starts from, where it is drawn as the lab's own program does."""
    np.random.seed(seed)
    return build(experiment, np.random.default_rng(seed)), *points(experiment.data)


def train(experiment: Experiment, seed: int) -> Trained:
    """Train once, in silence; a training that flies apart is a result as well."""
    network, x, y = start(experiment, seed)
    watch = Watch(network, y)
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        fit(network, experiment.loss(), optimizer(experiment, len(x)), x, y,
            epochs=experiment.epochs, until=watch)  # fmt: skip
        share = accuracy(predict(network, x), y)
    return Trained(np.array(watch.losses), watch.right, share)
