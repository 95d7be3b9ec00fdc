"""List the experiments, run one of them, or train all of them anew beside what was reported.

run bce-no-bias xor --seed 1 --rate 0.05
reproduce --quick
"""

import argparse
import sys
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from typing import NoReturn

if not __package__:
    sys.exit("Run the package instead of this file: python -m solution.experiments list")

from .figures.command import add_parser as add_figures
from .networks import DATA, EXPERIMENTS, Experiment
from .options import rate, whole
from .reproduce import add_parser as add_reproduce
from .run import run

NAMES = tuple(dict.fromkeys(each.name for each in EXPERIMENTS.values()))
MAX_SEED = 2**32 - 1  # what NumPy's global generator takes
INTERRUPTED = 130
"""The exit status of a command that Ctrl-C ended, as shells have it."""


def main() -> int:
    """Do as the command line says; return the exit status."""
    options = _parser().parse_args()
    try:
        status: int = options.handle(options)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped; what is not named above was not written.\n")
        return INTERRUPTED
    except BrokenProcessPool:
        sys.stderr.write("a training was ended from outside; give --jobs 1, or free some memory\n")
        return 2
    return status


def listed(_options: argparse.Namespace) -> int:
    """Print every experiment's settings."""
    for experiment in EXPERIMENTS.values():
        print(describe(experiment))
    return 0


def trained(options: argparse.Namespace) -> int:
    """Train one experiment, changed as the options say, and print what happens."""
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
    every = commands.add_parser("list", help="print every experiment's settings")
    every.set_defaults(handle=listed)
    one = commands.add_parser("run", help="train one and print what happens")
    one.add_argument("name", choices=NAMES)
    one.add_argument("data", choices=DATA, help="the points to learn")
    one.add_argument("--seed", type=whole(0, MAX_SEED), default=0, help="of weights and points")
    one.add_argument("--rate", type=rate, help="the first learning rate")
    one.add_argument("--hidden", type=whole(1, 1000), help="units in each hidden layer")
    one.add_argument("--epochs", type=whole(0, 10**9), help="how many at most")
    one.set_defaults(handle=trained)
    add_reproduce(commands)
    add_figures(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
