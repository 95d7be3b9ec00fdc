"""The reference's two figures decode, show what they are given, and mark what is wrong."""

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from solution.figures import comparison, learning_curve

mpl.use("Agg")

Array = NDArray[np.float64]
X = np.random.default_rng(4).uniform(size=(12, 2))
Y = (X[:, :1] <= X[:, 1:]).astype(np.int64)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Keep the figures that are saved, beyond their closing."""
    figures: list[Figure] = []
    original = Figure.savefig

    def save(figure: Figure, *args: object, **keywords: object) -> None:
        figures.append(figure)
        original(figure, *args, **keywords)  # type: ignore[arg-type]

    monkeypatch.setattr(Figure, "savefig", save)
    return figures


def picture(path: Path) -> Array:
    return np.asarray(plt.imread(path), dtype=np.float64)


def scattered(axes: Axes) -> list[list[list[float]]]:
    return [np.asarray(points.get_offsets()).tolist() for points in axes.collections]


def wrong(*rows: int) -> Array:
    """Return predictions that are wrong in these rows alone."""
    predicted = np.where(Y > 0, 0.9, 0.1)
    predicted[list(rows)] = 1 - predicted[list(rows)]
    return predicted


def test_comparison_shows_truth_and_prediction(tmp_path: Path, drawn: list[Figure]) -> None:
    comparison(X, Y, wrong(3, 8), tmp_path / "c.png")
    left, right = drawn[0].axes
    labels = Y[:, 0].copy()

    assert ["Ground truth", "Prediction"] == [left.get_title(), right.get_title()]
    assert [X[labels == v].tolist() for v in (0, 1)] == scattered(left)
    labels[[3, 8]] = 1 - labels[[3, 8]]
    assert [X[labels == v].tolist() for v in (0, 1)] == scattered(right)[:2]


def test_comparison_marks_the_wrong_points_alone(tmp_path: Path, drawn: list[Figure]) -> None:
    comparison(X, Y, wrong(3, 8), tmp_path / "c.png")
    right = drawn[0].axes[1]
    legend = right.get_legend()

    assert X[[3, 8]].tolist() == scattered(right)[-1]
    assert legend
    assert ["0", "1", "wrong: 2"] == [text.get_text() for text in legend.get_texts()]


@pytest.mark.parametrize("predicted", [wrong(), wrong(*range(12)), np.full((12, 1), 0.2)])
def test_comparison_draws_all_right_all_wrong_and_one_class(
    tmp_path: Path, predicted: Array
) -> None:
    comparison(X, Y, predicted, tmp_path / "c.png")

    assert 1 < len(np.unique(picture(tmp_path / "c.png")))


def test_comparison_changes_with_one_prediction(tmp_path: Path) -> None:
    for name, predicted in (("a", wrong()), ("b", wrong(5))):
        comparison(X, Y, predicted, tmp_path / f"{name}.png")

    assert not np.array_equal(picture(tmp_path / "a.png"), picture(tmp_path / "b.png"))


def test_learning_curve_draws_a_loss_for_each_epoch(tmp_path: Path, drawn: list[Figure]) -> None:
    losses = np.exp(-np.arange(50.0)).tolist()
    learning_curve(losses, tmp_path / "l.png")
    (axes,) = drawn[0].axes
    (line,) = axes.lines

    assert list(range(50)) == np.asarray(line.get_xdata()).tolist()
    assert losses == np.asarray(line.get_ydata()).tolist()
    assert ("epoch", "log") == (axes.get_xlabel(), axes.get_yscale())


@pytest.mark.parametrize("losses", [[], [0.3], [0.0, 0.0], [0.5, 0.0, 0.1], [1e-12, 1e12]])
def test_learning_curve_draws_unusual_losses(tmp_path: Path, losses: Sequence[float]) -> None:
    learning_curve(losses, tmp_path / "l.png")

    assert 1 < len(np.unique(picture(tmp_path / "l.png")))


def test_learning_curve_shows_a_single_epoch(tmp_path: Path) -> None:
    bluish = {}
    for losses in ([], [0.3]):
        learning_curve(losses, tmp_path / "l.png")
        red, _, blue = np.moveaxis(picture(tmp_path / "l.png")[..., :3], -1, 0)
        bluish[len(losses)] = int((blue - red > 0.5).sum())

    assert 0 == bluish[0] < bluish[1]


def test_figures_are_closed_once_saved(tmp_path: Path) -> None:
    before = plt.get_fignums()
    comparison(X, Y, wrong(), str(tmp_path / "c.png"))
    learning_curve([2.0, 1.0], str(tmp_path / "l.png"))

    assert before == plt.get_fignums()
