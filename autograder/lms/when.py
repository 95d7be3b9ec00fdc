"""Moments with their zone: a deadline as a person writes it, and times as a platform prints them.

A time without its zone is eight hours wrong for somebody, so one is asked for. A time that the
clocks show twice, or never, is not decided here either.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

__all__ = ["MomentError", "lms_moment", "moment", "zone_named"]

_MOMENT = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(?::\d\d)?)"
    r" ?(?P<zone>Z|[+-]\d\d:?\d\d|[A-Za-z][\w+/-]*)?"
)
_OFFSET = re.compile(r"[+-]\d\d:?\d\d")
_EXAMPLE = "write one such as '2026-03-11 23:59 Asia/Taipei' or 2026-03-11T23:59+08:00"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
_AT = rf",? (?:at )?{_CLOCK}(?: ?(?P<half>am|pm))?"
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>[a-z]+)", r"(?P<year>\d{4})"
_CHINESE_DATE = r"(?P<year>\d{4})年 ?(?P<month>\d{1,2})月 ?(?P<day>\d{1,2})日"
_CHINESE_TIME = rf" ?(?:\(\w+\)|星期\w|週\w)?,? ?(?P<half>上午|下午)? ?{_CLOCK}"
_FORMS = (
    re.compile(rf"(?:\w+,? )?{_DAY}(?:[snrt][tdh])? {_MONTH} {_YEAR}{_AT}"),
    re.compile(rf"(?:\w+, )?{_MONTH} {_DAY},? {_YEAR}{_AT}"),
    re.compile(_CHINESE_DATE + _CHINESE_TIME),
    re.compile(rf"{_YEAR}[-/](?P<month>\d\d)[-/](?P<day>\d\d)[ ,t]+{_CLOCK}"),
)


class MomentError(ValueError):
    """A time that has no single meaning: what is wrong and what to write, in one line."""


def moment(text: str) -> datetime:
    """Return the moment that is meant by a date, a time and a zone or offset; MomentError else."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None:
        raise MomentError(f"{text!r} is no date and time with a zone; {_EXAMPLE}")
    try:
        bare = datetime.fromisoformat(f"{match['date']}T{match['time']}")
    except ValueError as error:
        raise MomentError(f"{text!r} is in no calendar ({error}); {_EXAMPLE}") from error
    zone = match["zone"]
    if zone is None:
        raise MomentError(f"{text!r} does not say in which zone; {_EXAMPLE}")
    if zone == "Z" or _OFFSET.fullmatch(zone):
        return _with_offset(bare, zone, text)
    return _in_zone(bare, zone_named(zone), text)


def zone_named(name: str) -> ZoneInfo:
    """Return the zone of this name, such as Asia/Taipei; MomentError for an unknown one."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        if not available_timezones():
            said = f"this machine knows no zones, so {name!r} has no meaning"
            fix = "run 'pip install tzdata', or write an offset such as +08:00"
            raise MomentError(f"{said}; {fix}") from error
        raise MomentError(f"there is no zone {name!r}; {_EXAMPLE}") from error


def _with_offset(bare: datetime, offset: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(f"{bare.isoformat()}{offset}")
    except ValueError as error:
        raise MomentError(f"{text!r} has an offset that no zone has; {_EXAMPLE}") from error


def _in_zone(bare: datetime, zone: ZoneInfo, text: str) -> datetime:
    """Return the moment at which the zone's clocks show this, if there is exactly one."""
    first, second = (_shown(bare, zone, fold) for fold in (0, 1))
    if first.utcoffset() == second.utcoffset():
        return first
    choice = " or ".join(
        at.replace(tzinfo=None).isoformat(" ", "minutes") + at.strftime("%z")
        for at in sorted((first, second), key=lambda at: at.astimezone(UTC))
    )
    exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == bare
    often = "comes twice" if exists else "is left out by the clocks"
    raise MomentError(f"{text!r} {often} when summer time changes; write {choice}")


def _shown(bare: datetime, zone: ZoneInfo, fold: int) -> datetime:
    return bare.replace(tzinfo=zone, fold=fold)


def lms_moment(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment of a time as Moodle prints it, in the zone of whoever downloaded it.

    None for what is not certain: another language, no time, or a time that the clocks show twice.
    """
    plain = " ".join(text.casefold().replace("\u202f", " ").split())
    plain = plain.replace("（", "(").replace("）", ")").replace("，", ",")  # noqa: RUF001  # Chinese punctuation
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        return None
    parts = match.groupdict()
    month, hour = _month(parts["month"]), _hour(int(parts["hour"]), parts.get("half"))
    if month is None or hour is None:
        return None
    try:
        bare = datetime(  # noqa: DTZ001  # the zone comes next
            int(parts["year"]), month, int(parts["day"]), hour, int(parts["minute"]),
            int(parts["second"] or 0),
        )  # fmt: skip
        return _in_zone(bare, zone, text)
    except ValueError:
        return None


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    found = [n for n, name in enumerate(_MONTHS, 1) if text in {name, name[:3], name[:4]}]
    return found[0] if len(found) == 1 else None


def _hour(hour: int, half: str | None) -> int | None:
    """Return the hour of the day; None for 13 pm and the like."""
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        return None
    return hour % 12 + (12 if half in {"pm", "下午"} else 0)
