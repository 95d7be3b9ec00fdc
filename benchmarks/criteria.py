"""Time what people wait for: `pytest autograder` on stubs and reference, and a class of hand-ins.

    python benchmarks/criteria.py [--class N]

Everything is measured in one run on one machine, and set beside the CPU time of the trainings
that the rule itself asks for, so that figures of different machines can be compared.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from autograder.batch import make_sample_class  # noqa: E402 — the kit is run from its checkout

RUNS = 5


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class", type=int, default=60, dest="size", help="hand-ins to grade")
    options = parser.parse_args()
    for name in ("student", "solution"):
        seconds = [
            timed(["-m", "pytest", "autograder", f"--submission={name}"]) for _ in range(RUNS)
        ]
        low, high = min(seconds), max(seconds)
        print(
            f"pytest autograder, {name}: {statistics.median(seconds):.2f} s ({low:.2f}-{high:.2f})"
        )
    with tempfile.TemporaryDirectory() as folder:
        handins, out = Path(folder) / "handins", Path(folder) / "out"
        right = next(p for p in make_sample_class(handins / "made") if p.suffix == ".zip")
        for number in range(options.size):
            name = f"DL_LAB1_{313550000 + number}_student.zip"
            (handins / "all").mkdir(parents=True, exist_ok=True)
            (handins / "all" / name).write_bytes(right.read_bytes())
        command = ["-m", "autograder", "grade", str(handins / "all"), "--out", str(out)]
        jobs = min(2, os.cpu_count() or 1)
        first = timed([*command, "--jobs", str(jobs)])
        trained = sum(training(path) for path in (out / "results").glob("*.json"))
        rate = options.size / first
        print(f"a class of {options.size}, --jobs {jobs}: {first:.1f} s, {rate:.1f}/s")
        ratio = first * jobs / trained
        print(f"  CPU of its trainings: {trained:.1f} s; wall x jobs / that: {ratio:.1f}")
        one, alone = Path(folder) / "one", Path(folder) / "alone"
        one.mkdir()
        (one / right.name).write_bytes(right.read_bytes())
        for_one = ["-m", "autograder", "grade", str(one), "--out", str(alone)]
        timed(for_one)
        start = min(timed(for_one) for _ in range(RUNS))
        second = min(timed(command) for _ in range(RUNS))
        rate, beyond = options.size / second, (options.size - 1) / (second - start)
        print(f"  an unchanged second run: {second:.2f} s, {rate:.0f}/s")
        print(f"  beyond its start, which takes {start:.2f} s: {beyond:.0f}/s")


def timed(command: Sequence[str]) -> float:
    """Return the wall time of a Python command in seconds; what it prints is thrown away."""
    start = time.perf_counter()
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode > 1:
        raise SystemExit(done.stderr.decode(errors="replace"))
    return time.perf_counter() - start


def training(report: Path) -> float:
    """Return the CPU seconds of all tries in a report."""
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    facts = [e for r in results for e in r["evidence"] if e.get("name") == "accuracy"]
    return sum(t["seconds"] for fact in facts for t in fact["details"]["tries"])


if __name__ == "__main__":
    main()
