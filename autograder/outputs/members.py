"""Read what a report holds of free form, whoever wrote it: of the wrong type is as if not there."""

from collections.abc import Mapping, Sequence

__all__ = ["entries", "mapping", "number", "or_none", "text", "texts"]


def text(members: Mapping[str, object], name: str) -> str:
    """Return a text; empty where there is none."""
    value = members.get(name)
    return value if isinstance(value, str) else ""


def texts(members: Mapping[str, object], name: str) -> tuple[str, ...]:
    """Return the texts of a list; none where there are none."""
    value = members.get(name)
    return tuple(t for t in value if isinstance(t, str)) if isinstance(value, list | tuple) else ()


def or_none(members: Mapping[str, object], name: str) -> float | None:
    """Return a number, if there is one."""
    value = members.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def number(members: Mapping[str, object], name: str) -> float:
    """Return a number; 0 where there is none."""
    return or_none(members, name) or 0.0


def mapping(members: Mapping[str, object], name: str) -> Mapping[str, object]:
    """Return the members below; none where there are none."""
    value = members.get(name)
    return value if isinstance(value, Mapping) else {}


def entries(members: Mapping[str, object], name: str) -> Sequence[Mapping[str, object]]:
    """Return the list of objects below; empty where there is none."""
    value = members.get(name)
    if not isinstance(value, list | tuple):
        return ()
    return [entry for entry in value if isinstance(entry, Mapping)]
