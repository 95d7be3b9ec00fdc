"""Extra: other activations, each entry by itself, and the slope of each."""

from collections.abc import Iterator

from autograder.arrange import input_gradient, smooth_input_gradient
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, untouched
from autograder.worker import Lab, Object

FEATURES = ("batch", "features")


@criterion("extra.tanh", "activations")
def test_tanh_and_its_slope(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab, lab.activations.Tanh(), case, "tanh")


@criterion("extra.relu", "activations")
def test_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _activation(lab, lab.activations.ReLU(), case, "relu")


@criterion("extra.leaky_relu", "activations")
def test_leaky_relu_and_its_slopes(lab: Lab, case: Case) -> Iterator[Evidence]:
    for name, slope in (("leaky", 0.01), ("leaky.2", 0.2)):
        layer = lab.activations.LeakyReLU(**({} if slope == 0.01 else {"slope": slope}))
        yield from _activation(lab, layer, case, name, "leaky_relu", slope)


def _activation(
    lab: Lab, layer: Object, case: Case, name: str, subject: str = "", slope: float = 0.0
) -> Iterator[Evidence]:
    """Compare forward with the frozen curve, and backward with what is measured on it."""
    z, upstream = case["bends.z"], case["bends.upstream"]
    about = f"activation.{subject or name}"
    given = {"z": z, "upstream": upstream, "slope": slope, "batch": len(z)}
    call = layer.forward.look(z)
    output = call.value
    yield compare(
        f"{layer.type}.forward",
        output,
        case[f"{name}.output"],
        axes=FEATURES,
        about=f"{about}.forward",
        clues=lambda: given | {"sigmoid": lab.activations.Sigmoid().forward(z)},
    )
    yield untouched("z", f"{layer.type}.forward", [z], call.after)
    call = layer.backward.look(upstream)
    measured = input_gradient(layer, z, upstream)
    what = f"{layer.type}.backward"
    yield compare(
        what,
        call.value,
        measured,
        axes=FEATURES,
        source="measured",
        about=f"{about}.backward",
        clues=lambda: (
            given | {"output": output, "at_output": smooth_input_gradient(layer, output, upstream)}
        ),
    )
    yield untouched("upstream", what, [upstream], call.after)
