"""What a document claims is held against what was measured, and one claim that fits is enough."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from richreport import DOUBTFUL, MISSING, paper

from autograder.outputs.document import differing, document
from autograder.report import Report

MakeReport = Callable[..., Report]
EXAMPLE = Path(__file__).parents[2] / "docs" / "report.example.json"


@pytest.fixture(scope="session")
def example() -> Report:
    """Return a report that measured 58 % on linear data and 100 % on XOR."""
    return Report.from_json(EXAMPLE.read_text(encoding="utf-8"))


def claim(value: float, data: str | None) -> dict[str, object]:
    return {"text": f"accuracy {value}", "value": value, "data": data, "page": 7}


def test_sections_are_told_by_their_state(make_report: MakeReport) -> None:
    found = document(make_report(also={"document": paper()}))
    assert found
    assert 17 == len(found.of("present"))
    assert list(MISSING) == [part.id for part in found.of("missing")]
    assert list(MISSING) == [part.id for part in found.proposed]
    assert list(DOUBTFUL) == [part.id for part in found.of("doubtful")]
    assert ["1", "2"] == [part.id for part in found.parts if not part.inner][:2]


def test_nothing_is_said_of_sections_that_could_not_be_read(make_report: MakeReport) -> None:
    found = document(make_report(also={"document": paper(readable=False)}))
    assert found
    assert () == found.parts
    assert document(make_report()) is None


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        ([], []),
        ([claim(0.98, "linear")], [("Linear", 0.98, 0.58)]),
        ([claim(0.98, "linear"), claim(0.6, "linear")], []),
        ([claim(0.98, "linear"), claim(0.55, None)], []),
        ([claim(0.98, None)], []),
        ([claim(0.95, "xor")], []),
        ([claim(0.949, "xor"), claim(0.5, "xor")], [("XOR", 0.949, 1.0)]),
    ],
)
def test_claims_differ_only_if_none_about_the_data_is_near(
    example: Report, claims: Sequence[object], told: Sequence[object]
) -> None:
    found = document(replace(example, document=paper(claims=claims)))
    assert found
    assert told == [(one.about, one.value, share) for one, share in differing(found)]


def test_a_claim_about_no_data_stands_beside_both(example: Report) -> None:
    found = document(replace(example, document=paper(claims=[claim(0.98, None)])))
    assert found
    assert ["Linear 58 %", "XOR 100 %"] == found.claims[0].found


@pytest.mark.parametrize("odd", [None, "x", [1], {"id": 3, "page": "x", "words": True}])
def test_members_of_a_wrong_type_are_as_if_not_there(make_report: MakeReport, odd: object) -> None:
    report = make_report(also={"document": paper(sections=[odd], claims=odd, pages=odd)})
    found = document(report)
    assert found
    assert (0, ()) == (found.pages, found.claims)
