"""The pages that a marker sees: what stands in them, whose name does not, and that nothing acts."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
import pytest
from formclass import EXAMPLE, HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from nbconvert.filters.markdown_mistune import markdown2html_mistune

from autograder.marking import Paper, Picture, cell_id, marking_page
from autograder.marking.gradecells import grade_cells
from autograder.marking.markup import fenced, inert
from autograder.marking.standing import Row, stretches
from autograder.marking.veil import veil
from autograder.outputs.document import Part
from autograder.report import Deduction, Report
from autograder.rubric import load_rubric

RUBRIC = load_rubric()
PICTURES = {page: Picture(f"page-{page:03}.png", 827, 1169) for page in range(1, 13)}
SECTION: Mapping[str, object] = {
    "title": "learning rates", "rubric": "4", "state": "present", "why": "", "words": 12,
    "figures": 1, "required": True, "proposal": None,
}  # fmt: skip
OURS = {
    "a", "b", "br", "code", "details", "div", "h2", "i", "img", "li", "p", "pre", "small", "span",
    "style", "summary", "table", "td", "tr", "ul", "tbody",
}  # fmt: skip
ATTRIBUTES = {
    "class", "src", "alt", "width", "height", "loading", "href", "target", "rel", "tabindex",
    "style",
}  # fmt: skip


class Elements(HTMLParser):
    """All elements of a page, with what could make them act."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes += attrs

    def handle_comment(self, data: str) -> None:
        """Note a comment."""
        self.tags.append(f"comment {data}")


def report(**changes: object) -> Report:
    example = Report.from_json(EXAMPLE.read_text(encoding="utf-8"))
    return replace(example, decisions=(), deductions=(), arrival={}, **changes)  # type: ignore[arg-type]


def about(sections: Sequence[Mapping[str, object]], **changes: object) -> Mapping[str, object]:
    facts = {"file": "report.pdf", "pages": 12, "layout": "current", "readable": True, "why": ""}
    return {**facts, "sections": list(sections), "claims": [], **changes}


def section(identity: str, page: int | None, heading: str, **changes: object) -> dict[str, object]:
    return {**SECTION, "id": identity, "page": page, "heading": heading, **changes}


def cells(found: Report, paper: Paper) -> dict[str, Any]:
    notebook = json.loads(marking_page(RUBRIC, found, paper))
    return {cell["id"]: cell for cell in notebook["cells"]}


def rows(*pages: Sequence[str]) -> list[list[Row]]:
    return [[Row(text, n / 40) for n, text in enumerate(page)] for page in pages]


DISCUSSION = about([section("4A", 2, "A. Learning rates"), section("4B", 3, "B. Hidden units")])
PAGES = rows(
    ["1. Introduction", "first"], ["x", "y", "4. Discussion", "z", "A. Learning rates", "slow"],
    ["more", "B. Hidden units", "few"], ["5. Questions"],
)  # fmt: skip


def test_the_notebook_is_one_that_nbformat_takes() -> None:
    page = marking_page(RUBRIC, report(document=DISCUSSION), Paper(4, PAGES, PICTURES))

    nbformat.validate(json.loads(page))
    assert page == marking_page(RUBRIC, report(document=DISCUSSION), Paper(4, PAGES, PICTURES))


def test_every_cell_with_points_has_its_box_and_the_metadata_of_nbgrader() -> None:
    found = cells(report(), Paper())

    for cell in grade_cells(RUBRIC):
        if cell.points:
            said = found[cell.name]["metadata"]["nbgrader"]
            assert (cell.name, cell.points, cell.kind) == (
                said["grade_id"], said["points"], said["cell_type"],
            )  # fmt: skip
            assert 3 == said["schema_version"]
            assert (True, cell.by_person, not cell.by_person, False) == (
                said["grade"], said["solution"], said["locked"], said["task"],
            )  # fmt: skip


def test_ids_of_cells_can_be_looked_for_and_stay_apart() -> None:
    names = [cell_id(criterion.id) for criterion in RUBRIC.criteria]

    assert len(names) == len(set(names))
    assert all(re.fullmatch("[A-Za-z0-9_-]+", name) for name in names)


def test_no_cell_has_code() -> None:
    found = cells(report(), Paper())

    assert {"code", "markdown"} == {cell["cell_type"] for cell in found.values()}
    assert all(
        cell["source"].startswith("# ") and "\n" not in cell["source"]
        for cell in found.values()
        if cell["cell_type"] == "code"
    )


