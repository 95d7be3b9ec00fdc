"""A report that holds everything a report can hold: late, misnamed, in sections, decided about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from autograder.report import Deduction, Report, Ruling

OUTLINE: Sequence[tuple[str, str, str]] = (
    ("1", "Introduction", "1"),
    ("2", "Implementation Details", ""),
    ("2A", "Sigmoid function", "2A"),
    ("2B", "Neural network architecture", "2B"),
    ("2C", "Back-propagation", "2C"),
    ("3", "Experimental Results", ""),
    ("3A", "Screenshot and comparison figure", "3ACD"),
    ("3B", "Accuracy of the prediction", "3B"),
    ("3C", "Learning curve", "3ACD"),
    ("3D", "Anything you want to present", "3ACD"),
    ("4", "Discussion", "4"),
    ("4A", "Learning rates", "4"),
    ("4B", "Numbers of hidden units", "4"),
    ("4C", "Without activation functions", "4"),
    ("5", "Questions", ""),
    ("5A", "The purpose of activation functions", "5A"),
    ("5B", "A learning rate too large or too small", "5B"),
    ("5C", "The purpose of weights and biases", "5C"),
    ("6", "Extra", ""),
    ("6A", "Other optimizers", "6A"),
    ("6B", "Other activation functions", "6B"),
)
MISSING, DOUBTFUL = ("4C", "5B"), ("3D", "4B")

FORMAT: tuple[Mapping[str, object], ...] = (
    {
        "rule": "name-prefix",
        "weight": "penalised",
        "expected": "a name that begins with DL_LAB1_",
        "found": "DLP_LAB1_313551005_Priya Sharma.zip",
    },
    {
        "rule": "report-name",
        "weight": "penalised",
        "expected": "a document called report.pdf",
        "found": "Experiment Report final.pdf",
    },
    {
        "rule": "name-blank",
        "weight": "noted",
        "expected": "no blank beside an underscore",
        "found": "a blank before the last underscore",
    },
)
ARRIVAL: dict[str, object] = {
    "attempt": 2,
    "attempts": 3,
    "submitted": "2027-03-26T02:04:00+08:00",
    "due": "2027-03-25T23:59:00+08:00",
    "state": "late",
    "seconds_late": 7500,
    "by": "the LMS's worksheet",
    "lms": {
        "kind": "moodle", "ref": "4711", "name": "Priya Sharma", "login": "priya",
        "email": "priya@nycu.example", "group": "", "members": [],
    },
    "doubts": [],
}  # fmt: skip
DEDUCTIONS = (
    Deduction(
        kind="format",
        points=5.0,
        reasons=(
            "the name of the zip does not begin with DL_LAB1_",
            "the document is not called report.pdf",
        ),
    ),
    Deduction(
        kind="late",
        points=0.0,
        reasons=("2 h 5 min after the deadline of 2027-03-25 23:59 (+08:00)",),
        waived="Chen on 2027-03-27: the LMS was down that night",
    ),
)
RULINGS = (
    Ruling(
        kind="waive", about="late", who="Chen", when="2027-03-27",
        why="the LMS was down that night",
    ),
    Ruling(
        kind="attempt", about="2", who="Lin", when="2027-03-28",
        why="the third was handed in by mistake, and she wrote so at once",
    ),
)  # fmt: skip
CLAIMS = (
    {"text": "Accuracy: 98%", "value": 0.98, "data": "linear", "page": 7},
    {"text": "accuracy=100.00%", "value": 1.0, "data": "xor", "page": 7},
    {"text": "the test accuracy reaches 95.24 %", "value": 0.9524, "data": None, "page": 9},
)


def paper(**changes: object) -> dict[str, object]:
    """Return what was read of a document of 21 sections, two of which are not there."""
    return {
        "file": "Experiment Report final.pdf",
        "pages": 12,
        "layout": "current",
        "readable": True,
        "why": "",
        "sections": [_section(n, *part) for n, part in enumerate(OUTLINE)],
        "claims": list(CLAIMS),
    } | changes


def _section(number: int, identity: str, title: str, rubric: str) -> Mapping[str, object]:
    state = {**dict.fromkeys(MISSING, "missing"), **dict.fromkeys(DOUBTFUL, "doubtful")}
    how = state.get(identity, "present")
    here = how != "missing"
    return {
        "id": identity,
        "title": title,
        "rubric": rubric,
        "state": how,
        "page": 1 + number // 2 if here else None,
        "heading": {"present": f"{identity}. {title}", "doubtful": "Other findings"}.get(how),
        "why": "its title is spelt otherwise" if how == "doubtful" else "",
        "words": 40 + 37 * (number % 7) if here else 0,
        "figures": (number % 4) * here,
        "proposal": None if here else 0,
    }


def rich(report: Report, **changes: object) -> Report:
    """Return the report with all that it can hold, but for what the changes say."""
    said: dict[str, object] = {
        "format": FORMAT,
        "document": paper(),
        "arrival": ARRIVAL,
        "deductions": DEDUCTIONS,
        "decisions": (*report.decisions, *RULINGS),
        "grade": {"points": 37.0, "deducted": 5.0, "provisional": True},
    }
    return replace(report, **said | changes)  # type: ignore[arg-type]
