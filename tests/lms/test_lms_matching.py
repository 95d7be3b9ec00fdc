"""A mark finds its row by number or id; where signs disagree, a person is asked."""

from autograder.lms.mark import Mark
from autograder.lms.matching import Place, matched

A = Place(2, "101", frozenset({"313551157"}), "陳敬中")
B = Place(3, "102", frozenset({"313551158"}), "林怡君")
BARE = Place(4, "103", frozenset(), "Jo")


def mark(key: str, identity: str = "", ref: str = "", *, identified: bool = False) -> Mark:
    refs = {"moodle": ref} if ref else {}
    return Mark(key, identity, "陳敬中", 1, 100, True, "", refs=refs, identified=identified)


def rows(*marks: Mark) -> list[tuple[int, str]]:
    pairs, _ = matched("moodle", [A, B, BARE], marks)
    return [(place.line, one.key) for place, one in pairs]


def whys(*marks: Mark) -> list[str]:
    return [left.why for left in matched("moodle", [A, B, BARE], marks)[1]]


def test_the_number_finds_a_row_and_so_does_the_id() -> None:
    assert [(3, "b"), (4, "a")] == rows(mark("a", ref="103"), mark("b", " 313551158"))


def test_a_name_alone_finds_no_row() -> None:
    assert ["no row has their number or id"] == whys(mark("a"))


def test_an_id_that_is_somebody_elses_is_a_question() -> None:
    (why,) = whys(mark("a", "313551158", ref="101"))

    assert why.startswith("handed in as 陳敬中, under the id of 林怡君; say whose it is")


def test_an_id_unlike_the_one_in_the_row_is_a_question() -> None:
    (why,) = whys(mark("a", "313551999", ref="101"))

    assert "not the one in the row" in why


def test_a_login_is_no_other_id() -> None:
    place = Place(2, "101", frozenset({"chen-j"}), "陳敬中")
    pairs, _ = matched("moodle", [place], [mark("a", "313551999", ref="101")])

    assert 1 == len(pairs)


def test_what_a_person_decided_goes_before_the_number() -> None:
    assert [(3, "a")] == rows(mark("a", "313551158", ref="101", identified=True))
    assert [] == rows(mark("a", "313551999", ref="101", identified=True))


def test_two_marks_for_one_row_are_both_left() -> None:
    pair = mark("a", ref="101"), mark("b", "313551157")

    assert [] == rows(*pair)
    assert ["a and b claim this row; say whose it is in decisions.toml"] == whys(*pair)


def test_two_rows_of_one_student_are_a_question() -> None:
    twin = Place(5, "104", A.ids, "陳敬中")
    pairs, left = matched("moodle", [A, twin], [mark("a", "313551157")])

    assert ((), "more than one row is theirs; say whose it is in decisions.toml") == (
        pairs,
        left[0].why,
    )


def test_another_platforms_number_is_no_number_of_this_one() -> None:
    pairs, _ = matched("canvas", [A, BARE], [mark("a", ref="103")])

    assert () == pairs
