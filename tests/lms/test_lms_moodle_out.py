"""A grading worksheet goes back with two cells changed, and every other byte as it came."""

import codecs
import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms.cells import TableError
from autograder.lms.comment import opening, paragraphs
from autograder.lms.mark import Mark
from autograder.lms.moodle_out import filled
from autograder.lms.worksheet import parse_worksheet

HEADER = (
    "Identifier,Full name,ID number,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments"
)
ROW = "Participant {},{},{},Submitted for grading - Graded,{},{},{},{},{},{}"


def row(
    number: int = 101,
    name: str = "陳敬中",
    identity: str = "313551157",
    grade: str = "",
    maximum: str = "100.00",
    change: str = "Yes",
    comment: str = "",
) -> str:
    time = '"Thursday, 25 March 2027, 11:40 PM"'
    return ROW.format(number, name, identity, grade, maximum, change, time, "-", comment)


def worksheet(*rows: str, header: str = HEADER, end: str = "\r\n", bom: bool = True) -> bytes:
    text = end.join((header, *(rows or (row(),)))) + end
    return codecs.BOM_UTF8 * bom + text.encode()


def mark(points: float | None = 32.5, *, provisional: bool = True, **changed: object) -> Mark:
    said = "Not graded." if points is None else f"{opening(points, 100)} so far."
    made = Mark(
        "313551157", "313551157", "陳敬中", points, 100.0, provisional, said, refs={"moodle": "101"}
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # fields by name


def cells(data: bytes, delimiter: str = ",") -> list[list[str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=delimiter))


def whys(data: bytes, *marks: Mark, **options: bool) -> list[str]:
    return [left.why for left in filled(data, marks, **options).left]


def test_a_grade_and_a_comment_are_filled_in() -> None:
    after = cells(filled(worksheet(), [mark()]).data)[1]

    assert ("32.50", "<p>From the autograder: 32.5 of 100 points so far.</p>") == (
        after[4],
        after[9],
    )


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("bom", [True, False])
def test_every_other_byte_is_as_it_came(end: str, *, bom: bool) -> None:
    before = worksheet(
        row(), row(102, '"Doe, ""Jo"""', "0002", comment='"two\nlines"'), end=end, bom=bom
    )

    after = filled(before, [mark()]).data

    said = b"<p>From the autograder: 32.5 of 100 points so far.</p>"
    assert before == after.replace(b"Graded,32.50,", b"Graded,,").replace(said, b"")


def test_quotes_that_were_there_stay() -> None:
    after = filled(worksheet(row(grade='""', comment='""')), [mark()]).data

    assert b',"32.50",100.00,' in after
    assert after.endswith(b'so far.</p>"\r\n')


def test_a_semicolon_and_a_decimal_comma_are_kept() -> None:
    header = HEADER.replace(",", ";")
    body = row(maximum="@").replace(",", ";").replace("@", "100,00")
    before = worksheet(body.replace("Thursday; 25 March 2027;", "Thursday, 25 March 2027,"),
                       header=header)  # fmt: skip

    assert "32,50" == cells(filled(before, [mark()]).data, ";")[1][4]


def test_chinese_headers_are_read_and_stay() -> None:
    header = "識別碼,全名,學號,狀態,成績,最高成績,分數可以被更改,最後修改的(作業)"
    header += ",最後修改的(得分),評語回饋"
    before = worksheet(row().replace("Participant ", "參與者"), header=header)

    after = filled(before, [mark()]).data

    assert "32.50" == cells(after)[1][4]
    assert after.startswith(before.splitlines()[0])


def test_the_older_heading_of_the_maximum_is_read() -> None:
    before = worksheet(header=HEADER.replace("Maximum grade", "Maximum Grade"))

    assert 1 == len(filled(before, [mark()]).written)


def test_a_second_fill_changes_nothing_more() -> None:
    once = filled(worksheet(), [mark()]).data
    twice = filled(once, [mark()])

    assert once == twice.data
    assert ["has this grade already"] == [left.why for left in twice.left]


def test_a_later_provisional_grade_takes_the_place_of_ours() -> None:
    once = filled(worksheet(), [mark()]).data

    assert "41.00" == cells(filled(once, [mark(41)]).data)[1][4]


def test_a_provisional_grade_never_replaces_what_a_person_gave() -> None:
    ours = filled(worksheet(), [mark()]).data
    changed = ours.replace(b"Graded,32.50,", b"Graded,77.50,")

    for before in (worksheet(row(grade="77.50")), changed):
        assert ["77.50 stands there, and 32.5 is only provisional"] == whys(before, mark())
        assert before == filled(before, [mark()]).data
        assert [] == whys(before, mark(), replace=True)
        assert [] == whys(before, mark(90, provisional=False))


def test_a_persons_comment_is_kept_beside_a_new_grade() -> None:
    after = filled(worksheet(row(comment="<p>See me</p>")), [mark()])

    assert ["32.50", "<p>See me</p>"] == [cells(after.data)[1][n] for n in (4, 9)]
    assert ["a person's comment stands there and is kept"] == [left.why for left in after.left]


LEFT = [
    (row(), mark(None), "not graded, so its grade stays as it is"),
    (row(change="No"), mark(), "Moodle says that this grade cannot be changed"),
    (row(), mark(104), "104 is not from 0 to 100: Moodle skips it"),
    (row(), mark(-1), "-1 is not from 0 to 100: Moodle skips it"),
    (row(105, identity="1"), mark(), "no row has their number or id"),
]


@pytest.mark.parametrize(("line", "one", "why"), LEFT)
def test_what_moodle_would_skip_is_left_and_listed(line: str, one: Mark, why: str) -> None:
    before = worksheet(line)

    assert [why] == whys(before, one)
    assert before == filled(before, [one]).data


def test_who_handed_in_nothing_is_neither_changed_nor_listed() -> None:
    result = filled(worksheet(row(), row(102, "Jo", "0002")), [mark()])

    assert "" == cells(result.data)[2][4]
    assert () == result.left


def test_other_points_are_refused_with_both_numbers() -> None:
    with pytest.raises(TableError, match=r"maximum grade is 10\.00, and the rubric's 100; set it"):
        filled(worksheet(row(maximum="10.00")), [mark()])


def test_a_scale_is_refused() -> None:
    with pytest.raises(TableError, match="graded by a scale"):
        filled(worksheet(header=HEADER.replace("Maximum grade", "Scale")), [mark()])


@pytest.mark.parametrize("heading", ["Grade", "Maximum grade"])
def test_a_worksheet_without_a_known_grade_column_is_refused_by_its_heading(heading: str) -> None:
    header = HEADER.replace(f",{heading},", ",Betyg,")
    with pytest.raises(TableError, match=f"no column '{heading}', nor .*; download it"):
        filled(worksheet(header=header), [mark()])


HOSTILE = '=HYPERLINK("http://x")\n<script>alert(1)</script>\r\n\x00a\u202eb\\'


def test_a_hostile_comment_does_no_harm() -> None:
    after = cells(filled(worksheet(), [mark(comment=HOSTILE)]).data)[1][9]

    assert after == (
        "<p>=HYPERLINK(&quot;http://x&quot;)</p>"
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p><p>a b&#92;</p>"
    )


@given(st.text())
def test_a_comment_is_one_line_of_paragraphs_alone(comment: str) -> None:
    html = paragraphs(comment)

    assert not set('"\\\r\n\0') & set(html)
    inside = html.replace("<p>", "").replace("</p>", "")
    assert not set("<>") & set(inside)


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\0\r\ufeff", exclude_categories=["Cs"]),
    max_size=12,
)


