"""What a student wrote can neither color, move nor command the terminal that shows it."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.console import Console
from richreport import ARRIVAL, rich

from autograder.outputs import Absent, finished, overview, showing, tally
from autograder.report import Outcome, Override, Report

MakeReport = Callable[..., Report]

EVIL = "\x1b[2J\x1b]8;;http://x.example\x07[bold red]:smile:[/]\n::set-output name=x::1\u202e"
SHOWN = "\\u001B[2J\\u001B]8;;http://x.example\\u0007[bold red]:smile:[/]\\u000A::set-output"


def printed(*things: object, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), width=400, force_terminal=terminal, color_system=None)
    for thing in things:
        console.print(thing)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("terminal", [False, True])
def test_nothing_in_a_name_or_a_message_acts(make_report: MakeReport, *, terminal: bool) -> None:
    report = make_report(Outcome.NOT_GRADED, message=EVIL, name=EVIL, key="k")
    for shown in (printed(overview([report]), terminal=terminal), printed(finished(report, 1, 9))):
        assert SHOWN in shown
        assert "\x1b[2J" not in shown
        assert "\x1b]8" not in shown
        assert "\u202e" not in shown
        assert not any(line.lstrip().startswith("::") for line in shown.splitlines())


def test_a_line_says_which_whose_and_what(make_report: MakeReport) -> None:
    assert "[ 3/12] 313551157 · 陳敬中 · graded" == str(finished(make_report(), 3, 12))


def test_the_table_tells_points_by_who_has_the_word(make_report: MakeReport) -> None:
    outcomes = {"accuracy.xor": Outcome.NOT_GRADED}
    shown = printed(overview([make_report(outcomes, message="odd.")]))
    row = next(line for line in shown.splitlines() if "313551157" in line)
    cells = [cell.strip() for cell in row.strip().strip("│|").replace("|", "│").split("│")]
    assert ["313551157", "陳敬中", "20", "15", "10", "65", "accuracy.xor: odd."] == cells


def test_the_table_shows_what_people_decided(make_report: MakeReport) -> None:
    said = {"who": "Chen\x1b[2J", "when": "2027-03-12", "why": "an outage"}
    decision = Override(criterion="accuracy.xor", points=20.0, **said)
    report = make_report({"accuracy.xor": Outcome.FAILED})
    shown = printed(overview([replace(report, decisions=(decision,)), make_report(key="other")]))
    assert "accuracy.xor 0 -> 20 (Chen\\u001B[2J: an outage)" in shown
    assert "decided by people" in shown
    assert "decided by people" not in printed(overview([report]))


def test_a_long_reason_is_cut_short(make_report: MakeReport) -> None:
    shown = printed(overview([make_report(Outcome.NOT_GRADED, message="long " * 100)]))
    assert "long…" in shown
    assert shown.count("long") < 40


def test_the_tally_counts_every_status(make_report: MakeReport) -> None:
    reports = [make_report(), make_report(), make_report(Outcome.NOT_GRADED)]
    assert "Hand-ins: 2 graded, 1 not graded." == tally(reports)
    assert "Hand-ins: none finished." == tally([])


def test_the_tally_counts_who_is_late_and_who_is_absent(make_report: MakeReport) -> None:
    absent = [Absent("313551201", "Zoë", "no hand-in")]
    said = "Hand-ins: 2 graded; 1 late. Nothing to grade from 1 of the roster."
    assert said == tally([rich(make_report()), make_report()], absent)


def test_the_table_tells_what_counts_and_how_late_it_came(make_report: MakeReport) -> None:
    unknown = rich(make_report(key="b"), arrival=ARRIVAL | {"state": "unknown"}, grade={})
    shown = printed(overview([rich(make_report()), unknown]))
    row, other = (line for line in shown.splitlines() if "陳敬中" in line)
    cells = [cell.strip() for cell in row.strip().strip("│|").replace("|", "│").split("│")]
    assert ["5", "37 so far", "2 h 5 min late"] == cells[6:9]
    assert "unknown" in other


def test_a_log_gets_a_line_a_hand_in_and_no_bar(make_report: MakeReport) -> None:
    console = Console(file=io.StringIO(), width=20)
    with showing(console, 2) as show:
        show(make_report(key="a"))
        show(make_report(key="b"))
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().splitlines() == [
        "[1/2] a · 陳敬中 · graded",
        "[2/2] b · 陳敬中 · graded",
    ]


def test_a_terminal_gets_a_bar(make_report: MakeReport) -> None:
    console = Console(file=io.StringIO(), width=80, force_terminal=True)
    with showing(console, 1) as show:
        show(make_report())
    assert isinstance(console.file, io.StringIO)
    assert "1/1" in console.file.getvalue()
