"""Find the accuracies that a text claims, such as `accuracy=100.00%` or `Acc : 0.98`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from autograder.reading.letters import shown

_CLAIM = re.compile(
    r"""(?<![A-Za-z]) (?: acc(?:uracy)? | 準確率 | 正確率 | 准确率 | 正确率 ) (?![A-Za-z])
    [^0-9\n]{0,20}?
    (?P<number> [0-9]{1,3} (?:\.[0-9]{1,20})? ) (?![0-9.]*[0-9]) [ ]? (?P<percent> [%\uff05] )?""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_A_HUNDRED = 100.0


@dataclass(frozen=True)
class Claim:
    """The line that claims an accuracy, and its value from 0 to 1."""

    text: str
    value: float


def claims(text: str) -> Iterator[Claim]:
    """Yield the accuracies of a text; a number above 1 means percent, whatever its sign."""
    for line in text.splitlines():
        for found in _CLAIM.finditer(line[:1000]):
            number = float(found["number"])
            value = number / _OF_A_HUNDRED if found["percent"] or number > 1 else number
            if value <= 1:
                yield Claim(shown(line), value)
