"""A second run grades what it has to, says why, and finds everything else as it was."""

import csv
import io
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import pytest

from autograder.commands import main

IDS = ("313551001", "313551002", "313551003")
DECISION = """
[[override]]
student = "313551002"
criterion = "accuracy.xor"
points = 12.5
who = "Chen"
when = 2027-03-12
why = "an outage"
"""


class Pretend(Protocol):
    """What conftest's fixture gives."""

    graded: list[str]
    known: list[tuple[Any, ...]]
    kit: dict[str, str]
    environment: dict[str, str]
    ended: dict[tuple[str, int], str]


class Class:
    """Three hand-ins, a place for results, and what the last run said."""

    def __init__(self, folder: Path, pretend: Pretend, read: Callable[[], Any]) -> None:
        self.handins, self.out, self.pretend, self.read = (
            folder / "c",
            folder / "out",
            pretend,
            read,
        )
        self.handins.mkdir()
        for identity in IDS:
            (self.handins / f"DL_LAB1_{identity}_a.zip").write_text(identity)

    def run(self, *options: str, expected: int = 0) -> tuple[list[str], str]:
        """Grade; return who was graded, and the first line of what was printed."""
        self.pretend.graded.clear()
        self.pretend.known.clear()
        command = ["grade", str(self.handins), "--out", str(self.out), *options]
        assert expected == main(command)
        self.printed, self.complaints = self.read()
        return sorted(self.pretend.graded), self.printed.partition("\n")[0]

    def result(self, identity: str) -> dict[str, Any]:
        """Return a student's report."""
        found = json.loads(self.path(identity).read_text(encoding="utf-8"))
        assert isinstance(found, dict)
        return found

    def path(self, identity: str) -> Path:
        """Return where a student's report is."""
        return self.out / "results" / f"{identity}.json"

    def rows(self) -> dict[str, dict[str, str]]:
        """Return the table by keys."""
        text = (self.out / "grades.csv").read_bytes().decode("utf-8-sig")
        return {row["key"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


@pytest.fixture
def course(tmp_path: Path, pretend: Pretend, capsys: pytest.CaptureFixture[str]) -> Class:
    return Class(tmp_path, pretend, capsys.readouterr)


def test_nothing_changed_means_nothing_is_graded_or_written(course: Class) -> None:
    everybody = ", ".join(IDS)
    first = f"3 hand-ins: 0 as before, 3 graded anew: 3 new ({everybody})."
    assert (list(IDS), first) == course.run()
    before = {path: path.stat().st_mtime_ns for path in course.out.glob("results/*")}
    table = (course.out / "grades.csv").read_bytes()
    assert ([], "3 hand-ins: 3 as before.") == course.run()
    assert before == {path: path.stat().st_mtime_ns for path in course.out.glob("results/*")}
    assert table == (course.out / "grades.csv").read_bytes()


def test_what_is_new_or_changed_is_graded_and_nothing_else(course: Class) -> None:
    course.run()
    (course.handins / "DL_LAB1_313551002_a.zip").write_text("mended")
    (course.handins / "DL_LAB1_313551004_a.zip").write_text("late")
    graded, line = course.run()
    assert ["313551002", "313551004"] == graded
    said = "2 graded anew: 1 new (313551004), 1 changed (313551002)."
    assert f"4 hand-ins: 2 as before, {said}" == line
    assert ([], "4 hand-ins: 4 as before.") == course.run()


def test_another_kit_or_environment_is_named(course: Class) -> None:
    course.run()
    course.pretend.kit |= {"rubric.toml": "2"}
    assert (list(IDS), "3 kit changed (rubric.toml).") == after_colon(*course.run())
    course.pretend.environment |= {"numpy": "2.2.0"}
    said = "3 environment changed (numpy 2.1.0 -> 2.2.0)."
    assert (list(IDS), said) == after_colon(*course.run())
    course.pretend.kit |= dict.fromkeys(("a.py", "b.py", "c.py", "d.py", "e.py"), "1")
    assert (list(IDS), "3 kit changed (a.py, b.py, c.py and 2 more).") == after_colon(*course.run())


def after_colon(graded: list[str], line: str) -> tuple[list[str], str]:
    return graded, line.rpartition(": ")[2]


def test_a_result_that_somebody_changed_is_graded_anew_and_kept_beside(course: Class) -> None:
    course.run()
    edited = course.path("313551003").read_bytes().replace(b'"earned": 0.0', b'"earned": 1.0')
    course.path("313551003").write_bytes(edited)
    course.path("313551001").unlink()
    graded, line = course.run()
    assert ["313551001", "313551003"] == graded
    assert "1 without its result (313551001)" in line
    assert "1 with a result that somebody changed (313551003)" in line
    (aside,) = (course.out / "replaced").iterdir()
    assert edited == aside.read_bytes()
    assert f"Replaced  {course.out / 'replaced'}" in course.printed
    assert ([], "3 hand-ins: 3 as before.") == course.run()


def test_results_without_a_ledger_are_graded_anew_and_kept_beside(course: Class) -> None:
    course.run()
    (course.out / "ledger.db").write_text("from another world")
    graded, line = course.run()
    assert list(IDS) == graded
    assert "3 with a result that is not in the ledger" in line
    assert "or damaged, so that everything is graded anew; it is kept as ledger-" in (
        course.complaints
    )
    assert 3 == len(list(course.out.glob("results/*")))


def test_a_result_that_no_ledger_knows_is_kept_beside_if_it_is_another(course: Class) -> None:
    course.run()
    (course.out / "ledger.db").unlink()
    course.pretend.ended = {("313551002", 1): "limit", ("313551002", 2): "limit"}
    before = course.path("313551002").read_bytes()
    assert list(IDS) == sorted(set(course.run()[0]))
    assert [before] == [aside.read_bytes() for aside in (course.out / "replaced").iterdir()]


def test_a_fault_of_ours_is_graded_anew(course: Class) -> None:
    course.pretend.ended["313551002", 1] = "fault"
    course.run()
    course.pretend.ended.clear()
    graded, line = course.run()
    assert ["313551002"] == graded
    assert line.endswith("1 graded anew: 1 not graded by a fault of ours (313551002).")


@pytest.mark.parametrize("asked", ["all", "313551002", "accuracy.xor"])
def test_what_is_asked_for_is_graded_again(course: Class, asked: str) -> None:
    course.run()
    graded, line = course.run("--regrade", asked)
    assert graded == (["313551002"] if asked == "313551002" else list(IDS))
    assert "asked for" in line
    whole = asked != "accuracy.xor"
    kept = {result.criterion for result in course.pretend.known[0]}
    assert (not kept) if whole else ("predict" in kept and "accuracy.xor" not in kept)


def test_a_word_that_names_nothing_ends_before_anything_is_graded(course: Class) -> None:
    assert ([], "") == course.run("--regrade", "313551009", expected=2)
    assert "--regrade 313551009 names no student of this class" in course.complaints
    assert 1 == len(course.complaints.splitlines())
    assert not list((course.out / "results").iterdir())


def test_what_a_limit_ended_gets_a_second_chance_after_all_others(course: Class) -> None:
    course.pretend.ended["313551001", 1] = "limit"
    course.pretend.ended |= {("313551002", 1): "limit", ("313551002", 2): "limit"}
    course.run("--jobs", "3")
    assert set(IDS) == set(course.pretend.graded[:3])
    assert ["313551001", "313551002"] == course.pretend.graded[3:]
    assert "A limit of time ended 2: once more, with nothing else running." in course.printed
    outcomes = {}
    for identity in IDS:
        found = course.result(identity)
        by_criterion = {result["criterion"]: result for result in found["results"]}
        outcomes[identity] = (
            by_criterion["accuracy.xor"]["outcome"],
            found["submission"].get("retried"),
        )
    assert {
        "313551001": ("passed", True),
        "313551002": ("stopped", True),
        "313551003": ("passed", None),
    } == outcomes
    assert ([], "3 hand-ins: 3 as before.") == course.run()


def test_a_second_chance_that_a_fault_of_ours_spoiled_comes_again(course: Class) -> None:
    course.pretend.ended |= {("313551001", 1): "limit", ("313551001", 2): "fault"}
    course.run()
    assert "retried" not in course.result("313551001")["submission"]
    course.pretend.ended = {}
    graded, line = course.run()
    assert ["313551001"] == graded
    assert line.endswith("1 graded anew: 1 ended by a limit of time (313551001).")
    assert course.result("313551001")["submission"]["retried"]


def test_an_override_counts_at_once_on_what_is_kept(course: Class) -> None:
    course.run()
    before = course.result("313551002")
    (course.out / "decisions.toml").write_text(DECISION)
    assert ([], "3 hand-ins: 3 as before.") == course.run()
    after = course.result("313551002")
    assert before["results"] == after["results"]
    assert 7.5 == before["points"]["decided"] - after["points"]["decided"]
    assert 12.5 == after["decisions"][0]["points"]
    row = course.rows()["313551002"]
    assert ("12.5", "accuracy.xor 20 -> 12.5 (Chen: an outage)") == (
        row["accuracy.xor"],
        row["overrides"],
    )
    assert "accuracy.xor 20 -> 12.5" in course.printed
    assert ([], "3 hand-ins: 3 as before.") == course.run()  # the override changed no hand-in
    (course.out / "decisions.toml").unlink()
    assert ([], "3 hand-ins: 3 as before.") == course.run()
    assert before == course.result("313551002")


def test_a_waiver_by_command_reaches_the_report_without_grading_anew(
    course: Class, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LAB_WHO", "Chen")
    course.run()
    before = course.result("313551002")
    said = ["waive", "313551002", "name-person", "--why", "an outage", "--out", str(course.out)]
    assert 0 == main(["decide", *said])
    capsys.readouterr()
    assert ([], "3 hand-ins: 3 as before.") == course.run()
    (decision,) = course.result("313551002")["decisions"]
    assert ("waive", "name-person", "Chen") == tuple(decision[k] for k in ("kind", "about", "who"))
    assert 0 == main(["decide", "remove", "1", "--out", str(course.out)])
    course.run()
    assert before == course.result("313551002")


def test_decisions_in_another_file_count_as_well(course: Class, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(DECISION.replace("313551002", "313551999"))
    assert list(IDS) == course.run("--decisions", str(file))[0]
    assert course.complaints.endswith(
        "mine.toml:2: no hand-in here is of 313551999; its override of accuracy.xor waits\n"
    )
    file.write_text(DECISION)
    course.run("--decisions", str(file))
    assert course.result("313551002")["decisions"]


@pytest.mark.parametrize("text", [DECISION.replace("12.5", "99"), "override = 7", None])
def test_a_decision_that_cannot_be_meant_ends_before_anything_is_graded(
    course: Class, tmp_path: Path, text: str | None
) -> None:
    file = tmp_path / "decisions.toml"
    if text is not None:
        file.write_text(text)
    assert ([], "") == course.run("--decisions", str(file), expected=2)
    assert 1 == len(course.complaints.splitlines())
    assert re.search(r"decisions\.toml:\d+: ", course.complaints)
    assert not course.out.exists()


def test_who_claims_the_same_id_is_told_without_grading_again(course: Class) -> None:
    course.run()
    (course.handins / "DL_LAB1_313551001_b.zip").write_text("me too")
    graded, line = course.run()
    assert 2 == len(graded)  # two with one id have keys of their own
    assert "4 hand-ins: 2 as before" in line
    assert all("same_id" in course.result(key)["submission"] for key in graded)
    (course.handins / "DL_LAB1_313551001_c.zip").write_text("and me")
    (third,), _ = course.run()
    assert third in course.result(graded[0])["submission"]["same_id"]


def test_a_disk_that_fills_up_is_one_line_and_the_next_run_goes_on(
    course: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def full(_: int) -> None:
        synced.append(1)
        if len(synced) > 5:  # the place was tried out, all is kept, and one result is there
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        course.run("--jobs", "1", expected=2)
    (line,) = course.complaints.splitlines()
    assert "(No space left on device); make room and run again: what is done is kept" in line
    graded, line = course.run()
    assert 2 == len(graded)
    assert line.startswith("3 hand-ins: 1 as before, 2 graded anew: 2 new")


def test_an_unchanged_class_is_looked_through_in_no_time(course: Class) -> None:
    for number in range(100):
        (course.handins / f"DL_LAB1_3135512{number:02}_a.zip").write_text(str(number))
    course.run()
    begun = time.perf_counter()
    assert [] == course.run()[0]
    assert time.perf_counter() - begun < 5


def test_a_criterion_that_a_limit_ends_again_has_the_whole_hand_in_graded_alone(
    course: Class,
) -> None:
    course.run()
    course.pretend.ended["313551002", 1] = "limit"
    course.run("--regrade", "accuracy.xor")
    assert ["313551002"] == course.pretend.graded[3:]
    assert [True, True, True, False] == [bool(known) for known in course.pretend.known]
    assert course.result("313551002")["submission"]["retried"]
