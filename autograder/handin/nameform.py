"""What is not right about a hand-in's name, with the right one beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from autograder.handin.names import quoted
from autograder.handin.rules import Rule, finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from autograder.handin.finding import Finding
    from autograder.handin.naming import HandinName
    from autograder.handin.rules import Weights

_WHY = {
    Rule.NAME_PREFIX: "which does not begin with {prefix}_",
    Rule.NAME_LAB_NUMBER: "whose number is that of another lab",
    Rule.NAME_ID: "in which there is no student id",
    Rule.NAME_PERSON: "in which nobody is named",
    Rule.NAME_ORDER: "where the student id does not come right after {prefix}_",
    Rule.NAME_SEPARATOR: "whose parts are not separated by one underscore each",
    Rule.NAME_BLANK: "with blanks beside an underscore or at an end",
    Rule.NAME_FULL_WIDTH: "with full-width signs in place of plain ones",
    Rule.NAME_ENDING: "which does not end in .zip alone",
}


def right_name(named: HandinName, prefix: str) -> str:
    """Return the name as it should be, with what is known of the student filled in."""
    return f"{prefix}_{named.student_id or '<student id>'}_{named.name or '<name>'}.zip"


def name_findings(
    filename: str, named: HandinName, prefix: str, weights: Weights
) -> Iterator[Finding]:
    """Yield a finding for each rule that the name breaks."""
    right = right_name(named, prefix)
    for rule in named.broken:
        found = f"{quoted(filename)}, {_WHY[rule].format(prefix=prefix)}"
        yield finding(rule, weights, right, found)
