"""When a hand-in came, as people say it: which attempt it is, and how late."""

from dataclasses import dataclass
from datetime import datetime

from autograder.outputs.members import mapping, number, text
from autograder.report import Report

__all__ = ["Arrival", "arrival", "doubts", "length", "moment"]

LATE, UNKNOWN = "late", "unknown"
MINUTES = len("2027-03-25 23:40")


@dataclass(frozen=True)
class Arrival:
    """The attempt that counts; `submitted` and `due` are ISO texts, empty where nobody knows."""

    attempt: int
    attempts: int
    submitted: str
    due: str
    state: str  # on time, late, unknown, no deadline
    seconds_late: float
    by: str  # what the time was read from
    group: str

    @property
    def late(self) -> bool:
        """Whether it came after its deadline."""
        return self.state == LATE

    @property
    def late_by(self) -> float | None:
        """Seconds after the deadline; None if it is not late, or the platform says no more."""
        return self.seconds_late or None if self.late else None

    @property
    def unknown(self) -> bool:
        """Whether nobody can say yet if it is late."""
        return self.state == UNKNOWN

    @property
    def short(self) -> str:
        """Return how late it is in a table's cell, as in: 2 h 5 min late, if anybody knows."""
        return f"{length(self.seconds_late)} late" if self.late_by else self.state

    @property
    def lateness(self) -> str:
        """Return how late it is in a sentence, and if nobody knows, why."""
        if not self.unknown:
            return self.short
        return f"lateness unknown: {self.why_unknown}"

    @property
    def why_unknown(self) -> str:
        """Return what its time of arrival rests on, if on anything."""
        if not self.submitted:
            return "nothing says when it came"
        return f"its time is that of {self.by}" if self.by else "its time cannot be relied on"

    @property
    def which(self) -> str:
        """Return which attempt counts, as in: attempt 2 of 3; empty where nobody counted."""
        return f"attempt {self.attempt} of {self.attempts}" if self.attempts else ""


def arrival(report: Report) -> Arrival | None:
    """Return how a hand-in came; None for one that was graded by itself."""
    if not report.arrival:
        return None
    found = report.arrival
    return Arrival(
        attempt=int(number(found, "attempt")),
        attempts=int(number(found, "attempts")),
        submitted=text(found, "submitted"),
        due=text(found, "due"),
        state=text(found, "state") or UNKNOWN,
        seconds_late=number(found, "seconds_late"),
        by=text(found, "by"),
        group=text(mapping(found, "lms"), "group"),
    )


def doubts(report: Report) -> tuple[str, ...]:
    """Return what is odd about whose hand-in it is; they may name others: never for students."""
    found = report.arrival.get("doubts")
    if not isinstance(found, list | tuple):
        return ()
    return tuple(doubt for doubt in found if isinstance(doubt, str))


def moment(iso: str) -> str:
    """Return a time with its zone, as in: 2027-03-25 23:40 (+08:00); other text as it is."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    written = when.isoformat(sep=" ", timespec="minutes")
    day, zone = written[:MINUTES], written[MINUTES:]
    return f"{day} ({zone})" if zone else day


def length(seconds: float) -> str:
    """Return a time by its two largest units, whole ones: 3 d 2 h, 2 h 5 min, 40 s."""
    left = max(0, int(seconds))
    parts: list[tuple[int, str]] = []
    for unit, size in (("d", 86400), ("h", 3600), ("min", 60)):
        count, left = divmod(left, size)
        if count or parts:
            parts.append((count, unit))
    shown = [f"{count} {unit}" for count, unit in parts[:2] if count]
    return " ".join(shown) or f"{left} s"
