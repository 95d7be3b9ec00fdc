"""The rubric says what the lab sheet says, and a file that contradicts itself is refused."""

import re
from pathlib import Path

import pytest

from autograder.rubric import Marker, Rubric, RubricError, load_rubric

SHEET = {
    "rules": 0, "1": 5, "2A": 5, "2B": 5, "2C": 5, "3ACD": 5, "3B": 40, "4": 15,
    "5A": 6, "5B": 7, "5C": 7, "6A": 2, "6B": 3, "6C": 5, "6D": 0,
}  # fmt: skip
PROGRAM = [
    "data",
    "imports",
    "sources",
    "handin.name",
    "handin.layout",
    "handin.report",
    "forward.sigmoid",
    "backward.sigmoid",
    "forward.linear",
    "backward.linear",
    "forward.loss",
    "backward.loss",
    "forward.network",
    "backward.network",
    "backward.cost",
    "optimizer.descent",
    "training.step",
    "training.again",
    "predict",
    "output.losses",
    "output.accuracy",
    "output.table",
    "figures.comparison",
    "figures.curve",
    "layers.two",
    "training.choices",
    "accuracy.linear",
    "accuracy.xor",
    "extra.tanh",
    "extra.relu",
    "extra.leaky_relu",
    "extra.momentum",
    "extra.adagrad",
    "extra.adam",
    "extra.convolution.forward",
    "extra.convolution.backward",
    "optional.cross_entropy",
]
HANDIN = ["handin.name", "handin.layout", "handin.report"]
PEOPLE = [
    "report.introduction",
    "report.results",
    "report.discussion",
    "report.activations",
    "report.rates",
    "report.weights",
]

SMALL = '''\
required = 10
extra = 2

[[section]]
id = "A"
title = "Required"
points = 10

[[section]]
id = "B"
title = "Extra"
points = 2
pays = "any"
extra = true

[[criterion]]
id = "one"
section = "A"
title = "One"
points = 6
marks = "program proposes"
look = "one.py"
hint = """
[[criterion]]
points = 0.3
"""
reading = "handout.md#one"

[[criterion]]
id = "two"
section = "A"
title = "Two"
points = 4
marks = "program decides"
needs = ["one"]
hint = "Two."
reading = "handout.md#two"

[[criterion]]
id = "three"
section = "B"
title = "Three"
points = 2
marks = "person"
hint = "Three."
reading = "handout.md#three"
'''


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return load_rubric()


def load(folder: Path, text: str) -> Rubric:
    file = folder / "rubric.toml"
    file.write_text(text, encoding="utf-8")
    return load_rubric(file)


def refused(folder: Path, text: str) -> RubricError:
    with pytest.raises(RubricError) as caught:
        load(folder, text)
    return caught.value


def test_sections_have_the_points_of_the_sheet(rubric: Rubric) -> None:
    assert {s.id: s.points for s in rubric.sections} == SHEET
    assert (rubric.required, rubric.extra) == (100, 10)


LATE = {
    "": "lateness takes no points off",
    'policy = "cut-off"\ngrace_minutes = 5': (
        "nothing is earned after the deadline; up to 5 minutes are no matter"
    ),
    'policy = "points a day"\npoints_a_day = 1': "1 point off for each day begun",
    'policy = "points a day"\npoints_a_day = 10\nmost = 30': (
        "10 points off for each day begun, 30 at most"
    ),
}


@pytest.mark.parametrize("table", LATE)
def test_what_lateness_costs_is_said_in_a_sentence(table: str, tmp_path: Path) -> None:
    text = SMALL.replace("extra = 2\n", f"extra = 2\n\n[late]\n{table}\n", 1)
    assert load(tmp_path, text).late.sentence() == LATE[table]


def test_the_sheet_takes_nothing_off_for_lateness(rubric: Rubric) -> None:
    assert rubric.late.policy == "none"
    assert rubric.late == load_rubric().late


def test_any_of_several_extras_pays_where_the_sheet_says_so(rubric: Rubric) -> None:
    assert [s.id for s in rubric.sections if s.pays == "any"] == ["6A", "6B"]
    assert [s.id for s in rubric.sections if s.extra] == ["6A", "6B", "6C", "6D"]


def test_criteria_stand_in_the_order_of_the_lab(rubric: Rubric) -> None:
    assert [c.id for c in rubric.program] == PROGRAM
    assert [c.id for c in rubric.people] == PEOPLE
    assert [c.id for c in rubric.criteria] == PROGRAM + PEOPLE


