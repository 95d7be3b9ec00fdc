"""Results are whole or not there, and a folder that cannot take them says so at once."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.batch.ledger import Ledger, LedgerError
from autograder.report import Report
from autograder.rubric import load_rubric


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
    path = Ledger(tmp_path / "new" / "out").keep(report("a1"))
    assert path == tmp_path / "new" / "out" / "results" / "a1.json"
    assert "a1" == Report.from_json(path.read_text(encoding="utf-8")).submission["key"]


def test_nothing_but_results_is_left_behind(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.keep(report("a1"))
    ledger.keep_table(load_rubric(), [report("a1")])
    files = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert ["grades.csv", "results/a1.json"] == files
    assert ledger.grades.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_write_that_fails_leaves_the_earlier_result(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    path = ledger.keep(report("a1", {"earned": 1.0}))
    with pytest.raises(TypeError):
        ledger.keep(report("a1", {"earned": object()}))
    assert 1.0 == json.loads(path.read_text(encoding="utf-8"))["points"]["earned"]
    assert [path] == list(ledger.results.iterdir())


def test_results_of_an_earlier_run_are_counted(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.keep(report("old"))
    ledger.keep(report("new"))
    assert 1 == ledger.older([report("new")])


def test_a_trace_cannot_act_from_within_the_log(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    path = ledger.log("a1", "Traceback\n::set-output name=x::1\n\x1b[31mred\u202e")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert ["| Traceback", "| ::set-output name=x::1", "| \\u001B[31mred\\u202E"] == lines
    assert [path] == ledger.faults


def test_a_place_that_takes_no_results_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "results").touch()
    for out in (file, file / "below", tmp_path / "blocked", tmp_path / ("long" * 100)):
        with pytest.raises(LedgerError, match="--out"):
            Ledger(out)
