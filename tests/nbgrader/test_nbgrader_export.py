"""`nbgrader export` in a folder of results writes a table that every spreadsheet reads right."""

import csv
import io
import os
import subprocess
import sys
from pathlib import Path

from autograder.course import load_course
from autograder.judging import judged
from autograder.marking.gradebook import fill
from autograder.marking.settings import settings
from autograder.outputs import Absent
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric

RUBRIC = load_rubric()
NAMES = {"313551157": '=1+1, "Chen"', "313551158": "林怡君"}


def a_report(key: str) -> Report:
    results = tuple(
        Result(c.id, c.section, Outcome.PASSED, c.points, c.points) for c in RUBRIC.program
    )
    who = {"key": key, "id": key, "name": NAMES[key], "source": "a.zip"}
    report = Report(who, {}, {}, {}, results, complete=True)
    return judged(report, RUBRIC, load_course())


def test_the_table_is_quoted_and_says_what_counts(tmp_path: Path) -> None:
    reports = [a_report(key) for key in NAMES]
    fill(tmp_path, RUBRIC, reports, [Absent("313551159", "王大明", "no hand-in")])
    (tmp_path / "nbgrader_config.py").write_text(settings(tmp_path), encoding="utf-8")
    (tmp_path / "results").mkdir()
    first = tmp_path / "results" / "313551157.json"
    first.write_text(reports[0].to_json(), encoding="utf-8")
    (tmp_path / "grades.csv").write_text("ours", encoding="utf-8")
    places = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "export"],
        cwd=tmp_path,
        env={**os.environ, **dict.fromkeys(places, str(tmp_path / "jupyter"))},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stderr

    text = (tmp_path / "gradebook.csv").read_bytes().decode("utf-8-sig")
    rows = {row["student_id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    columns = ("last_name", "score", "max_score", "grade", "provisional")
    assert ['\'=1+1, "Chen"', "65.0", "110.0", "65.0", "yes"] == [
        rows["313551157"][name] for name in columns
    ]
    assert ["林怡君", "65.0", "110.0", "", ""] == [rows["313551158"][name] for name in columns]
    assert ["王大明", "", "110.0", "", ""] == [rows["313551159"][name] for name in columns]
    assert "ours" == (tmp_path / "grades.csv").read_text(encoding="utf-8")