def test_the_program_decides_accuracy_and_proposes_section_2(rubric: Rubric) -> None:
    decides = {c.section for c in rubric.criteria if c.marks is Marker.DECIDES}
    proposes = {c.section for c in rubric.criteria if c.marks is Marker.PROPOSES}

    extras = {section.id for section in rubric.sections if section.extra}
    assert (decides - extras, proposes) == ({"rules", "3ACD", "3B"}, {"2A", "2B", "2C"})
    assert extras <= decides
    assert all(c.points == 0 for c in rubric.program if c.section in {"rules", "3ACD"})


def test_accuracy_needs_no_gradient(rubric: Rubric) -> None:
    for identity in ("accuracy.linear", "accuracy.xor"):
        assert rubric[identity].needs == ("imports", "predict", "layers.two")
        assert not any("backward" in need for need in needed(rubric, identity))


def needed(rubric: Rubric, identity: str) -> set[str]:
    """Return all that must pass before this criterion is reached."""
    needs = rubric[identity].needs
    return {*needs}.union(*(needed(rubric, need) for need in needs))


def test_a_whole_network_needs_its_parts_and_the_data_need_nothing(rubric: Rubric) -> None:
    assert needed(rubric, "backward.network") == {
        "forward.sigmoid",
        "backward.sigmoid",
        "forward.linear",
        "backward.linear",
        "forward.loss",
        "backward.loss",
        "forward.network",
    }
    assert needed(rubric, "data") == set()


def test_hints_are_short_and_hold_no_code(rubric: Rubric) -> None:
    for criterion in rubric.criteria:
        words = len(criterion.hint.split())
        assert 25 <= words <= 60, f"{criterion.id}: {words} words"
        assert not re.search(r"[=@*^/`?!]|\bnp\.|\w\(|\.T\b", criterion.hint), criterion.id
        assert "\n" not in criterion.hint


def test_reading_is_a_page_of_the_handout(rubric: Rubric) -> None:
    for criterion in rubric.criteria:
        assert re.fullmatch(r"handout\.md#[a-z]+(-[a-z]+)*", criterion.reading)


def test_what_has_a_place_says_where(rubric: Rubric) -> None:
    without = [criterion.id for criterion in rubric.criteria if not criterion.look]

    assert without == ["data", "imports", "sources", *HANDIN, *PEOPLE]


def test_a_package_by_itself_has_no_form_and_loses_no_points_by_it(rubric: Rubric) -> None:
    bare = rubric.of_package()

    assert [c.id for c in rubric.criteria if c not in bare.criteria] == HANDIN
    assert bare.sections == rubric.sections
    assert rubric["handin.name"].rerun == "pytest autograder -k handin.name --submission=ZIP"


def test_a_criterion_is_asked_for_by_its_id(rubric: Rubric) -> None:
    assert rubric["predict"].title == "Output · predictions"
    assert (rubric.has("predict"), rubric.has("predictions")) == (True, False)
    assert (rubric.is_extra("extra.adam"), rubric.is_extra("predict")) == (True, False)
    with pytest.raises(KeyError, match="no criterion predictions"):
        rubric["predictions"]


def test_a_small_rubric_is_read(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL)

    assert (small.required, small.extra) == (10, 2)
    assert small["one"].hint == "[[criterion]] points = 0.3"


def test_a_disabled_criterion_is_gone_everywhere(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL.replace('title = "One"', 'title = "One"\nenabled = false'))

    assert [c.id for c in small.criteria] == ["two", "three"]
    assert [s.points for s in small.sections] == [4, 2]
    assert (small.required, small.extra) == (4, 2)
    assert small["two"].needs == ()
    assert not small.has("one")
    assert small.known == {"one", "two", "three"}  # there may still be a task and a check for it


def test_a_section_without_criteria_left_is_gone_too(tmp_path: Path) -> None:
    small = load(tmp_path, SMALL.replace('title = "Three"', 'title = "Three"\nenabled = false'))

    assert [s.id for s in small.sections] == ["A"]
    assert small.extra == 0


