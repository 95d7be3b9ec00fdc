"""List the experiments, run one of them, or train all of them anew beside what was reported.

run bce-no-bias xor --seed 1 --rate 0.05
reproduce --quick
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

if not __package__:
    sys.exit("Run the package instead of this file: python -m solution.experiments list")

from .figures.command import add_parser as add_figures
from .networks import EXPERIMENTS, Experiment
from .reproduce import add_parser, reproduce
from .run import run

NAMES = tuple(dict.fromkeys(each.name for each in EXPERIMENTS.values()))
MAX_SEED = 2**32 - 1  # what NumPy's global generator takes


def main() -> int:
    """Do as the command line says; return the exit status."""
    options = _parser().parse_args()
    if options.command == "figures":
        return int(options.handle(options))
    if options.command == "list":
        for experiment in EXPERIMENTS.values():
            print(describe(experiment))
        return 0
    if options.command == "reproduce":
        return reproduce(options)
    experiment = _changed(EXPERIMENTS[f"{options.name}/{options.data}"], options)
    print(describe(experiment))
    outcome = run(experiment, options.seed)
    last = f"loss={outcome.losses[-1]:.5g} " if outcome.losses else ""
    print(f"seed {options.seed}: epochs={outcome.epochs} {last}accuracy={outcome.accuracy:.2%}")
    return 0


def describe(experiment: Experiment) -> str:
    """Return an experiment's settings in one line."""
    sizes = "-".join(str(size) for size in experiment.sizes)
    schedule = type(experiment.schedule).__name__ if experiment.schedule else "fixed"
    batch = "all" if experiment.batch is None else experiment.batch
    parts = [
        f"{experiment.key}: {sizes}",
        f"bias {experiment.bias}",
        experiment.initializer.__name__,
        f"{experiment.activation.__name__} then {experiment.output.__name__}",
        experiment.loss.__name__,
        f"{experiment.optimizer.__name__} at {experiment.rate:g} ({schedule})",
        f"batch {batch}{' shuffled' if experiment.shuffled else ''}",
        f"at most {experiment.epochs} epochs",
    ]
    if experiment.until_loss is not None:
        parts.append(f"until the loss is below {experiment.until_loss:g}")
    if experiment.until_right:
        parts.append("until all points are right")
    return ", ".join(parts)


def _changed(experiment: Experiment, options: argparse.Namespace) -> Experiment:
    """Return the experiment with what the command line says instead."""
    if options.rate is not None:
        experiment = replace(experiment, rate=options.rate)
    if options.epochs is not None:
        experiment = replace(experiment, epochs=options.epochs)
    if options.hidden is not None:
        inputs, *hidden, outputs = experiment.sizes
        sizes = (inputs, *(options.hidden for _ in hidden), outputs)
        experiment = replace(experiment, sizes=sizes)
    return experiment


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; --help shows what it takes\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=f"python -m {__package__}", description="Networks by configuration.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="print every experiment's settings")
    one = commands.add_parser("run", help="train one and print what happens")
    one.add_argument("name", choices=NAMES)
    one.add_argument("data", choices=("linear", "xor"), help="the points to learn")
    one.add_argument("--seed", type=_whole(0, MAX_SEED), default=0, help="of weights and points")
    one.add_argument("--rate", type=_rate, help="the first learning rate")
    one.add_argument("--hidden", type=_whole(1, 1000), help="units in each hidden layer")
    one.add_argument("--epochs", type=_whole(0, 10**9), help="how many at most")
    add_parser(commands)
    add_figures(commands)
    return parser


def _whole(least: int, most: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not (text.isdecimal() and least <= int(text) <= most):
            raise argparse.ArgumentTypeError(
                f"give a whole number from {least} to {most}, not {text!r}"
            )
        return int(text)

    return whole


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0.0 < rate < float("inf"):
        raise argparse.ArgumentTypeError(f"give a number above 0 such as 0.5, not {text!r}")
    return rate


if __name__ == "__main__":
    sys.exit(main())
