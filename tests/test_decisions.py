"""What people decide is read strictly, counts at once, and changes nothing that was found."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.decisions import Decisions, DecisionsError, decided, load_decisions
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric

RUBRIC = load_rubric()
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
    return decided(Report(who, {}, {}, {}, results, complete=True), RUBRIC, Decisions())


def test_an_override_counts_and_the_result_stays(tmp_path: Path) -> None:
    decisions = load_decisions(written(tmp_path, {}), RUBRIC)
    before, after = report(), decided(report(), RUBRIC, decisions)
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
    decisions = load_decisions(written(tmp_path, {}), RUBRIC)
    assert report() == decided(decided(report(), RUBRIC, decisions), RUBRIC, Decisions())


def test_points_that_a_person_gives_need_nobody_to_confirm_them(tmp_path: Path) -> None:
    proposed = next(c for c in RUBRIC.program if c.marks == "program proposes" and c.points)
    override = {"criterion": f'"{proposed.id}"', "points": "0"}
    after = decided(report(), RUBRIC, load_decisions(written(tmp_path, override), RUBRIC))
    assert proposed.points == report().points["proposed"] - after.points["proposed"]  # type: ignore[operator]
    assert report().points["decided"] == after.points["decided"]


def test_an_override_finds_its_student_by_id_or_by_key(tmp_path: Path) -> None:
    path = written(tmp_path, {"student": '" a1B2 "'})
    decisions = load_decisions(path, RUBRIC)
    assert decisions.of(report("x", "A1b2"))
    assert decisions.of(report("a1b2", None))
    assert not decisions.of(report("a1b", "a1b"))
    assert not decisions.of(replace(report(), submission={"key": "none", "id": None}))


def test_a_stranger_is_a_warning_with_its_line(tmp_path: Path) -> None:
    decisions = load_decisions(written(tmp_path, {}, {"student": '"313551999"'}), RUBRIC)
    (line,) = decisions.strangers(["313551001"])
    assert line.endswith(
        "decisions.toml:9: no hand-in here is of 313551999; its override of accuracy.xor waits"
    )


def test_a_file_without_decisions_decides_nothing(tmp_path: Path) -> None:
    assert Decisions() == load_decisions(written(tmp_path), RUBRIC)


WRONG: dict[str, tuple[tuple[dict[str, str | None], ...], str]] = {
    "no such criterion": (
        ({"criterion": '"accuracy.xr"'},),
        "3: [override 1] the program marks no criterion accuracy.xr; write accuracy.xor",
    ),
    "a person's criterion": (
        ({"criterion": f'"{RUBRIC.people[0].id}"'},),
        f"3: [override 1] the program marks no criterion {RUBRIC.people[0].id}; write one of: ",
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
        load_decisions(written(tmp_path, *overrides), RUBRIC)
    assert f"decisions.toml:{said}" in str(caught.value)


def test_another_kind_of_decision_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecisionsError, match=r"decisions.toml:1: .*waiver is unknown here"):
        load_decisions(written(tmp_path, head="[[waiver]]\n"), RUBRIC)
