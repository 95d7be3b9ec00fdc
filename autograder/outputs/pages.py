"""Write the pages of a class: a feedback page for each hand-in, and the dashboard that links them.

A feedback page ends with a stamp of all that it was made from: one that has it is left as it is.
"""

import functools
import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path

from autograder.outputs.absent import Absent
from autograder.outputs.dashboard import dashboard_page
from autograder.outputs.feedback import feedback_page
from autograder.placing import place
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["write_pages"]

_MAKING = {".py", ".html", ".css", ".js"}
_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")


def write_pages(
    out: Path,
    rubric: Rubric,
    reports: Sequence[Report],
    course: str = "",
    absent: Sequence[Absent] = (),
) -> None:
    """Write feedback/<key>.html for each report, and dashboard.html; OSError when it cannot be.

    Who is absent stands on the dashboard only.
    ValueError for a key that is not one of ours, before anything is written.
    """
    keys = [_key(report) for report in reports]
    (out / "feedback").mkdir(parents=True, exist_ok=True)
    same = _digest(_sources(), repr((rubric.sections, rubric.criteria)), course)
    for key, report in zip(keys, reports, strict=True):
        path = out / "feedback" / f"{key}.html"
        stamp = f"<!-- made from {_digest(same, _text(out, report))} -->\n"
        if not _ends_with(path, stamp):
            page = feedback_page(rubric, report, course) + stamp
            place(path, page.encode(), lasting=False)
    dashboard = dashboard_page(rubric, reports, course, absent)
    place(out / "dashboard.html", dashboard.encode(), lasting=False)


def _key(report: Report) -> str:
    """Return the key, which becomes a file name, if it is plain enough for one."""
    key = str(report.submission["key"])
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be the name of a file")
    return key


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _text(out: Path, report: Report) -> str:
    """Return the report as JSON, from its file where there is one: that is quicker than writing."""
    try:
        path = out / "results" / f"{report.submission['key']}.json"
        return path.read_text(encoding="utf-8")
    except OSError:
        return report.to_json()


@functools.cache
def _sources() -> str:
    """Return a digest of all that makes pages out of reports: this room, templates included."""
    files = sorted(p for p in Path(__file__).parent.rglob("*") if p.suffix in _MAKING)
    return _digest(*(path.read_text(encoding="utf-8") for path in files))


def _ends_with(path: Path, stamp: str) -> bool:
    try:
        with path.open("rb") as file:
            file.seek(-len(stamp), os.SEEK_END)
            return file.read() == stamp.encode()
    except OSError:  # there is none yet, or none that can be read
        return False
