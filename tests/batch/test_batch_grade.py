"""Whatever a hand-in is, its report is complete, and what nobody could grade costs no points."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import Desk, Handin, Watch, grade
from autograder.batch.again import faulty
from autograder.batch.shelf import dressed
from autograder.batch.watch import Interrupted
from autograder.diagnosis import Evidence
from autograder.handin import Submission, open_submission
from autograder.outputs import Status, attention, status
from autograder.report import Outcome, Report
from autograder.run import Grading, checks


def graded(path: Path, tmp_path: Path, desk: Desk | None = None) -> Report:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    return grade(Handin(path), workspace, desk or Desk()).report


def other_formats(folder: Path) -> Iterator[tuple[Path, str]]:
    for name, content, said in (
        ("DL_LAB1_313551001_a.rar", b"Rar!\x1a\x07", "only zip archives and folders"),
        ("report.pdf", b"%PDF-1.4", "report.pdf: only zip archives and folders"),
        ("notes.txt", b"", "ask for a zip"),
        ("a.zip", b"hello", "this is no zip archive"),
        ("b.zip", b"", "this file is empty"),
        ("c.7z", b"PK\3\4 and no more", "this is no zip archive"),
    ):
        path = folder / name
        path.write_bytes(content)
        yield path, said
    (folder / "empty").mkdir()
    yield folder / "empty", "hand in at least 3 of"
    (folder / "link.zip").symlink_to(folder / "a.zip")
    yield folder / "link.zip", "is a link"
    yield folder / "gone.zip", "by no fault of its own"


def test_what_has_no_package_is_withheld_with_one_clear_reason(tmp_path: Path) -> None:
    for number, (path, said) in enumerate(other_formats(tmp_path)):
        place = tmp_path / str(number)
        place.mkdir()
        report = graded(path, place)
        assert report.complete
        assert {Outcome.NOT_GRADED} == {result.outcome for result in report.results}
        assert 100 == report.points["possible"]
        assert 0 == report.points["earned"]
        assert status(report) is Status.NOT_GRADED
        (reason,) = [r for r in attention(report) if "student id" not in r]
        assert said in reason
        assert str(tmp_path) not in report.to_json()
        assert report == Report.from_json(report.to_json())


def test_a_fault_of_ours_withholds_everything_and_leaves_a_trace(
    samples: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def broken(*_: object) -> Iterator[None]:
        raise KeyError("secret")
        yield

    monkeypatch.setattr(import_module("autograder.batch.grade"), "grading_of", broken)
    traces: dict[str, str] = {}
    report = graded(samples["001"], tmp_path, Desk(log=traces.__setitem__))
    assert {Outcome.NOT_GRADED} == {result.outcome for result in report.results}
    (reason,) = attention(report)
    assert "nobody's fault but ours; see log/313551001.txt" in reason
    assert "KeyError" in reason
    assert "secret" not in reason
    assert "KeyError: 'secret'" in traces["313551001"]
    assert faulty(report)


def test_a_check_of_ours_that_fails_makes_the_report_one_to_grade_again(
    samples: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Iterator[Evidence]:
        raise ZeroDivisionError
        yield

    check = replace(checks()["forward.sigmoid"], function=broken)
    monkeypatch.setattr("autograder.run.checks", lambda: {"forward.sigmoid": check})
    monkeypatch.setattr(Grading, "all", lambda self: [self.result("forward.sigmoid")])
    report = graded(samples["001"], tmp_path)
    assert [Outcome.NOT_GRADED] == [result.outcome for result in report.results]
    assert faulty(report)


def test_time_that_runs_out_withholds_what_was_not_reached(
    samples: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Grading, "_spent", lambda _: 10.0**6)
    report = graded(samples["001"], tmp_path)
    assert report.complete
    assert {Outcome.NOT_GRADED} == {result.outcome for result in report.results}
    assert 45 + 55 == report.points["person"] + report.points["withheld"]  # type: ignore[operator]
    assert attention(report)[0].endswith("for one submission are used up; a person decides.")


@pytest.mark.parametrize(
    ("changes", "outcome"), [(1, Outcome.PASSED), (9, Outcome.NOT_GRADED)], ids=["once", "always"]
)
def test_a_hand_in_that_changes_while_it_is_read_is_read_once_more(
    samples: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    changes: int,
    outcome: Outcome,
) -> None:
    path, right, opened = tmp_path / samples["001"].name, samples["001"].read_bytes(), []
    path.write_bytes(right[: len(right) // 2])

    def still_uploading(source: Path, *arguments: Any, **keywords: Any) -> Submission:
        found = open_submission(source, *arguments, **keywords)
        opened.append(found)
        if len(opened) <= changes:
            path.write_bytes(right + b"\0" * (len(opened) - 1))
        return found

    monkeypatch.setattr("autograder.session.open_submission", still_uploading)
    monkeypatch.setattr(Grading, "all", lambda self: [self.result("forward.sigmoid")])
    report = graded(path, tmp_path)
    found = {result.criterion: result for result in report.results}["forward.sigmoid"]
    assert 2 == len(opened)
    assert outcome is found.outcome
    assert faulty(report) == (outcome is Outcome.NOT_GRADED)
    if outcome is Outcome.NOT_GRADED:
        assert "(it changes while it is read); wait until" in str(found.message)


def test_what_is_known_already_is_not_found_again(samples: dict[str, Path], tmp_path: Path) -> None:
    first = graded(samples["008"], tmp_path)
    known = tuple(r for r in first.results if r.criterion != "forward.linear")
    known = tuple(replace(result, message="kept") for result in known)
    again = grade(Handin(samples["008"]), tmp_path / "again", Desk(), known).report
    told = {result.criterion: result.message for result in again.results}
    assert "kept" != told.pop("forward.linear")
    assert {"kept"} == set(told.values())
    assert [r.criterion for r in first.results] == [r.criterion for r in again.results]


def test_an_interrupt_is_no_result_and_leaves_no_trace(
    samples: dict[str, Path], tmp_path: Path
) -> None:
    watch, traces = Watch(), dict[str, str]()
    watch.interrupted = True
    with pytest.raises(Interrupted):
        graded(samples["001"], tmp_path, Desk(watch=watch, log=traces.__setitem__))
    assert not traces


def test_a_report_names_those_with_the_same_id(samples: dict[str, Path], tmp_path: Path) -> None:
    handin = Handin(samples["011"], "one", ("two",))
    report = grade(handin, tmp_path / "w", Desk()).report
    report = dressed(report, handin)
    assert ["two"] == json.loads(report.to_json())["submission"]["same_id"]
    assert "one" == report.submission["key"]
    assert any("same student id as two" in reason for reason in attention(report))
