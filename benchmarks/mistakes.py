"""Hold the checks against planted and drawn submissions, beside two checks that others use.

    python benchmarks/mistakes.py ours      what is caught, what gets its name, and who is blamed
    python benchmarks/mistakes.py others    what two other checks notice of the planted mistakes
    python benchmarks/mistakes.py cost      what the gradient checks take, beside one training

The two others are (a) accuracy alone, counted by the program itself on what it trained, 90 % or
more on both data sets in one of five starts, and (b) one comparison of gradients with the
reference's, with one seed and one size. Both run in one process with the submission.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from drawing import corruptions, draw, quick  # noqa: E402 — the kit is run from its checkout
from planting import Planted, grade, grade_folder, planted, read, reference  # noqa: E402

from autograder.report import Outcome, Report  # noqa: E402

LIMIT = 120  # seconds of processor time for a program that only trains, loops in Python and all
PATIENCE = 600.0  # seconds on the wall, for one that sleeps
BLAMED = (Outcome.FAILED, Outcome.STOPPED, Outcome.NOT_GRADED)
GRADIENTS = (
    "backward.sigmoid", "backward.linear", "backward.loss", "backward.network", "training.again",
    "training.choices",
)  # fmt: skip
RUNS = 5

BEGINNING = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[3]), int(sys.argv[3])))
sys.path[:0] = [sys.argv[1], sys.argv[2]]
"""
ACCURACY_ALONE = """
import numpy as np
import datasets
from student import choices, training
for data in ("linear", "xor"):
    best = 0.0
    for seed in range(5):
        np.random.seed(seed)
        x, y = datasets.generate_linear() if data == "linear" else datasets.generate_XOR_easy()
        network = choices.build(data, np.random.default_rng(seed))
        choices.train(network, data, x, y, np.random.default_rng(seed))
        best = max(best, float(((training.predict(network, x) > 0.5) == (y > 0.5)).mean()))
        if best >= 0.9:
            break
    assert best >= 0.9, (data, best)
sys.stderr.write("no complaint")
"""

ONE_COMPARISON = """
import numpy as np
import solution.activations, solution.layers, solution.losses, solution.network
from student import activations, layers, losses, network

def gradients(activations, layers, losses, network):
    rng = np.random.default_rng(0)
    x, y = rng.uniform(size=(10, 2)), rng.integers(0, 2, (10, 1))
    parts = []
    for inputs, outputs in ((2, 4), (4, 4), (4, 1)):
        layer = layers.Linear(inputs, outputs)
        for parameter in layer.parameters:
            parameter[...] = rng.normal(size=parameter.shape)
        parts += [layer, activations.Sigmoid()]
    whole, loss = network.Network(parts), losses.MeanSquaredError()
    loss.forward(whole.forward(x), y)
    whole.backward(loss.backward())
    return whole.gradients

theirs = gradients(activations, layers, losses, network)
s = solution
ours = gradients(s.activations, s.layers, s.losses, s.network)
assert len(theirs) == len(ours)
for one, other in zip(theirs, ours):
    np.testing.assert_allclose(one, other)
sys.stderr.write("no complaint")
"""


@dataclass(frozen=True)
class Found:
    """What came of grading one submission: what it is blamed for, and under which names."""

    name: str
    blamed: dict[str, str | None]
    expected: frozenset[str]
    names: dict[str, str]

    @property
    def right_place(self) -> bool:
        """Whether exactly the criteria that it is wrong in blame it."""
        return set(self.blamed) == self.expected

    @property
    def named(self) -> bool:
        """Whether one of the criteria gave it a name."""
        return any(self.blamed.values())

    @property
    def right_name(self) -> bool:
        """Whether the names that it got are those that it was planted under."""
        return {c: name for c, name in self.blamed.items() if name} == self.names


