"""Output: what the program returns and prints about its predictions."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.arrange import loss_of, losses_of, network_of, output_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, compare_number, printed
from autograder.trouble import Trouble, Unusable
from autograder.worker import Lab, Object

Array = NDArray[np.float64]
EPOCHS = 6
FIRST = 120  # characters of what was printed that a report holds


@criterion("predict", "training", "network", "layers", "activations")
def test_predictions_follow_the_parameters(lab: Lab, case: Case) -> Iterator[Evidence]:
    x = case["predict.x"]
    network = _network(lab, case)
    first = case["predict.first.output"]
    for turn in ("first", "second"):
        network.assign(case.group(f"predict.{turn}.parameters"))
        wanted = case[f"predict.{turn}.output"]
        what = f"predict with the {turn} parameters"
        yield compare(
            what,
            lab.training.predict(network, x),
            wanted,
            axes=("points", "outputs"),
            about="predict",
            clues=lambda turn=turn: {  # type: ignore[misc]
                "turn": turn,
                "first": first,
                "standardized": _tried(network, (x - x.mean(axis=0)) / x.std(axis=0)),
                "layers": _layer_by_layer(network, x),
                "turned": _turned(lab, network, x),
            },
        )


@criterion("output.losses", "training", "network", "layers", "activations", "losses", "optimizers")
def test_training_prints_epoch_and_loss(lab: Lab, case: Case) -> Iterator[Evidence]:
    x, target = case["predict.x"], case["predict.target"]
    network = _network(lab, case)
    before = output_of(network, x)
    call = _fit(lab, network, x, target, epochs=EPOCHS, log_every=2)
    losses = losses_of(call.value)
    lines = printed.loss_lines(call.printed)
    right = [line for line in lines if any(line.loss.agrees(value) for value in losses)]
    details = {"lines": len(lines), "right": len(right), "first": call.printed[:FIRST]}
    holds = len(lines) >= 2 and len(right) == len(lines)
    clues: dict[str, Any] = {}
    if not holds:
        clues = {
            "printed": call.printed,
            "numbers": [line.loss for line in lines],
            "epochs": [line.epoch for line in lines],
            "losses": losses,
            "target": target,
            "predicted": [before, *_on_the_way(lab, case)],
        }
    yield Fact("loss lines", holds, details, clues=clues)


@criterion("output.accuracy", "training", "network", "layers", "activations", "losses")
def test_accuracy_counts_the_right_points(lab: Lab, case: Case) -> Iterator[Evidence]:
    predicted, target = case["accuracy.predicted"], case["accuracy.target"]
    value = lab.training.accuracy(predicted, target)
    yield compare_number(
        "accuracy",
        value,
        case.number("accuracy.value"),
        about="output.accuracy",
        clues=lambda: {"asked": list(_asked(lab, predicted, target, value))},
    )


@criterion("output.table", "training", "network", "layers", "activations", "losses")
def test_evaluation_prints_every_point_and_a_last_line(lab: Lab, case: Case) -> Iterator[Evidence]:
    network, loss = _network(lab, case), lab.losses.MeanSquaredError()
    x, target = case["predict.x"], case["predict.target"]
    call = lab.training.evaluate.look(network, loss, x, target)
    accuracy = case.number("predict.accuracy")
    predicted = output_of(network, x)
    yield compare_number(
        "evaluate",
        call.value,
        accuracy,
        about="output.evaluate",
        clues=lambda: {
            "asked": [(predicted, target, call.value)],
            "loss": loss_of(loss, predicted, target),
        },
    )
    if predicted.shape != target.shape:
        raise Unusable("Network.forward", f"an array of shape {target.shape}", predicted)
    shown = printed.points_shown(call.printed, target, predicted)
    clues: dict[str, Any] = {"printed": call.printed, "predicted": predicted, "target": target}
    details: dict[str, Any] = {"points": len(x), "shown": shown}
    yield Fact("table of points", shown == len(x), details, clues=clues)
    last = printed.last_line(call.printed)
    wanted_loss = loss_of(loss, predicted, target)
    details = {"line": last.text[:FIRST], "loss": wanted_loss, "accuracy": accuracy}
    clues |= {"last": last}
    yield Fact("last line", last.says(wanted_loss, accuracy), details, clues=clues)


def _asked(lab: Lab, predicted: Array, target: Array, value: Any) -> Iterator[tuple[Any, ...]]:
    """Yield predictions, labels and what `accuracy` says of them, for some more points.

    One question leaves several answers that agree with it.
    """
    yield predicted, target, value
    near = np.array([0, 0.004, 0.03, 0.08, 0.15, 0.22, 0.28, 0.35, 0.45])
    more = np.concatenate([near, 1 - near, 1 - near[1:5], near[2:3]]).reshape(-1, 1)
    labels = np.repeat([0, 1, 0, 1], [len(near), len(near), 4, 1]).reshape(-1, 1)
    for outputs, truth in ((more, labels), (1 - predicted, target)):
        yield outputs, truth, lab.training.accuracy(outputs, truth)


def _fit(lab: Lab, network: Object, x: Array, target: Array, **keywords: Any) -> Any:
    loss, optimizer = lab.losses.MeanSquaredError(), lab.optimizers.GradientDescent(0.5)
    return lab.training.fit.look(network, loss, optimizer, x, target, **keywords)


def _on_the_way(lab: Lab, case: Case) -> list[Array]:
    """Return what the network predicts after each epoch, as far as that can be had."""
    x, target = case["predict.x"], case["predict.target"]
    found = []
    for epochs in range(1, EPOCHS + 1):
        network = _network(lab, case)
        try:
            _fit(lab, network, x, target, epochs=epochs)
            found.append(output_of(network, x))
        except Trouble:  # what was printed stands by itself
            break
    return found


def _layer_by_layer(network: Object, x: Array) -> list[Array]:
    """Return what each layer makes of x, and at the end what the last makes of its own output."""
    outputs = [x]
    for layer in network.layers:
        outputs.append(output_of(layer, outputs[-1]))
    return [*outputs, output_of(layer, outputs[-1])]


def _turned(lab: Lab, network: Object, x: Array) -> Any:
    """Return what `predict` says once the last layer says the opposite of everything."""
    *parameters, weight, bias = network.parameters
    network.assign([*parameters, -weight, -bias])
    try:
        return lab.training.predict(network, x)
    except Trouble:
        return None
    finally:
        network.assign([*parameters, weight, bias])


def _tried(network: Object, x: Array) -> Array | None:
    try:
        return output_of(network, x)
    except Trouble:
        return None


def _network(lab: Lab, case: Case) -> Object:
    return network_of(lab, case.group("predict.first.parameters"), bias=True)
