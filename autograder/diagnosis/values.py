"""Name the kind of a value as a student would."""

from collections.abc import Sequence

import numpy as np

__all__ = ["named"]


def named(value: object) -> str:
    """Name the kind of a value, and the value itself where it is short."""
    if value is None:
        return "None; a return may be missing"
    if isinstance(value, np.ndarray):
        return f"an array of {value.dtype} with shape {value.shape}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of length {len(value)} holding {_inside(value)}"
    if isinstance(value, bool | int | float):
        return f"the {type(value).__name__} {value}"
    return f"the text {value[:40]!r}" if isinstance(value, str) else str(value)[:80]


def _inside(values: Sequence[object]) -> str:
    """Name the first value, and the first of another type among them."""
    first = [value for n, value in enumerate(values) if type(value) not in map(type, values[:n])]
    return " and ".join(map(_briefly, first[:2])) or "nothing"


def _briefly(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f"an array of shape {value.shape}"
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__} of length {len(value)}"
    return "None" if value is None else named(value)
