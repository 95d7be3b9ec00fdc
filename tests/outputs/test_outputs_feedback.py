"""A student's page: all that was found, nothing of others, and no text in it that could act."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pageparser import Page, hashed, reaches_out
from richreport import ARRIVAL, DEDUCTIONS, FORMAT, paper, rich

from autograder.outputs import feedback_page, visible
from autograder.outputs.blocks import Block, blocks
from autograder.outputs.trained import SHOWN, trainings
from autograder.report import Deduction, Outcome, Override, Report, Ruling
from autograder.rubric import Rubric
from autograder.score import score

MakeReport = Callable[..., Report]
ROOT = Path(__file__).parents[2]

EVIL = [
    '"><svg onload=alert(1)>',
    "</script><script>alert(1)</script>",
    "</style></title></bdi></pre><h1>A</h1>",
    "<!-- <![CDATA[ ]]>",
    "{{ 7*7 }}{% raw %}{# #}",
    "&amp;&lt;b&gt;&#60;i&#62;",
    "' onmouseover='alert(1)",
    "a\u2028b\u2029c",
    "\u202egnp.exe\u2066\u200b",
    "\x00\x1b[31m\x7f\x85",
    "javascript:alert(1)",
    "\udcff\udc80",
]
PLAIN = "harmless"
STATES = ("present", "doubtful", "missing")


@pytest.fixture(scope="session")
def example() -> Report:
    return Report.from_json((ROOT / "docs" / "report.example.json").read_text(encoding="utf-8"))


def told(make_report: MakeReport, text: str) -> Report:
    """Return a report that says a text wherever a student or a person can write one."""
    who = {"name": text, "id": text, "source": text, "notes": [text]}
    outcomes = {"backward.sigmoid": Outcome.FAILED, "data": Outcome.NOT_STARTED}
    report = make_report(outcomes, message=text, **who)
    override = Override(criterion="predict", points=0.5, who=text, when=text, why=text)
    ruling = Ruling(kind="waive", about=text, who=text, when=text, why=text)
    part = {**paper()["sections"][-1], "id": text, "title": text}  # type: ignore[index]
    parts = [part | {"state": state, "heading": text, "why": text} for state in STATES]
    claim = {"text": text, "value": 0.98, "data": text, "page": 7}
    lms = {"group": text}
    return rich(
        report,
        environment={"kit": text},
        sandbox={"means": text},
        decisions=(override, ruling),
        document=paper(file=text, why=text, sections=parts, claims=[claim], layout=text),
        arrival=ARRIVAL | {"submitted": text, "by": text, "state": "unknown", "lms": lms},
        format=({"rule": text, "weight": "noted", "expected": text, "found": text},),
        deductions=(Deduction(kind=text, points=0.0, reasons=(text,), waived=text),),
    )


@pytest.mark.parametrize("text", EVIL)
def test_no_text_becomes_an_element_or_an_attribute(
    rubric: Rubric, make_report: MakeReport, text: str
) -> None:
    page = Page(feedback_page(rubric, told(make_report, text), course=text))
    harmless = Page(feedback_page(rubric, told(make_report, PLAIN), course=PLAIN))
    assert page.shape == harmless.shape
    assert [] == page.faults
    assert page.text.count(visible(text)) == harmless.text.count(PLAIN) >= 30


def test_what_acts_and_shows_nothing_is_spelled_out(
    rubric: Rubric, make_report: MakeReport
) -> None:
    html = feedback_page(rubric, told(make_report, "a\u202eb\x1bc\u2028d"))
    assert "a\\u202Eb\\u001Bc\\u2028d" in html
    assert not set("\u202e\x1b\u2028") & set(html)


@pytest.mark.parametrize("outcome", Outcome)
def test_the_page_is_whole_for_every_outcome(
    rubric: Rubric, make_report: MakeReport, outcome: Outcome
) -> None:
    html = feedback_page(rubric, make_report(outcome, message="said"))
    page = Page(html)
    assert [] == page.faults
    assert [] == reaches_out(html)
    assert [{"lang": "en"}] == page.all("html")
    assert str(outcome) in page.text


def test_a_real_report_makes_a_whole_page(rubric: Rubric, example: Report) -> None:
    html = feedback_page(rubric, example)
    page = Page(html)
    assert [] == page.faults
    assert [] == reaches_out(html)
    for text in ("Priya Sharma", "42 of 100 points so far", "0.25 of 60 s of CPU time"):
        assert text in " ".join(page.text.split())
    assert "yours / measured = 7" in page.text
    assert "This grade is provisional" in page.text


def test_nothing_may_run_and_only_our_style_counts(rubric: Rubric, example: Report) -> None:
    page = Page(feedback_page(rubric, example))
    assert [] == page.all("script")
    assert page.policy == {
        "default-src": "'none'",
        "style-src": hashed(page.raw["style"]),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_the_same_facts_make_the_same_bytes(rubric: Rubric, example: Report) -> None:
    again = Report.from_json(example.to_json())
    assert feedback_page(rubric, example) == feedback_page(rubric, again)


def test_every_criterion_is_there_with_its_outcome(rubric: Rubric, example: Report) -> None:
    page = Page(feedback_page(rubric, example))
    found = {a["id"]: a["class"] for a in page.all("article")}
    assert set(found) == {criterion.id for criterion in rubric.criteria}
    assert ("passed", "failed", "not-reached", "open") == (
        found["forward.loss"], found["backward.loss"], found["training.step"],
        found["report.discussion"],
    )  # fmt: skip


def test_hints_are_folded_and_only_where_something_is_left(
    rubric: Rubric, make_report: MakeReport
) -> None:
    (failed,) = [c for c in rubric.program if c.id == "backward.loss"]
    page = Page(feedback_page(rubric, make_report({failed.id: Outcome.FAILED}, message="wrong")))
    assert len(page.all("details")) == 1 + len(rubric.people)
    assert all("open" not in attributes for attributes in page.all("details"))
    assert failed.hint in page.text


def test_figures_show_every_point_and_ring_the_wrong_ones(rubric: Rubric, example: Report) -> None:
    linear, xor = trainings(example)
    shapes = [
        a.get("class") for tag, a in Page(feedback_page(rubric, example)).elements
        if tag in ("circle", "polygon")
    ]  # fmt: skip
    assert len(linear.points) + len(xor.points) == 121
    assert shapes.count("zero") + shapes.count("one") == 2 * 121
    assert shapes.count("wrong") == len(linear.wrong) + len(xor.wrong)
    assert len(linear.wrong) == round(100 * (1 - linear.accuracy)) > 0


def test_a_curve_of_anything_is_drawn_or_left_out(rubric: Rubric, example: Report) -> None:
    curves: list[list[object]] = [
        ["nan", "inf", 1.0], [-3.0, 1e99, 0.0], [0.0] * 3, ["nan"] * 3, [1e300] * 3,
    ]  # fmt: skip
    for losses in curves:
        html = feedback_page(rubric, with_losses(example, losses))
        assert [] == Page(html).faults
        assert not re.search(r'="[^"]*\b(nan|inf)\b', html)


def with_losses(report: Report, losses: list[object]) -> Report:
    def changed(fact: object) -> object:
        if isinstance(fact, dict) and fact.get("name") == SHOWN:
            return fact | {"details": fact["details"] | {"losses": losses, "epochs": [1, 2, 3]}}
        return fact

    results = [replace(r, evidence=tuple(map(changed, r.evidence))) for r in report.results]  # type: ignore[arg-type]
    return replace(report, results=tuple(results))


def test_what_could_not_be_graded_is_said_once_and_costs_nothing(
    rubric: Rubric, make_report: MakeReport
) -> None:
    page = Page(feedback_page(rubric, make_report(Outcome.NOT_GRADED, message="no zip archive")))
    assert page.text.count("no zip archive") == 1
    assert "no points are lost by that" in page.text
    assert "so far" not in page.text


def test_a_grading_that_was_cut_short_says_so(rubric: Rubric, make_report: MakeReport) -> None:
    report = make_report(complete=False)
    report = replace(report, results=report.results[:3])
    page = Page(feedback_page(rubric, report))
    assert "did not come to its end" in page.text
    assert "not run" in {a["class"].replace("-", " ") for a in page.all("article")}


def test_a_decision_shows_who_when_and_why(rubric: Rubric, make_report: MakeReport) -> None:
    override = Override(
        criterion="report.discussion", points=12.0, who="Lin", when="2027-03-12", why="two rates"
    )
    report = make_report()
    points = score(rubric, report.results, (override,)).points()
    text = Page(feedback_page(rubric, replace(report, decisions=(override,), points=points))).text
    assert "12 of 15 points, by Lin on 2027-03-12: two rates" in " ".join(text.split())


def test_nothing_is_said_of_other_students(rubric: Rubric, make_report: MakeReport) -> None:
    assert "other-1a2b3c4d" not in feedback_page(rubric, make_report(same_id=["other-1a2b3c4d"]))


def words(rubric: Rubric, report: Report) -> str:
    """Return what a page says, in one line; it must be whole as well."""
    html = feedback_page(rubric, report)
    assert [] == Page(html).faults
    assert [] == reaches_out(html)
    return " ".join(Page(html).text.split())


def test_the_header_says_which_attempt_counts_and_how_it_came(
    rubric: Rubric, example: Report
) -> None:
    said = words(rubric, rich(example))
    assert "Attempt 2 of 3, handed in 2027-03-26 02:04 (+08:00), 2 h 5 min late" in said
    unknown = ARRIVAL | {"state": "unknown", "submitted": None}
    said = words(rubric, rich(example, arrival=unknown))
    assert "Attempt 2 of 3, lateness unknown: nothing says when it came" in said
    assert "nobody knows yet whether it came in time" in said
    assert "Attempt" not in words(rubric, example)


def test_doubts_about_others_are_never_shown(rubric: Rubric, example: Report) -> None:
    doubts = ["the LMS says 313551199, who is 張三"]
    said = words(rubric, rich(example, arrival=ARRIVAL | {"doubts": doubts}))
    assert "張三" not in said
    assert "313551199" not in said
    assert "a person makes sure whose hand-in it is" in said


def test_the_number_that_counts_says_how_it_comes_about(rubric: Rubric, example: Report) -> None:
    said = words(rubric, rich(example))
    assert "37 of 100 points so far, 5 points off for format provisional" in said
    assert "32 earned + 10 extra \N{MINUS SIGN} 5 taken off = 37" in said
    capped = rich(example, grade={"points": 0.0, "deducted": 50.0, "provisional": True})
    assert "taken off" not in words(rubric, capped)  # 42 less 50 would be less than nothing
    assert (
        "This grade is provisional until a person has had the last word: 12 proposed points are "
        "to be confirmed; 45 points are to be marked in the report." in said
    )
    final = rich(example, grade={"points": 37.0, "deducted": 5.0, "provisional": False})
    assert "37 of 100 points, 5 points off for format final" in words(rubric, final)
    assert "provisional" not in words(rubric, final)


def test_points_off_tell_every_reason_and_who_waived_them(rubric: Rubric, example: Report) -> None:
    said = words(rubric, rich(example))
    for deduction in DEDUCTIONS:
        assert all(reason in said for reason in deduction.reasons)
    assert "Format \N{MINUS SIGN}5" in said
    assert "All of these together cost 5 points, once." in said
    assert "Late waived 0" in said
    assert "Waived: Chen on 2027-03-27: the LMS was down that night" in said
    assert "Points off" not in words(rubric, example)


def test_findings_say_what_was_asked_what_was_found_and_what_they_weigh(
    rubric: Rubric, example: Report
) -> None:
    said = words(rubric, rich(example))
    for finding in FORMAT:
        assert f"Asked for {finding['expected']} Found {finding['found']}" in said
    assert "name-prefix penalised" in said
    assert "name-blank noted" in said
    only_noted = words(rubric, rich(example, format=FORMAT[-1:], deductions=()))
    assert "costs nothing" in only_noted
    assert "penalised" not in only_noted


def test_sections_say_where_they_are(rubric: Rubric, example: Report) -> None:
    said = words(rubric, rich(example))
    assert "12 pages, in the current outline. Of 21 sections 17 were found, 2 perhaps" in said
    assert "1 Introduction ✓" not in said  # signs are the style's; the words stand without them
    assert "1 Introduction page 1 40 0" in said
    assert "4B Numbers of hidden units there: “Other findings” its title is spelt otherwise" in said
    assert "4C Without activation functions not found 0 proposed \N{EN DASH} \N{EN DASH}" in said
    assert "Not found: 4C, 5B. For a section that is not there, 0 points are proposed." in said


def test_a_document_that_a_program_cannot_read_costs_nothing(
    rubric: Rubric, example: Report
) -> None:
    unreadable = paper(readable=False, why="its letters cannot be made out", claims=[])
    said = words(rubric, rich(example, document=unreadable))
    assert "A person reads your document. A program could not, and no points are lost" in said
    assert "Why: its letters cannot be made out" in said
    assert "not found" not in said


def test_what_would_act_in_a_document_is_told_and_costs_nothing(
    rubric: Rubric, example: Report
) -> None:
    said = words(rubric, rich(example, document=paper(acts=["javascript", "opens", "link"])))
    plain = words(rubric, rich(example, document=paper(acts=["link"])))

    assert "in it: JavaScript, an action on opening. Nothing of that was opened or run" in said
    assert "Nothing of that was opened or run" not in plain


def test_claims_stand_beside_what_was_measured(rubric: Rubric, example: Report) -> None:
    said = words(rubric, rich(example))
    assert "Linear data, page 7 “Accuracy: 98%” 98 % 58 % differs" in said
    assert "XOR data, page 7 “accuracy=100.00%” 100 % 100 % Either" in said
    assert "95.2 % Linear 58 %\nXOR 100 %".replace("\n", " ") in said


def test_rulings_are_among_what_a_person_has_decided(
    rubric: Rubric, make_report: MakeReport
) -> None:
    abouts = {
        "waive": "late", "extend": "2027-03-28T23:59:00+08:00", "attempt": "2",
        "identify": "313551157", "adapt": "0123456789abcdef",
    }  # fmt: skip
    said_by = {"who": "Lin", "when": "2027-03-12", "why": "an outage"}
    given = tuple(Ruling(kind=kind, about=about, **said_by) for kind, about in abouts.items())
    said = words(rubric, make_report(also={"decisions": given}))
    for decided in (
        "Waived: late", "New deadline: 2027-03-28 23:59 (+08:00)", "The attempt that counts: 2",
        "Whose hand-in it is: 313551157", "Read through an adapter for its layout: 0123456789ab",
    ):  # fmt: skip
        assert f"{decided}, by Lin on 2027-03-12: an outage" in said


def test_a_message_flows_and_its_rows_keep_their_columns() -> None:
    message = (
        "  Wrong in\n  two places.\n\n      [0]  yours  1\n      [10] yours  2\n\n  Look at  it"
    )
    assert list(blocks(message)) == [
        Block("Wrong in two places.", prose=True),
        Block("[0]  yours  1\n[10] yours  2", prose=False),
        Block("Look at  it", prose=False),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "panel", "warn"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "link"])
def test_text_stands_out_from_its_ground(scheme: str, ground: str, ink: str) -> None:
    style = (ROOT / "autograder/outputs/templates/style.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--(\w+): #(\w{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    )
    colors = light if scheme == "light" else dark
    bright, dim = sorted((luminance(colors[ground]), luminance(colors[ink])), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
