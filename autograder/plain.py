"""Turn facts into plain data that JSON can hold and that is written the same every time."""

import math
from collections.abc import Mapping

__all__ = ["DIGITS", "plain"]

DIGITS = 10
"""Significant digits that are kept of a number: the rest differs between processors."""


def plain(value: object) -> object:
    """Return value as texts, numbers, lists and dicts, with every float rounded."""
    # NumPy's arrays and scalars say themselves what they are in plain Python.
    value = value.tolist() if hasattr(value, "tolist") else value
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return number(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {text(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"a report holds plain data, not a {type(value).__name__}: {value!r}")


def number(value: float) -> float | str:
    """Return value rounded; what is not finite becomes text, for JSON has no word for it."""
    if not math.isfinite(value):
        return str(value)
    rounded = float(f"{value:.{DIGITS}g}")
    return rounded if math.isfinite(rounded) else value  # the largest float rounds up to infinity


def text(value: str) -> str:
    """Return value with what UTF-8 cannot hold, as in broken file names, spelled out."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
