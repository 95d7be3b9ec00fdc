"""How late a hand-in is reads as people say it."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from richreport import ARRIVAL, rich

from autograder.outputs.arrival import arrival, length, moment
from autograder.report import Report

MakeReport = Callable[..., Report]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"), (40, "40 s"), (60, "1 min"), (7500, "2 h 5 min"), (7200, "2 h"),
        (86400, "1 d"), (86400 + 300, "1 d"), (2 * 86400 + 3 * 3600 + 59, "2 d 3 h"), (-5, "0 s"),
    ],
)  # fmt: skip
def test_a_time_is_told_by_its_two_largest_units(seconds: float, said: str) -> None:
    assert said == length(seconds)


@given(st.integers(1, 10**8))
def test_a_time_that_is_some_is_never_told_as_none(seconds: int) -> None:
    assert not length(seconds).startswith("0")


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2027-03-25T23:40:00+08:00", "2027-03-25 23:40 (+08:00)"),
        ("2027-03-25T23:40:59.25+00:00", "2027-03-25 23:40 (+00:00)"),
        ("2027-03-25T23:40", "2027-03-25 23:40"),
        ("yesterday", "yesterday"),
    ],
)
def test_a_moment_keeps_its_zone(iso: str, said: str) -> None:
    assert said == moment(iso)


def test_a_hand_in_that_was_graded_by_itself_came_from_nowhere(make_report: MakeReport) -> None:
    assert arrival(make_report()) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 h 5 min late"),
        ({"state": "on time", "seconds_late": 0}, "on time"),
        ({"state": "late", "seconds_late": None}, "late"),
        ({"state": "no deadline"}, "no deadline"),
        ({"state": "unknown", "submitted": None}, "lateness unknown: nothing says when it came"),
    ],
)
def test_lateness_is_a_clause(
    make_report: MakeReport, changes: dict[str, object], said: str
) -> None:
    found = arrival(rich(make_report(), arrival=ARRIVAL | changes))
    assert found
    assert said == found.lateness
    assert found.which == "attempt 2 of 3"
