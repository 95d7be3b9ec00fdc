"""Every student who handed in has one hand-in to grade, or as many as nothing can choose among."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.batch import Handin, handins
from autograder.batch.attempts import Attempt
from autograder.batch.intake import timed
from autograder.batch.students import Class, Clock, students
from autograder.course import Course, Policy, load_course
from autograder.decisions import Decisions, decisions_in
from autograder.lms import Arrival, Roster, Sender, parse_worksheet
from autograder.lms import Student as Person
from autograder.rubric import load_rubric

COURSE, RUBRIC = load_course(), load_rubric()
NAME = "DL_LAB1_313551157_陳敬中.zip"
DUE = datetime(2027, 3, 25, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)
MOODLE = Sender("moodle", "4711", "陳敬中")
CANVAS = Sender("canvas", "90210", "chenjingzhong")


def attempt(
    filename: str = NAME,
    content: str = "a",
    *,
    run: int = 1,
    now: bool = True,
    sender: Sender | None = None,
    submitted: datetime | None = None,
    order: int = 0,
    late: bool | None = None,
) -> Attempt:
    digest = f"{hash((filename, content, sender)) & (1 << 256) - 1:064x}"
    return Attempt(
        digest,
        Path("attempts") / digest[:12] / "handin.zip",
        filename,
        folder=False,
        run=run,
        now=now,
        sender=sender,
        late=late,
        submitted=submitted,
        order=order,
    )


def with_policy(policy: Policy) -> Course:
    return replace(COURSE, handin=replace(COURSE.handin, attempt=policy))


def listed(
    attempts: Iterable[Attempt],
    *,
    course: Course = COURSE,
    due: datetime | None = None,
    decisions: str = "",
    roster: Roster | None = None,
) -> tuple[Handin, ...]:
    read = decisions_in(decisions.encode(), Path("decisions.toml"), RUBRIC, course)
    about = Class(course, Clock(due), read if decisions else Decisions(), roster)
    return handins(students(attempts, about))


def test_students_come_in_the_order_of_their_ids_and_the_others_after_them() -> None:
    names = ["lab one.zip", "DL_LAB1_313551002_b.zip", "DL_LAB1_313551001_a.zip"]
    found = listed([attempt(name) for name in names])
    assert ["313551001", "313551002", None] == [handin.student for handin in found]
    assert ["313551001", "313551002"] == [handin.key for handin in found][:2]
    assert found[2].key.startswith("lab-one-")


def test_two_attempts_that_nothing_orders_are_both_graded_and_name_each_other() -> None:
    one, two = listed([attempt(content="a"), attempt(NAME.replace("陳", "程"), "b")])
    assert one.key != two.key
    assert ((two.key,), (one.key,)) == (one.same_id, two.same_id)
    assert "313551157" not in (one.key, two.key)


ORDERED: dict[str, Callable[[str, int], Attempt]] = {
    "times": lambda c, n: attempt(content=c, sender=MOODLE, submitted=DUE + n * HOUR),
    "numbers of uploads": lambda c, n: attempt(content=c, sender=CANVAS, order=n),
    "one took the other's place": lambda c, n: attempt(content=c, run=n + 1, now=n == 1),
}


@pytest.mark.parametrize("way", ORDERED)
def test_the_newest_of_two_attempts_counts(way: str) -> None:
    older, newer = ORDERED[way]("a", 0), ORDERED[way]("b", 1)
    (found,) = listed([newer, older])
    assert newer.digest == found.digest
    assert ("313551157", 2, ()) == (found.key, found.attempt, found.same_id)
    assert (2, 2) == (found.arrival["attempt"], found.arrival["attempts"])


def test_a_second_file_of_the_same_student_is_no_newer_for_being_seen_later() -> None:
    both = [attempt(content="a", run=1), attempt(content="b", run=2)]
    assert 2 == len(listed(both))


def test_what_is_there_again_instead_of_what_came_after_it_is_for_a_person() -> None:
    again = [attempt(content="a", run=1), attempt(content="b", run=2, now=False)]
    assert 2 == len(listed(again))


def test_a_person_chooses_an_attempt_by_number_or_digest() -> None:
    both = [attempt(content="a"), attempt(NAME.replace("陳", "程"), "b")]
    for chosen in ("1", f'"{both[0].digest[:12]}"'):
        said = (
            f'[[attempt]]\nstudent = "313551157"\nattempt = {chosen}\n'
            'who = "Lin"\nwhen = 2027-03-26\nwhy = "asked"\n'
        )
        (found,) = listed(both, decisions=said)
        assert "313551157" == found.key


def test_the_newest_on_time_counts_where_the_course_says_so() -> None:
    attempts = [
        attempt(content="a", sender=MOODLE, submitted=DUE - 2 * HOUR),
        attempt(content="b", sender=MOODLE, submitted=DUE - HOUR),
        attempt(content="c", sender=MOODLE, submitted=DUE + HOUR),
    ]
    course = with_policy(Policy.NEWEST_ON_TIME)
    (found,) = listed(attempts, course=course, due=DUE)
    assert (2, "on time", 0) == tuple(
        found.arrival[name] for name in ("attempt", "state", "seconds_late")
    )
    (late,) = listed(attempts[2:], course=course, due=DUE)
    assert ("late", 3600) == (late.arrival["state"], late.arrival["seconds_late"])


def test_all_attempts_are_graded_where_the_best_counts() -> None:
    attempts = [
        attempt(content=c, sender=MOODLE, submitted=DUE + n * HOUR) for n, c in enumerate("abc")
    ]
    found = listed(attempts, course=with_policy(Policy.BEST))
    assert "313551157" == found[-1].key
    assert {"313551157"} == {handin.rival for handin in found}
    assert 3 == len({handin.key for handin in found})
    assert ((),) * 3 == tuple(handin.same_id for handin in found)


def test_the_platform_goes_before_the_name_and_a_contradiction_is_said() -> None:
    sender = replace(MOODLE, student_id="313551999")
    (found,) = listed([attempt(sender=sender)])
    assert "313551999" == found.student
    assert "313551157" in str(found.arrival["doubts"])


def test_a_person_says_whose_it_is() -> None:
    said = (
        '[[identify]]\nhandin = "lab one.zip"\nstudent = "313551157"\nname = "陳敬中"\n'
        'who = "Lin"\nwhen = 2027-03-26\nwhy = "she said so"\n'
    )
    (found,) = listed([attempt("lab one.zip")], decisions=said)
    assert ("313551157", "313551157", "陳敬中") == (found.key, found.student, found.name)
    assert [] == found.arrival["doubts"]


def test_the_roster_knows_who_has_a_name_and_who_shares_it() -> None:
    people = (Person("313551157", "陳敬中"), Person("313551158", "林怡君"))
    (found,) = listed([attempt("陳敬中.zip", sender=MOODLE)], roster=Roster(people))
    assert "313551157" == found.student
    twins = Roster((Person("313551157", "陳敬中"), Person("313551158", "陳敬中")))
    (found,) = listed([attempt("陳敬中.zip", sender=MOODLE)], roster=twins)
    assert found.student is None
    assert found.arrival["doubts"]


def test_a_date_that_nobody_can_read_is_no_time() -> None:
    header = "Identifier,Full name,Status,Grade,Maximum grade,Grade can be changed,"
    header += "Last modified (submission),Last modified (grade),Feedback comments\r\n"
    row = 'Participant 4711,陳敬中,Submitted for grading,,100.00,Yes,"{}",-,\r\n'
    for text, state in (
        ("jeudi 25 mars 2027, 23:40", "unknown"),
        ("Thursday, 25 March 2027, 11:40 PM", "late"),
    ):
        sheet = parse_worksheet((header + row.format(text)).encode())
        about = Class(COURSE, Clock(DUE), worksheet=sheet)
        came = timed(Arrival(NAME, (), folder=False, sender=MOODLE), about)
        (found,) = handins(students([attempt(sender=MOODLE, submitted=came.submitted)], about))
        assert state == found.arrival["state"]


def test_a_sender_in_doubt_is_nobody_who_is_known() -> None:
    doubtful = replace(CANVAS, doubtful=True)
    found = listed(
        [attempt(sender=CANVAS), attempt("5_6_lab.zip", sender=doubtful), attempt(sender=doubtful)]
    )
    assert ["313551157", None, None] == [handin.student for handin in found]
    for handin in found[1:]:
        assert "can be read in two ways, as of 90210 or" in str(handin.arrival["doubts"])
