"""Optional: a cross-entropy that stays finite where a sigmoid is certain."""

from collections.abc import Iterator

import numpy as np

from autograder.arrange import loss_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, central_differences, compare, compare_number
from autograder.worker import Lab


@criterion("optional.cross_entropy", "losses")
def test_cross_entropy_stays_finite_and_exact(lab: Lab, case: Case) -> Iterator[Evidence]:
    target = case["cross_entropy.target"]
    for name in ("moderate", "saturated"):
        loss = lab.losses.BinaryCrossEntropy()
        predicted = case[f"cross_entropy.{name}"]
        value = loss.forward(predicted, target)
        wanted = case.number(f"cross_entropy.{name}.value")
        yield compare_number(f"BinaryCrossEntropy.forward, {name}", value, wanted, tolerance=1e-9)
    loss = lab.losses.BinaryCrossEntropy()
    predicted = case["cross_entropy.moderate"]
    loss.forward(predicted, target)
    gradient = loss.backward()
    measured = central_differences(lambda moved: loss_of(loss, moved, target), predicted)
    yield compare("BinaryCrossEntropy.backward", gradient, measured, source="measured")
    certain = np.array([[0.0], [1.0], [0.0], [1.0]])
    value = loss_of(loss, certain, np.array([[0], [1], [1], [0]]))
    yield Fact("finite where it is certain", bool(np.isfinite(value)), {"value": value})
    gradient = loss.backward()
    finite = isinstance(gradient, np.ndarray) and bool(np.isfinite(gradient).all())
    yield Fact("finite where it is certain", finite, {"value": str(gradient)[:60]})
