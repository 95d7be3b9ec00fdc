"""The ways in which the name of a hand-in can differ from the right form, and what each is called.

Some are the student's, some the LMS's or the system's: which of them cost points is the course's
decision, so each is a code of its own.
"""

from __future__ import annotations

from enum import StrEnum

from autograder.handin.terms import Note


class NameProblem(StrEnum):
    """One deviation, in the order in which they are reported."""

    LMS_PREFIX = "lms-prefix"
    LMS_SUFFIX = "lms-suffix"  # -1 or (1), for a second upload
    DECOMPOSED = "decomposed"
    ENDING = "ending"
    FULL_WIDTH = "full-width"
    BLANK = "blank"
    PREFIX = "prefix"
    LAB_NUMBER = "lab-number"
    SEPARATOR = "separator"
    ORDER = "order"
    NO_ID = "no-id"
    NO_NAME = "no-name"


_WORDS = {
    NameProblem.LMS_PREFIX: "ids of the LMS stand before the name",
    NameProblem.LMS_SUFFIX: "the number of an upload stands after the name",
    NameProblem.DECOMPOSED: "letters and their accents are stored apart, as macOS does",
    NameProblem.ENDING: "the file does not end in .zip",
    NameProblem.FULL_WIDTH: "full-width characters stand for plain ones",
    NameProblem.BLANK: "there are blanks beside an underscore or at an end",
    NameProblem.PREFIX: "the name does not begin with {prefix}_",
    NameProblem.LAB_NUMBER: "the number is that of another lab",
    NameProblem.SEPARATOR: "the parts are not separated by one underscore each",
    NameProblem.ORDER: "the student id does not come right after {prefix}_",
    NameProblem.NO_ID: "no student id is in the name",
    NameProblem.NO_NAME: "no name of a person is in it",
}


def described(found: set[NameProblem], filename: str, prefix: str) -> tuple[Note, ...]:
    """Return a note for each problem found, in order."""
    return tuple(
        Note(problem, words.format(prefix=prefix), filename)
        for problem, words in _WORDS.items()
        if problem in found
    )
