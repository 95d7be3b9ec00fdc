"""Read a TOML table into a frozen dataclass, and refuse what does not fit it.

The fields of the dataclass are the keys of the table: the annotation says what a value must be,
and a default that the key may be left out. `tuple[Section, ...]` is an array of tables, and
`Mapping[Words, Kind]` a table with a key for each word of the enum.
"""

import difflib
import json
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, TypeVar, get_args, get_type_hints

from autograder.settings.document import Document, TomlError
from autograder.settings.kinds import item_of, kind_of, words_of
from autograder.settings.lines import Where

__all__ = ["fill"]

T = TypeVar("T")


def fill(form: type[T], document: Document, where: Where = ()) -> T:
    """Return the table at `where`, by default the whole document, as a dataclass of this form."""
    table: Any = document.values
    for step in where:
        table = table[step]
    hints = get_type_hints(form)
    _refuse_unknown(table, list(hints), document, where)
    values = {}
    for field in fields(form):  # type: ignore[arg-type]
        hint = hints[field.name]
        if field.name in table:
            values[field.name] = _value(hint, document, (*where, field.name), table[field.name])
        elif field.default is MISSING:
            raise _missing(field.name, hint, document, where)
    return form(**values)


def _keyed(hint: Any, document: Document, where: Where, table: Any) -> dict[Any, Any]:
    """Return a table that has each word of an enum as a key."""
    words, kind = get_args(hint)
    _refuse_unknown(table, [str(word) for word in words], document, where)
    for word in words:
        if word not in table:
            raise _missing(word, kind, document, where)
    return {word: _value(kind, document, (*where, word), table[word]) for word in words}


def _refuse_unknown(table: Any, known: list[str], document: Document, where: Where) -> None:
    for key in table:
        if key not in known:
            fix = _instead(key, known)
            raise document.refuse((*where, key), f"{key} is unknown here", fix)


def _missing(key: str, hint: Any, document: Document, where: Where) -> TomlError:
    fix = f"add {kind_of(hint).example.format(key=key)}"
    return document.refuse(where, f"{key} is missing", fix)


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
    if words_of(hint):
        return _keyed(hint, document, where, fitting)
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
