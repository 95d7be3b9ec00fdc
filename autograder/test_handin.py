"""The hand-in: its name, how it is packed, and a report that has the sections of the sheet."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograder.cases import Case
from autograder.criterion import criterion
from autograder.diagnosis import Evidence, Fact
from autograder.handin import LAYOUT, NAME, REPORT, Rule, Weight
from autograder.worker import Lab


@criterion("handin.name")
def test_the_zip_is_named_after_the_student(lab: Lab, case: Case) -> Iterator[Evidence]:  # noqa: ARG001
    yield from _form(lab, NAME)


@criterion("handin.layout")
def test_the_zip_holds_what_is_needed(lab: Lab, case: Case) -> Iterator[Evidence]:  # noqa: ARG001
    yield from _form(lab, LAYOUT)


@criterion("handin.report")
def test_the_report_has_its_sections(lab: Lab, case: Case) -> Iterator[Evidence]:  # noqa: ARG001
    yield from _form(lab, REPORT)
    document = lab.handin.document if lab.handin.has_document else {}
    if document:
        place = {"file": document["file"], "why": document["why"]}
        yield Fact("the report can be read", document["readable"], place, for_a_person=True)
        yield from _sections(document, lab.handin.required)


def _form(lab: Lab, rules: Sequence[Rule]) -> Iterator[Evidence]:
    """Yield what differs from the sheet by these rules; only what is penalised is wrong."""
    for found in lab.handin.findings:
        if found.rule in rules:
            details = {
                "rule": str(found.rule),
                "weight": str(found.weight),
                "expected": found.expected,
                "found": found.found,
            }
            right = found.weight is not Weight.PENALISED
            # Nobody guesses which of several is meant, so a person chooses.
            several = found.rule == Rule.REPORT_SEVERAL
            about = f"handin.{found.rule}"
            yield Fact(
                "as the sheet asks", right and not several, details, several and right, about=about
            )
    yield Fact("the rules of a hand-in", True, {"rules": len(rules)})


def _sections(document: Mapping[str, Any], required: frozenset[str]) -> Iterator[Evidence]:
    asked = [s for s in document["sections"] if s["required"] and s["rubric"] in required]
    found = [s for s in asked if s["state"] == "present"]
    missing = [s for s in asked if s["state"] == "missing"]
    doubtful = [s for s in asked if s["state"] == "doubtful"]
    yield Fact("sections that a person looks for", True, {"sections": _named(doubtful)})
    details = {
        "missing": _named(missing),
        "found": [{"section": s["id"], "page": s["page"]} for s in found],
    }
    # Without two of its main sections a report follows no outline that is known.
    yield Fact("sections of the report", bool(asked) and not missing, details)


def _named(sections: Sequence[Mapping[str, Any]]) -> list[str]:
    return [f"{section['id']} {section['title']}" for section in sections]