def main() -> None:
    """Measure one part and print it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=("ours", "others", "cost"))
    parser.add_argument("--right", type=int, default=1000, help="right submissions to draw")
    parser.add_argument("--jobs", type=int, default=2, help="submissions tried side by side")
    options = parser.parse_args()
    if options.part == "cost":
        _tell_cost()
        return
    wrong = {path.stem: _read(path) for path in planted("wrong")}
    right = {path.stem: _read(path) for path in planted("right")}
    with ThreadPoolExecutor(options.jobs) as pool:
        if options.part == "others":
            _tell_others(wrong, right, pool.map)
            return
        _tell_wrong("planted mistakes", list(pool.map(_of_planted, wrong.items())))
        drawn = [(number, corruption) for number, corruption in enumerate(corruptions())]
        _tell_wrong(
            "drawn submissions with a mistake", list(pool.map(lambda d: _of_drawn(*d), drawn))
        )
        _tell_right("planted right ones", pool.map(_of_planted, right.items()))
        _tell_right(
            f"drawn right ones, seeds 0 to {options.right - 1}",
            pool.map(_of_drawn, range(options.right)),
        )


def _read(path: Path) -> Planted:
    return read(path.read_text(encoding="utf-8"))


def _of_planted(item: tuple[str, Planted]) -> Found:
    name, submission = item
    return _found(name, submission, grade(submission))


def _of_drawn(number: int, corruption: object = None) -> Found:
    submission = draw(number, corruption).planted()  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        package = submission.write(Path(folder))
        report = grade_folder(package, quick(submission), submission.clock)
    return _found(f"drawn {number}", submission, report)


def _found(name: str, submission: Planted, report: Report) -> Found:
    blamed = {r.criterion: r.mistake for r in report.results if r.outcome in BLAMED}
    expected = submission.fails | submission.person
    names = {criterion: name for criterion, name in submission.mistake.items() if name}
    return Found(name, blamed, expected, names)


def _tell_wrong(what: str, found: Sequence[Found]) -> None:
    caught = [one for one in found if one.blamed]
    exact = [one for one in found if one.right_place]
    named = [one for one in found if one.named]
    print(f"{what}: {len(found)}")
    print(f"  caught {_share(caught, found)}, by exactly what was expected {_share(exact, found)}")
    as_planted = [one for one in found if one.right_name]
    print(f"  named {_share(named, found)}, as planted or not at all {_share(as_planted, found)}")
    for one in found:
        if not (one.right_place and one.right_name):
            print(f"  other than expected: {one.name}: {one.blamed}")


def _tell_right(what: str, results: Iterable[Found]) -> None:
    start = time.perf_counter()
    found = list(results)
    blamed = [one for one in found if one.blamed]
    seconds = time.perf_counter() - start
    print(f"{what}: {len(found)} in {seconds:.0f} s, blamed {_share(blamed, found)}")
    for one in blamed:
        print(f"  {one.name}: {one.blamed}")
    if found and not blamed:  # none in n: with 95 % certainty fewer than 3 / n
        print(f"  so fewer than {3 / len(found):.2%} of all that can be drawn (95 %)")


def _tell_others(
    wrong: dict[str, Planted], right: dict[str, Planted], spread: Callable[..., Iterator[bool]]
) -> None:
    """Tell what the two other checks notice, for all mistakes and for those in the mathematics."""
    print("what others notice of the same planted mistakes, and whom of the right ones they blame")
    mathematics = [n for n, one in wrong.items() if any(_is_mathematics(c) for c in one.fails)]
    for what, program in (
        ("accuracy alone, 90 %", ACCURACY_ALONE),
        ("one comparison of gradients", ONE_COMPARISON),
    ):
        noticed = dict(zip(wrong, spread(_complains(program), wrong.values()), strict=True))
        blamed = list(spread(_complains(program), right.values()))
        of_mathematics = [name for name in mathematics if noticed[name]]
        print(f"  {what}: {_share([n for n, yes in noticed.items() if yes], wrong)}")
        print(
            f"    of those in forward, backward, optimizer: {_share(of_mathematics, mathematics)}"
        )
        print(f"    right ones blamed: {_share([b for b in blamed if b], right)}", flush=True)
        missed = Counter(min(wrong[n].fails) for n in mathematics if not noticed[n])
        print(f"    missed there: {', '.join(f'{c} {k}' for c, k in missed.most_common())}")


def _is_mathematics(criterion: str) -> bool:
    return criterion.startswith(("forward.", "backward.", "optimizer.", "training."))


def _complains(program: str) -> Callable[[Planted], bool]:
    def complains(submission: Planted) -> bool:
        with tempfile.TemporaryDirectory(prefix="lab-") as folder:
            submission.write(Path(folder))
            command = [sys.executable, "-c", BEGINNING + program, folder, str(ROOT), str(LIMIT)]
            try:
                done = subprocess.run(  # noqa: S603
                    command, capture_output=True, check=False, timeout=PATIENCE
                )
            except subprocess.TimeoutExpired:
                return True
        return not done.stderr.endswith(b"no complaint")

    return complains


def _tell_cost() -> None:
    """Tell what the gradient checks take for the reference, beside its two trainings."""
    submission = Planted("reference", reference(), frozenset())
    checks, training = [], []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory(prefix="lab-") as folder:
            package = submission.write(Path(folder))
            report = grade_folder(package, [*GRADIENTS, "accuracy.linear", "accuracy.xor"])
        checks.append(sum(r.seconds for r in report.results if r.criterion in GRADIENTS))
        training.append(_trained(report.training))
    cost, trained = min(checks), min(training)
    print(f"gradient checks of the reference: {1000 * cost:.0f} ms, the best of {RUNS} runs;")
    print(f"  its trainings take {1000 * trained:.0f} ms: {cost / trained:.2f} times that")


def _trained(training: object) -> float:
    assert isinstance(training, dict)
    return sum(training[data]["seconds"] for data in ("linear", "xor"))


def _share(part: Sequence[object], whole: Sequence[object] | dict[str, Planted]) -> str:
    return f"{len(part)} of {len(whole)} ({len(part) / max(len(whole), 1):.1%})"


if __name__ == "__main__":
    main()
