"""What is not as the sheet asks about a hand-in, by which rule, and what that weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Finding", "Weight"]


class Weight(StrEnum):
    """What a deviation costs, which is the course's decision."""

    PENALISED = "penalised"  # a format error: all of them together cost the penalty once
    NOTED = "noted"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Finding:
    """One deviation: the rule, what was expected and what was found, each a clause for people."""

    rule: str
    weight: Weight
    expected: str
    found: str
