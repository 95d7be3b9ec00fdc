"""Time what shutting a worker in adds, tier by tier, to a worker and to a whole submission.

    python benchmarks/isolation.py [--runs N] [--submissions N] [--write FILE]

Tiers take turns in random order, so that a busy machine slows all of them alike. A worker counts
from the request for it until it has proven that it is shut in and has loaded a submission; what is
added is how much more the least is than a plain process's, which no layer shuts in: whatever else
a machine does only adds. A submission is the reference, graded as a whole by workers that are
forked. --write keeps the figures for docs/isolation_page.py.
"""

import argparse
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from autograder import session  # noqa: E402 — the kit is run from its checkout
from autograder.worker import Lab, Limits, Sources, workers, zygote  # noqa: E402
from autograder.worker.supply import Spares  # noqa: E402
from autograder.worker.tier import Tier, layers  # noqa: E402

PLAIN = "plain"
STEPS = (
    (),
    ("limits",),
    ("limits", "seccomp"),
    ("limits", "landlock", "seccomp"),
    ("limits", "landlock", "seccomp", "bubblewrap"),
)
Times = Mapping[str, list[float]]


def main() -> None:
    """Measure, print a table, and keep the figures if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=40, help="workers of each kind")
    parser.add_argument("--submissions", type=int, default=8, help="gradings of each kind")
    parser.add_argument("--write", type=Path, metavar="FILE")
    options = parser.parse_args()
    kinds = {name(step): frozenset(step) for step in STEPS if set(step) <= layers()}
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "work").mkdir()
        sources = Sources(Path(folder) / "work", {}, "work")
        found = {
            "cold": measured(kinds, options.runs, lambda which: cold(which, sources)),
            "forked": measured(kinds, options.runs, lambda which: forked(which, sources)),
            "submission": measured(kinds, options.submissions, graded),
        }
    figures = {
        "machine": platform.machine(),
        "python": platform.python_version(),
        "runs": options.runs,
        "submissions": options.submissions,
        "kinds": {
            kind: {what: spread(times[kind]) for what, times in found.items()} for kind in kinds
        },
    }
    report(figures["kinds"])  # type: ignore[arg-type]
    if options.write:
        options.write.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def name(step: tuple[str, ...]) -> str:
    """Return how a set of layers is called: its tier, or what it is less than one."""
    return Tier(frozenset(step)).letter.value if step else PLAIN


@contextmanager
def cold(which: frozenset[str], sources: Sources) -> Iterator[Callable[[], None]]:
    """Give what starts a worker from nothing, and ends it."""
    spares = Spares(Limits(layers=which))

    def once() -> None:
        use(lambda **_: spares._start(), sources)  # noqa: SLF001 — without one that starts beside it

    yield once


@contextmanager
def forked(which: frozenset[str], sources: Sources) -> Iterator[Callable[[], None]]:
    """Give what has a worker forked, and ends it."""
    limits = Limits(layers=which)
    with zygote(limits) as parent, workers(limits, parent) as spare:
        yield lambda: use(spare, sources)


@contextmanager
def graded(which: frozenset[str]) -> Iterator[Callable[[], None]]:
    """Give what grades the reference."""
    limits = session.worker_limits(session.rules(session.PUBLIC)[1])
    ours = replace(limits, layers=which)

    def once() -> None:
        with (
            mock.patch.object(session, "worker_limits", return_value=ours),
            tempfile.TemporaryDirectory() as folder,
            session.open_session(ROOT / "solution", Path(folder)) as one,
        ):
            one.grading.all()

    yield once


def use(spare: Callable[..., object], sources: Sources) -> None:
    """Start a worker and have it load a submission that is empty."""
    lab = Lab(sources, spare)  # type: ignore[arg-type]
    lab.seed(0)
    lab.stop()


def measured(
    kinds: Mapping[str, frozenset[str]], runs: int, make: Callable[[frozenset[str]], object]
) -> Times:
    """Return the milliseconds that each kind takes, in turns of random order."""
    times: dict[str, list[float]] = {kind: [] for kind in kinds}
    turns = random.Random(0)  # noqa: S311 — an order, and no secret
    with ExitStack() as stack:
        ready = {
            kind: stack.enter_context(make(which))  # type: ignore[arg-type]
            for kind, which in kinds.items()
        }
        for once in ready.values():
            once()  # what is read and built for the first time counts for nobody
        for _ in range(runs):
            for kind in turns.sample(sorted(kinds), len(kinds)):
                begun = time.perf_counter()
                ready[kind]()
                times[kind].append(1000 * (time.perf_counter() - begun))
    return times


def spread(times: list[float]) -> dict[str, float]:
    """Return the least and the median."""
    return {
        "least": round(min(times), 2),
        "median": round(statistics.median(times), 2),
    }


def report(kinds: Mapping[str, Mapping[str, Mapping[str, float]]]) -> None:
    """Print a row for each kind: the median, and how much more the least is than a plain one's."""
    print(f"{'':8}{'cold, ms':>20}{'forked, ms':>20}{'submission, ms':>22}")
    for kind, row in kinds.items():
        cells = []
        for what in ("cold", "forked", "submission"):
            more = row[what]["least"] - kinds[PLAIN][what]["least"]
            cells.append(f"{row[what]['median']:9.1f} ({more:+.1f})")
        print(f"{kind:8}" + "".join(f"{cell:>20}" for cell in cells))


if __name__ == "__main__":
    main()
