"""Read a TOML table into a frozen dataclass, and refuse what does not fit it.

The fields of the dataclass are the keys of the table: the annotation says what a value must be,
and a default that the key may be left out. `tuple[Section, ...]` is an array of tables.
"""

import difflib
import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_type_hints

from autograder.settings.document import Document
from autograder.settings.kinds import item_of, kind_of
from autograder.settings.lines import Where

__all__ = ["fill"]

T = TypeVar("T")


def fill(form: type[T], document: Document, where: Where = ()) -> T:
    """Return the table at `where`, by default the whole document, as a dataclass of this form."""
    table: Any = document.values
    for step in where:
        table = table[step]
    hints = get_type_hints(form)
    for key in table:
        if key not in hints:
            fix = _instead(key, list(hints))
            raise document.refuse((*where, key), f"{key} is unknown here", fix)
    values = {}
    for field in fields(form):  # type: ignore[arg-type]
        hint = hints[field.name]
        if field.name in table:
            values[field.name] = _value(hint, document, (*where, field.name), table[field.name])
        elif field.default is MISSING:
            fix = f"add {kind_of(hint).example.format(key=field.name)}"
            raise document.refuse(where, f"{field.name} is missing", fix)
    return form(**values)


def _value(hint: Any, document: Document, where: Where, value: object) -> Any:
    """Return one value as its annotation wants it."""
    kind, key = kind_of(hint), where[-1]
    try:
        fitting = kind.convert(value)
    except (TypeError, ValueError, OverflowError):
        what = f"{key} must be {kind.wanted}, got {_shown(value)}"
        raise document.refuse(where, what, f"write {kind.example.format(key=key)}") from None
    if is_dataclass(hint) and isinstance(hint, type):
        return fill(hint, document, where)
    form = item_of(hint)
    if is_dataclass(form) and isinstance(form, type):
        return tuple(fill(form, document, (*where, n)) for n in range(len(fitting)))
    return fitting


def _instead(key: str, known: list[str]) -> str:
    """Return what to do about an unknown key."""
    near = difflib.get_close_matches(key, known, n=1)
    return f"write {near[0]}" if near else f"remove it, or use one of: {', '.join(known)}"


def _shown(value: object) -> str:
    """Return a value as it stands in the file, long ones cut."""
    number = isinstance(value, float)
    text = str(value) if number else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:39] + "…"
