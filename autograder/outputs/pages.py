"""Write the pages of a class: a feedback page for each hand-in, and the dashboard that links them.

A file is written beside its place and then moved there, so nobody ever opens half a page.
"""

import contextlib
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from autograder.outputs.dashboard import dashboard_page
from autograder.outputs.feedback import feedback_page
from autograder.report import Report
from autograder.rubric import Rubric

__all__ = ["write_pages"]

_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]*")


def write_pages(out: Path, rubric: Rubric, reports: Sequence[Report], course: str = "") -> None:
    """Write feedback/<key>.html for each report, and dashboard.html; OSError when it cannot be.

    ValueError for a key that is not one of ours, before anything is written.
    """
    keys = [_key(report) for report in reports]
    (out / "feedback").mkdir(parents=True, exist_ok=True)
    for key, report in zip(keys, reports, strict=True):
        _replace(out / "feedback" / f"{key}.html", feedback_page(rubric, report, course))
    _replace(out / "dashboard.html", dashboard_page(rubric, reports, course))


def _key(report: Report) -> str:
    """Return the key, which becomes a file name, if it is plain enough for one."""
    key = str(report.submission["key"])
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} cannot be the name of a file")
    return key


def _replace(path: Path, text: str) -> None:
    """Put a page in its place at once, or leave what is there."""
    beside = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    try:
        beside.write_bytes(text.encode())
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
