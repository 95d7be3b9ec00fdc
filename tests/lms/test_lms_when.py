"""A time means one moment or none: zones are asked for, and nothing unknown is on time."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.lms import lateness, lms_moment, moment
from autograder.lms import when as module
from autograder.lms.when import MomentError

TAIPEI = ZoneInfo("Asia/Taipei")
DUE = datetime(2026, 3, 11, 23, 59, tzinfo=TAIPEI)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-11 23:59 Asia/Taipei",
        "2026-03-11T23:59:00+08:00",
        "2026-03-11 23:59 +0800",
        "2026-03-11T15:59Z",
        " 2026-03-11 15:59 UTC ",
    ],
)
def test_a_deadline_is_one_moment(text: str) -> None:
    assert DUE == moment(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026-03-11 23:59", "does not say in which zone"),
        ("2026-03-11 23:59 Asia/Taipeh", "there is no zone 'Asia/Taipeh'"),
        ("2026-03-11 23:59 ../../etc/passwd", "is no date and time"),
        ("2026-02-30 23:59 Asia/Taipei", "is in no calendar"),
        ("2026-03-11 24:30 Asia/Taipei", "is in no calendar"),
        ("2026-03-11 23:59 +99:00", "has an offset that no zone has"),
        ("tomorrow", "is no date and time"),
        ("11/3/2026 23:59 Asia/Taipei", "is no date and time"),
        (
            "2026-03-29 02:30 Europe/Berlin",
            "is left out by the clocks .* write 2026-03-29 02:30.0200 or 2026-03-29 02:30.0100",
        ),
        (
            "2026-10-25 02:30 Europe/Berlin",
            "comes twice .* write 2026-10-25 02:30.0200 or 2026-10-25 02:30.0100",
        ),
    ],
)
def test_what_has_no_single_meaning_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(MomentError, match=said) as caught:
        moment(text)
    assert "\n" not in str(caught.value)
    assert "; write" in str(caught.value)


def test_the_choice_that_is_offered_is_taken() -> None:
    first = moment("2026-10-25 02:30+0200")
    second = moment("2026-10-25 02:30+0100")

    assert timedelta(hours=1) == second - first


def test_a_machine_without_zones_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> ZoneInfo:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(module, "ZoneInfo", none)
    monkeypatch.setattr(module, "available_timezones", set)

    with pytest.raises(MomentError, match=r"pip install tzdata.*or write an offset"):
        moment("2026-03-11 23:59 Asia/Taipei")


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001  # Taipei's
def test_every_time_in_taipei_is_read_back(bare: datetime) -> None:
    at = bare.replace(microsecond=0, tzinfo=TAIPEI)

    assert at == moment(at.strftime("%Y-%m-%d %H:%M:%S Asia/Taipei"))
    assert at == lms_moment(at.strftime("%A, %d %B %Y, %I:%M:%S %p"), TAIPEI)


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday, 11 March 2026, 11:59 PM",
        "Wed, 11 Mar 2026, 23:59",
        "11 March 2026, 11:59\u202fpm",
        "March 11, 2026, 11:59 PM",
        "Wednesday, March 11, 2026 at 11:59 PM",
        "2026年 03月 11日(三) 23:59",
        "2026年03月11日（三） 23:59",
        "2026年3月11日(星期三) 下午11:59",
        "2026-03-11 23:59",
    ],
)
def test_moodles_times_are_read(text: str) -> None:
    assert DUE == lms_moment(text, TAIPEI)


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "Mittwoch, 11. März 2026, 23:59", "Wednesday, 11 March 2026", "11/03/26, 23:59",
        "Wednesday, 31 February 2026, 11:58 PM", "11 March 2026, 13:59 PM", "11 Ma 2026, 23:59",
        "民國115年3月11日 23:59", "Wednesday, 11 March 2026, 11:59 PM or so",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_unknown(text: str) -> None:
    assert lms_moment(text, TAIPEI) is None


def test_an_hour_that_comes_twice_is_unknown() -> None:
    assert lms_moment("25 October 2026, 2:30 AM", ZoneInfo("Europe/Berlin")) is None


@given(st.integers(-(10**6), 10**6))
def test_late_is_every_second_after_the_deadline(seconds: int) -> None:
    found = lateness(DUE.astimezone(UTC) + timedelta(seconds=seconds), DUE, by="the worksheet")

    assert ("late" if seconds > 0 else "on time", max(0, seconds), "the worksheet") == (
        found.state, found.seconds, found.by,
    )  # fmt: skip


def test_a_fraction_of_a_second_is_late() -> None:
    found = lateness(DUE + timedelta(milliseconds=1), DUE)

    assert ("late", 1) == (found.state, found.seconds)


@pytest.mark.parametrize(
    ("said", "marks", "wanted"),
    [
        (True, True, ("late", None)),
        (True, False, ("late", None)),
        (False, True, ("on time", 0)),
        (False, False, ("unknown", None)),
        (None, True, ("unknown", None)),
        (None, False, ("unknown", None)),
    ],
)
def test_without_a_time_only_a_mark_says_something(
    said: bool | None,  # noqa: FBT001  # pytest gives it by name
    marks: bool,  # noqa: FBT001
    wanted: tuple[str, int | None],
) -> None:
    found = lateness(None, DUE, said_late=said, marks=marks)

    assert wanted == (found.state, found.seconds)


def test_without_a_deadline_of_ours_only_the_platform_knows_who_is_late() -> None:
    assert "no deadline" == lateness(DUE, None).state
    assert "late" == lateness(DUE, None, said_late=True).state
    assert "on time" == lateness(None, None, said_late=False, marks=True).state


def test_the_platforms_time_goes_before_its_mark() -> None:
    assert "on time" == lateness(DUE, DUE, said_late=True).state


def test_a_time_without_a_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        lateness(DUE.replace(tzinfo=None), DUE)
