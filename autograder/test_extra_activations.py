"""Extra: other activations, each entry by itself, and the slope of each."""

from collections.abc import Iterator

from autograder.arrange import weighted
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, central_differences, compare, untouched
from autograder.worker import Lab, Object

FEATURES = ("batch", "features")


@criterion("extra.tanh", "activations")
def test_tanh_and_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.Tanh(), case, "tanh")


@criterion("extra.relu", "activations")
def test_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.ReLU(), case, "relu")


@criterion("extra.leaky_relu", "activations")
def test_leaky_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab.activations.LeakyReLU(), case, "leaky")
    yield from _activation(lab.activations.LeakyReLU(slope=0.2), case, "leaky.2")


def _activation(layer: Object, case: Case, name: str) -> Iterator[Evidence]:
    """Compare forward with the frozen curve, and backward with what is measured on it."""
    z, upstream = case["bends.z"], case["bends.upstream"]
    call = layer.forward.look(z)
    yield compare(f"{layer.type}.forward", call.value, case[f"{name}.output"], axes=FEATURES)
    yield untouched("z", f"{layer.type}.forward", [z], call.after)
    call = layer.backward.look(upstream)
    measured = central_differences(lambda moved: weighted(layer, moved, upstream), z)
    what = f"{layer.type}.backward"
    yield compare(what, call.value, measured, axes=FEATURES, source="measured")
    yield untouched("upstream", what, [upstream], call.after)
