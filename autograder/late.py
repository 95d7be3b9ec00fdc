"""What a hand-in after its deadline loses, by the rubric's table [late]."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from autograder.settings import Where

__all__ = ["NO_POLICY", "Late", "late_nonsense"]


@dataclass(frozen=True)
class Late:
    """What a hand-in after its deadline loses: nothing, points for each day begun, or all."""

    policy: Literal["none", "points a day", "cut-off"] = "none"
    points_a_day: float = 0.0
    most: float = math.inf  # points, however late it is
    grace_minutes: float = 0.0

    def sentence(self) -> str:
        """Return the policy as a clause for people."""
        grace = (
            f"; up to {self.grace_minutes:g} minutes are no matter" if self.grace_minutes else ""
        )
        if self.policy == "none":
            return "lateness takes no points off"
        if self.policy == "cut-off":
            return f"nothing is earned after the deadline{grace}"
        most = "" if math.isinf(self.most) else f", {self.most:g} at most"
        unit = "point" if self.points_a_day == 1 else "points"
        return f"{self.points_a_day:g} {unit} off for each day begun{most}{grace}"


NO_POLICY = Late()
"""Nothing is lost: what holds where a rubric has no such table."""


def late_nonsense(late: Late) -> Iterator[tuple[Where, str, str]]:
    """Yield what a policy on lateness cannot mean, or what it would never look at."""
    for key in ("points_a_day", "most", "grace_minutes"):
        if (value := getattr(late, key)) < 0:
            yield ("late", key), f"{key} must not be negative, got {value:g}", "write 0 or more"
    if late.policy == "points a day":
        if not late.points_a_day:
            yield ("late", "policy"), "points_a_day is missing", "add points_a_day = 10"
        return
    for key, unset in (("points_a_day", 0.0), ("most", math.inf)):
        if getattr(late, key) != unset:
            fix = f'remove {key}, or write policy = "points a day"'
            yield ("late", key), f'{key} has no meaning with policy = "{late.policy}"', fix
