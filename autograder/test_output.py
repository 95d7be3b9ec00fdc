"""Output: what the program returns and prints about its predictions."""

from collections.abc import Iterator

from autograder.arrange import loss_of, losses_of, network_of, output_of
from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact, compare, compare_number, printed
from autograder.trouble import Unusable
from autograder.worker import Lab, Object

EPOCHS = 6


@criterion("predict", "training", "network", "layers", "activations")
def test_predictions_follow_the_parameters(lab: Lab, case: Case) -> Iterator[Evidence]:
    x = case["predict.x"]
    network = _network(lab, case)
    for turn in ("first", "second"):
        network.assign(case.group(f"predict.{turn}.parameters"))
        wanted = case[f"predict.{turn}.output"]
        what = f"predict with the {turn} parameters"
        yield compare(what, lab.training.predict(network, x), wanted, axes=("points", "outputs"))


@criterion("output.losses", "training", "network", "layers", "activations", "losses", "optimizers")
def test_training_prints_epoch_and_loss(lab: Lab, case: Case) -> Iterator[Evidence]:
    call = lab.training.fit.look(
        _network(lab, case),
        lab.losses.MeanSquaredError(),
        lab.optimizers.GradientDescent(0.5),
        case["predict.x"],
        case["predict.target"],
        epochs=EPOCHS,
        log_every=2,
    )
    losses = losses_of(call.value)
    lines = printed.loss_lines(call.printed)
    right = [line for line in lines if any(line.loss.agrees(value) for value in losses)]
    details = {"lines": len(lines), "right": len(right), "first": call.printed[:120]}
    yield Fact("loss lines", len(lines) >= 2 and len(right) == len(lines), details)


@criterion("output.accuracy", "training", "network", "layers", "activations", "losses")
def test_accuracy_counts_the_right_points(lab: Lab, case: Case) -> Iterator[Evidence]:
    predicted, target = case["accuracy.predicted"], case["accuracy.target"]
    value = lab.training.accuracy(predicted, target)
    yield compare_number("accuracy", value, case.number("accuracy.value"))


@criterion("output.table", "training", "network", "layers", "activations", "losses")
def test_evaluation_prints_every_point_and_a_last_line(lab: Lab, case: Case) -> Iterator[Evidence]:
    network, loss = _network(lab, case), lab.losses.MeanSquaredError()
    x, target = case["predict.x"], case["predict.target"]
    call = lab.training.evaluate.look(network, loss, x, target)
    accuracy = case.number("predict.accuracy")
    yield compare_number("evaluate", call.value, accuracy)
    predicted = output_of(network, x)
    if predicted.shape != target.shape:
        raise Unusable("Network.forward", f"an array of shape {target.shape}", predicted)
    shown = printed.points_shown(call.printed, target, predicted)
    yield Fact("table of points", shown == len(x), {"points": len(x), "shown": shown})
    last = printed.last_line(call.printed)
    wanted_loss = loss_of(loss, predicted, target)
    details = {"line": last.text[:120], "loss": wanted_loss, "accuracy": accuracy}
    yield Fact("last line", last.says(wanted_loss, accuracy), details)


def _network(lab: Lab, case: Case) -> Object:
    return network_of(lab, case.group("predict.first.parameters"), bias=True)
