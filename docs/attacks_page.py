"""Make attacks.md anew from the bank of attacks: python docs/attacks_page.py; --check looks.

What came of them stands in attacks.json, which the bank writes; nothing is tried here:
tox -e attacks -- --record docs/attacks.json
"""

import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = Path(__file__).with_name("attacks.md")
RECORD = Path(__file__).with_name("attacks.json")
sys.path[:0] = [str(ROOT / "tests" / "attacks"), str(ROOT), str(ROOT / "docs")]

from attackheaders import Header, catalogue, headers  # noqa: E402 — found only now
from generated import plain, written  # noqa: E402

INTRODUCTION = """\
<!-- Generated from tests/attacks by docs/attacks_page.py: change the files of the bank there. -->

# Attacks

Every way that we know of cheating the grader, harming its machine or misleading who reads its
results is tried, again and again: {files} hostile programs and hand-ins, each a file of its own
under `tests/attacks`, against a throw-away world of dummy secrets, a victim and listeners.

Each is tried twice over. First where nothing stops it, in a worker without its layers or in a
grader that imports what it grades, and there it has to succeed: otherwise the test would prove
nothing. Then through the real door, and there it must gain nothing: no points, no secret in what
comes back, no file, mode or attribute changed, no byte sent, no signal, no process left. What else
belongs to the same submission keeps its points, and so do honest ones graded before, between and
after.

| | |
| --- | --: |
| attacks | {files} |
| that work where nothing stops them | {works} |
| attempts through the door | {tried} |
| that gained something | {gained} |
| criteria that lost points elsewhere | {lost} |

The runs: {runs}.
[The threat model](threat-model.md) says what tiers and layers are.

## By kind

| no. | attack | files | what stops it |
| --: | --- | --: | --- |"""
GROUPS = {
    1: "Ending or derailing the run",
    7: "Stealing the answer",
    14: "Forging the verdict",
    24: "Using up the machine",
    34: "Wrong values",
    38: "Faking the learning",
    46: "Archives and files",
    56: "Reports",
    59: "Output that attacks its reader",
}
"""The first number of each group, and its name."""


def main() -> int:
    """Write the page, or with --check return 1 if it is not what the bank says."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    return written(TARGET, page(headers(), record), "tests/attacks")


def page(files: Sequence[Header], record: Mapping[str, Any]) -> str:
    """Return the page: totals, kinds, and every file of the bank."""
    return "\n".join(_lines(files, record)) + "\n"


def _lines(files: Sequence[Header], record: Mapping[str, Any]) -> Iterator[str]:
    attacks = record["attacks"].values()
    totals = {key: sum(one[key] for one in attacks) for key in ("works", "tried", "gained", "lost")}
    totals["lost"] += record["honest"]
    runs = "; ".join(record["runs"])
    figures = {name: f"{number:,}" for name, number in totals.items()}
    yield INTRODUCTION.format(files=len(files), runs=runs, **figures)
    for number, entry in sorted(catalogue().items()):
        count = sum(1 for one in files if one.number == number)
        yield f"| {number} | {plain(entry['attack'])} | {count} | {entry['stops']} |"
    yield ""
    yield "## Every file of the bank"
    starts = [*GROUPS, max(catalogue()) + 1]
    for first, after in itertools.pairwise(starts):
        yield ""
        yield f"### {GROUPS[first]}"
        yield ""
        yield "| no. | what it does | file |"
        yield "| --: | --- | --- |"
        for one in files:
            if first <= one.number < after:
                yield f"| {one.number} | {plain(one.title)} | `{one.name}` |"


if __name__ == "__main__":
    sys.exit(main())
