"""Results are whole or not there, and a folder that cannot take them says so at once."""

import contextlib
import errno
import json
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch.basis import Basis, Facts
from autograder.batch.ledger import Kept, Ledger, LedgerError
from autograder.report import Report
from autograder.rubric import load_rubric

BASIS = Basis(1, "h", "k", "e")


def report(key: str, points: Mapping[str, object] | None = None) -> Report:
    who: dict[str, object] = {
        "key": key,
        "id": None,
        "name": "陳敬中",
        "source": "a.zip",
        "notes": [],
    }
    return Report(who, {}, {}, points or {}, (), complete=True)


def test_a_report_is_there_as_soon_as_it_is_kept(tmp_path: Path) -> None:
    with Ledger(tmp_path / "new" / "out") as ledger:
        path = ledger.keep(report("a1"), BASIS)
    assert path == tmp_path / "new" / "out" / "results" / "a1.json"
    assert "a1" == Report.from_json(path.read_text(encoding="utf-8")).submission["key"]


def test_nothing_but_results_is_left_behind(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.keep(report("a1"), BASIS)
        ledger.keep_table(load_rubric(), [report("a1")])
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert [".lock", "grades.csv", "ledger.db", "results/a1.json"] == files
    assert ledger.grades.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_write_that_fails_leaves_the_earlier_result(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        path = ledger.keep(report("a1", {"earned": 1.0}), BASIS)
        with pytest.raises(TypeError):
            ledger.keep(report("a1", {"earned": object()}), BASIS)
    assert 1.0 == json.loads(path.read_text(encoding="utf-8"))["points"]["earned"]
    assert [path] == list(ledger.results.iterdir())


def test_what_was_kept_comes_back_with_what_it_rests_on(tmp_path: Path) -> None:
    facts = Facts({"run.py": "1"})
    with Ledger(tmp_path) as ledger:
        ledger.keep(report("a1"), BASIS)
        ledger.know(facts, facts)
    with Ledger(tmp_path) as ledger:
        assert Kept(report("a1"), BASIS, there=True, known=True) == ledger.kept("a1")
        assert Kept() == ledger.kept("a2")
        assert {"run.py": "1"} == ledger.facts(facts.digest)
        assert {} == ledger.facts("never seen")


def test_a_result_that_somebody_changed_is_none_and_is_not_lost(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        path = ledger.keep(report("a1"), BASIS)
        changed = path.read_bytes().replace(b"a.zip", b"b.zip")
        path.write_bytes(changed)
        assert Kept(there=True, known=True) == ledger.kept("a1")
        ledger.keep(report("a1"), BASIS)
        assert [changed] == [aside.read_bytes() for aside in ledger.replaced]
        assert ledger.kept("a1").report
        path.unlink()
        assert Kept(known=True) == ledger.kept("a1")
        path.write_bytes(b"\xff")
        assert Kept(there=True, known=True) == ledger.kept("a1")


def test_a_result_of_which_nothing_is_known_is_kept_beside(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "a1.json").write_text("{}")
    with Ledger(tmp_path) as ledger:
        assert Kept(there=True) == ledger.kept("a1")
        ledger.keep(report("a1"), BASIS)
    assert ["{}"] == [aside.read_text() for aside in (tmp_path / "replaced").iterdir()]


@pytest.mark.parametrize("moment", ["announced", "placed"])
def test_a_run_that_is_killed_in_the_middle_of_keeping_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    newer = replace(BASIS, handin="newer")
    where = {"announced": "batch.ledger.place", "placed": "batch.record.Record.settle"}[moment]
    with Ledger(tmp_path) as ledger:
        ledger.keep(report("a1", {"earned": 1.0}), BASIS)
        monkeypatch.setattr(f"autograder.{where}", killed)
        with pytest.raises(RuntimeError, match="killed"):
            ledger.keep(report("a1", {"earned": 2.0}), newer)
    monkeypatch.undo()
    with Ledger(tmp_path) as ledger:
        kept = ledger.kept("a1")
    assert kept.report
    found = kept.report.points["earned"], kept.basis
    assert found == ((1.0, BASIS) if moment == "announced" else (2.0, newer))


def killed(*_: object) -> None:
    raise RuntimeError("killed")


def test_a_full_disk_is_one_line_and_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Ledger(tmp_path) as ledger:
        path = ledger.keep(report("a1"), BASIS)
        monkeypatch.setattr("os.fsync", full)
        said = r"a1.json cannot be written \(No space left on device\); make room and run again"
        with pytest.raises(LedgerError, match=said):
            ledger.keep(report("a1", {"earned": 2.0}), BASIS)
        assert ledger.broken
        assert report("a1") == ledger.kept("a1").report
        assert [path] == list(ledger.results.iterdir())


def test_a_database_that_can_grow_no_more_is_one_line(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.record._connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(LedgerError, match=r"ledger.db cannot be written \(.*full\); make room"):
            ledger.know(Facts({"x": "y" * 10**5}), Facts({}))


@pytest.mark.parametrize("content", [b"no database", b"SQLite format 3\0 and no more" * 99, "v9"])
def test_a_ledger_of_another_kit_is_kept_aside_and_said(tmp_path: Path, content: object) -> None:
    path = tmp_path / "ledger.db"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with contextlib.closing(sqlite3.connect(path)) as connection:
            connection.executescript("PRAGMA user_version = 9; CREATE TABLE other (x)")
    before = path.read_bytes()
    with Ledger(tmp_path) as ledger:
        (line,) = ledger.remarks
        (aside,) = tmp_path.glob("ledger-*.db")
    assert line.endswith(f"everything is graded anew; it is kept as {aside.name}")
    assert before == aside.read_bytes()
    with Ledger(tmp_path) as ledger:
        assert [] == ledger.remarks


def test_halves_that_a_killed_run_left_are_swept(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    for name in (".a1.json-0123abcd", ".mine", "a1.json-0123abcd"):
        (tmp_path / "results" / name).touch()
    with Ledger(tmp_path):
        left = {path.name for path in (tmp_path / "results").iterdir()}
    assert {".mine", "a1.json-0123abcd"} == left


def test_results_of_an_earlier_run_are_counted(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.keep(report("old"), BASIS)
        ledger.keep(report("new"), BASIS)
        assert 1 == ledger.older([report("new")])


def test_a_trace_cannot_act_from_within_the_log(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        path = ledger.log("a1", "Traceback\n::set-output name=x::1\n\x1b[31mred\u202e")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert ["| Traceback", "| \\u003A:set-output name=x::1", "| \\u001B[31mred\\u202E"] == lines
    assert [path] == ledger.faults


def test_a_place_that_takes_no_results_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "results").touch()
    for out in (file, file / "below", tmp_path / "blocked", tmp_path / ("long" * 100)):
        with pytest.raises(LedgerError, match="--out"):
            Ledger(out)


def test_a_folder_takes_one_run_at_a_time(tmp_path: Path) -> None:
    with (
        Ledger(tmp_path),
        pytest.raises(LedgerError, match=rf"in use by process {os.getpid()} on .*, since 20"),
    ):
        Ledger(tmp_path)
    with Ledger(tmp_path):
        assert f"process {os.getpid()} on" in (tmp_path / ".lock").read_text(encoding="utf-8")
    assert not (tmp_path / ".lock").read_text(encoding="utf-8")
