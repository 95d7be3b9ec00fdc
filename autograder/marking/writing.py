"""Write what formgrader reads: a notebook a hand-in, its pictures beside it, and the settings."""

import os
import shutil
import struct
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.course import Course
from autograder.marking.album import Album, Drawn
from autograder.marking.pages import marking_page
from autograder.marking.paper import Paper, Picture
from autograder.marking.settings import ASSIGNMENT, settings
from autograder.placing import place
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["write_forms"]


def write_forms(
    out: Path, rubric: Rubric, reports: Sequence[Report], course: Course, jobs: int = 1
) -> int:
    """Write OUT/autograded/<key>/… for each report, and what formgrader needs besides.

    `jobs` documents are drawn side by side. What a marker entered is in gradebook.db and is not
    touched. Returns how many there are; raises OSError where nothing can be written, GraderFault
    where documents cannot be read at all.
    """
    (out / "source" / ASSIGNMENT).mkdir(parents=True, exist_ok=True)
    place(out / "nbgrader_config.py", settings(out).encode(), lasting=False)
    album = Album(out, course)
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        drawn = pool.map(lambda report: album.of(_digest(report)), reports)
        for report, document in zip(reports, drawn, strict=True):
            _write(out, rubric, report, document)
    return len(reports)


def _write(out: Path, rubric: Rubric, report: Report, drawn: Drawn) -> None:
    folder = out / "autograded" / str(report.submission["key"]) / ASSIGNMENT
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("page-*.png"):
        old.unlink()
    for picture in drawn.pictures.values():
        _link(picture, folder / picture.name)
    pictures = {page: _picture(path) for page, path in drawn.pictures.items()}
    lies = f"attempts/{_digest(report)}" if _digest(report) else ""
    page = marking_page(rubric, report, Paper(drawn.total, drawn.rows, pictures, lies))
    place(folder / f"{ASSIGNMENT}.ipynb", page.encode(), lasting=False)


def _picture(path: Path) -> Picture:
    """Return a picture of ours with its size, which stands in the first bytes of the file."""
    with path.open("rb") as file:
        width, height = struct.unpack(">16x2I", file.read(24))
    return Picture(path.name, width, height)


def _digest(report: Report) -> str:
    digest = report.submission.get("digest")
    return digest if isinstance(digest, str) else ""


def _link(picture: Path, target: Path) -> None:
    """Put a picture in its place without taking its room twice, where the system can."""
    try:
        os.link(picture, target)
    except OSError:
        shutil.copyfile(picture, target)
