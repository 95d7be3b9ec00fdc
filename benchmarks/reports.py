"""Measure how well sections are found, over drawn reports whose seeds no test uses.

    python benchmarks/reports.py [--reports 300] [--first 200000] [--wild 0.0] [--pdf]

`--wild` draws that share of the names from a list nobody looked at when the titles were written;
`--pdf` writes real PDFs and reads them back, which takes longer.
"""

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "document")]

import reports  # noqa: E402 — the kit is run from its checkout
from reporttally import Tally  # noqa: E402

from autograder.document import read_document  # noqa: E402
from autograder.document.content import Content  # noqa: E402


def main() -> None:
    """Draw, match, count, and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=300)
    parser.add_argument("--first", type=int, default=200_000, help="the first seed")
    parser.add_argument("--wild", type=float, default=0.0, help="share of unprepared names")
    parser.add_argument("--pdf", action="store_true", help="through real PDFs")
    parser.add_argument("--show", type=int, default=0, help="how many faults to print")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.first, options.first + options.reports):
            report = reports.draw(seed, wild=options.wild)
            tally.add(report, content(report, Path(folder)) if options.pdf else None)
    print(tally.table())
    for fault in tally.faults[: options.show]:
        print(fault)


def content(report: reports.Report, folder: Path) -> Content:
    """Return a report as it is read from its PDF."""
    path = folder / "report.pdf"
    report.paper.save(path)
    return read_document(path)


if __name__ == "__main__":
    main()