def test_a_section_shows_its_own_pages_and_opens_where_it_begins() -> None:
    shown = cells(report(document=DISCUSSION), Paper(4, PAGES, PICTURES))
    source = shown["lab-pages-report-discussion"]["source"]

    assert ["page-002.png", "page-003.png"] == re.findall('img src="([^"]+)', source)[:2]
    assert "page-001.png" not in source
    assert 'style="top: 8.0%"' in source  # the fifth of forty lines, and a little above
    assert "slow" in source
    assert "few" in source
    assert "first" not in source


def test_the_guide_and_the_maximum_stand_in_the_box() -> None:
    source = cells(report(), Paper())["report-discussion"]["source"]
    criterion = RUBRIC["report.discussion"]

    assert "15 points at most" in source
    assert len(criterion.levels) == source.count("<tr>")
    assert inert(criterion.levels[0].earns) in source


def test_a_section_that_nobody_found_shows_the_first_pages_and_says_so() -> None:
    missing = about(
        [section("4A", None, "", state="missing", proposal=0, why="no heading says so")]
    )
    source = cells(report(document=missing), Paper(12, (), PICTURES))["lab-pages-report-discussion"]

    assert 6 == source["source"].count("<img")
    assert "No heading of this section was found. Shown: pages 1 to 6 of 12." in source["source"]
    assert "The program proposes 0 points for it." in source["source"]


def test_a_report_that_cannot_be_read_says_why_and_where_it_lies() -> None:
    closed = about([], readable=False, why="it is encrypted", pages=0)
    paper = Paper(place="attempts/0123456789ab")
    source = cells(report(document=closed), paper)["lab-pages-report-results"]["source"]

    assert "A person has to read it: it is encrypted." in source
    assert inert("attempts/0123456789ab") in source


def test_what_would_act_in_a_report_is_told_before_anybody_opens_it() -> None:
    found = cells(report(document=about([], acts=["launch", "javascript"])), Paper())

    assert "JavaScript, an action that starts a program" in found["lab-head"]["source"]


def test_what_is_taken_off_is_told_first() -> None:
    off = (Deduction(kind="format", points=5.0, reasons=("no prefix",)),)
    found = cells(replace(report(), deductions=off), Paper())

    assert "5 points off for format: no prefix" in found["lab-head"]["source"]


def test_no_report_is_said_to_be_none() -> None:
    source = cells(report(document={}), Paper())["lab-pages-report-results"]["source"]

    assert "No report was found in the hand-in." in source


def test_what_a_document_claims_stands_beside_what_was_measured() -> None:
    claim = {"text": "accuracy: 12%", "value": 0.12, "data": "xor", "page": 2}
    said = about(DISCUSSION["sections"], claims=[claim])  # type: ignore[arg-type]
    source = cells(report(document=said), Paper(4, PAGES, PICTURES))["lab-pages-report-discussion"]

    assert "Measured: Linear 58" in source["source"]
    assert "measured 100 &#37;" in source["source"]


WHO = {"key": "313551005", "id": "313551005", "name": "Priya Sharma", "source": "x.zip"}
SENT = {"lms": {"name": "Priya S.", "login": "psharma", "email": "priya@nycu.example"}}


@pytest.mark.parametrize(
    "said",
    ["Priya Sharma", "priya_sharma", "Sharma, Priya", "PriyaSharma", "313551005", "psharma",
     "priya@nycu.example", "DL_LAB1_313551005_Priya Sharma.zip"],
)  # fmt: skip
def test_nobody_is_named_anywhere(said: str) -> None:
    base = report()
    results = tuple(replace(result, message=f"of {said} here") for result in base.results)
    parts = [section("4A", 1, f"A. {said}", state="doubtful", why=f"why {said}")]
    claims = [{"text": f"accuracy: 1% {said}", "value": 0.01, "data": "xor", "page": 1}]
    found = replace(
        base,
        submission=WHO, results=results, document=about(parts, claims=claims),
        arrival={**SENT, "doubts": [f"it may be of {said}"]},
    )  # fmt: skip
    page = marking_page(RUBRIC, found, Paper(1, rows([f"A. {said}", said]), PICTURES))

    for name in ("Priya", "Sharma", "313551005", "nycu"):
        assert name.casefold() not in page.casefold(), name


