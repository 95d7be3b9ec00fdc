"""The kinds of value a TOML file may hold: how to ask for one, and a conversion that may refuse."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, is_dataclass
from datetime import date, datetime
from enum import EnumType
from typing import Any, get_args, get_origin

__all__ = ["Kind", "item_of", "kind_of", "words_of"]

Conversion = Callable[[Any], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of value; `convert` raises TypeError or ValueError for what is not of it."""

    wanted: str
    example: str
    convert: Conversion


def kind_of(hint: Any) -> Kind:
    """Return the kind that an annotation names; an enum or a Literal is one of its words."""
    if hint in _KINDS:
        return _KINDS[hint]
    if is_dataclass(hint) or words_of(hint):
        return Kind("a table", "[{key}]", _exactly(dict))
    if is_dataclass(item_of(hint)):
        return Kind("an array of tables", "[[{key}]]", _each(_exactly(dict)))
    words = tuple(hint) if isinstance(hint, EnumType) else get_args(hint)
    wanted = "one of " + ", ".join(f'"{word}"' for word in words)
    convert = hint if isinstance(hint, EnumType) else _one_of(words)
    return Kind(wanted, f'{{key}} = "{words[0]}"', convert)


def item_of(hint: Any) -> Any:
    """Return what `tuple[item, ...]` holds; None for an annotation of another kind."""
    return get_args(hint)[0] if get_origin(hint) is tuple else None


def words_of(hint: Any) -> tuple[str, ...]:
    """Return the keys of a table `Mapping[Words, ...]`; none for an annotation of another kind."""
    if get_origin(hint) is not Mapping:
        return ()
    return tuple(str(word) for word in get_args(hint)[0])


def _exactly(kind: type) -> Conversion:
    """Return a conversion for this very type: true is no number here, though Python says so."""

    def convert(value: object) -> object:
        if type(value) is not kind:
            raise TypeError(value)
        return value

    return convert


def _one_of(words: tuple[object, ...]) -> Conversion:
    def convert(value: object) -> object:
        if value not in words:
            raise ValueError(value)
        return value

    return convert


def _each(convert: Conversion) -> Conversion:
    def convert_all(value: object) -> tuple[object, ...]:
        return tuple(convert(item) for item in _exactly(list)(value))

    return convert_all


def _number(value: object) -> float:
    """Return a whole or broken number as a float; TOML's nan and inf are none."""
    if type(value) not in (int, float) or not math.isfinite(value):  # type: ignore[arg-type]
        raise TypeError(value)
    return float(value)  # type: ignore[arg-type]


def _moment(value: object) -> datetime:
    """Return a date and time; without its zone it would be another moment for everybody."""
    moment = datetime.fromisoformat(_exactly(str)(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _word(value: object) -> object:
    """Return a whole number or a text; true is neither."""
    if type(value) not in {int, str}:
        raise TypeError(value)
    return value


_KINDS: dict[object, Kind] = {
    str: Kind("a text", '{key} = "…"', _exactly(str)),
    bool: Kind("true or false", "{key} = true", _exactly(bool)),
    int: Kind("a whole number", "{key} = 5", _exactly(int)),
    int | str: Kind("a whole number or a text", "{key} = 2", _word),
    float: Kind("a number", "{key} = 1.5", _number),
    tuple[str, ...]: Kind("a list of texts", '{key} = ["…", "…"]', _each(_exactly(str))),
    tuple[int, ...]: Kind("a list of whole numbers", "{key} = [0, 1, 2]", _each(_exactly(int))),
    date: Kind("a date", "{key} = 2027-03-12", _exactly(date)),
    datetime | None: Kind(
        "a date and time with its zone", '{key} = "2027-03-25T23:59:00+08:00"', _moment
    ),
}
