"""What was typed into formgrader is read back as it was meant, or refused with its place."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from bookclass import CHEN, FULL, LIN, PEOPLE, RUBRIC, a_report, override, rubric_of, total, typed
from hypothesis import given
from hypothesis import strategies as st

from autograder.marking.collect import Collected, collect
from autograder.marking.database import GradebookError
from autograder.marking.gradebook import fill
from autograder.marking.marks import WHO, Mark, Marks, MarksError, load_marks
from autograder.report import Outcome, Report

TODAY, LATER = date(2027, 4, 1), date(2027, 4, 9)


def read(out: Path, *reports: Report, before: Marks | None = None, day: date = TODAY) -> Collected:
    return collect(out, RUBRIC, reports, before or Marks(), day)


def given_by_hand(found: Collected, key: str = CHEN) -> Mapping[str, float]:
    marks = found.marks.of_key.get(key, {})
    return {criterion: mark.points for criterion, mark in marks.items() if not mark.confirms}


def test_a_mark_comes_back_with_its_comment_and_its_day(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(out, {"report-rates": 5.5}, comments={"report-rates": "both sides,\nno figure"})

    (mark,) = read(out, a_report()).marks.of_key[CHEN].values()
    assert Mark(5.5, "both sides, no figure", "2027-04-01") == mark


def test_a_mark_keeps_the_day_on_which_it_was_first_read(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(out, {"report-rates": 5, "report-weights": 3})
    before = read(out, a_report()).marks
    typed(out, {"report-weights": 4})
    after = read(out, a_report(), before=before, day=LATER).marks.of_key[CHEN]

    assert "2027-04-01" == after["report.rates"].when
    assert "2027-04-09" == after["report.weights"].when


def test_extra_credit_is_added(out: Path) -> None:
    fill(out, RUBRIC, [a_report({"predict": Outcome.FAILED})])
    typed(out, {"report-rates": 5}, extra={"report-rates": 1.5, "predict": 0.25, "forward-loss": 0})

    expected = {"report.rates": 6.5, "predict": 0.25}
    assert expected == given_by_hand(read(out, a_report({"predict": Outcome.FAILED})))


@pytest.mark.parametrize(
    ("cell", "score", "extra", "says"),
    [
        ("report-rates", 7.5, None, "(report.rates): 7.5 is no number from 0 to 7"),
        ("report-rates", 7, 0.5, "(report.rates): 7.5 is no number from 0 to 7"),
        ("report-rates", -1, None, "(report.rates): -1 is no number from 0 to 7"),
        ("report-rates", float("inf"), None, "(report.rates): inf is no number from 0 to 7"),
        ("predict", None, 1, "(predict): 2 is no number from 0 to 1"),
        ("section-6A", 3, None, ": 3 is no number from 0 to 2"),
        ("imports", 1, None, "(imports): 1 is no number from 0 to 0"),
    ],
)
def test_a_mark_that_nobody_can_have_is_refused_with_its_place(
    out: Path, cell: str, score: float | None, extra: float | None, says: str
) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(out, {cell: score}, extra={} if extra is None else {cell: extra})

    (line,) = read(out, a_report()).refused
    assert line.startswith(f"{CHEN}, ")
    assert line.endswith(f"{says}; correct it in formgrader")


def test_what_nobody_has_marked_is_named(out: Path) -> None:
    report = a_report({"accuracy.xor": Outcome.NOT_GRADED}, [override("report.rates", 5)])
    fill(out, RUBRIC, [report])
    typed(out, {"report-results": 4})

    left = [name for name in PEOPLE if name not in ("report.rates", "report.results")]
    assert {CHEN: ("accuracy.xor", *left)} == read(out, report).unmarked


def test_whoever_marks_all_of_a_document_lets_proposals_stand(out: Path) -> None:
    report = a_report({"backward.loss": Outcome.FAILED})
    fill(out, RUBRIC, [report])
    typed(out, FULL)
    marks = read(out, report).marks

    confirmed = {name: mark.points for name, mark in marks.of_key[CHEN].items() if mark.confirms}
    assert 14.5 == sum(confirmed.values())
    assert 0 == confirmed["backward.loss"]
    now = a_report({"backward.loss": Outcome.FAILED}, marks=marks)
    assert {"points": 109.5, "deducted": 0.0, "provisional": False} == now.grade
    assert {WHO} == {said.who for said in now.overrides}


@pytest.mark.parametrize("why", ["open", "flagged", "other points"])
def test_a_proposal_is_not_confirmed_by_less(out: Path, why: str) -> None:
    fill(out, RUBRIC, [a_report()])
    scores = dict(FULL)
    if why == "open":
        del scores["report-rates"]
    if why == "other points":
        scores["forward-loss"] = 0.25
    typed(out, scores, flagged=why == "flagged")
    found = read(out, a_report())

    marks = found.marks.of_key[CHEN]
    assert (why == "flagged") == (found.flagged == (CHEN,))
    if why == "other points":
        assert Mark(0.25, "", "2027-04-01") == marks["forward.loss"]
    else:
        assert not any(mark.confirms for mark in marks.values())


def test_a_confirmation_holds_while_the_program_says_the_same() -> None:
    marks = Marks({CHEN: {"predict": Mark(1, "", "2027-04-01", confirms=True)}})

    (said,) = marks.over(a_report())
    assert ("predict", 1, "confirmed in formgrader") == (said.criterion, said.points, said.why)
    assert () == marks.over(a_report({"predict": Outcome.FAILED}))


def test_a_comment_alone_confirms_what_stands_there(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(out, {}, comments={"predict": "neat", "report-rates": "later"})

    (mark,) = read(out, a_report()).marks.of_key[CHEN].items()
    assert ("predict", Mark(1, "neat", "2027-04-01", confirms=True)) == mark


def test_points_for_a_section_that_any_pays_are_what_it_pays(out: Path) -> None:
    fill(out, RUBRIC, [a_report()])
    typed(out, {"section-6A": 1.5})
    marks = read(out, a_report()).marks

    report = a_report(marks=marks)
    assert 9.5 == report.points["extra"]["earned"]  # type: ignore[index]


def test_a_decision_goes_before_a_mark_and_a_line_says_so() -> None:
    marks = Marks({CHEN: {"report.rates": Mark(5.0), "report.weights": Mark(4)}})
    decisions = [override("report.rates", 6), override("report.weights", 4)]
    report = a_report(decisions=decisions, marks=marks)

    assert ["Chen", "Chen"] == [said.who for said in report.overrides]
    assert [
        f"{CHEN}, report.rates: decisions.toml says 6 and formgrader 5; decisions.toml counts"
    ] == list(marks.beaten(report, decisions))


def test_marks_of_whom_no_report_is_here_are_kept_and_told(out: Path) -> None:
    fill(out, RUBRIC, [a_report(), a_report(key=LIN)])
    typed(out, {"report-rates": 5}, key=LIN)
    found = read(out, a_report())

    assert (LIN,) == found.strangers
    assert {"report.rates": 5} == given_by_hand(found, LIN)


def test_once_marks_are_laid_over_the_gradebook_says_the_same(out: Path) -> None:
    lost = {"backward.loss": Outcome.FAILED, "accuracy.xor": Outcome.NOT_GRADED}
    fill(out, RUBRIC, [a_report(lost)])
    typed(out, {**FULL, "accuracy-xor": 18, "backward-loss": 0.25, "section-6B": 1})
    marks = read(out, a_report(lost)).marks
    report = a_report(lost, marks=marks)
    fill(out, RUBRIC, [report])

    assert report.grade["points"] == total(out)[0]
    typed(out, {"accuracy-xor": None})  # taken back: nothing of it stays
    fill(out, RUBRIC, [a_report(lost, marks=read(out, report, before=marks).marks)])
    assert 18 == report.grade["points"] - total(out)[0]


def test_without_a_gradebook_there_is_nothing_to_collect(tmp_path: Path) -> None:
    with pytest.raises(GradebookError, match="is not there; grade the class, and it is made"):
        read(tmp_path, a_report())


MARKS = st.builds(
    Mark,
    st.sampled_from([0.0, 0.25, 1.5, 3.0]),
    st.text(st.characters(codec="utf-8"), max_size=9),
    st.just("2027-04-01"),
    st.booleans(),
)


@given(
    of_key=st.dictionaries(
        st.sampled_from([CHEN, LIN]),
        st.dictionaries(st.sampled_from(["report.rates", "report.weights"]), MARKS, min_size=1),
    )
)
def test_marks_are_read_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, of_key: Mapping[str, Mapping[str, Mark]]
) -> None:
    file = tmp_path_factory.getbasetemp() / "marks.json"
    file.write_bytes(Marks(of_key).to_text().encode())

    assert Marks(of_key) == load_marks(file, RUBRIC)


def test_no_file_is_no_marks(tmp_path: Path) -> None:
    assert Marks() == load_marks(tmp_path / "marks.json", RUBRIC)


SOUND = Marks({CHEN: {"report.rates": Mark(5.0)}}).to_text()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "is damaged"),
        ("[]", "is damaged"),
        (SOUND.replace('"schema": 1', '"schema": 2'), "is of another version of the kit"),
        (SOUND.replace("5.0", '"5"', 1), "is damaged"),
        (SOUND.replace("5.0", "true"), "is damaged"),
        (SOUND.replace("5.0", "9.0"), "9 is no number from 0 to 7"),
        (SOUND.replace("5.0", "NaN"), "nan is no number from 0 to 7"),
        (SOUND.replace("report.rates", "report.rate"), "the rubric has no such criterion"),
    ],
)
def test_marks_that_make_no_sense_are_refused_in_one_line(
    tmp_path: Path, text: str, says: str
) -> None:
    file = tmp_path / "marks.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MarksError, match=says) as caught:
        load_marks(file, RUBRIC)
    assert "\n" not in str(caught.value)


def test_marks_of_a_criterion_that_is_not_enabled_wait(tmp_path: Path) -> None:
    off = rubric_of(
        tmp_path,
        ('id = "optional.cross_entropy"', 'id = "optional.cross_entropy"\nenabled = false'),
    )
    file = tmp_path / "marks.json"
    marks = Marks({CHEN: {"optional.cross_entropy": Mark(0), "report.rates": Mark(5.0)}})
    file.write_text(marks.to_text(), encoding="utf-8")

    assert {"report.rates": Mark(5.0)} == load_marks(file, off).of_key[CHEN]
    assert "optional.cross_entropy" in json.loads(file.read_text(encoding="utf-8"))["marks"][CHEN]
