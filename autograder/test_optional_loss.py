"""Optional: a cross-entropy that stays finite where a sigmoid is certain."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_gradient, loss_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, compare_number
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
FAR = 1e-10  # from 0 and 1: much more than floats need


@criterion("optional.cross_entropy", "losses")
def test_cross_entropy_stays_finite_and_exact(lab: Lab, case: Case) -> Iterator[Evidence]:
    target = case["cross_entropy.target"]
    for name, which in (("moderate", ""), ("saturated", " of nearly certain points")):
        loss = lab.losses.BinaryCrossEntropy()
        predicted = case[f"cross_entropy.{name}"]
        value = loss.forward(predicted, target)
        yield compare_number(
            f"BinaryCrossEntropy.forward{which}",
            value,
            case.number(f"cross_entropy.{name}.value"),
            tolerance=1e-9,
            about="loss.cross_entropy.forward",
            clues=lambda: _asked_otherwise(loss, predicted, target, name),  # noqa: B023 — at once
        )
    loss = lab.losses.BinaryCrossEntropy()
    predicted = case["cross_entropy.moderate"]
    loss.forward(predicted, target)
    gradient = loss.backward()
    measured = loss_gradient(loss, predicted, target)
    yield compare(
        "BinaryCrossEntropy.backward",
        gradient,
        measured,
        axes=("batch", "outputs"),
        source="measured",
        about="loss.cross_entropy.backward",
        clues=lambda: {"predicted": predicted, "target": target, "batch": len(predicted)},
    )
    certain = np.array([[0.0], [1.0], [0.0], [1.0]])
    value = loss_of(loss, certain, np.array([[0], [1], [1], [0]]))
    yield Fact("finite where it is certain", bool(np.isfinite(value)), {"value": value})
    gradient = loss.backward()
    finite = isinstance(gradient, np.ndarray) and bool(np.isfinite(gradient).all())
    yield Fact(
        "finite where it is certain", finite, {"value": " ".join(str(gradient).split())[:60]}
    )


def _asked_otherwise(
    loss: Object, predicted: Array, target: NDArray[Any], name: str
) -> dict[str, Any]:
    """Return what the student's own loss says of fewer points, other labels, or other clips."""

    def of_label(label: int) -> float:
        rows = target[:, 0] == label
        return loss_of(loss, predicted[rows], target[rows]) + 0.0  # never -0

    clues = {
        "target": target,
        "first": loss_of(loss, predicted[:1], target[:1]),
        "last": loss_of(loss, predicted[-1:], target[-1:]),
        "of_zeros": of_label(0),
        "of_ones": of_label(1),
        "swapped": loss_of(loss, predicted, 1 - target),
    }
    if name == "saturated":
        return clues | {"clipped": loss_of(loss, np.clip(predicted, FAR, 1 - FAR), target)}
    slopes = loss_gradient(loss, predicted, target)
    return clues | {"slopes": float(np.abs(slopes).sum())}
