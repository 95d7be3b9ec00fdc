"""Whose a hand-in is: the platform first, then the file's name, then the class; doubts are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.handin import HandinName
from autograder.lms import (
    Arrival,
    Identity,
    Member,
    Roster,
    Sender,
    Student,
    identified,
    parse_worksheet,
)

CHEN = Student("313551157", "陳敬中", "chen@e.edu", "chen")
LEE = Student("313551158", "Lee Ann", "lee@e.edu", "lee", ref="72")
TWIN = Student("313551159", "Lee Ann", "ann@e.edu", "ann", ref="73")
CLASS = Roster((CHEN, LEE))
TWINS = Roster((CHEN, LEE, TWIN))
SHEET = parse_worksheet(
    "Identifier,Full name,ID number,Email address,Status,Group,Grade\n"
    "Participant 5301,陳敬中,313551157,chen@e.edu,Submitted for grading,Team 1,\n"
    "Participant 5302,Lee Ann,,lee@e.edu,Submitted for grading,Team 1,\n"
    "Participant 5303,Wu,,,Draft (not submitted),,\n".encode()
)
CANVAS_CLASS = Roster((CHEN, LEE), kind="canvas")
NO_NAME = HandinName(None, None)


def whose(
    sender: Sender | None,
    named: HandinName = NO_NAME,
    roster: Roster | None = CLASS,
    *,
    sheet: bool = False,
) -> Identity:
    arrival = Arrival("a.zip", (), folder=False, sender=sender)
    return identified(arrival, named, roster, SHEET if sheet else None)


def moodle(ref: str, name: str) -> Sender:
    return Sender("moodle", ref, name=name)


def test_moodles_worksheet_says_whose_it_is() -> None:
    found = whose(moodle("5301", "陳敬中"), sheet=True)

    assert Identity("313551157", "陳敬中") == found


def test_an_address_of_the_worksheet_finds_the_id_in_the_class() -> None:
    found = whose(moodle("5302", "Lee Ann"), roster=TWINS, sheet=True)

    assert ("313551158", ()) == (found.student_id, found.doubts)


def test_gradescope_says_whose_it_is() -> None:
    sender = Sender("gradescope", "11", name="Chen", student_id="313551157", email="c@e")

    assert Identity("313551157", "Chen") == whose(sender)


def test_canvas_says_it_by_its_number_in_the_gradebook() -> None:
    found = whose(Sender("canvas", "73", name="leeann"), roster=Roster(TWINS.students, "canvas"))

    assert ("313551159", ()) == (found.student_id, found.doubts)


@pytest.mark.parametrize("short", ["leeann", "annlee"])
def test_canvas_shortens_names_and_they_are_found_all_the_same(short: str) -> None:
    assert "313551158" == whose(Sender("canvas", "9", name=short)).student_id


def test_the_files_name_says_it_where_nothing_else_does() -> None:
    assert Identity("313551157", "陳敬中") == whose(None, HandinName("313551157", "Chen"))


def test_an_english_name_in_the_file_is_no_contradiction() -> None:
    assert () == whose(None, HandinName("313551157", "Jing-Zhong Chen")).doubts


def test_a_name_alone_is_found_in_the_class() -> None:
    found = whose(None, HandinName(None, "陳敬中"))

    assert "313551157" == found.student_id


@pytest.mark.parametrize(
    ("sender", "named", "roster", "sheet", "wanted", "said"),
    [
        (moodle("5301", "陳敬中"), HandinName("313551158", "x"), CLASS, True, "313551157",
         "Moodle says '313551157', and the file's name has the id '313551158', of 'Lee Ann'"),
        (moodle("1", "陳敬中"), HandinName("313551158", "x"), CLASS, False, "",
         "Moodle says '陳敬中', and the id in the file's name, '313551158', is of 'Lee Ann'"),
        (None, HandinName("313551158", "陳敬中"), CLASS, False, "",
         "says '陳敬中', and the id in the file's name, '313551158', is of 'Lee Ann'"),
        (moodle("1", "Lee Ann"), NO_NAME, TWINS, False, "", "2 people are called 'Lee Ann'"),
        (None, HandinName(None, "Lee Ann"), TWINS, False, "", "2 people are called 'Lee Ann'"),
        (None, HandinName("999999999", "x"), CLASS, False, "999999999", "not in the class's table"),
        (None, HandinName(None, "Nobody"), CLASS, False, "", "nobody in the class's table"),
        (None, NO_NAME, None, False, "", "nothing says whose it is"),
        (Sender("canvas", "72", name="leeann", doubtful=True), HandinName("313551158", "Lee Ann"),
         CANVAS_CLASS, False, "", "can be read in two ways, as of 72 or of another"),
        (moodle("5301", ""), NO_NAME, CLASS, False, "", "does not name who sent it (5301)"),
        (moodle("9999", "陳敬中"), NO_NAME, None, True, "", "has no participant '9999'"),
        (moodle("5303", "Wu"), HandinName("313551157", None), CLASS, True, "313551157",
         "Moodle has it as 'Draft (not submitted)', and not as submitted"),
        (moodle("5301", "Lee Ann"), NO_NAME, CLASS, True, "", "its worksheet has '陳敬中' there"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_a_doubt(
    sender: Sender | None,
    named: HandinName,
    roster: Roster | None,
    sheet: bool,  # noqa: FBT001
    wanted: str,
    said: str,
) -> None:
    found = whose(sender, named, roster, sheet=sheet)

    assert wanted == found.student_id
    assert said in "; ".join(found.doubts)


def test_one_of_two_people_of_a_name_is_known_by_the_id_in_the_file() -> None:
    found = whose(moodle("1", "Lee Ann"), HandinName("313551159", "Lee"), TWINS)

    assert ("313551159", ()) == (found.student_id, found.doubts)


def test_an_anonymous_hand_in_has_the_id_of_its_name_and_a_doubt() -> None:
    found = whose(moodle("5301", ""), HandinName("313551157", "陳敬中"))

    assert "313551157" == found.student_id
    assert "does not name who sent it" in found.doubts[0]


def test_a_group_is_whoever_of_it_the_files_name_has() -> None:
    members = (Member("陳敬中", "313551157"), Member("Lee Ann", "313551158"))
    sender = Sender("gradescope", "12", group="Team", members=members)

    found = whose(sender, HandinName("313551158", "x"))

    assert Identity("313551158", "Lee Ann") == found
    stranger = whose(sender, HandinName("999999999", "x"))
    assert "of nobody in the group" in stranger.doubts[0]


def test_a_group_of_moodle_is_who_the_worksheet_has_in_it() -> None:
    team = Sender("moodle", "", name="Team 1", group="Team 1")

    assert Identity("", "Team 1") == whose(team, sheet=True)
    named = HandinName("313551157", "x")
    assert Identity("313551157", "陳敬中") == whose(team, named, sheet=True)
    assert whose(team, HandinName("313551159", "x"), TWINS, sheet=True).doubts


IDS = st.sampled_from(["", "313551157", "313551158", "313551159", "999999999"])
NAMES = st.sampled_from(["", "陳敬中", "Lee Ann", "Nobody", "leeann"])


@given(st.sampled_from(["moodle", "canvas", "gradescope"]), IDS, NAMES, IDS, NAMES)
def test_an_id_that_two_sources_contest_is_never_without_a_doubt(
    kind: str, said: str, name: str, claimed: str, called: str
) -> None:
    sender = Sender(kind, "1", name=name, student_id=said)
    found = whose(sender, HandinName(claimed or None, called or None), TWINS)

    assert found.student_id in {"", said, claimed, *(s.student_id for s in TWINS.students)}
    if said and claimed and said != claimed:
        assert said == found.student_id
        assert found.doubts
    if not found.student_id:
        assert found.doubts
