"""A grading worksheet is read without changing it: every cell knows its bytes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms import Status, TableError, Worksheet, parse_worksheet
from autograder.lms.cells import read_table
from autograder.lms.words import number_of, status_of

HEADER = (
    'Identifier,"Full name","ID number","Email address",Status,Group,Grade,"Maximum grade",'
    '"Grade can be changed","Last modified (submission)","Last modified (grade)",'
    '"Feedback comments"\r\n'
)
ROW = (
    '"Participant 5301","陳敬中",313551157,chen@example.edu,'
    '"Submitted for grading - 2 days late",,,100.00,Yes,'
    '"Wednesday, 11 March 2026, 11:58 PM",-,"two\r\nlines, ""quoted"""\r\n'
)
CHINESE = (
    "識別碼,全名,狀態,成績,分數可以被更改,最後修改的(作業),最後修改的(得分),評語回饋\n"
    "參與者7,王小明,草稿（尚未繳交）,,否,-,-,\n"
)


def english() -> bytes:
    return codecs.BOM_UTF8 + (HEADER + ROW).encode()


def test_a_row_has_what_moodle_says_of_a_participant() -> None:
    (row,) = parse_worksheet(english()).rows

    assert ("5301", "陳敬中", "313551157", "chen@example.edu") == (
        row.number, row.name, row.student_id, row.email,
    )  # fmt: skip
    assert (Status.SUBMITTED, True, 2) == (row.status, row.changeable, row.line)
    assert "Wednesday, 11 March 2026, 11:58 PM" == row.submitted


def test_each_cell_is_where_it_says() -> None:
    sheet = parse_worksheet(english())
    feedback = sheet.rows[0].cells[sheet.columns["feedback"]]

    assert 'two\r\nlines, "quoted"' == feedback.text
    assert b'"two\r\nlines, ""quoted"""' == sheet.data[feedback.start : feedback.end]


def replaced(sheet: Worksheet, kind: str, text: str) -> bytes:
    cell = sheet.rows[0].cells[sheet.columns[kind]]
    return sheet.data[: cell.start] + text.encode(sheet.encoding) + sheet.data[cell.end :]


def test_a_grade_can_be_put_in_and_nothing_else_changes() -> None:
    data = replaced(parse_worksheet(english()), "grade", "87.5")

    assert english().replace(b'late",,,', b'late",,87.5,') == data
    assert "87.5" == parse_worksheet(data).rows[0].grade


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_a_worksheet_in_chinese_is_read_in_any_of_its_encodings(encoding: str) -> None:
    sheet = parse_worksheet(CHINESE.encode(encoding))
    (row,) = sheet.rows

    assert ("7", "王小明", Status.DRAFT, False) == (
        row.number, row.name, row.status, row.changeable,
    )  # fmt: skip
    assert "90" == parse_worksheet(replaced(sheet, "grade", "90")).rows[0].grade


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_the_delimiter_is_the_headers(delimiter: str) -> None:
    text = CHINESE.replace(",", delimiter).replace("王小明", '"王, 小明"')

    assert "王, 小明" == parse_worksheet(text.encode()).rows[0].name


def test_an_unknown_language_is_read_by_its_identifiers() -> None:
    text = "Tunniste,Tila,Arvosana\nOsallistuja 12,Palautettu,\nOsallistuja 13,Luonnos,\n"
    sheet = parse_worksheet(text.encode())

    assert ["12", "13"] == [row.number for row in sheet.rows]
    assert {Status.UNKNOWN} == {row.status for row in sheet.rows}
    assert {"identifier": 0} == sheet.columns


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("id,name\n313551157,Chen\n", "no column of identifiers"),
        ('Identifier,Status\n"Participant 1,x\n', "line 2: a quote is opened"),
        ('Identifier,Status\n"Participant 1"x,y\n', "line 2: text follows a closing quote"),
        ("Identifier,Grade,Grade\nParticipant 1,,\n", "two columns 'Grade'"),
        ("Identifier,Grade\nParticipant 1,\nParticipant 1,\n", "line 3: the participant of line 2"),
        ("Identifier,Grade\nParticipant 1,\0\n", "no text"),
    ],
)
def test_nonsense_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        parse_worksheet(text.encode())
    assert "\n" not in str(caught.value)
    assert "; " in str(caught.value)


def test_an_open_quote_in_a_large_file_is_refused_at_once() -> None:
    with pytest.raises(TableError, match="never closed"):
        read_table(b'a,b\n"' + b'""x' * 1_000_000)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Submitted for grading", Status.SUBMITTED),
        ("Submitted for grading - Graded", Status.SUBMITTED),
        ("已繳交，等待評分中", Status.SUBMITTED),
        ("Draft (not submitted)", Status.DRAFT),
        ("草稿（尚未繳交）", Status.DRAFT),
        ("No submission - Assignment is overdue by: 2 days", Status.NONE),
        ("沒有繳交的作業", Status.NONE),
        ("未繳交", Status.NONE),
        ("Reopened", Status.UNKNOWN),
        ("", Status.UNKNOWN),
    ],
)
def test_a_state_is_known_or_unknown(text: str, status: Status) -> None:
    assert status is status_of(text)


@pytest.mark.parametrize("text", ["313551157", "Participant", "_12", "Participant 1, 2", ""])
def test_not_everything_is_a_participant(text: str) -> None:
    assert number_of(text) is None


VALUE = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\n"), max_size=12)


@given(st.lists(st.lists(VALUE, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_is_written_is_read_at_its_place(values: list[list[str]]) -> None:
    quoted = [['"' + value.replace('"', '""') + '"' for value in row] for row in values]
    data = codecs.BOM_UTF8 + "\r\n".join(",".join(row) for row in quoted).encode()
    table = read_table(data)

    assert values == [[cell.text for cell in row] for row in table.rows]
    assert quoted == [[data[cell.start : cell.end].decode() for cell in row] for row in table.rows]
