"""Whatever a student writes, wherever it stands: no output of ours does anything with it."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pageparser import Page, hashed
from rich.console import Console
from richreport import ARRIVAL, DEDUCTIONS, RULINGS, paper, rich

from autograder import board
from autograder.diagnosis import say
from autograder.joblog import inactive
from autograder.lms.comment import paragraphs
from autograder.lms.moodle_feedback import folder_of
from autograder.outputs import (
    Absent,
    dashboard_page,
    feedback_page,
    grades_table,
    overview,
    showing,
    visible,
)
from autograder.outputs.gradescope_out import gradescope_results
from autograder.outputs.marks import mark_of
from autograder.outputs.plain_out import plain_marks
from autograder.report import Outcome, Override, Report
from autograder.rubric import Rubric
from autograder.trouble import Frame, Raised

MakeReport = Callable[..., Report]
Test = Callable[..., None]

PIECES = (
    *("<script>alert(1)</script>", "</script>", "</style>", "<svg onload=alert(1)>", "<!--", "-->"),
    *(
        '"',
        "'",
        ">",
        "<",
        "&lt;",
        "&#60;",
        "`",
        "]]>",
        "<img src=x onerror=1>",
        "javascript:alert(1)",
    ),
    *("{{ 7*7 }}", "{% raw %}", "${7*7}", "<base href=//x>", "\N{KELVIN SIGN}", "\u212a"),
    *("=HYPERLINK(1)", "+", "-", "@SUM(A1)", "|", ",", ";", "\t", "\r", "\n", "\r\n", "\n\n", "  "),
    *("\uff1d1", "\uff0b", "\uff0d", "\uff20", "\u2212", "\ufe62"),
    *("\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\x00", "\x08", "\x7f", "[bold red]", ":smile:"),
    *("::error::", "::stop-commands::x", "##vso[task.complete]", "##[error]", "##teamcity[", "::"),
    *("\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\u2029", "\ud800", "\U000e0041"),
    *("```", "~~~~", "![](http://x)", "[x](javascript:1)", "# ", "$$\\input{a}$$", "\\write18{ls}"),
    *("../../x", "n" * 300, "CON", "a.zip", "\u043e", "313551157", "\u9673\u656c\u4e2d", " "),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters().map(str)), max_size=8).map(
    "".join
)
PLAIN = "plain"
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
OURS = {"key", "kind", "state", "weight", "id", "data", "layout", "rubric", "when", "submitted"}
"""Members that hold words of ours; the ids and dates among them have their own tests."""

quickly = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def with_each_piece(**others: object) -> Callable[[Test], Test]:
    """Try each piece at the beginning as well, where a formula and a command act."""

    def decorated(test: Test) -> Test:
        for piece in PIECES:
            test = example(text=piece, **others)(test)
        return test

    return decorated


def everywhere(value: object, text: str) -> object:
    """Return the value with this text wherever a text that is not ours stands in it."""
    if isinstance(value, str):
        return text
    if isinstance(value, Mapping):
        return {k: v if k in OURS else everywhere(v, text) for k, v in value.items()}
    return [everywhere(v, text) for v in value] if isinstance(value, list | tuple) else value


def hostile(make_report: MakeReport, text: str) -> Report:
    """Return a report in which a student, a document and a platform say nothing but this."""
    who = {"name": text, "id": text, "source": text, "notes": [text], "same_id": [text]}
    outcomes = {"backward.sigmoid": Outcome.FAILED, "data": Outcome.NOT_GRADED}
    report = rich(make_report(outcomes, message=text, **who))
    override = Override(criterion="predict", points=0.5, who=text, when="2027-03-28", why=text)
    rulings = [replace(r, about=text, who=text, why=text) for r in RULINGS]
    off = [replace(d, reasons=(text, text), waived=d.waived and text) for d in DEDUCTIONS]
    return replace(
        report,
        document=everywhere(paper(acts=["javascript"]), text),  # type: ignore[arg-type]
        arrival={**everywhere(ARRIVAL, text), "doubts": [text]},  # type: ignore[dict-item]
        format=tuple(everywhere(report.format, text)),  # type: ignore[arg-type]
        environment={"kit": text},
        deductions=tuple(off),
        decisions=(override, *rulings),
    )


def acts(text: str, beside: str = "") -> set[str]:
    """Return the characters that act and show nothing."""
    return {c for c in text if unicodedata.category(c) in ACTING and c not in beside}


def commands(text: str) -> list[str]:
    """Return what something that runs jobs would take for a command."""
    lines = text.splitlines()
    found = [line for line in lines if line.strip().startswith("::")]
    return found + [line for line in lines if re.search(r"##\w*\[", line)]


@quickly
@given(text=TEXTS)
def test_no_page_has_an_element_an_attribute_or_a_script_more(
    rubric: Rubric, make_report: MakeReport, text: str
) -> None:
    def pages(said: str) -> Iterable[str]:
        report = hostile(make_report, said)
        yield feedback_page(rubric, report, course=said)
        yield dashboard_page(
            rubric, [report], course=said, absent=[Absent(said, said, "no hand-in", said)]
        )

    for html, plain in zip(pages(text), pages(PLAIN), strict=True):
        page, ours = Page(html), Page(plain)
        assert [] == page.faults
        known = {*ours.shape, ("pre", ("tabindex", "role", "aria-label"))}  # what a message may be
        assert set(page.shape) <= known | {("p", ()), ("div", ("class",))}
        assert _values(page) <= _values(ours) | {
            ("pre", "tabindex", "0"),
            ("pre", "role", "region"),
        }
        assert ours.raw == page.raw
        assert ours.policy == page.policy
        assert "'none'" == page.policy["default-src"]
        assert hashed(page.raw["style"]) == page.policy["style-src"]
        assert not acts(html, beside="\n")


def _values(page: Page) -> set[tuple[str, str, str]]:
    """Return the values of attributes; titles of criteria, which name regions, are ours."""
    return {
        (tag, name, value)
        for tag, attributes in page.elements
        for name, value in attributes.items()
        if (tag, name) != ("pre", "aria-label")
    }


@quickly
@given(text=TEXTS)
@with_each_piece()
def test_no_table_has_a_formula_a_row_or_a_cell_more(
    rubric: Rubric, make_report: MakeReport, text: str
) -> None:
    report = hostile(make_report, text)
    absent = [Absent(text, text, "no hand-in", text)]
    for table, count in (
        (grades_table(rubric, [report], absent), 3),
        (plain_marks([mark_of(rubric, report)]), 2),
    ):
        rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
        assert count == len(rows) == len(table.splitlines())
        assert 1 == len(set(map(len, rows)))
        for value in (value for row in rows[1:] for value in row):
            assert not acts(value)
            assert not value.lstrip().startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))


@quickly
@given(text=TEXTS, width=st.sampled_from([40, 80, 400]))
@with_each_piece(width=80)
def test_no_log_has_a_control_or_a_command(
    rubric: Rubric, make_report: MakeReport, text: str, width: int
) -> None:
    report = hostile(make_report, text)
    file = io.StringIO()
    console = Console(file=file, width=width, color_system=None, legacy_windows=False)
    console.print(overview([report]))
    with showing(console, 1) as show:
        show(report)
    lines = [visible(text), visible(f"{text}: it is no zip"), *board.summary(rubric, report)]
    for said in (file.getvalue(), *lines):
        assert not acts(said, beside="\n")
        assert [] == commands(said)
        said.encode()


@given(text=TEXTS)
@with_each_piece()
def test_no_message_on_an_error_has_a_command(text: str) -> None:
    text = "".join(c if c.isprintable() else "·" for c in text)[:300]  # as it crosses the boundary
    raised = Raised("layers.Linear", text, "ValueError", text, (Frame("layers.py", 1, text),))
    source = {"layers.py": f"{text}\n".encode()}

    assert [] == commands(say(raised, look="", rerun="pytest", sources=source))


@pytest.mark.parametrize(
    "line", ["::error::x", "  ::add-mask::x", "a ##vso[x]", "##[group]", "##TeamCity[x", "###[x]"]
)
def test_a_command_is_spelled_out(line: str) -> None:
    assert commands(line)
    assert [] == commands(inactive(line))


@pytest.mark.parametrize("line", ["a::b", ":: x"[1:], "# [1]", "## heading", "#1 [x]", "x[1:2]"])
def test_what_is_no_command_stays_as_it_is(line: str) -> None:
    assert line == inactive(line)


class Tags(HTMLParser):
    """The tags of a cell, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[object] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.add((tag, tuple(attrs)))

    def handle_comment(self, data: str) -> None:
        """Keep it."""
        self.found.add(data)


@quickly
@given(text=TEXTS)
@with_each_piece()
def test_no_comment_for_a_platform_is_more_than_text(
    rubric: Rubric, make_report: MakeReport, text: str
) -> None:
    report = hostile(make_report, text)
    mark = mark_of(rubric, report)
    cell = paragraphs(mark.comment)
    results = json.loads(gradescope_results(rubric, report, mark))

    assert Tags(cell).found <= {("p", ())}
    assert not acts(cell + mark.comment, beside="\n")
    assert {"text"} == {results[f"{part}output_format"] for part in ("", "test_")}
    assert "text" == results["test_name_format"]
    said = [results["output"], *(test["output"] for test in results["tests"])]
    assert not any(acts(one, beside="\n") for one in said)


@given(text=TEXTS)
@with_each_piece()
def test_no_name_makes_a_folder_elsewhere(text: str) -> None:
    folder = folder_of("4711", text)

    assert re.fullmatch(r"[^/\\:*?\"<>|]+_4711_assignsubmission_file_", folder)
    assert not folder.startswith(".")
    assert not acts(folder)
    assert len(folder.encode()) <= 255
