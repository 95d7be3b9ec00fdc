"""What Canvas imports: rows that have a mark, one column, and cells as they were exported."""

import codecs
from dataclasses import replace

import pytest

from autograder.lms.canvas_out import Imported, assignment_of, imported
from autograder.lms.cells import TableError
from autograder.lms.gradebook import parse_gradebook
from autograder.lms.mark import Mark

HEADER = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Notes,Lab 1 (12345),Lab 10 (777),Midterm (9),"
    "Final Score\n"
)
MANUAL = ",,,,,,Manual Posting,,,\n"
POINTS = "    Points Possible,,,,,,100.00,100.00,50.00,(read only)\n"
CHEN = '"陳, 敬中",501,313551157,chen,DL-1,,{},3.00,40.00,12.0\n'
LIN = '"林, 怡君",502,313551158,lin,DL-1,,7.00,,,\n'
TEST = '"Student, Test",599,,test,DL-1,,,,,\n'


def book(score: str = "", *, header: str = HEADER, points: str = POINTS) -> bytes:
    return (header + MANUAL + points + CHEN.format(score) + LIN + TEST).encode()


def mark(points: float | None = 32.5, *, provisional: bool = True, **changed: object) -> Mark:
    made = Mark("a", "313551157", "陳敬中", points, 100.0, provisional, "", refs={"canvas": "501"})
    return replace(made, **changed)  # type: ignore[arg-type]  # fields by name


def made(data: bytes, *marks: Mark, assignment: str = "12345", replacing: bool = False) -> Imported:
    return imported(data, marks or [mark()], assignment=assignment, replace=replacing)


def test_only_the_marked_rows_and_one_column_go_back() -> None:
    assert made(book()).data.decode() == (
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (12345)\n"
        "    Points Possible,,,,,100.00\n"
        '"陳, 敬中",501,313551157,chen,DL-1,32.50\n'
    )


def test_a_mark_and_line_ends_are_kept() -> None:
    data = codecs.BOM_UTF8 + book().replace(b"\n", b"\r\n")

    assert made(data).data.startswith(codecs.BOM_UTF8 + b"Student")
    assert b"32.50\r\n" in made(data).data


def test_a_semicolon_and_a_decimal_comma_are_kept() -> None:
    data = (
        b"Student;ID;SIS Login ID;Section;Lab 1 (12345)\n"
        b"    Points Possible;;;;100,00\n"
        b"Jo;501;jo;DL-1;\n"
    )

    assert made(data).data.endswith(b"Jo;501;jo;DL-1;32,50\n")


def test_first_and_last_names_in_columns_of_their_own_are_kept() -> None:
    data = (
        b"LastName,FirstName,ID,SIS Login ID,Section,Lab 1 (12345)\n"
        b"    Points Possible,,,,,100.00\n"
        b"Doe,Jo,501,jo,DL-1,\n"
    )

    assert made(data).data.endswith(b"Doe,Jo,501,jo,DL-1,32.50\n")


STAYS = [
    ("EX", mark(), "excused in Canvas, and stays so"),
    ("N/A", mark(), "the assignment is not given to them in Canvas"),
    ("32.5", mark(), "has this score already"),
    ("77.00", mark(), "77.00 stands there, and 32.5 is only provisional"),
    ("", mark(None), "not graded, so nothing is said of it"),
]


@pytest.mark.parametrize(("score", "one", "why"), STAYS)
def test_what_stands_there_is_not_mentioned(score: str, one: Mark, why: str) -> None:
    result = made(book(score), one)

    assert [why] == [left.why for left in result.left]
    assert b"501" not in result.data


def test_a_final_mark_takes_the_place_of_a_score() -> None:
    assert b",32.50\n" in made(book("77.00"), mark(provisional=False)).data
    assert b",32.50\n" in made(book("77.00"), mark(), replacing=True).data


def test_a_student_is_found_by_the_schools_ids_as_well() -> None:
    for identity in ("313551157", "chen"):
        assert b",501," in made(book(), mark(refs={}, student_id=identity)).data


def test_a_row_that_stands_there_twice_is_a_question() -> None:
    (left,) = made(book() + CHEN.format("").encode()).left

    assert left.why.startswith("more than one row is theirs")


@pytest.mark.parametrize("lab", ["LAB1", "Lab 1", "DL_LAB1"])
def test_a_title_like_the_labs_is_found_and_lab_10_is_not_lab_1(lab: str) -> None:
    assert "12345" == assignment_of(parse_gradebook(book()), "", lab).id


def test_choices_are_listed_where_it_is_not_clear_which_is_meant() -> None:
    twice = book(header=HEADER.replace("Lab 10 (777)", "Lab 1 (777)"))
    with pytest.raises(TableError, match=r"several are meant; name one .*Lab 1 \(777\)$"):
        imported(twice, [mark()], lab="Lab 1")
    with pytest.raises(TableError, match="no assignment is called 'Lab 2'; name one by its number"):
        made(book(), assignment="Lab 2")


def test_a_read_only_column_is_no_choice() -> None:
    closed = book(points=POINTS.replace(",,100.00", ",,(read only)", 1))

    assert ["777", "9"] == [a.id for a in parse_gradebook(closed).assignments]


def test_other_points_are_refused_with_both_numbers() -> None:
    with pytest.raises(
        TableError, match=r"Midterm \(9\) is out of 50\.00 points in Canvas, .* 100"
    ):
        made(book(), assignment="midterm")


@pytest.mark.parametrize("data", [b"a,b\n1,2\n", HEADER.encode()])
def test_what_is_no_gradebook_is_refused(data: bytes) -> None:
    with pytest.raises(TableError, match="give the export as it came"):
        made(data)
