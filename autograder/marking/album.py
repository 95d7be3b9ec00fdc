"""The pages of each document as pictures, and their lines; drawn once for each hand-in.

They lie in OUT/pages/<digest12>/, so that grading again draws nothing again. The hand-in itself is
opened in a temporary folder, and its document read and drawn in a process of its own.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from autograder.course import Course
from autograder.document import Content, page_pictures, read_document
from autograder.handin import Form, HandinError
from autograder.marking.standing import Row
from autograder.session import opened

__all__ = ["Album", "Drawn"]

VERSION = 1
PAGES = 24  # pictures of one document at most
MEGABYTES = 12  # of all its pictures together
DIGEST = re.compile("[0-9a-f]{12}")
ROWS = "rows.json"


@dataclass(frozen=True)
class Drawn:
    """A document: how many pages it has, the lines of those that were read, and their pictures."""

    total: int = 0
    rows: tuple[tuple[Row, ...], ...] = ()
    pictures: Mapping[int, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Album:
    """The pictures of a class; hand-ins are in OUT/attempts, as the batch keeps them."""

    out: Path
    course: Course

    def of(self, digest: str) -> Drawn:
        """Return the document of the hand-in with these twelve digits, drawn if it is not yet.

        Raises GraderFault where documents cannot be read at all, OSError where nothing can be
        written.
        """
        if not DIGEST.fullmatch(digest):
            return Drawn()
        folder = self.out / "pages" / digest
        return _kept(folder) or self._made(folder)

    def _made(self, folder: Path) -> Drawn:
        beside = folder.with_name(f".{folder.name}")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)  # without its lines it is none
        beside.mkdir(parents=True)
        with TemporaryDirectory(prefix="lab-pages-", ignore_cleanup_errors=True) as workspace:
            document = self._document(folder.name, Path(workspace))
            facts = _put(document, beside) if document else _facts()
        (beside / ROWS).write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        beside.rename(folder)
        return _kept(folder) or Drawn()

    def _document(self, digest: str, workspace: Path) -> Path | None:
        """Return the report of a hand-in, unpacked; None where there is none."""
        home = self.out / "attempts" / digest
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, HandinError):
            known: dict[str, Any] = json.loads((home / "attempt.json").read_text(encoding="utf-8"))
            content = home / Path(known["content"]).name
            form: Form | None = "folder" if known["folder"] else None
            name = known["filename"] or None
            found = opened(content, workspace, self.course, filename=name, form=form)
            return found.document
        return None


def _put(document: Path, folder: Path) -> dict[str, object]:
    """Draw a document into a folder, as far as it may fill it; return what is kept of it."""
    content = read_document(document)
    room = MEGABYTES << 20
    for number, png in sorted(page_pictures(document, _pages(content)).items()):
        room -= len(png)
        if room >= 0:
            (folder / f"page-{number:03}.png").write_bytes(png)
    rows = [
        [[line.text, round(line.y / max(page.height, 1.0), 3)] for line in page.lines]
        for page in content.pages
    ]
    return _facts(content.total_pages, rows)


def _pages(content: Content) -> range:
    """Return the pages to draw; of a document that cannot be read, those that it may have."""
    return range(1, 1 + min(content.total_pages or PAGES, PAGES))


def _facts(total: int = 0, rows: object = ()) -> dict[str, object]:
    return {"version": VERSION, "total": total, "rows": rows}


def _kept(folder: Path) -> Drawn | None:
    """Return what an earlier run has drawn; None if that is not all there."""
    try:
        facts = json.loads((folder / ROWS).read_text(encoding="utf-8"))
        if facts["version"] != VERSION:
            return None
        rows = tuple(tuple(Row(str(t), float(y)) for t, y in page) for page in facts["rows"])
        total = int(facts["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    found = sorted(folder.glob("page-[0-9][0-9][0-9].png"))
    return Drawn(total, rows, {int(path.stem[-3:]): path for path in found})
