"""Which file of a hand-in is the report: the one, or none because several may be it.

`report.pdf` in any spelling goes first. Otherwise a PDF counts that is named like a report or
like the hand-in, or lies beside the code; figures that a program saved do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import PurePosixPath

__all__ = ["RIGHT", "Paper", "find_paper", "is_paper"]

RIGHT = "report.pdf"

_WRITTEN = (".doc", ".docx", ".odt", ".pages", ".rtf")  # nobody writes code in these
_MARKED_UP = (".md", ".tex", ".txt", ".html", ".htm")  # a README is no report
_REPORT = re.compile(r"report|報告|报告")


@dataclass(frozen=True)
class Paper:
    """The report, if there is one; else the PDFs that may be it, or what is there instead."""

    path: PurePosixPath | None
    several: tuple[PurePosixPath, ...] = ()
    instead: PurePosixPath | None = None


def find_paper(files: Iterable[PurePosixPath], student_id: str | None = None) -> Paper:
    """Return what may be the report among these files; with two candidates nothing is guessed."""
    ordered = sorted(files, key=lambda path: (len(path.parts), str(path)))
    pdfs = [path for path in ordered if _plain(path.name).endswith(".pdf")]
    called = [path for path in pdfs if _plain(path.name) == RIGHT]
    likely = [path for path in pdfs if len(path.parts) == 1 or _is_named(path, student_id)]
    for candidates in (called, likely):
        if len(candidates) == 1:
            return Paper(candidates[0])
        if candidates:
            return Paper(None, several=tuple(candidates))
    return Paper(None, instead=_instead(ordered))


def is_paper(path: PurePosixPath) -> bool:
    """Return whether a file may be a report, in whatever format."""
    return _plain(path.name).endswith((".pdf", *_WRITTEN, *_MARKED_UP))


def _plain(name: str) -> str:
    """Return a name without what makes spellings of it: case, blanks, full-width letters."""
    return re.sub(r"\s+", "", normalize("NFKC", name).casefold())


def _is_named(path: PurePosixPath, student_id: str | None) -> bool:
    name = _plain(path.name)
    return bool(_REPORT.search(name)) or bool(student_id and student_id.casefold() in name)


def _instead(files: Sequence[PurePosixPath]) -> PurePosixPath | None:
    """Return a report in another format, if there is one."""
    for path in files:
        name = _plain(path.name)
        if name.endswith(_WRITTEN) or (name.endswith(_MARKED_UP) and _REPORT.search(name)):
            return path
    return None
