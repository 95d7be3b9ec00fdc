"""A whole class from its hand-ins to its grades: everybody gets what is due, whatever others do."""

import csv
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from autograder.commands import main
from autograder.handin import Submission, open_submission
from autograder.session import ROOT

SECONDS = 120
Process = subprocess.Popen[str]
Samples = dict[str, Path]

# What each of the class is there to show: the criterion that tells, its outcome, and points.
SHOWN = {
    "001": ("accuracy.xor", "passed", 40, 15),
    "002": ("accuracy.xor", "passed", 40, 15),
    "003": ("forward.sigmoid", "not started", 0, 0),
    "004": ("backward.sigmoid", "failed", None, None),
    "005": ("backward.loss", "failed", None, None),
    "006": ("backward.linear", "failed", 40, None),
    "007": ("accuracy.xor", "passed", 40, 15),
    "008": ("forward.linear", "stopped", 0, None),
    "009": ("forward.sigmoid", "stopped", 0, None),
    "010": ("imports", "failed", 0, None),
    "011": ("forward.sigmoid", "not graded", 0, 0),
    "012": ("forward.sigmoid", "not graded", 0, 0),
    "013": ("accuracy.xor", "passed", 40, 15),
    "014": ("accuracy.xor", "passed", 40, 15),
    "015": ("accuracy.xor", "passed", 40, 15),
    "016": ("accuracy.xor", "passed", 40, 15),
}
TWICE = 1  # handed in twice
HOSTILE = (
    b"=HYPERLINK(A1).zip",
    b"-2+3.zip",
    b"DL_LAB1_313551001_=1+1.zip",
    b"DL_LAB1_313551002_\x1b[2J\x1b]0;x\x07.zip",
    b"DL_LAB1_313551003_\r\n::set-output name=x::1.zip",
    "DL_LAB1_313551004_\u202egnp.zip".encode(),
    b"DL_LAB1_313551005_\xff\xfe.zip",
    b"[bold red]:smile:.zip",
    b'"><svg onload=alert(1)>.zip',
    b"%2e%2e%2Fgrades.csv",
    b"x" * 250 + b".zip",
)
ALWAYS = {"grades.csv", "gradebook.db", "ledger.db", ".lock", "nbgrader_config.py", "round.json"}
DRAWN = ("pages/", "autograded/")  # what a marker sees
QUICK = ("001", "004", "008", "011")


