"""Time what reading a report takes: with and without pictures, and where the time goes.

    python benchmarks/document.py [--runs N] [FILE …]

The reports are made here; further files are timed beside them. All is measured in one run on one
machine, and set beside a process that only imports pypdf, so that figures of different machines
can be compared. CPU seconds are those of the processes, where the system tells them.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "document")]

import pdfbytes  # noqa: E402 — the kit is run from its checkout

from autograder.document import page_pictures, read_document  # noqa: E402

PAGES = 12


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    empty = [sys.executable, "-s", "-P", "-S", "-B", "-c"]
    pypdf = f"import sys; sys.path.append({packages()!r}); import pypdf"
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            ("an empty process", lambda: run([*empty, "pass"])),
            ("a process that imports pypdf", lambda: run([*empty, pypdf])),
            *(
                (name, lambda path=path: read_document(path))
                for name, path in reports(Path(folder), options.files)
            ),
            ("pictures of 2 pages", lambda: page_pictures(Path(folder) / "plain.pdf", [1, 2])),
        ]
        figures = [(name, *timed(work, options.runs)) for name, work in rows]
    unit = figures[1][1]
    for name, wall, cpu in figures:
        print(f"{name:32} {wall:.3f} s, of CPU {cpu:.3f} s   {wall / unit:4.1f} x")


def reports(folder: Path, others: list[Path]) -> list[tuple[str, Path]]:
    """Make the reports, and return what is to be timed."""
    made = {"plain.pdf": 0, "pictures.pdf": 30}
    for name, pictures in made.items():
        (folder / name).write_bytes(pdfbytes.report(PAGES, pictures=pictures))
    (folder / "drawn.pdf").write_bytes(drawn())
    names = {"plain.pdf": "12 pages", "pictures.pdf": "12 pages, 30 pictures"}
    found = [(title, folder / name) for name, title in names.items()]
    found.append(("12 pages, 30 drawn curves", folder / "drawn.pdf"))
    return found + [(path.name, path) for path in others]


def drawn() -> bytes:
    """Return a report with 30 learning curves of 1,000 points, each a form."""
    book = pdfbytes.Book()
    curve = b"0 0 m " + b"".join(b"%.3f %d l " % (n / 5, n * n % 97) for n in range(1000)) + b"S"
    names = [b"X%d" % number for number in range(30)]
    for name in names:
        book.form(name, curve)
    for page in range(PAGES):
        here = names[page::PAGES]
        placed = b"".join(
            b"q 1 0 0 1 72 %d cm /%s Do Q\n" % (50 + 110 * n, name) for n, name in enumerate(here)
        )
        book.page(pdfbytes.paragraph(times=10) + placed)
    return book.made()


def packages() -> str:
    """Return the folder that pypdf is installed in."""
    import pypdf  # noqa: PLC0415 — only to find it

    return str(Path(pypdf.__file__).parents[1])


def run(command: list[str]) -> None:
    """Run a command to its end."""
    subprocess.run(command, check=True)  # noqa: S603 — our own interpreter


def timed(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Return the median seconds that something takes, and of them the processes' CPU seconds."""
    wall, cpu = [], []
    for _ in range(runs):
        start, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        wall.append(time.perf_counter() - start)
        cpu.append(sum(after[2:4]) - sum(before[2:4]))
    return statistics.median(wall), statistics.median(cpu)


if __name__ == "__main__":
    main()
