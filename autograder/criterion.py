"""Register a check under the criterion of the rubric that it decides."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["CHECKS", "Check", "criterion"]

CheckFunction = Callable[[Any, Any], Iterator[Any]]


@dataclass(frozen=True)
class Check:
    """A check: a function of `lab` and `case` that yields evidence until some does not hold.

    `modules` are those of the student's package that it calls; a rule broken in a file that one of
    them needs keeps the check from being reached.
    """

    function: CheckFunction
    modules: tuple[str, ...]


CHECKS: dict[str, Check] = {}


def criterion(identity: str, *modules: str) -> Callable[[CheckFunction], CheckFunction]:
    """Make the decorated function the check of this criterion, which calls these modules."""

    def register(function: CheckFunction) -> CheckFunction:
        known = CHECKS.get(identity)
        if known is not None and known.function.__module__ != function.__module__:
            raise ValueError(f"two checks for {identity}: keep one, in {function.__module__}")
        CHECKS[identity] = Check(function, modules)
        function.criterion = identity  # type: ignore[attr-defined]
        return function

    return register
