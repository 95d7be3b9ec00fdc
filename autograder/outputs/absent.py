"""A student of the class of whom there is nothing to grade."""

from dataclasses import dataclass
from typing import Literal

__all__ = ["Absent"]


@dataclass(frozen=True)
class Absent:
    """Somebody on the roster without a hand-in, or with a draft only; never a zero by itself."""

    id: str
    name: str
    state: Literal["no hand-in", "draft only"]
    why: str = ""