REFUSALS = [
    ("extra = 2\n", 'extra = 2\nlate.policy = "points a day"\n', 3,
     "[late] points_a_day is missing",
     "add points_a_day = 10"),
    ("extra = 2\n", "extra = 2\nlate.points_a_day = 10\n", 3,
     '[late] points_a_day has no meaning with policy = "none"',
     'remove points_a_day, or write policy = "points a day"'),
    ("extra = 2\n", 'extra = 2\nlate = { policy = "cut-off", grace_minutes = -1 }\n', 3,
     "[late] grace_minutes must not be negative, got -1",
     "write 0 or more"),
    ("extra = 2\n", 'extra = 2\nlate = { policy = "harsh" }\n', 3,
     '[late] policy must be one of "none", "points a day", "cut-off", got "harsh"',
     'write policy = "none"'),
    ("points = 4", "points = 4.3", 33,
     "[two] points must be a multiple of 0.25, got 4.3",
     "write 4.25 or 4.5"),
    ("points = 4", "points = -4", 33,
     "[two] points must not be negative, got -4",
     "write 0 or more"),
    ("points = 4", 'points = "4"', 33,
     '[two] points must be a number, got "4"',
     "write points = 1.5"),
    ("points = 4", "points = true", 33,
     "[two] points must be a number, got true",
     "write points = 1.5"),
    ("points = 4", "points = nan", 33,
     "[two] points must be a number, got nan",
     "write points = 1.5"),
    ("points = 4", "points = 3", 7,
     "[A] points are 10, but its criteria add up to 9",
     "write 9, or change one, two"),
    ("points = 4", "points = 3\nenabled = false", 7,
     "[A] points are 10, but its criteria add up to 9",
     "write 9, or change one, two"),
    ("points = 2\nmarks", "points = 1\nmarks", 43,
     "[three] points must be 2, for any criterion pays its section, got 1",
     "write 2"),
    ('title = "Two"', 'title = "Two"\npointz = 4', 33,
     "[two] pointz is unknown here",
     "write points"),
    ('title = "Two"', 'title = "Two"\nzzz = 4', 33,
     "[two] zzz is unknown here",
     ("remove it, or use one of: id, section, title, points, marks, needs, look, hint, reading, "
      "enabled, handin, level")),
    ('title = "Two"', 'title = "Two"\nhandin = true', 33,
     "[two] a criterion of the hand-in has no points, and the program decides it",
     "weigh it in course.toml, table [format]"),
    ('title = "Two"\n', "", 29,
     "[two] title is missing",
     'add title = "…"'),
    ('id = "two"\n', "", 29,
     "[criterion 2] id is missing",
     'add id = "…"'),
    ('title = "Two"', 'title = " "', 32,
     "[two] title is empty",
     "write what this criterion is called"),
    ('id = "two"', 'id = "one"', 30,
     "[one] id is taken by another above",
     "give this one an id of its own"),
    ('id = "B"', 'id = "A"', 10,
     "[A] id is taken by another above",
     "give this one an id of its own"),
    ('section = "B"', 'section = "C"', 41,
     "[three] section C is unknown",
     "write one of: A, B"),
    ('needs = ["one"]', 'needs = ["ona"]', 35,
     "[two] needs ona, which no criterion is called",
     "write one"),
    ('needs = ["one"]', 'needs = ["xyz"]', 35,
     "[two] needs xyz, which no criterion is called",
     "write the id of a criterion above"),
    ('needs = ["one"]', 'needs = ["three"]', 35,
     "[two] needs three, which does not stand above it",
     "move three above two"),
    ('needs = ["one"]', 'needs = ["two"]', 35,
     "[two] needs two, which does not stand above it",
     "remove it"),
    ('needs = ["one"]', 'needs = "one"', 35,
     '[two] needs must be a list of texts, got "one"',
     'write needs = ["…", "…"]'),
    ('needs = ["one"]', "needs = [1]", 35,
     "[two] needs must be a list of texts, got [1]",
     'write needs = ["…", "…"]'),
    ('marks = "person"', 'marks = "person"\nlook = "three.py"', 45,
     "[three] look is for what the program marks",
     "remove look"),
    ('marks = "program proposes"\nlook = "one.py"', 'marks = "person"', 34,
     "[two] needs one, which a person marks",
     "remove one from needs"),
    ('marks = "person"', 'marks = "person"\nneeds = ["one"]', 45,
     "[three] needs are for what the program marks",
     "remove needs"),
    ('marks = "person"', 'marks = "nobody"', 44,
     '[three] marks must be one of "program decides", "program proposes", "person", got "nobody"',
     'write marks = "program decides"'),
    ('pays = "any"', 'pays = "all"', 13,
     '[B] pays must be one of "sum", "any", got "all"',
     'write pays = "sum"'),
    ("extra = true", 'extra = "yes"', 14,
     '[B] extra must be true or false, got "yes"',
     "write extra = true"),
    ('hint = "Two."\n', "", 29,
     "[two] hint is missing",
     'add hint = "…"'),
    ('reading = "handout.md#two"', 'reading = ""', 37,
     "[two] reading is missing",
     'add reading = "…"'),
    ("required = 10", "required = 100", 1,
     "required is 100, but the sections that are not extra add up to 10",
     "write 10, or change the points of a section"),
    ("extra = 2", "extra = 3", 2,
     "extra is 3, but the extra sections add up to 2",
     "write 2, or change the points of a section"),
    ("required = 10\n", "", 1,
     "required is missing",
     "add required = 1.5"),
    ("extra = 2\n", "extra = 2\nbonus = 1\n", 3,
     "bonus is unknown here",
     "remove it, or use one of: required, extra, section, criterion, late"),
    ('[[section]]\nid = "A"', '[[sections]]\nid = "A"', 4,
     "sections is unknown here",
     "write section"),
    ('title = "Two"', 'title = "Two', 32,
     "is no TOML: illegal character '\\n'",
     "mend the syntax there"),
    ('title = "Two"', 'title = "Two"\ntitle = "Two"', 33,
     "is no TOML: cannot overwrite a value",
     "mend the syntax there"),
    ('"handout.md#three"\n', '"""', 46,
     "is no TOML: unterminated string",
     "mend the syntax there"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "line", "what", "fix"), REFUSALS)
