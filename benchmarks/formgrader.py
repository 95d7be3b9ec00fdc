"""How long a marker waits, and how much room a class takes: formgrader with 300 students.

    python benchmarks/formgrader.py [STUDENTS]

Every student has a report of 16 pages of his own; the server is started by the real command, and
pages are fetched as a browser fetches them, pictures included.
"""

import argparse
import re
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "marking")]

from formclass import SENTENCE, report, report_of  # noqa: E402 — it stands beside the tests

from autograder.course import load_course  # noqa: E402 — the same
from autograder.marking import ASSIGNMENT, write_forms  # noqa: E402 — the same
from autograder.marking.gradebook import fill  # noqa: E402 — the same
from autograder.rubric import load_rubric  # noqa: E402 — the same

STUDENTS = 300
LOOKED_AT = 30
WORDS = SENTENCE * 14


def timed(what: str, work: Callable[[], object]) -> object:
    """Do it, and print how long it took."""
    start = time.perf_counter()
    found = work()
    print(f"{what:<44}{time.perf_counter() - start:8.2f} s", flush=True)
    return found


def size(folder: Path) -> float:
    """Return the megabytes of a folder; what has two names counts once."""
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({stat.st_ino: stat.st_size for stat in files}.values()) / 1e6


def main(students: int) -> None:
    """Make a class, start the server, and look at it."""
    rubric, course, pdf = load_rubric(), load_course(), report_of(WORDS)
    with TemporaryDirectory(prefix="lab-benchmark-") as name:
        out = Path(name)
        first = report(out, "313550000", "Nobody", pdf)
        names = [f"31355{n:04}" for n in range(1, students)]
        class_ = [first, *(report(out, key, "Nobody", pdf) for key in names)]
        pages = first.document["pages"]
        print(f"{students} students, {pages} pages each")
        timed(
            "pages written, all of them drawn", lambda: write_forms(out, rubric, class_, course, 2)
        )
        timed("pages written again", lambda: write_forms(out, rubric, class_, course, 2))
        timed("gradebook filled", lambda: fill(out, rubric, class_))
        print(f"{'OUT without the hand-ins':<44}{size(out) - size(out / 'attempts'):8.1f} MB")
        served(out)


def served(out: Path) -> None:
    """Start the real command and fetch what a marker opens."""
    command = [sys.executable, "-m", "autograder", "formgrader", str(out), "--no-browser"]
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 — our own command
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        print(f"{'server started':<44}{time.perf_counter() - start:8.2f} s")
        looked(address)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def looked(address: str) -> None:
    """Open the list of the lab, and one hand-in after the other."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    origin = address.split("/formgrader", maxsplit=1)[0]

    def get(url: str) -> str:
        with opener.open(url) as answer:
            body: bytes = answer.read()
        return body.decode(errors="replace")

    timed("first page", lambda: get(address))
    lab = f"{origin}/formgrader/api/submitted_notebooks/{ASSIGNMENT}/{ASSIGNMENT}"
    listed = str(timed("list of all hand-ins", lambda: get(lab)))
    ids = sorted(set(re.findall(r'"id": "([0-9a-f]{32})"', listed)))
    pages, whole, drawn = [], [], 0
    for identity in ids[:LOOKED_AT]:
        start = time.perf_counter()
        place = f"{origin}/formgrader/submissions/{identity}/"
        page = get(place)
        pages.append(time.perf_counter() - start)
        pictures = sorted(set(re.findall(r'\bsrc="(page-\d+\.png)"', page)))
        for picture in pictures:
            get(place + picture)
        drawn += len(pictures)
        whole.append(time.perf_counter() - start)
    print(f"{'next hand-in, median of ' + str(len(pages)):<44}{statistics.median(pages):8.2f} s")
    each = f"the same with its {drawn / len(pages):.3g} pictures"
    print(f"{each:<44}{statistics.median(whole):8.2f} s")
    print(f"{'the slowest':<44}{max(whole):8.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("students", type=int, nargs="?", default=STUDENTS)
    main(parser.parse_args().students)
