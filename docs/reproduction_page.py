"""Make reproduction.md from reproduction.json: python docs/reproduction_page.py; --check looks.

`python -m solution.experiments reproduce --json docs/reproduction.json` writes the figures.
"""

import itertools
import json
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCS = Path(__file__).parent
TARGET = DOCS / "reproduction.md"
SOURCE = DOCS / "reproduction.json"
sys.path[:0] = [str(ROOT), str(DOCS)]

from generated import plain, written  # noqa: E402 — found only now

from solution.experiments.progress import duration  # noqa: E402 — found only now
from solution.experiments.verdicts import WELL  # noqa: E402 — found only now

INTRODUCTION = """\
<!-- Generated from reproduction.json by docs/reproduction_page.py: change the text there. -->

# Four reports, asked again

Four former students' networks are expressed by settings of the reference alone
(`python -m solution.experiments list`). Whether they are the same networks shows in what they
come to: `python -m solution.experiments reproduce` trains each of them anew and sets what its
report states beside what comes out. A verdict follows from a rule:

| verdict | says | from |
|---|---|---|
| equal | the figure came out again | a known seed |
| within rounding | it lies in the range of other orders of summation | the same |
| differs | neither of these | the same |
| inside 95 % | it lies between the 2.5th and 97.5th percentile of many seeds | an unknown seed |
| outside 95 % | it lies beyond them | the same |
| holds | what is said happens: on every seed, or once for what *may* happen | seeds counted |
| holds in part | on some seeds and not on others | the same |
| does not hold | on none | the same |
| undecided | fewer than elsewhere, but chance may do as much | Fisher's exact test |
| no figure | the report compares without saying what came out | |
"""

SHOWN: Mapping[str, str] = {
    "bce-no-bias": (
        "Its seeds are stated, so this is the one that can be held to the last digit. What is left "
        "over is rounding, which does nothing for thousands of epochs and then decides: once the "
        "loss falls, long steps make it hop, and hopping makes the sixteenth digit the first "
        "within some hundred epochs. So a count can be held to a range, and no closer. What its "
        "report calls never is two things, a training that is slow and one that is stuck, and only "
        "the weights tell which."
    ),
    "mse-full-batch": (
        "The plainest of the four: biases, full batches, one rate. Its report's figures are those "
        "of an ordinary start. That every rate and every width gets there is luck in part: with "
        "two units a layer some starts never part the cross, and one training cannot show that."
    ),
    "glorot-per-sample": (
        "Small symmetric weights start near the one place where every output is a half, so the "
        "loss waits there, at one eighth, and then falls within some hundred epochs. When it falls "
        "is decided by the start, which is why three losses of one training say little about "
        "another one, and why a small rate looks like no learning at all. The jitter of its linear "
        "curve comes with points in a new order each epoch, and not with a fixed one."
    ),
    "adam-scheduled": (
        "The report leaves most open: widths, decay, batches, the part of its epsilon. So its loss "
        "can only be met somewhere among settings that it may have had. The accuracy does not "
        "depend on them; the loss moves by powers of ten, and for the linear points it was met by "
        "none of the settings tried, which end far below or far above. With ReLU at this rate, "
        "units die early, and most starts lose the cross."
    ),
}


def main() -> int:
    """Write the page, or with --check return 1 if it is not what was measured."""
    found = json.loads(SOURCE.read_text(encoding="utf-8"))
    return written(TARGET, page(found), SOURCE.name)


def page(found: Mapping[str, Any]) -> str:
    """Return the page of what a whole run wrote."""
    assert found["schema"] == 1
    assert not found["run"]["quick"], "a quick run has too few seeds for a page"
    return "\n".join(_lines(found["run"], found["networks"])) + "\n"


def _lines(run: Mapping[str, Any], networks: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield INTRODUCTION
    rows = [row for network in networks for row in network["rows"]]
    held = [row for row in rows if row["verdict"] != "no figure"]
    well = sum(row["verdict"] in WELL for row in held)
    part = sum(row["verdict"] == "holds in part" for row in held)
    yield from _text(
        f"Of {len(held)} figures and statements {well} came out again and {part} on some seeds and "
        f"not on others, in {run['trainings']:,} trainings that took {duration(run['seconds'])} "
        f"in all, beside much other work (Python {run['python']}, NumPy "
        f"{run['numpy']}). What did not is in **bold**, and the notes say what is known about why. "
        f"Cheap trainings were repeated on {run['seeds']} seeds, dear "
        "ones on fewer, as the rows say."
    )
    for network in networks:
        yield from ("", f"## {network['name']}", "")
        yield from _text(SHOWN[network["name"]])
        yield from ("", "| asked | reported | obtained | verdict |", "|---|---|---|---|")
        yield from (_row(row) for row in network["rows"])
        yield from _notes(network["rows"])


def _row(row: Mapping[str, Any]) -> str:
    word = row["verdict"]
    shown = word if word in WELL or word == "no figure" else f"**{word}**"
    cells = [plain(row[name]) for name in ("what", "reported", "obtained")]
    return f"| {' | '.join(cells)} | {shown}: {plain(row['because'])} |"


def _notes(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what is known about why, once for rows that share it."""
    noted = sorted((row for row in rows if row["note"]), key=lambda row: str(row["note"]))
    shared = [(note, list(group)) for note, group in itertools.groupby(noted, lambda r: r["note"])]
    shared.sort(key=lambda pair: rows.index(pair[1][0]))
    if shared:
        yield ""
    for note, group in shared:
        names = "; ".join(plain(row["what"]) for row in group)
        yield from _text(f"- *{names}*: {plain(note)}", indent="  ")


def _text(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, 98, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )


if __name__ == "__main__":
    sys.exit(main())
