"""Claims about matching a document with the sheet: found, doubted, missed, never made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import reports
from hypothesis import given, settings
from hypothesis import strategies as st
from reporttally import Tally

from autograder.document import (
    Bookmark,
    Content,
    Image,
    Line,
    Page,
    Section,
    outline,
    read_document,
)

if TYPE_CHECKING:
    from pathlib import Path

BODY = "The network was trained on both data sets, and the loss went down in every single run."
DRAWN = range(100)
WRITTEN = range(1000, 1060)


def page(*rows: str, number: int = 1, images: tuple[Image, ...] = ()) -> Page:
    """Return a page: a row that begins with "# " is large and bold, all others are body text."""
    lines = tuple(
        Line(
            row.removeprefix("# "), 72, 72 + 24 * n, 16 if row[:2] == "# " else 11, row[:2] == "# "
        )
        for n, row in enumerate(rows)
    )
    return Page(number, 595, 842, lines, images)


def document(*pages: Page, bookmarks: tuple[Bookmark, ...] = ()) -> Content:
    return Content(pages, bookmarks, len(pages))


def sections(*rows: str) -> dict[str, Section]:
    return {section.id: section for section in outline(document(page(*rows))).sections}


RIGHT = (
    "# 1. Introduction", BODY, "# 2. Implementation Details", "# A. Sigmoid function", BODY,
    "# B. Neural network architecture", BODY, "# C. Back-propagation", BODY,
    "# 3. Experimental Results", "# A. Screenshot and comparison figure", BODY,
    "# B. Accuracy", BODY, "# C. Learning curve", BODY, "# 4. Discussion",
    "# A. Learning rates", BODY,
    "# B. Numbers of hidden units", BODY, "# C. Without activation functions", BODY,
    "# 5. Questions", "# A. Purpose of activation functions", BODY,
    "# B. Learning rate too large or too small", BODY, "# C. Purpose of weights and biases", BODY,
)  # fmt: skip


def without(*gone: str) -> tuple[str, ...]:
    return tuple(row for row in RIGHT if row not in gone)


def test_reports_as_students_write_them_are_matched() -> None:
    tally = Tally()
    for seed in DRAWN:
        tally.add(reports.draw(seed))

    assert tally.share("found") >= 0.99, tally.table()
    assert tally.share("missed") < 0.01, tally.faults
    assert not tally.counts["invented"], tally.faults
    assert not tally.counts["elsewhere"], tally.faults


def test_the_same_holds_for_real_documents(tmp_path: Path) -> None:
    tally = Tally()
    for seed in WRITTEN:
        report = reports.draw(seed)
        report.paper.save(tmp_path / "report.pdf")
        content = read_document(tmp_path / "report.pdf")
        assert content.trouble == ""
        tally.add(report, content)

    assert tally.share("found") >= 0.99, tally.table()
    assert tally.share("missed") < 0.01, tally.faults
    assert not tally.counts["invented"], tally.faults


def test_a_report_of_one_seed_is_always_the_same() -> None:
    assert reports.draw(5).paper.content() == reports.draw(5).paper.content()


def test_all_required_sections_are_present_in_a_right_report() -> None:
    found = sections(*RIGHT)

    assert {"present"} == {s.state for s in found.values() if s.required}
    assert {None} == {s.proposal for s in found.values()}


def test_zero_is_proposed_only_for_what_is_required_and_a_person_marks() -> None:
    found = sections(*RIGHT[:9])

    assert {"3A", "3C", "4A", "4B", "4C", "5A", "5B", "5C"} == {
        identity for identity, section in found.items() if section.proposal == 0
    }
    assert "missing" == found["3B"].state  # the program marks it
    assert "missing" == found["6A"].state  # nobody has to write it


def test_a_part_that_its_fellows_have_not_lost_is_missing() -> None:
    assert "missing" == sections(*without("# B. Numbers of hidden units"))["4B"].state


def test_parts_without_headings_of_their_own_are_doubtful() -> None:
    gone = [row for row in RIGHT[17:22] if row.startswith("# ")]
    found = sections(*without(*gone))

    assert {"doubtful"} == {found[part].state for part in ("4A", "4B", "4C")}
    assert "section 4 has" in found["4A"].why
    assert None is found["4A"].proposal


def test_a_section_under_an_unknown_name_is_doubtful() -> None:
    rows = [row.replace("Numbers of hidden units", "Width") for row in RIGHT]

    assert ("doubtful", "B. Width") == (sections(*rows)["4B"].state, sections(*rows)["4B"].heading)


def test_nothing_under_a_heading_is_doubtful() -> None:
    section = sections(*RIGHT[:17], RIGHT[17], *RIGHT[19:])["4A"]

    assert ("doubtful", "nothing stands under its heading") == (section.state, section.why)


def test_sections_in_another_order_are_found() -> None:
    moved = sections(*RIGHT[:9], *RIGHT[16:23], *RIGHT[9:16], *RIGHT[23:])

    assert {"present"} == {s.state for s in moved.values() if s.required}


def test_a_discussion_with_the_number_of_the_results_is_found() -> None:
    rows = [row.replace("4. Discussion", "3. Discussion") for row in RIGHT]

    assert {"present"} == {s.state for s in sections(*rows).values() if s.required}


@pytest.mark.parametrize(
    "row",
    [
        "Figure 3: Without activation functions",
        "圖三 Without activation functions",
        "we then trained it without activation functions, as before.",
        "Without activation functions ............ 12",
    ],
)
def test_what_only_speaks_of_a_section_is_not_its_heading(row: str) -> None:
    rows = [row if "Without" in other else other for other in RIGHT]

    assert sections(*rows)["4C"].state != "present"


def test_a_table_of_contents_is_no_section() -> None:
    entries = [row.removeprefix("# ") for row in RIGHT if row.startswith("# ")]
    first = page("# Contents", *(f"{row} {n + 1}" for n, row in enumerate(entries)))
    found = outline(document(first, page(*RIGHT[:22], number=2)))

    states = {section.id: section for section in found.sections}
    assert 2 == states["1"].page
    assert "doubtful" == states["5A"].state  # the contents name it, and nothing else
    assert None is states["5A"].proposal


def test_a_running_header_is_no_heading() -> None:
    pages = page("# Discussion", *RIGHT[:9]), page("# Discussion", *RIGHT[9:16], number=2)
    found = {s.id: s for s in outline(document(*pages)).sections}

    assert "missing" == found["4A"].state


def test_pictures_and_words_are_those_up_to_the_next_heading() -> None:
    picture = Image(100, 72 + 24 * 14.5, 200, 20 + 60)
    icon = Image(100, 72 + 24 * 11.5, 12, 12)
    found = outline(document(page(*RIGHT, images=(icon, picture)))).sections
    held = {section.id: (section.words, section.figures) for section in found}

    assert (len(BODY.split()), 1) == held["3C"]
    assert (len(BODY.split()), 0) == held["3A"]


def test_chinese_characters_are_words() -> None:
    assert 5 == sections(RIGHT[0], "學習率過大,", *RIGHT[2:])["1"].words


def test_the_earlier_outline_is_known_by_its_names() -> None:
    rows = [
        row.replace("Implementation Details", "Experiment setups").replace(
            "Experimental Results", "Results of your testing"
        )
        for row in RIGHT[:22]
    ]
    found = outline(document(page(*rows, "# 5. Extra", "# A. Optimizers", BODY)))

    assert "earlier" == found.layout
    assert ("5A", "6A") in {(s.id, s.rubric) for s in found.sections if s.state == "present"}


def test_a_document_that_could_not_be_read_has_no_sections() -> None:
    found = outline(Content((), (), 3, "it is encrypted"))

    assert (None, []) == (found.layout, found.facts())


def test_a_document_about_something_else_follows_no_outline() -> None:
    assert None is outline(document(page("# Recipe", BODY, "# Ingredients", BODY))).layout


LINES = st.builds(
    Line, st.text(max_size=60), st.floats(0, 600), st.floats(0, 850), st.floats(0, 60),
    st.booleans(),
)  # fmt: skip
PAGES = st.builds(
    Page, st.just(1), st.just(595.0), st.just(842.0), st.lists(LINES, max_size=30).map(tuple),
    st.lists(st.builds(Image, *[st.floats(0, 600)] * 4), max_size=4).map(tuple),
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(PAGES, max_size=3))
def test_any_lines_at_all_are_matched_without_a_fault(pages: list[Page]) -> None:
    for section in outline(Content(tuple(pages), (), len(pages))).sections:
        assert (section.state == "missing" and section.required) or section.proposal is None


PARTS = [row for row in RIGHT if row.startswith("# ") and row[3] == "."]


@settings(max_examples=40)
@given(st.sets(st.sampled_from(PARTS[3:])))
def test_a_heading_that_is_not_there_is_never_found(gone: set[str]) -> None:
    found = sections(*without(*gone))
    kept = {numbered_text(row) for row in RIGHT if row.startswith("# ") and row not in gone}

    for section in found.values():
        assert section.state != "present" or section.heading in kept


def numbered_text(row: str) -> str:
    return row.removeprefix("# ")
