"""The page of a class counts what there is, links everybody, and lets no text act."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pageparser import Page, hashed, reaches_out
from richreport import ARRIVAL, FORMAT, paper, rich

from autograder.outputs import Absent, dashboard_page, visible, write_pages
from autograder.report import Deduction, Outcome, Override, Report, Ruling
from autograder.rubric import Rubric

MakeReport = Callable[..., Report]
DOCS = Path(__file__).parents[2] / "docs"

EVIL = [
    '"><svg onload=alert(1)>',
    "</script><script>alert(1)</script>",
    "{{ 7*7 }}",
    "&amp;&lt;b&gt;",
    "' onclick='alert(1)",
    "a\u202ec\x1b[31m\u2066",
]


@pytest.fixture
def reports(make_report: MakeReport) -> list[Report]:
    wrong = {"backward.linear": Outcome.FAILED, "accuracy.xor": Outcome.STOPPED}
    return [
        Report.from_json((DOCS / "report.example.json").read_text(encoding="utf-8")),
        make_report(key="b", name="林怡君"),
        make_report(wrong, key="c", message="wrong"),
        make_report({"accuracy.xor": Outcome.NOT_GRADED}, key="d", message="Odd."),
        make_report(Outcome.NOT_GRADED, key="e", id=None, message="no zip archive"),
    ]


def words(html: str) -> str:
    return " ".join(Page(html).text.split())


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_an_element_or_an_attribute(
    rubric: Rubric, make_report: MakeReport, text: str
) -> None:
    def page(said: str) -> Page:
        who = {"name": said, "id": said, "source": said, "same_id": [said]}
        report = make_report({"data": Outcome.NOT_GRADED}, message=said, **who)
        part = {"id": said, "title": said, "rubric": said, "state": "missing", "proposal": 0}
        report = rich(
            report,
            document=paper(sections=[part]),
            format=({"rule": said, "weight": "noted", "expected": said, "found": said},),
            arrival=ARRIVAL | {"state": "unknown", "by": said, "doubts": [said]},
            deductions=(Deduction(kind=said, points=1.0, reasons=(said,)),),
            decisions=(Ruling(kind="attempt", about=said, who=said, when=said, why=said),),
        )
        absent = [Absent(said, said, "no hand-in", said)]
        return Page(dashboard_page(rubric, [report], course=said, absent=absent))

    assert page(text).shape == page("harmless").shape
    assert [] == page(text).faults
    assert page(text).text.count(visible(text)) == page("harmless").text.count("harmless") >= 18


def test_a_key_stays_inside_its_link(rubric: Rubric, make_report: MakeReport) -> None:
    html = dashboard_page(rubric, [make_report(key='"><b>/../x')])
    assert [] == Page(html).faults
    (link,) = [a["href"] for a in Page(html).all("a") if a["href"].startswith("feedback/")]
    assert link == "feedback/%22%3E%3Cb%3E/../x.html"


def test_the_page_is_whole_and_reaches_nothing(rubric: Rubric, reports: list[Report]) -> None:
    html = dashboard_page(rubric, reports)
    assert [] == Page(html).faults
    assert [] == reaches_out(html)


def test_only_our_script_and_style_count(rubric: Rubric, reports: list[Report]) -> None:
    page = Page(dashboard_page(rubric, reports))
    assert [{}] == page.all("script")
    assert page.policy["default-src"] == "'none'"
    assert page.policy["script-src"] == hashed(page.raw["script"])
    assert page.policy["style-src"] == hashed(page.raw["style"])


def test_a_class_of_nobody_and_one_that_nobody_could_grade(
    rubric: Rubric, make_report: MakeReport
) -> None:
    for reports in ([], [make_report(Outcome.NOT_GRADED, message="no zip archive")]):
        html = dashboard_page(rubric, reports)
        assert [] == Page(html).faults
        assert "No hand-in is graded yet." in words(html)


def test_everybody_has_a_row_and_a_link_in_the_given_order(
    rubric: Rubric, reports: list[Report]
) -> None:
    html = dashboard_page(rubric, reports)
    links = [a["href"] for a in Page(html[html.index('id="handins"') :]).all("a")]
    assert links == [f"feedback/{key}.html" for key in ("313551005", *"bcde")]


def test_who_needs_a_person_is_told_with_why(rubric: Rubric, reports: list[Report]) -> None:
    text = words(dashboard_page(rubric, reports))
    people = text[text.index("Who needs a person") : text.index("Points so far")]
    assert "accuracy.xor: Odd." in people
    assert "its name has no student id: say whose it is" in people
    assert "no zip archive" in people
    assert "Priya" not in people


def test_tiles_count_every_status(rubric: Rubric, reports: list[Report]) -> None:
    text = words(dashboard_page(rubric, reports))
    assert "Hand-ins 5 Graded 3 Partly graded 1 Not graded 1 Need a person 2" in text


def test_a_criterion_has_its_rate_of_those_that_were_graded(
    rubric: Rubric, make_report: MakeReport
) -> None:
    outcomes = (Outcome.PASSED, Outcome.PASSED, Outcome.FAILED, Outcome.NOT_GRADED)
    reports = [make_report({"predict": o}, key=f"k{n}") for n, o in enumerate(outcomes)]
    html = dashboard_page(rubric, reports)
    assert "predict 67 % 2 of 3" in words(html)
    assert 'aria-label="2 passed, 1 failed, 1 not graded"' in html


def test_withheld_points_are_no_zero(rubric: Rubric, make_report: MakeReport) -> None:
    reports = [make_report(), make_report(Outcome.NOT_GRADED, key="e", message="no zip archive")]
    html = dashboard_page(rubric, reports)
    assert 'aria-label="hand-ins by points so far. 50 to 55: 1"' in html
    assert "From 55 to 55" in words(html)


def test_what_people_have_decided_is_shown(rubric: Rubric, make_report: MakeReport) -> None:
    override = Override(criterion="predict", points=0.5, who="Lin", when="2027-03-12", why="<odd>")
    report = replace(make_report(key="a"), decisions=(override,))
    assert "a 陳敬中: predict 1 -> 0.5 (Lin: <odd>)" in words(dashboard_page(rubric, [report]))


def test_the_same_facts_make_the_same_bytes(rubric: Rubric, reports: list[Report]) -> None:
    again = [Report.from_json(report.to_json()) for report in reports]
    assert dashboard_page(rubric, reports) == dashboard_page(rubric, again)


def test_pages_are_written_where_their_links_lead(
    rubric: Rubric, reports: list[Report], tmp_path: Path
) -> None:
    write_pages(tmp_path, rubric, reports, "Deep Learning")
    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    keys = ("313551005", *"bcde")
    assert files == {"dashboard.html", *(f"feedback/{key}.html" for key in keys)}
    dashboard = (tmp_path / "dashboard.html").read_bytes()
    assert dashboard == dashboard_page(rubric, reports, "Deep Learning").encode()


@pytest.mark.parametrize("key", ["../x", "a/b", ".hidden", "", "a b", "CON:", "x\n"])
def test_a_key_that_is_not_ours_writes_nothing(
    rubric: Rubric, make_report: MakeReport, tmp_path: Path, key: str
) -> None:
    with pytest.raises(ValueError, match="cannot be the name of a file"):
        write_pages(tmp_path, rubric, [make_report(key=key)])
    assert [] == list(tmp_path.iterdir())


def test_a_page_that_cannot_be_written_leaves_the_old_one(
    rubric: Rubric, make_report: MakeReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_pages(tmp_path, rubric, [make_report(key="a")])
    before = (tmp_path / "dashboard.html").read_bytes()

    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_pages(tmp_path, rubric, [make_report(Outcome.FAILED, key="a", message="wrong")])
    assert before == (tmp_path / "dashboard.html").read_bytes()
    names = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert names == ["a.html", "dashboard.html"]


def test_a_page_of_the_same_facts_is_left_as_it_is(
    rubric: Rubric, make_report: MakeReport, tmp_path: Path
) -> None:
    page = tmp_path / "feedback" / "a.html"
    write_pages(tmp_path, rubric, [make_report(key="a")])
    first = page.stat().st_ino
    # In another process too, where sets have another order.
    write_pages(tmp_path, replace(rubric, known=frozenset("ab")), [make_report(key="a")])
    assert first == page.stat().st_ino

    for changed in ({"course": "Another"}, {"message": "wrong"}):
        before = page.read_bytes()
        course = changed.pop("course", "")
        outcome = Outcome.FAILED if changed else Outcome.PASSED
        write_pages(tmp_path, rubric, [make_report(outcome, key="a", **changed)], course)
        assert before != page.read_bytes()


def test_half_a_page_is_made_anew(rubric: Rubric, make_report: MakeReport, tmp_path: Path) -> None:
    page = tmp_path / "feedback" / "a.html"
    write_pages(tmp_path, rubric, [make_report(key="a")])
    whole = page.read_bytes()
    page.write_bytes(whole[: len(whole) // 2])
    write_pages(tmp_path, rubric, [make_report(key="a")])

    assert whole == page.read_bytes()


def test_named_mistakes_are_counted_the_commonest_first(
    rubric: Rubric, make_report: MakeReport
) -> None:
    def told(key: str, **mistakes: str) -> Report:
        report = make_report(key=key)
        results = [
            replace(r, mistake=mistakes.get(r.criterion.replace(".", "_"))) for r in report.results
        ]
        return replace(report, results=tuple(results))

    reports = [
        told("a", backward_loss="mean-dropped"),
        told("b", backward_loss="mean-dropped", forward_loss="halved-<b>"),
        told("c"),
    ]
    html = dashboard_page(rubric, reports)
    said = words(html)
    assert "Mistakes with a name" not in words(dashboard_page(rubric, [told("c")]))
    assert said.index("mean dropped") < said.index("halved <b>")
    assert "Backward · loss backward.loss 2 a, b" in said
    assert [] == Page(html).faults


@pytest.fixture
def full(make_report: MakeReport) -> list[Report]:
    on_time = ARRIVAL | {"state": "on time", "seconds_late": 0, "attempt": 1, "attempts": 1}
    final = {"points": 60.0, "deducted": 0.0, "provisional": False}
    nothing: dict[str, tuple[()]] = {"format": (), "deductions": (), "decisions": ()}
    unread = paper(readable=False, why="its text layer is not legible", claims=[])
    return [
        rich(make_report(key="a")),
        rich(make_report(key="b"), grade=final, arrival=on_time, document=unread, **nothing),
        rich(make_report(key="c"), format=FORMAT[-1:], deductions=()),
    ]


def test_tiles_count_who_is_late_provisional_or_absent(rubric: Rubric, full: list[Report]) -> None:
    absent = [Absent("313551201", "Zoë", "draft only", "Moodle says: draft")]
    html = dashboard_page(rubric, full, absent=absent)
    assert [] == Page(html).faults
    assert [] == reaches_out(html)
    said = words(html)
    assert "Provisional 2 Late 2 No hand-in 1 Median so far" in said
    assert "313551201 Zoë draft only Moodle says: draft" in said
    assert "No hand-in" not in words(dashboard_page(rubric, full))


def test_the_median_under_the_figure_is_of_the_points_it_draws(
    rubric: Rubric, make_report: MakeReport
) -> None:
    reports = [
        rich(make_report(key=key), grade={"points": points, "deducted": 0.0, "provisional": True})
        for key, points in zip("abc", (60.0, 65.0, 65.0), strict=True)
    ]
    said = words(dashboard_page(rubric, reports))
    assert "Median so far 65" in said
    assert "From 55 to 55, with the median at 55, out of 100" in said


def test_rules_are_counted_with_their_weight_and_whose(rubric: Rubric, full: list[Report]) -> None:
    said = words(dashboard_page(rubric, full))
    assert "format 1 5 a lateness 0 0 1 waived: a" in said
    assert "name-prefix penalised 1 a report-name penalised 1 a name-blank noted 2 a, c" in said


def test_sections_are_counted_where_they_are_missing_or_doubtful(
    rubric: Rubric, full: list[Report]
) -> None:
    said = words(dashboard_page(rubric, full))
    assert "2 of 3 could be read by the program. A person reads those of b." in said
    assert "3D Anything you want to present 2 doubtful: a, c" in said
    assert "5B A learning rate too large or too small 2 not found: a, c" in said
    assert "Introduction" not in said


def test_a_row_tells_attempt_lateness_and_what_counts(rubric: Rubric, full: list[Report]) -> None:
    html = dashboard_page(rubric, full)
    said = words(html[html.index('id="handins"') :])
    assert "graded 37 provisional 5 2 of 3 2 h 5 min late 2 2" in said
    assert "graded 60 final \N{EN DASH} 1 of 1 on time \N{EN DASH} \N{EN DASH}" in said
    kinds = [a["data-kinds"] for a in Page(html).all("tr") if "data-kinds" in a]
    assert kinds == ["provisional person late off", "final person", "provisional person late off"]


def test_a_class_of_which_only_points_are_known_has_no_empty_columns(
    rubric: Rubric, reports: list[Report]
) -> None:
    bare = [
        replace(report, format=(), document={}, arrival={}, deductions=(), grade={})
        for report in reports
    ]
    said = words(dashboard_page(rubric, bare))
    for heading in ("Attempt", "Standing", "Not found", "Names, files", "Documents", "Provisional"):
        assert heading not in said


def test_many_links_are_folded(rubric: Rubric, make_report: MakeReport) -> None:
    reports = [rich(make_report(key=f"k{n}")) for n in range(9)]
    page = Page(dashboard_page(rubric, reports))
    assert [] == page.faults
    assert "all 9" in page.text
    assert page.all("details")