def test_a_name_of_one_letter_takes_no_text_away() -> None:
    assert "a b c" == veil(replace(report(), submission={"name": "b", "id": None}))("a b c")


def hostile(text: str) -> tuple[Report, Paper]:
    """Return a report and a document with this text in every place that a student can reach."""
    base = report()
    parts = [
        section("4A", 1, text, state="doubtful", why=f"heading {text}", title=text),
        section("4B", 2, text),
    ]
    claims = [{"text": text, "value": 0.01, "data": "xor", "page": page} for page in (1, 2)]
    found = replace(
        base,
        submission={**WHO, "name": None, "id": None, "source": text, "same_id": [text]},
        results=tuple(replace(result, message=text) for result in base.results),
        document=about(parts, claims=claims, why=text, file=text),
        arrival={"doubts": [text], "state": "unknown", "by": text},
        deductions=(Deduction(kind=text, points=5.0, reasons=(text, text), waived=text),),
        format=({"rule": text, "weight": "penalised", "expected": text, "found": text},),
    )
    return found, Paper(2, rows(text.split("\n"), [text, text]), PICTURES, place=text)


def rendered(page: str) -> str:
    """Return the Markdown of a notebook as formgrader renders it."""
    read = json.loads(page)["cells"]
    return "\n".join(
        markdown2html_mistune(cell["source"]) for cell in read if cell["cell_type"] == "markdown"
    )


def assert_inert(text: str) -> None:
    page = Elements(rendered(marking_page(RUBRIC, *hostile(text))))

    assert set(page.tags) <= OURS, set(page.tags) - OURS
    for name, value in page.attributes:
        assert name in ATTRIBUTES, name
        if name in ("src", "href"):
            assert re.fullmatch(r"page-\d{3}\.png", value or ""), value


@pytest.mark.parametrize("text", [*HOSTILE, "\n\n".join(HOSTILE), "$$ x $$\n$$", "a\n\n    code"])
def test_what_a_student_wrote_does_not_act(text: str) -> None:
    assert_inert(text)


@given(st.lists(st.sampled_from([*HOSTILE, "\n", "\n\n", " ", "~~~", "$$", "\t", "\\", "'\""])))
def test_no_mixture_of_it_acts_either(pieces: list[str]) -> None:
    assert_inert("".join(pieces))


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", "\u2066", "\x1b", "\x00", "\u2028", "\ufeff"])
def test_signs_that_nobody_sees_are_spelled_out(sign: str) -> None:
    page = marking_page(RUBRIC, *hostile(f"be{sign}fore"))

    for cell in json.loads(page)["cells"]:
        said = cell["source"] + "".join(output["text"] for output in cell.get("outputs", ()))
        assert sign not in said, cell["id"]


@given(st.lists(st.sampled_from(["~", "~~~", "~~~~~~", "`", "a", " ", "\n"])).map("".join))
def test_a_fence_is_longer_than_what_is_in_it(text: str) -> None:
    first, *middle, last = fenced(text).split("\n")

    assert first == last
    assert len(first) >= 3
    assert first not in "\n".join(middle)


@given(st.text())
def test_inert_text_has_no_sign_that_means_anything(text: str) -> None:
    left = re.sub(r"&#\d+;", "", inert(text))

    assert all(character.isalnum() or character in " .," for character in left)


def standing_at(page: int, heading: str) -> Part:
    return Part("4A", "t", "4", "present", page, heading, "", 1, 0, proposed_zero=False)


def test_a_heading_in_two_lines_is_found_by_its_first() -> None:
    part = standing_at(1, "A. Learning rates that are too large")
    found = stretches([part], rows(["title", "A. Learning rates", "that are too large", "text"]))

    assert "A. Learning rates\nthat are too large\ntext" == found["4A"].text


def test_a_page_that_the_document_does_not_have_is_no_place() -> None:
    part = standing_at(9, "A")

    assert {} == stretches([part], rows(["A"]))
    assert {} == stretches([part], [])


def test_the_style_loads_nothing() -> None:
    style = (Path(__file__).parents[2] / "autograder/marking/style.css").read_text(encoding="utf-8")

    assert "url(" not in style
    assert "@import" not in style
    assert "\n\n" not in style  # which would end it in Markdown
