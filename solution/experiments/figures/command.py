"""Compute what the figures need, on all processors, and write each as a picture and in numbers."""

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

from ..processes import Outcomes, add_jobs, sharing  # noqa: TID252 — what lies above
from ..progress import Progress  # noqa: TID252 — what lies above
from .gallery import PICTURES
from .picture import Found, Picture
from .plain_svg import plain_svg
from .strokes import STYLE

__all__ = ["add_parser", "made", "save"]

FORMATS = ("svg", "pdf", "png")
METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
DOTS = 200  # an inch, of a PNG
NAMES = tuple(picture.name for picture in PICTURES)


def add_parser(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add the command and its options to the others."""
    parser = commands.add_parser("figures", help="draw what the report asks for, from real runs")
    parser.add_argument("--out", type=Path, default=Path("results/figures"), metavar="FOLDER",
                        help="where figures and their numbers go")  # fmt: skip
    parser.add_argument("--only", choices=NAMES, action="append", metavar="NAME",
                        help=f"one of them, or a few: {', '.join(NAMES)}")  # fmt: skip
    parser.add_argument("--format", choices=FORMATS, default="svg", help="of the pictures")
    add_jobs(parser)
    parser.set_defaults(handle=main)


def main(options: argparse.Namespace) -> int:
    """Draw the figures that are asked for; 2 and one line where that cannot be done."""
    mpl.use("Agg")  # to files; no window is needed
    wanted = [p for p in PICTURES if options.only is None or p.name in options.only]
    try:
        options.out.mkdir(parents=True, exist_ok=True)
        for picture, found in made(wanted, options.jobs):
            target = options.out / f"{picture.name}.{options.format}"
            save(picture, found, target)
            print(target)
    except OSError as error:
        sys.stderr.write(f"no figure can be saved in {options.out}: {error.strerror}\n")
        return 2
    return 0


def made(pictures: Sequence[Picture], jobs: int) -> Iterator[tuple[Picture, Found]]:
    """Yield each figure with all that was computed for it."""
    with sharing(jobs) as outcomes:
        for picture in pictures:
            yield picture, _computed(outcomes, picture)


def _computed(outcomes: Outcomes, picture: Picture) -> Found:
    tasks = picture.tasks()
    every = [task for some in tasks.values() for task in some]
    found: dict[int, Any] = {}
    with contextlib.closing(Progress(f"trainings for {picture.name}")) as progress:
        for place, outcome in outcomes(every):
            found[place] = outcome
            progress.tell(len(found), len(every))
    in_order = (found[place] for place in range(len(every)))
    return {name: [next(in_order) for _ in some] for name, some in tasks.items()}


def save(picture: Picture, found: Found, target: Path) -> None:
    """Draw what was found into the target, and write its numbers beside it."""
    kind = target.suffix[1:]
    with mpl.rc_context(STYLE):
        figure = picture.draw(found)
        figure.savefig(target, metadata=METADATA[kind], dpi=DOTS)
    plt.close(figure)
    if kind == "svg":
        target.write_bytes(plain_svg(target.read_text(encoding="utf-8")).encode())
    numbers = json.dumps(picture.numbers(found), indent=1, sort_keys=True)
    target.with_suffix(".json").write_bytes(f"{numbers}\n".encode())
