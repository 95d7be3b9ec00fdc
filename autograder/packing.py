"""The command `pack`: make a zip that is right, open it as grading does, and say what is in it."""

import argparse
import io
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from autograder.course import Course, CourseError, load_course
from autograder.handin import HandinError, PackError, contents, packed_name, unbegun, zip_of
from autograder.placing import place
from autograder.received import Received
from autograder.rubric import load_rubric
from autograder.session import ROOT, archive_limits, opened

__all__ = ["pack"]

DONE, REFUSED = 0, 2
SHOWN = 3  # stubs that a line names
TITLE = 36  # columns of a section's title
STATES = {"present": "", "doubtful": "in doubt: look at its heading", "missing": "not found"}
OPTIONAL = {**STATES, "missing": "not there, and may be left out"}


def pack(options: argparse.Namespace) -> int:
    """Write the hand-in and return the exit status: 0 done, 2 when it could not be right."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        lines = list(_packed(options, load_course()))
    except (PackError, HandinError, CourseError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED
    except OSError as fault:
        where = f"{fault.filename}: " if fault.filename else ""
        sys.stderr.write(f"{where}{fault.strerror or fault}; put that right and run again\n")
        return REFUSED
    sys.stdout.write("\n".join(lines) + "\n")
    return DONE


def _packed(options: argparse.Namespace, course: Course) -> Iterator[str]:
    """Write the zip where it is wanted, as soon as all of it is right, and yield what to print."""
    rules = course.handin
    name = packed_name(options.id, options.name, prefix=rules.prefix, id_pattern=rules.id_pattern)
    target = options.out / name
    if target.exists() and not options.force:
        raise PackError(f"{target} is there already; add --force to write it anew")
    limits = archive_limits(course)
    files = contents(options.package, _report(options.report), ROOT / "datasets.py", limits)
    data = zip_of(files)
    with tempfile.TemporaryDirectory(prefix="lab-") as folder:
        received = _as_graded(Path(folder), name, data, course)
        document = received.about_document
    _write(data, target)
    yield f"{target} ({len(data):,} bytes)"
    yield ""
    yield from (f"  {path:<40} {len(content):>12,}" for path, content in sorted(files.items()))
    yield ""
    yield "Form    as the sheet asks: no findings"
    yield from _sections(document, received.required)
    if tasks := unbegun(files):
        more = f" and {len(tasks) - SHOWN} more" if len(tasks) > SHOWN else ""
        yield f"Warning {_many(len(tasks), 'task')} not begun: {', '.join(tasks[:SHOWN])}{more}"
    yield f'Run     pytest autograder "--submission={target}"'


def _write(data: bytes, target: Path) -> None:
    """Put the zip in its place; PackError where nothing can be written."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        place(target, data)
    except OSError as fault:
        said = f"nothing can be written to {target.parent} ({fault.strerror or fault})"
        raise PackError(f"{said}; name another folder with --out") from fault


def _report(named: Path | None) -> Path:
    """Return the report that is named, or else the one where the user stands or beside student/."""
    here = Path("report.pdf").absolute()
    return named or (here if here.exists() else ROOT / "report.pdf")


def _as_graded(folder: Path, name: str, data: bytes, course: Course) -> Received:
    """Open the zip as grading does; PackError for whatever is not right about it."""
    path = folder / name
    path.write_bytes(data)
    submission = opened(path, folder / "opened", course)
    if submission.problem:
        raise PackError(submission.problem)
    received = Received(submission, load_rubric().sections_required)
    for finding in received.findings:
        raise PackError(f"{finding.rule}: found {finding.found}; expected {finding.expected}")
    if not received.has_document:
        raise PackError("it is not clear which file is the report; keep one PDF, report.pdf")
    return received


def _sections(document: Mapping[str, Any], required: frozenset[str]) -> Iterator[str]:
    """Yield what was found in the report, section by section."""
    if not document:
        yield "Report  not looked into here; to see its sections, run: pip install pypdf"
        return
    if not document["readable"]:
        yield f"Report  a person has to read it: {document['why']}"
        return
    sections = document["sections"]
    asked = [s for s in sections if s["required"] and s["rubric"] in required]
    there = sum(section["state"] == "present" for section in asked)
    pages = _many(document["pages"], "page")
    yield f"Report  {pages}, {there} of {len(asked)} required sections found"
    for section in sections:
        page = f"page {section['page']}, " if section["page"] else ""
        state = STATES[section["state"]] if section in asked else OPTIONAL[section["state"]]
        title = textwrap.shorten(section["title"], TITLE, placeholder=" …")
        row = f"        {section['id']:<4}{title:<{TITLE}} {page}{state}"
        yield row.rstrip(", ")


def _many(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
