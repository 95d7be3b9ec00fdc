"""What people decide is read strictly, counts at once, and changes nothing that was found."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from autograder.course import load_course
from autograder.decisions import (
    Decisions,
    DecisionsError,
    Identity,
    decided,
    load_decisions,
)
from autograder.report import Outcome, Report, Result, Ruling
from autograder.rubric import load_rubric

RUBRIC, COURSE = load_rubric(), load_course()
RIGHT = {
    "student": '"313551001"',
    "criterion": '"accuracy.xor"',
    "points": "12.5",
    "who": '"Chen"',
    "when": "2027-03-12",
    "why": '"the machine was down"',
}


def written(folder: Path, *overrides: Mapping[str, str | None], head: str = "") -> Path:
    """Return a file with these overrides, each RIGHT but for what it says; None leaves one out."""
    tables = []
    for override in overrides:
        lines = [f"{k} = {v}" for k, v in {**RIGHT, **override}.items() if v is not None]
        tables.append("\n".join(["[[override]]", *lines]))
    path = folder / "decisions.toml"
    path.write_text(head + "\n\n".join(tables) + "\n", encoding="utf-8")
    return path


def report(key: str = "313551001", identity: str | None = "313551001") -> Report:
    results = tuple(
        Result(c.id, c.section, outcome, outcome.earns(c.points), c.points)
        for c in RUBRIC.program
        for outcome in [Outcome.FAILED if c.id == "accuracy.xor" else Outcome.PASSED]
    )
    who: dict[str, object] = {
        "key": key,
        "id": identity,
        "name": None,
        "source": "a.zip",
        "notes": [],
    }
    return decided(Report(who, {}, {}, {}, results, complete=True), RUBRIC, COURSE, Decisions())


def test_an_override_counts_and_the_result_stays(tmp_path: Path) -> None:
    decisions = load_decisions(written(tmp_path, {}), RUBRIC, COURSE)
    before, after = report(), decided(report(), RUBRIC, COURSE, decisions)
    assert before.results == after.results
    assert 12.5 == after.points["decided"] - before.points["decided"]  # type: ignore[operator]
    (override,) = after.overrides
    assert ("accuracy.xor", 12.5, "Chen", "2027-03-12", "the machine was down") == (
        override.criterion,
        override.points,
        override.who,
        override.when,
        override.why,
    )
    assert after == Report.from_json(after.to_json())


def test_a_decision_that_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    decisions = load_decisions(written(tmp_path, {}), RUBRIC, COURSE)
    assert report() == decided(
        decided(report(), RUBRIC, COURSE, decisions), RUBRIC, COURSE, Decisions()
    )


def test_points_that_a_person_gives_need_nobody_to_confirm_them(tmp_path: Path) -> None:
    proposed = next(c for c in RUBRIC.program if c.marks == "program proposes" and c.points)
    override = {"criterion": f'"{proposed.id}"', "points": "0"}
    after = decided(
        report(), RUBRIC, COURSE, load_decisions(written(tmp_path, override), RUBRIC, COURSE)
    )
    assert proposed.points == report().points["proposed"] - after.points["proposed"]  # type: ignore[operator]
    assert report().points["decided"] == after.points["decided"]


def test_an_override_finds_its_student_by_id_or_by_key(tmp_path: Path) -> None:
    path = written(tmp_path, {"student": '" a1B2 "'})
    decisions = load_decisions(path, RUBRIC, COURSE)
    assert decisions.of(report("x", "A1b2"))
    assert decisions.of(report("a1b2", None))
    assert not decisions.of(report("a1b", "a1b"))
    assert not decisions.of(replace(report(), submission={"key": "none", "id": None}))


def test_a_stranger_is_a_warning_with_its_line(tmp_path: Path) -> None:
    decisions = load_decisions(written(tmp_path, {}, {"student": '"313551999"'}), RUBRIC, COURSE)
    (line,) = decisions.strangers(["313551001"])
    assert line.endswith(
        "decisions.toml:9: no hand-in here is of 313551999; its override of accuracy.xor waits"
    )


def test_a_file_without_decisions_decides_nothing(tmp_path: Path) -> None:
    assert Decisions() == load_decisions(written(tmp_path), RUBRIC, COURSE)


WRONG: dict[str, tuple[tuple[dict[str, str | None], ...], str]] = {
    "no such criterion": (
        ({"criterion": '"accuracy.xr"'},),
        "3: [override 1] the rubric has no criterion accuracy.xr; write accuracy.xor",
    ),
    "more than there is": (
        ({"points": "20.5"},),
        "4: [override 1] accuracy.xor has 20 points, got 20.5; write a number from 0 to 20",
    ),
    "negative": (({"points": "-1"},), "4: [override 1] accuracy.xor has 20 points, got -1; "),
    "no number": (({"points": "nan"},), "4: [override 1] points must be a number, got nan; "),
    "nobody": (({"who": None},), '1: [override 1] who is missing; add who = "…"'),
    "nobody's name": (({"who": '" "'},), "5: [override 1] who is empty; write your name"),
    "no date": (({"when": None},), "1: [override 1] when is missing; add when = 2027-03-12"),
    "a date as a text": (
        ({"when": '"2027-03-12"'},),
        '6: [override 1] when must be a date, got "2027-03-12"; write when = 2027-03-12',
    ),
    "a date with a time": (({"when": "2027-03-12T10:00:00"},), "6: [override 1] when must be a da"),
    "no reason": (({"why": None},), '1: [override 1] why is missing; add why = "…"'),
    "an empty reason": (({"why": '""'},), "7: [override 1] why is empty; write the reason"),
    "an unknown key": (({"by": '"Chen"'},), "8: [override 1] by is unknown here; "),
    "said twice": (
        ({}, {"student": '" 313551001"', "points": "3"}),
        "9: [override 2] accuracy.xor of  313551001 is decided twice; keep the one that counts",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_meant_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    overrides, said = WRONG[case]
    with pytest.raises(DecisionsError) as caught:
        load_decisions(written(tmp_path, *overrides), RUBRIC, COURSE)
    assert f"decisions.toml:{said}" in str(caught.value)


def test_another_kind_of_decision_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError, match=r"decisions.toml:1: .*waiver is unknown here"):
        load_decisions(written(tmp_path, head="[[waiver]]\n"), RUBRIC, COURSE)


SIGNED = 'who = "Chen"\nwhen = 2027-04-01\nwhy = "agreed"\n'
STUDENT = 'student = "313551001"\n'


def tables(folder: Path, *said: tuple[str, str]) -> Path:
    """Return a file with these tables, each of a kind and with keys of its own."""
    path = folder / "decisions.toml"
    path.write_text("\n".join(f"[[{kind}]]\n{keys}{SIGNED}" for kind, keys in said), "utf-8")
    return path


def test_a_person_may_mark_a_persons_criterion(tmp_path: Path) -> None:
    own = RUBRIC.people[0]
    path = written(tmp_path, {"criterion": f'"{own.id}"', "points": "3"})
    after = decided(report(), RUBRIC, COURSE, load_decisions(path, RUBRIC, COURSE))
    assert own.points == report().points["person"] - after.points["person"]  # type: ignore[operator]
    assert 3.0 == after.points["decided"] - report().points["decided"]  # type: ignore[operator]


def test_each_kind_is_found_by_whom_it_is_about(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_bytes(b"wrap")
    path = tables(
        tmp_path,
        ("extend", STUDENT + 'until = "2027-03-27 23:59 Asia/Taipei"\n'),
        ("waive", STUDENT + 'rule = "name-person"\n'),
        ("attempt", STUDENT + "attempt = 2\n"),
        ("adapt", STUDENT + 'file = "one.py"\n'),
        ("identify", 'handin = "HW1.zip"\nstudent = "313551002"\nname = "陳敬中"\n'),
        ("waive", STUDENT + 'rule = "late"\n'),
    )
    found = load_decisions(path, RUBRIC, COURSE)
    taipei = timezone(timedelta(hours=8))
    assert datetime(2027, 3, 27, 23, 59, tzinfo=taipei) == found.extension("313551001")
    assert (2, tmp_path / "one.py") == (found.attempt("313551001"), found.adapter("313551001"))
    assert Identity("313551002", "陳敬中") == found.identity("a-key", "hw1.zip")
    assert found.identity("other.zip") is None
    assert found.extension("1") is None
    assert (None, None) == (found.attempt("1"), found.adapter("1"))
    kinds = ["extend", "waive", "attempt", "adapt", "waive"]
    assert kinds == [decision.kind for decision in found.of(report())]
    digest = hashlib.sha256(b"wrap").hexdigest()[:12]
    rulings = [ruling for ruling in found.of(report()) if isinstance(ruling, Ruling)]
    assert ["name-person", digest, "late"] == [rulings[n].about for n in (1, 3, 4)]


@pytest.mark.parametrize("named", ["a1b2c3d4", "A1B2C3D4E5F6", "a1b2c3d4e5f6a7"])
def test_a_hand_in_is_known_by_the_beginning_of_its_digest(named: str, tmp_path: Path) -> None:
    path = tables(tmp_path, ("identify", f'handin = "{named}"\nstudent = "313551002"\n'))
    found = load_decisions(path, RUBRIC, COURSE)
    assert found.identity("a1b2c3d4e5f6")
    assert not found.identity("b1b2c3d4e5f6", "a1b2c3d", "313551002")


def test_names_are_the_same_however_their_signs_are_stored(tmp_path: Path) -> None:
    path = tables(tmp_path, ("identify", 'handin = "Ren\u00e9.zip"\nstudent = "313551002"\n'))
    assert load_decisions(path, RUBRIC, COURSE).identity("Rene\u0301.zip")


def test_what_is_decided_of_an_id_spares_a_hand_in_that_only_claims_it(tmp_path: Path) -> None:
    path = tables(
        tmp_path,
        ("waive", STUDENT + 'rule = "late"\n'),
        ("identify", 'handin = "a.zip"\nstudent = "313551002"\n'),
        ("waive", 'student = "313551002"\nrule = "format"\n'),
    )
    found = load_decisions(path, RUBRIC, COURSE).of(report())
    assert [("identify", "313551002"), ("waive", "format")] == [
        (decision.kind, decision.about)  # type: ignore[union-attr]
        for decision in found
    ]


def test_whoever_is_identified_is_no_stranger(tmp_path: Path) -> None:
    path = tables(
        tmp_path,
        ("identify", 'handin = "a.zip"\nstudent = "313551002"\n'),
        ("waive", 'student = "313551002"\nrule = "late"\n'),
        ("identify", 'handin = "b.zip"\nstudent = "313551003"\n'),
    )
    (line,) = load_decisions(path, RUBRIC, COURSE).strangers(["a.zip"])
    assert line.endswith("no hand-in here is called b.zip; its identification as 313551003 waits")


UNMEANT = {
    "a rule misspelled": (("waive", 'rule = "name-persn"\n'), "3: [waive 1] there is no rule "),
    "a rule of another world": (("waive", 'rule = "zzz"\n'), "write one of: format, late, "),
    "no id": (("identify", 'handin = "x"\n'), "2: [identify 1] 1 is no student id; write one"),
    "no hand-in": (("identify", 'handin = " "\n'), "3: [identify 1] handin is empty; write its"),
    "no zone": (
        ("extend", 'until = "2027-03-27 23:59"\n'),
        "3: [extend 1] '2027-03-27 23:59' does not say in",
    ),
    "no moment": (
        ("extend", 'until = "soon"\n'),
        "'soon' is no date and time with a zone; write one",
    ),
    "attempt none": (("attempt", "attempt = 0\n"), "3: [attempt 1] attempt must be a number from"),
    "attempt half": (("attempt", "attempt = 1.5\n"), "must be a whole number or a text, got 1.5"),
    "attempt true": (("attempt", "attempt = true\n"), "must be a whole number or a text, got true"),
    "a short digest": (("attempt", 'attempt = "a1b2c3"\n'), "or a digest of 8 digits or more"),
    "no adapter": (("adapt", 'file = "gone.py"\n'), "3: [adapt 1] file must be a file that is"),
    "a folder": (("adapt", 'file = "."\n'), "3: [adapt 1] file must be a file that is there, got"),
}


@pytest.mark.parametrize("case", UNMEANT)
def test_a_ruling_that_cannot_be_meant_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    (kind, keys), said = UNMEANT[case]
    student = 'student = "1"\n'
    with pytest.raises(DecisionsError) as caught:
        load_decisions(tables(tmp_path, (kind, student + keys)), RUBRIC, COURSE)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


TWICE = {
    "waive": ('rule = "late"\n', 'rule = "late"\n', "late of 313551001 is decided twice"),
    "extend": (
        'until = "2027-03-27T00:00Z"\n',
        'until = "2027-03-28T00:00Z"\n',
        "the deadline of 313551001 is decided twice; keep the one that counts",
    ),
    "attempt": ("attempt = 1\n", "attempt = 2\n", "the attempt of 313551001 is decided twice"),
    "adapt": ('file = "a.py"\n', 'file = "b.py"\n', "the adapter of 313551001 is decided twice"),
}


@pytest.mark.parametrize("kind", TWICE)
def test_what_is_decided_twice_is_refused(kind: str, tmp_path: Path) -> None:
    first, second, said = TWICE[kind]
    for name in ("a.py", "b.py"):
        (tmp_path / name).touch()
    path = tables(tmp_path, (kind, STUDENT + first), (kind, STUDENT + second))
    with pytest.raises(DecisionsError, match=f"decisions.toml:8: .{kind} 2. {said}"):
        load_decisions(path, RUBRIC, COURSE)


def test_one_hand_in_cannot_be_of_two_students(tmp_path: Path) -> None:
    path = tables(
        tmp_path,
        ("identify", 'handin = "a.zip"\nstudent = "313551002"\n'),
        ("identify", 'handin = "A.ZIP"\nstudent = "313551003"\n'),
    )
    with pytest.raises(DecisionsError, match=r"the student of A.ZIP is decided twice"):
        load_decisions(path, RUBRIC, COURSE)


def test_an_extension_that_extends_nothing_is_refused(tmp_path: Path) -> None:
    deadline = datetime(2027, 3, 25, 16, tzinfo=UTC)
    course = replace(COURSE, handin=replace(COURSE.handin, deadline=deadline))
    path = tables(tmp_path, ("extend", STUDENT + 'until = "2027-03-26T00:00+08:00"\n'))
    with pytest.raises(DecisionsError, match="until must be after the deadline, 2027-03-25T16:00"):
        load_decisions(path, RUBRIC, course)
