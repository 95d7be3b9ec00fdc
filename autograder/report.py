"""What was found out about one submission: frozen, versioned, and the same text every time.

A `Result` speaks of one criterion, a `Report` of one submission. Both are plain facts;
`to_json` and `from_json` are the only way in and out, and they refuse what they do not know.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

from autograder.plain import plain

__all__ = [
    "RULINGS",
    "SCHEMA",
    "Deduction",
    "Outcome",
    "Override",
    "Report",
    "ReportError",
    "Result",
    "Ruling",
]

SCHEMA = 1
"""Version of the text; a reader that knows another one must refuse this one."""


RULINGS = ("waive", "identify", "extend", "attempt", "adapt")
"""The kinds of decision about a hand-in as a whole."""


class ReportError(ValueError):
    """A text that is no report of this schema."""


class Outcome(StrEnum):
    """How a check ended; only *passed* earns, and *not graded* is never a zero."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_STARTED = "not started"
    NOT_REACHED = "not reached"
    STOPPED = "stopped"
    NOT_GRADED = "not graded"

    def earns(self, possible: float) -> float | None:
        """Return the points this outcome is worth; None where they are withheld."""
        if self is Outcome.NOT_GRADED:
            return None
        return possible if self is Outcome.PASSED else 0.0


@dataclass(frozen=True)
class Result:
    """What became of one criterion; `earned` is None exactly when it was not graded."""

    criterion: str
    section: str
    outcome: Outcome
    earned: float | None
    possible: float
    mistake: str | None = None
    message: str | None = None
    evidence: tuple[Mapping[str, object], ...] = ()
    seconds: float = 0.0

    def __post_init__(self) -> None:
        if (self.earned is None) != (self.outcome is Outcome.NOT_GRADED):
            raise ReportError(
                f"{self.criterion}: earned is None when, and only when, it was not graded; "
                f"got {self.earned} for {self.outcome}"
            )


@dataclass(frozen=True, kw_only=True)
class Override:
    """What a person decided about one criterion: these points count instead of the program's."""

    kind: str = "override"
    criterion: str
    points: float
    who: str
    when: str  # a date, as in 2027-03-12
    why: str


@dataclass(frozen=True, kw_only=True)
class Ruling:
    """What a person decided about a hand-in as a whole; `kind` is one of `RULINGS`.

    `about` is what it speaks of: a rule that is waived, a new deadline, the attempt that counts,
    the student whose hand-in it is, or the digest of an adapter.
    """

    kind: str
    about: str
    who: str
    when: str  # a date, as in 2027-03-12
    why: str


@dataclass(frozen=True, kw_only=True)
class Deduction:
    """Points that a rule takes off the sum, once, with every reason; 0 where it is waived."""

    kind: str  # "format" or "late"
    points: float
    reasons: tuple[str, ...]
    waived: str = ""  # who waived it, when and why


