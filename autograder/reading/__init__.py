"""What can be told from a submission's sources without running them."""

from autograder.reading.claims import Claim, claims
from autograder.reading.generators import GeneratorFinding, read_generators
from autograder.reading.imports import Import, Imports, read_imports
from autograder.reading.letters import Oddity, Trick
from autograder.reading.notebook import NotebookError, exported
from autograder.reading.outline import (
    Definition,
    Start,
    defined,
    definitions,
    imported,
    rebound,
    start,
)
from autograder.reading.rule import ImportKind
from autograder.reading.signs import Note, Sign, read_signs
from autograder.reading.syntax import Parsed, Reason, Unreadable, parse

__all__ = [
    "Claim",
    "Definition",
    "GeneratorFinding",
    "Import",
    "ImportKind",
    "Imports",
    "Note",
    "NotebookError",
    "Oddity",
    "Parsed",
    "Reason",
    "Sign",
    "Start",
    "Trick",
    "Unreadable",
    "claims",
    "defined",
    "definitions",
    "exported",
    "imported",
    "parse",
    "read_generators",
    "read_imports",
    "read_signs",
    "rebound",
    "start",
]
