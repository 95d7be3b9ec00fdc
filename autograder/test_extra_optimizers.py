"""Extra: optimizers that remember something from one step to the next."""

from collections.abc import Iterator

from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, compare, untouched
from autograder.worker import Lab, Object


@criterion("extra.momentum", "optimizers")
def test_momentum_keeps_a_velocity(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    yield from _optimizer(lab.optimizers.Momentum(rate), case, "momentum")
    yield from _optimizer(lab.optimizers.Momentum(rate, momentum=0.5), case, "momentum.5")


@criterion("extra.adagrad", "optimizers")
def test_adagrad_adds_up_squares(lab: Lab, case: Case) -> Iterator[Evidence]:
    yield from _optimizer(lab.optimizers.AdaGrad(case.number("descent.rate")), case, "adagrad")


@criterion("extra.adam", "optimizers")
def test_adam_corrects_its_means(lab: Lab, case: Case) -> Iterator[Evidence]:
    rate = case.number("descent.rate")
    yield from _optimizer(lab.optimizers.Adam(rate), case, "adam")
    other = lab.optimizers.Adam(rate, beta1=0.5, beta2=0.8, epsilon=0.1)
    yield from _optimizer(other, case, "adam.5")


def _optimizer(optimizer: Object, case: Case, name: str) -> Iterator[Evidence]:
    """Compare three steps: what is kept between them shows from the second on."""
    parameters = case.group("descent.parameters")
    for step in ("1", "2", "3"):
        gradients = case.group(f"steps.{step}.gradients")
        after, gradients_after = optimizer.step.look(parameters, gradients).after
        wanted = case.group(f"{name}.{step}.after")
        for position, (yours, right) in enumerate(zip(after, wanted, strict=True)):
            yield compare(f"parameters[{position}] after step {step}", yours, right)
        yield untouched("gradients", f"{optimizer.type}.step", gradients, gradients_after)
        parameters = wanted