@dataclass(frozen=True)
class Report:
    """One submission as it was graded; `complete` says that every criterion had its turn."""

    submission: Mapping[str, object]  # key, id, name, source
    sandbox: Mapping[str, object]  # how the student's code was kept apart
    environment: Mapping[str, object]  # kit, python, numpy
    points: Mapping[str, object]  # Score.points() of score.py
    results: tuple[Result, ...]
    complete: bool
    training: Mapping[str, object] = field(default_factory=dict)  # what training took of its budget
    decisions: tuple[Override | Ruling, ...] = ()  # they change no result, only what counts
    format: tuple[Mapping[str, object], ...] = ()  # findings: rule, weight, expected, found
    document: Mapping[str, object] = field(default_factory=dict)  # what stands in the report
    arrival: Mapping[str, object] = field(default_factory=dict)  # which attempt, from whom, when
    deductions: tuple[Deduction, ...] = ()
    grade: Mapping[str, object] = field(default_factory=dict)  # what counts, deductions off

    @property
    def made_with(self) -> str:
        """What it was made with, in one line: versions, and how the code was shut in."""
        versions = [f"{name} {version}" for name, version in self.environment.items()]
        return " · ".join([*versions, f"isolation {self.sandbox.get('tier', 'unknown')}"])

    @property
    def overrides(self) -> tuple[Override, ...]:
        """The decisions about single criteria."""
        return tuple(d for d in self.decisions if isinstance(d, Override))

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """The decisions about the hand-in as a whole."""
        return tuple(d for d in self.decisions if isinstance(d, Ruling))

    def to_json(self) -> str:
        """Return the report as text, the same for the same facts."""
        document = {"schema": SCHEMA} | _members(self)
        document["results"] = [_members(result) for result in self.results]
        document["decisions"] = [_members(decision) for decision in self.decisions]
        document["deductions"] = [_members(deduction) for deduction in self.deductions]
        return json.dumps(plain(document), indent=2, ensure_ascii=False, allow_nan=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the report that this text holds; ReportError for any that is none."""
        document = _parse(text)
        _check("the report", document, _REPORT)
        results = tuple(_result(entry, n) for n, entry in enumerate(document["results"]))
        decisions = tuple(_decision(entry, n) for n, entry in enumerate(document["decisions"]))
        deductions = tuple(_deduction(entry, n) for n, entry in enumerate(document["deductions"]))
        findings = document["format"]
        if not all(isinstance(finding, dict) for finding in findings):
            raise ReportError("format must be a list of objects")
        found = {
            "results": results,
            "decisions": decisions,
            "deductions": deductions,
            "format": tuple(findings),
        }
        return cls(**{name: document[name] for name in _REPORT} | found)


def _members(thing: Result | Override | Ruling | Deduction | Report) -> dict[str, Any]:
    """Return the fields in their order, points and seconds always written as 2.0, never as 2."""
    members = {f.name: getattr(thing, f.name) for f in fields(thing)}
    return {
        name: float(value) if name in _FLOATS and isinstance(value, int) else value
        for name, value in members.items()
    }


def _parse(text: str) -> dict[str, Any]:
    """Return the members of a report but for its schema, which is checked here."""

    def refuse(constant: str) -> None:
        raise ValueError(f"{constant} is no JSON")

    try:
        document = json.loads(text, parse_constant=refuse)
    except ValueError as error:
        raise ReportError(f"this is no report: {error}") from error
    if not isinstance(document, dict):
        raise ReportError(f"this is no report: it must be an object, got {document!r}")
    schema = document.pop("schema", None)
    if type(schema) is not int or schema != SCHEMA:
        raise ReportError(f"this is no report of schema {SCHEMA}; its schema is {schema!r}")
    return document


def _result(entry: object, index: int) -> Result:
    """Return one result of a report."""
    where = f"result {index + 1}"
    if not isinstance(entry, dict):
        raise ReportError(f"{where} must be an object, got {entry!r}")
    _check(where, entry, _RESULT)
    if entry["outcome"] not in set(Outcome):
        raise ReportError(f"{where}: the outcome {entry['outcome']!r} is unknown")
    if not all(isinstance(fact, dict) for fact in entry["evidence"]):
        raise ReportError(f"{where}: evidence must be a list of objects")
    return Result(
        **entry | {"outcome": Outcome(entry["outcome"]), "evidence": tuple(entry["evidence"])}
    )


def _decision(entry: object, index: int) -> Override | Ruling:
    """Return one decision of a report."""
    where = f"decision {index + 1}"
    if not isinstance(entry, dict):
        raise ReportError(f"{where} must be an object, got {entry!r}")
    if entry.get("kind") == "override":
        _check(where, entry, _OVERRIDE)
        return Override(**entry)
    if entry.get("kind") not in RULINGS:
        raise ReportError(f"{where}: the kind {entry.get('kind')!r} is unknown")
    _check(where, entry, _RULING)
    return Ruling(**entry)


def _deduction(entry: object, index: int) -> Deduction:
    """Return one deduction of a report."""
    where = f"deduction {index + 1}"
    if not isinstance(entry, dict):
        raise ReportError(f"{where} must be an object, got {entry!r}")
    _check(where, entry, _DEDUCTION)
    if not all(isinstance(reason, str) for reason in entry["reasons"]):
        raise ReportError(f"{where}: reasons must be a list of texts")
    return Deduction(**entry | {"reasons": tuple(entry["reasons"])})


def _check(where: str, members: dict[str, Any], known: Mapping[str, tuple[type, ...]]) -> None:
    """Refuse members that are unknown, missing or of another type."""
    for name in members:
        if name not in known:
            raise ReportError(f"{where} has an unknown member {name!r}")
    for name, types in known.items():
        if name not in members:
            raise ReportError(f"{where} has no {name!r}")
        if type(members[name]) not in types:
            raise ReportError(f"{where}: {name} cannot be {members[name]!r}")


_FLOATS = {"earned", "possible", "seconds", "points"}
_TEXT_OR_NONE = (str, type(None))
_REPORT: Mapping[str, tuple[type, ...]] = {
    "submission": (dict,),
    "sandbox": (dict,),
    "environment": (dict,),
    "points": (dict,),
    "results": (list,),
    "complete": (bool,),
    "training": (dict,),
    "decisions": (list,),
    "format": (list,),
    "document": (dict,),
    "arrival": (dict,),
    "deductions": (list,),
    "grade": (dict,),
}
_RESULT: Mapping[str, tuple[type, ...]] = {
    "criterion": (str,),
    "section": (str,),
    "outcome": (str,),
    "earned": (float, int, type(None)),
    "possible": (float, int),
    "mistake": _TEXT_OR_NONE,
    "message": _TEXT_OR_NONE,
    "evidence": (list,),
    "seconds": (float, int),
}
_OVERRIDE: Mapping[str, tuple[type, ...]] = {
    "kind": (str,),
    "criterion": (str,),
    "points": (float, int),
    "who": (str,),
    "when": (str,),
    "why": (str,),
}
_RULING: Mapping[str, tuple[type, ...]] = dict.fromkeys(
    ("kind", "about", "who", "when", "why"), (str,)
)
_DEDUCTION: Mapping[str, tuple[type, ...]] = {
    "kind": (str,),
    "points": (float, int),
    "reasons": (list,),
    "waived": (str,),
}
