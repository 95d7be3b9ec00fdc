"""A class is read from whatever table there is of it, and nonsense names its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from autograder.lms import Roster, Student, TableError, load_roster, same_name

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str, encoding: str = "utf-8") -> Roster:
    path = tmp_path / "class.csv"
    path.write_bytes(text.encode(encoding))
    return load_roster(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_a_table_in_chinese_is_read_in_any_order(encoding: str, tmp_path: Path) -> None:
    roster = read(tmp_path, "姓名,班級,學號,電子郵件\n陳敬中,甲,313551157,c@e.edu\n", encoding)

    assert (Student("313551157", "陳敬中", "c@e.edu", line=2),) == roster.students


def test_a_table_in_english_is_read(tmp_path: Path) -> None:
    text = "Email;Last name;First name;Student ID;Login\nc@e;Chen;Jane;313551157;jc\n\n"
    (student,) = read(tmp_path, text).students

    assert Student("313551157", "Chen Jane", "c@e", "jc", line=2) == student


def test_a_canvas_gradebook_is_a_class(tmp_path: Path) -> None:
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (12345)\n"
        "    Points Possible,,,,,100\n"
        '"Chen, Jane",71,313551157,jc,A,\n'
        '"Student, Test",72,,x,A,\n'
    )
    roster = read(tmp_path, text)

    assert "canvas" == roster.kind
    assert (Student("313551157", "Chen, Jane", login="jc", ref="71", line=3),) == roster.students
    assert roster.students[0] == roster.by_ref("71")


def test_a_moodle_worksheet_is_a_class(tmp_path: Path) -> None:
    text = "Identifier,Full name,ID number,Email address,Status\nParticipant 7,陳,3135511,c@e,x\n"
    roster = read(tmp_path, text)

    assert ("moodle", "7", "3135511") == (
        roster.kind, roster.students[0].ref, roster.students[0].student_id,
    )  # fmt: skip


def test_all_people_of_one_name_are_found_by_it(tmp_path: Path) -> None:
    roster = read(tmp_path, 'id,name\n1,Chen Jane\n2,"Jane, Chen"\n3,Lee\n4,陳 敬中\n5,陳敬中\n')

    assert ["1", "2"] == [student.student_id for student in roster.named("jane chen")]
    assert ["4", "5"] == [student.student_id for student in roster.named("陳敬 中")]


def test_who_is_listed_twice_is_one(tmp_path: Path) -> None:
    assert 1 == len(read(tmp_path, "id,name,section\n1,Chen,A\n1,Chen,B\n").students)


def test_an_id_is_found_in_any_case(tmp_path: Path) -> None:
    assert read(tmp_path, "id,name\nB109,Chen\n").by_id("b109") is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,email\nChen,c@e\n", "line 1: no column is the student id"),
        ("id,name,id\n1,Chen,2\n", "line 1: two columns are the student_id"),
        ("id,name\n1,Chen\n,Lee\n", "line 3: there is no student id"),
        ("id,name\n1,Chen\n1,Lee\n", "line 3: the id of line 2 is another person's"),
        ("id,name\n3.13551E+08,Chen\n", "line 2: '3.13551E.08' is no student id"),
        ("id,name\nc@e.edu,Chen\n", "line 2: 'c@e.edu' is no student id"),
        ("id,name\n", "lists no students"),
        ("", "is empty"),
        ('id,name\n1,"Chen\n', "line 2: a quote is opened"),
    ],
)
def test_nonsense_is_refused_in_one_line(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read(tmp_path, text)
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)
    assert "class.csv" in str(caught.value)


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        load_roster(tmp_path / "none.csv")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Chen, Jane", "jane chen", True),
        ("陳 敬中", "陳敬中", True),
        ("Chen Jane", "Chen Jan", False),
        ("", "", False),
    ],
)
def test_names_are_compared_as_people_would(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same is same_name(one, other)
