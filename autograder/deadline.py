"""Say when a hand-in was due and how late it came, once people have moved its deadline.

What is known from its arrival stays beside it under "was", so that an extension that is taken back
leaves nothing.
"""

import math
from collections.abc import Mapping
from datetime import datetime

__all__ = ["seconds_late", "settled"]

_MOVED = ("due", "state", "seconds_late", "doubts")
_WAS = "was"


def settled(
    arrival: Mapping[str, object], until: str | None = None, doubt: str | None = None
) -> Mapping[str, object]:
    """Return the arrival against the deadline `until`, and with a doubt more, if there is one.

    `until` is a moment in ISO 8601 with its offset; a deadline is never moved forward. ValueError
    for one that is none. Without either it is the arrival as it came.
    """
    came = _as_it_came(arrival)
    if not came:
        return came
    now = dict(came) if until is None else {**came, **_against(came, until)}
    if doubt is not None and _open(now):
        said = now.get("doubts")
        now["doubts"] = [*(said if isinstance(said, list | tuple) else ()), doubt]
    was = {name: came[name] for name in _MOVED if name in came}
    return {**now, _WAS: was} if now != came else came


def seconds_late(arrival: Mapping[str, object]) -> float | None:
    """Return by how much it is late: 0 for on time, and None where nobody can say."""
    if arrival.get("state") != "late":
        return None if _open(arrival) else 0.0
    seconds = arrival.get("seconds_late")
    return float(seconds) if isinstance(seconds, int | float) else None


def _open(arrival: Mapping[str, object]) -> bool:
    """Return whether it may be late, and nobody can say by how much."""
    known = isinstance(arrival.get("seconds_late"), int | float)
    return arrival.get("state") == "unknown" or (arrival.get("state") == "late" and not known)


def _as_it_came(arrival: Mapping[str, object]) -> Mapping[str, object]:
    """Return the arrival without anything that was laid over it."""
    was = arrival.get(_WAS)
    if not isinstance(was, Mapping):
        return arrival
    return {
        name: was.get(name, value)
        for name, value in arrival.items()
        if name != _WAS and (name not in _MOVED or name in was)
    }


def _against(came: Mapping[str, object], until: str) -> Mapping[str, object]:
    """Return what a later deadline changes; nothing where the deadline is no later."""
    due, before = datetime.fromisoformat(until), _moment(came.get("due"))
    if before is not None and due <= before:
        return {}
    submitted = _moment(came.get("submitted"))
    if submitted is None:
        on_time = came.get("state") == "on time"  # it was so by the earlier deadline already
        state, seconds = ("on time", 0) if on_time else ("unknown", None)
    else:
        seconds = max(0, math.ceil((submitted - due).total_seconds()))  # one begun counts
        state = "late" if seconds else "on time"
    return {"due": until, "state": state, "seconds_late": seconds}


def _moment(value: object) -> datetime | None:
    """Return a moment that has a zone; None for all that is none."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment is not None and moment.tzinfo is not None else None
