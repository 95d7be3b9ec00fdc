"""A result is kept only while all that it rests on is as it was, and a line says why it is not."""

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch import Handin
from autograder.batch.basis import (
    Basis,
    changes,
    facts_of_environment,
    facts_of_kit,
    was_held_back,
)
from autograder.batch.ledger import Kept
from autograder.batch.plan import Task, Why, told, why
from autograder.batch.wish import Wish, WishError, wish_of
from autograder.cases import PUBLIC, load_case
from autograder.course import load_course
from autograder.release.frozen import freeze, write
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric
from autograder.session import KIT

RUBRIC = load_rubric()
BASIS = Basis(1, "hand-in", "kit", "environment")
HANDIN = Handin(Path("a.zip"), "a1", student="313551001")


def report(cause: str = "") -> Report:
    evidence = ({"kind": "Ended", "cause": cause},) if cause else ()
    result = Result("imports", "rules", Outcome.FAILED, 0.0, 0.0, evidence=evidence)
    return Report({}, {}, {}, {}, (result,), complete=True)


KEPT = Kept(report(), BASIS, there=True, known=True)
CASES = [
    (KEPT, BASIS, Wish(), Why.HOLDS),
    (Kept(), BASIS, Wish(), Why.NEW),
    (Kept(known=True), BASIS, Wish(), Why.LOST),
    (Kept(there=True), BASIS, Wish(), Why.FOREIGN),
    (Kept(there=True, known=True), BASIS, Wish(), Why.EDITED),
    (KEPT, replace(BASIS, handin="other"), Wish(), Why.CHANGED),
    (KEPT, replace(BASIS, attempt=2), Wish(), Why.CHANGED),
    (KEPT, replace(BASIS, kit="other"), Wish(), Why.KIT),
    (KEPT, replace(BASIS, environment="other"), Wish(), Why.ENVIRONMENT),
    (KEPT, replace(BASIS, kit="other", handin="other"), Wish(), Why.CHANGED),
    (replace(KEPT, report=report("fault")), BASIS, Wish(), Why.FAULT),
    (replace(KEPT, report=report("limit")), BASIS, Wish(), Why.LIMIT),
    (replace(KEPT, report=report("limit")), BASIS, Wish(everybody=True), Why.ASKED),
    (KEPT, BASIS, Wish(everybody=True), Why.ASKED),
    (KEPT, BASIS, Wish(keys=frozenset({"a1"})), Why.ASKED),
    (KEPT, BASIS, Wish(keys=frozenset({"a2"})), Why.HOLDS),
    (KEPT, BASIS, Wish(criteria=frozenset({"imports"})), Why.ASKED),
]


@pytest.mark.parametrize(("kept", "basis", "wish", "reason"), CASES)
def test_the_first_reason_is_given(kept: Kept, basis: Basis, wish: Wish, reason: Why) -> None:
    assert reason is why(HANDIN, kept, basis, wish)


def tasks(**reasons: int) -> list[Task]:
    return [
        Task(HANDIN, BASIS, Why[name], f"{name.lower()}{n}" if name != "KIT" else "rubric.toml")
        for name, number in reasons.items()
        for n in range(number)
    ]


def test_a_line_says_how_many_are_kept_and_why_the_others_are_not() -> None:
    assert "3 hand-ins: 3 as before." == told(tasks(HOLDS=3))
    assert (
        "60 hand-ins: 58 as before, 2 graded anew: 1 new (new0), 1 changed (changed0)."
    ) == told(tasks(CHANGED=1, HOLDS=58, NEW=1))
    assert "9 hand-ins: 0 as before, 9 graded anew: 9 kit changed (rubric.toml)." == told(
        tasks(KIT=9)
    )
    assert "4 hand-ins: 0 as before, 4 graded anew: 4 new." == told(tasks(NEW=4))


def test_a_kit_is_all_that_can_change_a_result() -> None:
    items = facts_of_kit(PUBLIC).items
    assert {
        "rubric.toml", "course.toml", "run.py", "worker/serve.py", "test_accuracy.py",
        "batch/grade.py", "handin/zipped.py", "datasets.py", "the case file",
    } <= set(items)  # fmt: skip
    assert not [name for name in items if name.startswith(("outputs/", "release/", "__main__"))]
    assert not [name for name in items if "__pycache__" in name]


def test_another_case_file_is_another_kit(tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    write(freeze(1), other)
    one, two = (facts_of_kit(path) for path in (PUBLIC, other))
    assert ["the case file"] == changes(one.items, two.items)
    assert one.digest != two.digest
    assert ("", load_case(other).digest[:12]) == tuple(was_held_back(f.items) for f in (one, two))


def test_a_changed_rubric_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.batch.basis.KIT", tmp_path)
    rubric = tmp_path / "rubric.toml"
    rubric.write_bytes((KIT / "rubric.toml").read_bytes())
    before = facts_of_kit(PUBLIC)
    rubric.write_bytes(rubric.read_bytes().replace(b"needs", b"needs ", 1))
    assert ["rubric.toml"] == changes(before.items, facts_of_kit(PUBLIC).items)


def test_the_environment_has_all_that_students_compute_with() -> None:
    items = facts_of_environment(load_course()).items
    assert {"python", "numpy", "matplotlib", "system", "machine", "sandbox"} <= set(items)


CLASS = [
    Handin(Path("a.zip"), "313551001", student="313551001"),
    Handin(Path("b.zip"), "313551001-ab12", student="313551001"),
    Handin(Path("c.zip"), "c-1a2b", student=None),
]


def test_a_word_names_everybody_a_student_or_one_hand_in() -> None:
    assert Wish(everybody=True) == wish_of(["all"], CLASS, RUBRIC)
    both = frozenset({"313551001", "313551001-ab12"})
    assert Wish(keys=both) == wish_of(["313551001"], CLASS, RUBRIC)
    assert Wish(keys=frozenset({"c-1a2b"})) == wish_of(["C-1A2B"], CLASS, RUBRIC)
    assert Wish() == wish_of([], CLASS, RUBRIC)


def test_a_criterion_takes_along_what_needs_it_and_nothing_else() -> None:
    wish = wish_of(["predict"], CLASS, RUBRIC)
    assert {"predict", "accuracy.linear", "accuracy.xor"} <= wish.criteria
    assert not {"imports", "forward.sigmoid", "backward.sigmoid"} & wish.criteria
    assert frozenset({"accuracy.xor"}) == wish_of(["accuracy.xor"], CLASS, RUBRIC).criteria


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("31355100", "near it are 313551001"),
        ("accuracy.xr", "near it are accuracy.xor"),
        ("zzz", f"there are all, 313551001, c-1a2b, and {RUBRIC.program[0].id}, "),
        (RUBRIC.people[0].id, "names no student of this class and no criterion"),
    ],
)
def test_a_word_that_names_nothing_is_refused_with_what_there_is(word: str, said: str) -> None:
    with pytest.raises(WishError) as caught:
        wish_of(["all", word], CLASS, RUBRIC)
    assert said in str(caught.value)
    assert 1 == len(str(caught.value).splitlines())
