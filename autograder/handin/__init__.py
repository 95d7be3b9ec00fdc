"""What a student hands in: safely unpacked, its name read, its package found, never trusted."""

from autograder.handin.adapter import Adapter, AdapterError, adapter_of, read_adapter
from autograder.handin.archive import Extracted, extract
from autograder.handin.assembly import Assembly
from autograder.handin.code import Code, read_code
from autograder.handin.finding import Finding, Weight
from autograder.handin.format import Form, HandedIn, findings
from autograder.handin.keys import safe_key, safe_keys
from autograder.handin.layout import adapted, attach
from autograder.handin.naming import HandinName, parse_name
from autograder.handin.pack import PackError, contents, packed_name, unbegun, zip_of
from autograder.handin.package import MODULES, Found, find_package
from autograder.handin.rules import LAYOUT, NAME, REPORT, Rule, Weights
from autograder.handin.submission import HandinError, Submission, open_submission
from autograder.handin.terms import ArchiveError, ArchiveLimits, Note, NoteCode, Reason

__all__ = [
    "LAYOUT",
    "MODULES",
    "NAME",
    "REPORT",
    "Adapter",
    "AdapterError",
    "ArchiveError",
    "ArchiveLimits",
    "Assembly",
    "Code",
    "Extracted",
    "Finding",
    "Form",
    "Found",
    "HandedIn",
    "HandinError",
    "HandinName",
    "Note",
    "NoteCode",
    "PackError",
    "Reason",
    "Rule",
    "Submission",
    "Weight",
    "Weights",
    "adapted",
    "adapter_of",
    "attach",
    "contents",
    "extract",
    "find_package",
    "findings",
    "open_submission",
    "packed_name",
    "parse_name",
    "read_adapter",
    "read_code",
    "safe_key",
    "safe_keys",
    "unbegun",
    "zip_of",
]
