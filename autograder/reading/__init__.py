"""What can be told from a submission's sources without running them."""

from autograder.reading.generators import GeneratorFinding, read_generators, where_defined
from autograder.reading.imports import Import, Imports, read_imports
from autograder.reading.letters import Oddity, Trick
from autograder.reading.rule import ImportKind
from autograder.reading.syntax import Parsed, Reason, Unreadable, parse

__all__ = [
    "GeneratorFinding",
    "Import",
    "ImportKind",
    "Imports",
    "Oddity",
    "Parsed",
    "Reason",
    "Trick",
    "Unreadable",
    "parse",
    "read_generators",
    "read_imports",
    "where_defined",
]