@given(
    names=st.lists(TEXTS, min_size=1, max_size=4),
    comment=TEXTS,
    points=st.integers(0, 10000).map(lambda cents: cents / 100),
    delimiter=st.sampled_from(",;\t"),
    newline=st.sampled_from(["\r\n", "\n"]),
    bom=st.booleans(),
)
def test_bytes_outside_the_two_cells_never_change(
    names: list[str], comment: str, points: float, delimiter: str, newline: str, *, bom: bool
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    writer.writerow(HEADER.split(","))
    for n, name in enumerate(names):
        writer.writerow([f"Participant {n}", name, "", "", "", "100.00", "Yes", "", "", ""])
    before = codecs.BOM_UTF8 * bom + text.getvalue().encode()
    last = len(names) - 1
    one = mark(points, comment=comment, refs={"moodle": str(last)})

    after = filled(before, [one]).data

    was, now = parse_worksheet(before), parse_worksheet(after)
    changed = {was.columns["grade"], was.columns["feedback"]}
    outside = [
        [sheet.data[c.start : c.end] for n, c in enumerate(r.cells)
         if r.number != str(last) or n not in changed]
        for sheet in (was, now) for r in sheet.rows
    ]  # fmt: skip
    assert outside[: len(names)] == outside[len(names) :]
    found = now.row(str(last))
    assert found is not None
    assert points == float(found.grade.replace(",", "."))
    assert paragraphs(comment) == found.cells[now.columns["feedback"]].text
    assert after == filled(after, [one]).data
