"""Compute what the figures need, on all processors, and write each as a picture and in numbers."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib import pyplot as plt

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
    parser.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N",
                        help="trainings at a time")  # fmt: skip
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
    except BrokenProcessPool:
        sys.stderr.write("a training was ended from outside; give --jobs 1, or free some memory\n")
        return 2
    return 0


def made(pictures: Sequence[Picture], jobs: int) -> Iterator[tuple[Picture, Found]]:
    """Yield each figure with all that was computed for it."""
    with ProcessPoolExecutor(jobs) as pool:
        try:
            for number, picture in enumerate(pictures, start=1):
                yield picture, _computed(pool, picture, f"{number}/{len(pictures)}")
        except BaseException:  # Ctrl-C too: what has not begun need not begin
            pool.shutdown(cancel_futures=True)
            raise


def _computed(pool: ProcessPoolExecutor, picture: Picture, place: str) -> Found:
    waiting = {name: [pool.submit(task) for task in tasks]
               for name, tasks in picture.tasks().items()}  # fmt: skip
    every = [future for futures in waiting.values() for future in futures]
    for done, _ in enumerate(as_completed(every), start=1):
        _tell(f"{place} {picture.name}: {done} of {len(every)} runs")
    _tell("")
    return {name: [future.result() for future in futures] for name, futures in waiting.items()}


def _tell(text: str) -> None:
    """Show how far it is, where somebody looks on."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()


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


def _jobs(text: str) -> int:
    if not (text.isdecimal() and 1 <= int(text) <= 61):
        raise argparse.ArgumentTypeError(f"give a whole number from 1 to 61, not {text!r}")
    return int(text)