def test_a_contradiction_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, fix: str
) -> None:
    assert SMALL.count(old) == 1

    error = refused(tmp_path, SMALL.replace(old, new))

    file = (tmp_path / "rubric.toml").as_posix()
    assert str(error) == f"{file}:{line}: {what}; {fix}"


def test_a_refusal_keeps_its_facts(tmp_path: Path) -> None:
    error = refused(tmp_path, SMALL.replace("points = 4", "points = 4.3"))

    assert (error.line, error.fix) == (33, "write 4.25 or 4.5")
    assert error.what == "[two] points must be a multiple of 0.25, got 4.3"


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    file = tmp_path / "rubric.toml"
    file.write_bytes(b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode())

    assert load_rubric(file) == load(tmp_path, SMALL)


def test_a_file_that_is_no_text_is_refused_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "rubric.toml"
    file.write_bytes(SMALL.encode().replace(b'"Two"', b'"\xff"'))

    with pytest.raises(RubricError, match=r":32: is not UTF-8; save the file as UTF-8"):
        load_rubric(file)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RubricError, match=r":1: cannot be read \(No such file or directory\)"):
        load_rubric(tmp_path / "missing.toml")


def test_files_of_the_kit_are_shown_from_its_folder() -> None:
    path = Path(__file__).parents[1] / "autograder" / "missing.toml"

    with pytest.raises(RubricError, match=r"^autograder/missing\.toml:1: "):
        load_rubric(path)


GUIDE = '''
[[criterion.level]]
points = 2
earns = """
All
of it.
"""

[[criterion.level]]
points = 0.5
earns = "Some."

[[criterion.level]]
points = 0
earns = "None."
'''
HOME = SMALL.count("\n")
UNGUIDED = [
    ("points = 2", "points = 1.5", 3,
     "points of the first level must be 2, got 1.5", "write 2, or add a level of 2"),
    ("points = 0\n", "points = 0.25\n", 14,
     "points of the last level must be 0, got 0.25", "write 0, or add a level of 0"),
    ("points = 0.5", "points = 2", 10,
     "points of levels must fall, got 2 below 2", "put the level of most points first"),
    ("points = 0.5", "points = 0.6", 10,
     "points of a level must be a multiple of 0.25, got 0.6",
     "write a quarter, a half or a whole"),
    ('earns = "Some."', 'earns = " "', 11,
     "earns is empty", "write in a sentence what earns these points"),
    ('earns = "Some."\n', "", 9, "earns is missing", 'add earns = "…"'),
    ("points = 0.5", 'points = "half"', 10,
     'points must be a number, got "half"', "write points = 1.5"),
    ("points = 0.5", "point = 0.5", 10, "point is unknown here", "write points"),
]  # fmt: skip


def test_each_criterion_of_a_person_has_a_guide(rubric: Rubric) -> None:
    for criterion in rubric.people:
        points = [level.points for level in criterion.levels]
        assert [points[0], points[-1]] == [criterion.points, 0]
        assert points == sorted(set(points), reverse=True)
        assert all(level.earns.endswith(".") for level in criterion.levels)
    assert not any(criterion.levels for criterion in rubric.program)


def test_a_guide_is_read_in_its_order_and_each_level_is_a_paragraph(tmp_path: Path) -> None:
    three = load(tmp_path, SMALL + GUIDE)["three"]

    told = [(level.points, level.earns) for level in three.levels]
    assert told == [(2, "All of it."), (0.5, "Some."), (0, "None.")]


@pytest.mark.parametrize(("old", "new", "line", "what", "fix"), UNGUIDED)
def test_a_guide_that_cannot_be_meant_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str, fix: str
) -> None:
    assert GUIDE.count(old) == 1

    error = refused(tmp_path, SMALL + GUIDE.replace(old, new))

    assert (error.line, error.what) == (HOME + line, f"[three] {what}")
    assert error.fix == fix


def test_a_guide_is_for_what_a_person_marks(tmp_path: Path) -> None:
    decides = SMALL.replace('marks = "person"', 'marks = "program decides"')

    error = refused(tmp_path, decides + GUIDE)

    assert error.what == "[three] a level is for what a person marks"
