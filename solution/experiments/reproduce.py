"""Train the four former networks anew, and set what was reported beside what came out."""

import argparse
import contextlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from . import adam_scheduled, bce_no_bias, glorot_per_sample, mse_full_batch
from .listing import listing
from .options import new_file
from .processes import add_jobs
from .progress import Progress, duration
from .questions import FULL, QUICK, Question, Row, Scale, answered
from .trials import all_measured
from .verdicts import WELL

ASKED: dict[str, Callable[[Scale], Iterator[Question]]] = {
    "bce-no-bias": bce_no_bias.questions,
    "mse-full-batch": mse_full_batch.questions,
    "glorot-per-sample": glorot_per_sample.questions,
    "adam-scheduled": adam_scheduled.questions,
}
HELP = """\
Each row has a figure that a former student's report states, and what trainings here come to.

A report tells of one training. Where its seed is known (bce-no-bias), the same count must come out;
sums in another order move it by a few epochs, and a row has the range of several such orders:
  equal, within rounding, differs

Where the seed is not known, many seeds are trained, and the row has the reported figure's place
among them: at the 50th percentile it is an ordinary training, above the 97.5th or below the 2.5th
a rare one or another network:
  inside 95 %, outside 95 %

What is said in words is counted over seeds:
  holds, holds in part, does not hold, undecided (too few seeds to tell)

"no figure" stands where a report compares without saying what came out. The exit status is 0
whatever the verdicts are: a figure that does not come out again is a result.
"""
EXAMPLES = """\
examples:
  python -m solution.experiments reproduce --quick
  python -m solution.experiments reproduce --only bce-no-bias
  python -m solution.experiments reproduce --json docs/reproduction.json
"""
LAID_OUT: dict[str, Any] = {
    "description": HELP,
    "epilog": EXAMPLES,
    "formatter_class": argparse.RawDescriptionHelpFormatter,
}


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add this command and its options."""
    parser = commands.add_parser(
        "reproduce",
        help="train all four anew, and print what was reported beside what came out",
        **LAID_OUT,
    )
    parser.add_argument("--only", metavar="NAME", choices=ASKED, help=f"one of {', '.join(ASKED)}")
    parser.add_argument("--quick", action="store_true", help="fewer seeds: a sixth of the work")
    add_jobs(parser)
    parser.add_argument("--json", metavar="FILE", type=new_file, help="write all rows there too")
    parser.set_defaults(handle=reproduce)


def reproduce(options: argparse.Namespace) -> int:
    """Do as the options say; return the exit status."""
    names = [options.only] if options.only else list(ASKED)
    scale = QUICK if options.quick else FULL
    began = time.perf_counter()
    tables, trainings = _tables(names, scale, options.jobs)
    seconds = time.perf_counter() - began
    for name, rows in tables.items():
        print(*listing(name, rows), sep="\n", end="\n\n")
    print(f"{summary(tables)} {trainings:,} trainings in {duration(seconds)}.")
    if options.json:
        run = {"quick": options.quick, "jobs": options.jobs, "seconds": round(seconds)}
        run |= {"trainings": trainings, "seeds": scale.seeds, "roundings": scale.roundings + 1}
        run |= {"python": sys.version.split()[0], "numpy": np.__version__}
        return _written(options.json, run, tables)
    return 0


def _tables(names: Sequence[str], scale: Scale, jobs: int) -> tuple[dict[str, list[Row]], int]:
    """Return each network's rows, and how many trainings they rest on."""
    questions = {name: list(ASKED[name](scale)) for name in names}
    trials = {trial for asked in questions.values() for one in asked for trial in one.trials}
    with contextlib.closing(Progress()) as progress:
        found = all_measured(trials, jobs, lambda done: progress.tell(done, len(trials)))
    rows = {name: [answered(one, found) for one in asked] for name, asked in questions.items()}
    return rows, len(trials)


def summary(tables: Mapping[str, Sequence[Row]]) -> str:
    """Return how many rows have which verdict, in a sentence."""
    counts = Counter(row.verdict for rows in tables.values() for row in rows)
    whole, well = counts.total() - counts["no figure"], sum(counts[word] for word in WELL)
    told = [f"{count} {word}" for word, count in counts.most_common()]
    return f"{well} of {whole} figures as reported ({', '.join(told)})."


def _written(file: Path, run: Mapping[str, object], tables: Mapping[str, Sequence[Row]]) -> int:
    networks = [
        {"name": name, "rows": [asdict(row) for row in rows]} for name, rows in tables.items()
    ]
    text = json.dumps({"schema": 1, "run": run, "networks": networks}, indent=1, ensure_ascii=False)
    try:
        file.write_bytes(f"{text}\n".encode())
    except OSError as error:
        sys.stderr.write(f"{file} cannot be written ({error.strerror}); name another --json file\n")
        return 1
    return 0
