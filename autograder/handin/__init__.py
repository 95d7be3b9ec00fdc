"""What a student hands in: safely unpacked, its name read, its package found, never trusted."""

from autograder.handin.archive import Extracted, copy_sources, extract
from autograder.handin.keys import safe_key, safe_keys
from autograder.handin.nameproblems import NameProblem
from autograder.handin.naming import HandinName, parse_name
from autograder.handin.package import MODULES, Found, Outcome, find_package
from autograder.handin.submission import HandinError, Submission, open_submission
from autograder.handin.terms import ArchiveError, ArchiveLimits, Note, NoteCode, Reason

__all__ = [
    "MODULES",
    "ArchiveError",
    "ArchiveLimits",
    "Extracted",
    "Found",
    "HandinError",
    "HandinName",
    "NameProblem",
    "Note",
    "NoteCode",
    "Outcome",
    "Reason",
    "Submission",
    "copy_sources",
    "extract",
    "find_package",
    "open_submission",
    "parse_name",
    "safe_key",
    "safe_keys",
]
