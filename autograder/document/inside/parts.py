"""Take parts out of a PDF's objects, whatever they really are."""

import math
from typing import Any

from pypdf.errors import PyPdfError

__all__ = ["BROKEN", "items", "member", "number", "numbers"]

BROKEN = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    ArithmeticError, NotImplementedError, OSError, EOFError, UnicodeError,
)  # fmt: skip
"""What a PDF library may raise for a file that is no right PDF."""


def member(whole: Any, name: str) -> Any:
    """Return a dictionary's member, followed to where it is; None where there is none."""
    if not isinstance(whole, dict) or name not in whole:
        return None
    return direct(whole[name])


def items(whole: Any) -> list[Any]:
    """Return the elements of an array, followed to where they are."""
    return [direct(part) for part in whole] if isinstance(whole, list) else []


def number(value: Any, otherwise: float) -> float:
    """Return a finite number, or another instead."""
    if isinstance(value, (int, float)) and math.isfinite(value):
        return float(value)
    return otherwise


def numbers(whole: Any, count: int) -> tuple[float, ...] | None:
    """Return an array of so many finite numbers, or None."""
    found = [number(part, math.nan) for part in items(whole)[:count]]
    right = len(found) == count and not any(map(math.isnan, found))
    return tuple(found) if right else None


def direct(value: Any) -> Any:
    """Follow a reference to its object; None where it leads nowhere."""
    try:
        return value.get_object() if hasattr(value, "get_object") else value
    except BROKEN:
        return None