def report(out: Path, student: str) -> dict[str, Any]:
    document = json.loads((out / "results" / f"313551{student}.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)
    return document


def rows(out: Path) -> list[dict[str, str]]:
    text = (out / "grades.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def untimed(value: Any) -> Any:
    """Return a report without what a clock said, in messages as well."""
    if isinstance(value, str):
        return re.sub(r"\b\d+\.\d s\b", "… s", value)
    if isinstance(value, dict):
        return {key: untimed(item) for key, item in value.items() if key != "seconds"}
    return [untimed(item) for item in value] if isinstance(value, list) else value


def some(samples: Samples, folder: Path, *students: str) -> Path:
    """Return a folder with the hand-ins of these students."""
    folder.mkdir()
    for student in students:
        shutil.copy(samples[student], folder)
    return folder


@pytest.mark.parametrize("student", SHOWN)
def test_each_gets_what_is_due(out: Path, student: str) -> None:
    criterion, outcome, decided, proposed = SHOWN[student]
    found = report(out, student)
    outcomes = {result["criterion"]: result["outcome"] for result in found["results"]}
    assert outcome == outcomes[criterion]
    assert decided in (None, found["points"]["decided"])
    assert proposed in (None, found["points"]["proposed"])
    assert found["complete"]


def test_the_table_has_a_row_for_everybody_in_order_of_ids(out: Path) -> None:
    table = rows(out)
    assert [f"313551{student}" for student in SHOWN] == [row["id"] for row in table]
    assert "陳敬中" == table[0]["name"]
    assert [("1", "late"), ("2", "on time")] == [(r["attempt"], r["late"]) for r in table[-2:]]
    assert ["313551011", "313551012"] == [r["id"] for r in table if r["needs_person"]]


def test_nothing_else_is_in_the_folder(out: Path) -> None:
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    results = {f"results/313551{student}.json" for student in SHOWN}
    pages = {"dashboard.html", *(f"feedback/313551{student}.html" for student in SHOWN)}
    kept = {name for name in files if name.startswith("attempts/")}
    drawn = {name for name in files if name.startswith(DRAWN)}
    twice = len(SHOWN) + TWICE
    assert 2 * twice == len(kept)  # the bytes of each hand-in, and what is known of it
    lms = {"lms/marks-provisional.csv"}
    assert files - kept - drawn == {*ALWAYS, *lms, *pages, *results}


def test_every_report_is_of_the_published_schema(out: Path) -> None:
    schema = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    for path in (out / "results").glob("*.json"):
        check.validate(json.loads(path.read_text(encoding="utf-8")))


def test_reports_are_the_same_one_after_the_other(
    out: Path, samples: Samples, tmp_path: Path
) -> None:
    hand_ins, again = some(samples, tmp_path / "class", *QUICK), tmp_path / "again"
    assert 0 == main(["grade", str(hand_ins), "--out", str(again), "--jobs", "1"])
    for student in QUICK:
        assert untimed(report(out, student)) == untimed(report(again, student))


def test_a_second_run_keeps_every_byte(
    out: Path, samples: Samples, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = shutil.copytree(out, tmp_path / "again")
    assert 0 == main(["grade", str(samples["001"].parent), "--out", str(again)])
    assert "16 hand-ins: 16 as before.\n" in capsys.readouterr().out
    for path in (out / "grades.csv", *out.glob("results/*")):
        assert path.read_bytes() == (again / path.relative_to(out)).read_bytes()


def test_what_a_limit_ended_was_graded_once_more(out: Path) -> None:
    assert {"009"} == {s for s in SHOWN if report(out, s)["submission"].get("retried")}


def test_one_criterion_is_graded_again_and_all_else_is_kept(
    samples: Samples, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_ins, again = some(samples, tmp_path / "c", "001"), tmp_path / "again"
    path, command = again / "results" / "313551001.json", ["grade", str(hand_ins)]
    assert 0 == main([*command, "--out", str(again)])
    before = json.loads(path.read_text(encoding="utf-8"))
    capsys.readouterr()
    assert 0 == main([*command, "--out", str(again), "--regrade", "training.again"])
    assert "1 hand-in: 0 as before, 1 graded anew: 1 asked for (313551001)." in (
        capsys.readouterr().out
    )
    now = json.loads(path.read_text(encoding="utf-8"))
    for old, new in zip(before["results"], now["results"], strict=True):
        assert untimed(old) == untimed(new)
        if old["criterion"] != "training.again":
            assert old["seconds"] == new["seconds"]


def test_strict_tells_when_somebody_was_not_graded(samples: Samples, tmp_path: Path) -> None:
    hand_ins = some(samples, tmp_path / "class", "011")
    command = ["grade", str(hand_ins), "--out", str(tmp_path / "out")]
    assert 0 == main(command)
    assert 1 == main([*command, "--strict"])


def test_two_with_one_id_are_both_graded_and_both_go_to_a_person(
    samples: Samples, tmp_path: Path
) -> None:
    hand_ins = some(samples, tmp_path / "class", "008")
    shutil.copy(samples["008"], hand_ins / "DL_LAB1_313551008_again.zip")
    assert 0 == main(["grade", str(hand_ins), "--out", str(tmp_path / "out")])
    one, two = rows(tmp_path / "out")
    assert ("graded", "graded") == (one["status"], two["status"])
    assert two["key"] in one["why"]
    assert one["key"] in two["why"]


def test_a_fault_of_ours_in_one_stops_no_other(
    samples: Samples,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fragile(path: Path, *arguments: Any, **keywords: Any) -> Submission:
        if "313551001" in keywords["filename"]:
            raise RuntimeError("a mistake of ours")
        return open_submission(path, *arguments, **keywords)

    monkeypatch.setattr("autograder.session.open_submission", fragile)
    hand_ins, out = some(samples, tmp_path / "class", "001", "008"), tmp_path / "out"
    options = ["--jobs", "2"]
    assert 0 == main(["grade", str(hand_ins), "--out", str(out), *options])
    assert ["not graded", "graded"] == [row["status"] for row in rows(out)]
    trace = (out / "log" / "313551001.txt").read_text(encoding="utf-8")
    assert "| RuntimeError: a mistake of ours" in trace
    assert f"Faults    {out / 'log'}" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform != "linux", reason="this system refuses such names by itself")
def test_names_can_neither_act_nor_lead_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_ins, out = tmp_path / "class", tmp_path / "out"
    hand_ins.mkdir()
    for name in HOSTILE:
        (hand_ins / os.fsdecode(name)).touch()
    assert 0 == main(["grade", str(hand_ins), "--out", str(out)])
    table, (shown, said) = rows(out), capsys.readouterr()
    assert said.startswith("%2e%2e%2Fgrades.csv is a table and no hand-in")
    files = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    results = {f"results/{row['key']}.json" for row in table}
    pages = {"dashboard.html", *(f"feedback/{row['key']}.html" for row in table)}
    others = {name for name in files if not name.startswith(("attempts/", *DRAWN))}
    lms = {"lms/marks-provisional.csv"}
    assert others == {*ALWAYS, *lms, *pages, *results}
    assert len(HOSTILE) - 1 == len(table)
    for text in (shown.replace("\n", ""), *(cell for row in table for cell in row.values())):
        assert not {unicodedata.category(c) for c in text} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert not text.startswith(tuple("=+-@"))
    assert all(re.fullmatch("[0-9A-Za-z-]+", row["key"]) for row in table)


@pytest.mark.parametrize("times", [1, 2], ids=["once", "twice, as tox does"])
@pytest.mark.skipif(os.name != "posix", reason="this system has no SIGINT for one process")
def test_an_interrupt_keeps_what_is_done(
    samples: Samples, tmp_path: Path, start: Callable[..., Process], times: int
) -> None:
    hand_ins, out = some(samples, tmp_path / "class", "008", "009", "011"), tmp_path / "out"
    with start(hand_ins, "--out", out, "--jobs", "3") as process:
        wait_for(lambda: len(list(out.glob("results/*.json"))) == 2)  # 009 never ends by itself
        begun = time.monotonic()
        for _ in range(times):
            process.send_signal(signal.SIGINT)
        shown, complaints = process.communicate(timeout=SECONDS)
    assert (130, "") == (process.returncode, complaints)
    assert time.monotonic() - begun < 5
    assert ["313551008", "313551011"] == [row["key"] for row in rows(out)]
    assert 2 == len(list(out.glob("results/*")))
    assert "Interrupted: 1 not finished" in shown
    assert not list(out.glob("log/*"))


def wait_for(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.parametrize("sample", sorted(SHOWN))
def test_pytest_reports_the_same_of_every_hand_in(
    out: Path, samples: Samples, sample: str, tmp_path: Path
) -> None:
    """One engine, two callers; what has no package is refused by one and withheld by the other."""
    file = tmp_path / "report.json"
    command = ["-m", "pytest", "-p", "no:cacheprovider", "autograder"]
    done = subprocess.run(
        [sys.executable, *command, f"--submission={samples[sample]}", f"--report={file}"],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    ours = report(out, sample)

    if done.returncode not in (0, 1):
        assert {"not graded"} == {result["outcome"] for result in ours["results"]}, done.stdout
        return
    theirs = json.loads(file.read_text(encoding="utf-8"))
    # What a class adds: its own key, that a limit had a second chance, and how it came.
    del ours["arrival"], theirs["arrival"], theirs["submission"]["source"]
    of_both = theirs["submission"].keys() - {"key"}
    for facts in (ours, theirs):
        facts["submission"] = {name: facts["submission"][name] for name in of_both}
    assert untimed(ours) == untimed(theirs)
