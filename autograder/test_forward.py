"""Forward: each layer, the loss and the whole network give what the handout says."""

from collections.abc import Iterator

from autograder.arrange import network_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, compare_number, untouched
from autograder.worker import Lab

BATCH_FEATURES = ("batch", "features")
BATCH_OUTPUTS = ("batch", "outputs")


@criterion("forward.sigmoid", "activations")
def test_sigmoid_squashes_every_entry(lab: Lab, case: Case) -> Iterator[Evidence]:
    z = case["sigmoid.z"]
    call = lab.activations.Sigmoid().forward.look(z)
    yield compare("Sigmoid.forward", call.value, case["sigmoid.output"], axes=BATCH_FEATURES)
    yield untouched("z", "Sigmoid.forward", [z], call.after)


@criterion("forward.linear", "layers")
def test_linear_layer_maps_each_example(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, weight, bias = case["linear.x"], case["linear.weight"], case["linear.bias"]
    inputs, outputs = weight.shape
    for has_bias, parameters, wanted in (
        (True, [weight, bias], case["linear.output"]),
        (False, [weight], case["linear.output_without_bias"]),
    ):
        layer = lab.layers.Linear(inputs, outputs, bias=has_bias)
        layer.assign(parameters)
        call = layer.forward.look(x)
        what = "Linear.forward" if has_bias else "Linear.forward without bias"
        yield compare(what, call.value, wanted, axes=BATCH_OUTPUTS)
        yield untouched("x", "Linear.forward", [x], call.after)
        yield untouched("parameters", "Linear.forward", parameters, layer.parameters)


@criterion("forward.loss", "losses")
def test_loss_is_a_mean_over_all_entries(lab: Lab, case: Case) -> Iterator[Evidence]:
    predicted, target = case["loss.predicted"], case["loss.target"]
    value = lab.losses.MeanSquaredError().forward(predicted, target)
    yield compare_number("MeanSquaredError.forward", value, case.number("loss.value"))
    one = lab.losses.MeanSquaredError().forward(predicted[:1], target[:1])
    yield compare_number("MeanSquaredError.forward of one point", one, case.number("loss.one"))


@criterion("forward.network", "network", "layers", "activations")
def test_network_passes_through_its_layers_in_order(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, parameters = case["network.x"], case.group("network.parameters")
    for has_bias, wanted in (
        (True, case["network.output"]),
        (False, case["network.output_without_bias"]),
    ):
        used = parameters if has_bias else parameters[::2]
        network = network_of(lab, used, bias=has_bias)
        call = network.forward.look(x)
        what = "Network.forward" if has_bias else "Network.forward without biases"
        yield compare(what, call.value, wanted, axes=BATCH_OUTPUTS)
        yield untouched("x", "Network.forward", [x], call.after)
        yield untouched("parameters", "Network.forward", used, network.parameters)
