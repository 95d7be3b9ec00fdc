"""Read one comment: a marker, no marker, or something too close to one to let pass."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

_WORDS = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
_SQUEEZED = [word.replace(" ", "") for word in _WORDS]
_MENTION = re.compile(r"\b(?:BEGIN|END)[\s_-]*(?:SOLUTION|HIDDEN[\s_-]*TESTS?)\b", re.IGNORECASE)
_TASK = re.compile(r"### BEGIN SOLUTION: ([a-z][a-z0-9_-]*(?:\.[a-z0-9_-]+)*)")
_UNNAMED = re.compile(r"### BEGIN SOLUTION:?\s*")
_NEAR = 0.88  # two slips of the pen are still near; "resolution" is not


@dataclass(frozen=True)
class Marker:
    """One end of a region; the BEGIN of a task names its criterion."""

    opens: bool
    kind: str
    criterion: str | None = None


_OTHERS = {
    "### END SOLUTION": Marker(opens=False, kind="SOLUTION"),
    "### BEGIN HIDDEN TESTS": Marker(opens=True, kind="HIDDEN TESTS"),
    "### END HIDDEN TESTS": Marker(opens=False, kind="HIDDEN TESTS"),
}


def read_marker(comment: str) -> Marker | None:
    """Return the marker that the comment spells to the letter, if it does."""
    if task := _TASK.fullmatch(comment):
        return Marker(opens=True, kind="SOLUTION", criterion=task[1])
    return _OTHERS.get(comment)


def mentions_marker(text: str) -> bool:
    """Say whether the words of a marker occur anywhere, in whatever case."""
    return bool(_MENTION.search(text))


def resembles_marker(comment: str) -> bool:
    """Say whether a person may have meant the comment as a marker; `###` is kept for them."""
    letters = re.sub(r"[^A-Z]", "", comment.partition(":")[0].upper())
    near = get_close_matches(letters, _SQUEEZED, n=1, cutoff=_NEAR)
    return comment.startswith("###") or bool(near) or mentions_marker(comment)


def why_no_marker(comment: str) -> tuple[str, str]:
    """Return the rule that a misspelled marker breaks, and how to mend it."""
    if _UNNAMED.fullmatch(comment):
        return "the region names no criterion", "write ### BEGIN SOLUTION: forward.sigmoid"
    if comment.startswith("### BEGIN SOLUTION:"):
        name = comment.removeprefix("### BEGIN SOLUTION:")
        return (
            f"'{name.strip()}' is no criterion id",
            "after one space, write lower-case words joined by dots, as in forward.sigmoid",
        )
    return (
        f"'{comment}' looks like a marker and is none",
        "spell it ### BEGIN SOLUTION: <criterion> or ### END SOLUTION, or say it in other words",
    )
