"""The criteria of a hand-in: what is noted fails nothing; a report is judged by its sections."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from autograder.board import summary
from autograder.handin import Finding, Rule, Weight
from autograder.report import Deduction, Outcome, Report
from autograder.rubric import load_rubric
from autograder.run import checks, outcome_of


@dataclass
class HandedIn:
    """Stands for a hand-in as criteria see it."""

    findings: tuple[Finding, ...] = ()
    has_document: bool = True
    document: Mapping[str, Any] = field(default_factory=dict)
    required: frozenset[str] = frozenset({"1", "4"})


@dataclass
class Lab:
    """Stands for a lab of which only the hand-in is looked at."""

    handin: HandedIn


def outcome(criterion: str, handin: HandedIn) -> Outcome:
    found = []
    for evidence in checks()[criterion].function(Lab(handin), None):
        found.append(evidence)
        if not evidence.holds:
            break
    return outcome_of(found)


def section(identity: str, state: str, *, rubric: str = "4", required: bool = True) -> Any:
    page = 3 if state == "present" else None
    return {
        "id": identity,
        "title": "a title",
        "rubric": rubric,
        "state": state,
        "page": page,
        "required": required,
    }


def document(*sections: Any, readable: bool = True) -> HandedIn:
    why = "" if readable else "its letters are shifted"
    held = {"file": "report.pdf", "readable": readable, "why": why, "sections": list(sections)}
    return HandedIn(document=held)


@pytest.mark.parametrize(
    ("criterion", "rule"),
    [
        ("handin.name", Rule.NAME_BLANK),
        ("handin.layout", Rule.BYTE_CODE),
        ("handin.report", Rule.REPORT_SPELLING),
    ],
)
def test_only_what_is_penalised_fails(criterion: str, rule: Rule) -> None:
    noted = HandedIn((Finding(rule, Weight.NOTED, "this", "that"),))
    penalised = HandedIn((Finding(rule, Weight.PENALISED, "this", "that"),))

    assert outcome(criterion, noted) is Outcome.PASSED
    assert outcome(criterion, penalised) is Outcome.FAILED
    assert outcome("handin.name" if "name" not in criterion else "handin.layout", penalised) is (
        Outcome.PASSED
    )


def test_what_acts_in_a_report_or_asks_for_points_changes_no_outcome() -> None:
    plain = document(section("1", "present", rubric="1"), section("4", "present"))
    asked = dict(plain.document, acts=["javascript", "launch"], claims=[{"text": "full marks"}])

    assert outcome("handin.report", plain) is Outcome.PASSED
    assert outcome("handin.report", HandedIn(document=asked)) is Outcome.PASSED


def test_of_several_reports_a_person_chooses() -> None:
    several = Finding(Rule.REPORT_SEVERAL, Weight.NOTED, "one", "two")
    handin = HandedIn((several,), has_document=False)

    assert outcome("handin.report", handin) is Outcome.NOT_GRADED


def test_a_report_with_every_section_that_it_must_have_passes() -> None:
    handin = document(
        section("1", "present", rubric="1"),
        section("4A", "present"),
        section("4B", "doubtful"),
        section("4D", "missing", required=False),
        section("6A", "missing", rubric="6A"),
    )

    assert outcome("handin.report", handin) is Outcome.PASSED


def test_a_missing_section_fails() -> None:
    handin = document(section("1", "present", rubric="1"), section("4A", "missing"))

    assert outcome("handin.report", handin) is Outcome.FAILED


def test_a_report_without_any_known_outline_fails() -> None:
    assert outcome("handin.report", document()) is Outcome.FAILED


def test_what_no_program_can_read_is_nobodys_failure() -> None:
    assert outcome("handin.report", document(readable=False)) is Outcome.NOT_GRADED


def test_what_is_taken_off_stands_below_the_points() -> None:
    reasons = ("name-id: expected a, found b", "name-id: expected a, found c", "report-missing: d")
    off = Deduction(kind="format", points=5.0, reasons=reasons)
    report = Report({}, {}, {}, {}, (), complete=False, deductions=(off,))

    lines = summary(load_rubric(), report)

    assert ["off for format", "5: name-id, report-missing"] == next(
        [part.strip() for part in line.split("  ") if part.strip()]
        for line in lines
        if "off for" in line
    )


def test_what_is_noted_stands_below_the_summary_and_costs_nothing() -> None:
    weights = {"report-name": "noted", "archive-nested": "noted", "name-id": "penalised"}
    found = tuple(
        {"rule": rule, "weight": weight, "expected": "x", "found": f"'{'y' * 90} z'"}
        for rule, weight in weights.items()
    )
    report = Report({}, {}, {}, {}, (), complete=False, format=found)

    lines = [line for line in summary(load_rubric(), report) if line.startswith("Noted")]

    assert 2 == len(lines)
    assert lines[0].startswith("Noted  report-name: 'yyy")
    assert all(line.endswith("; it costs nothing") for line in lines)
    assert max(map(len, lines)) <= 76
