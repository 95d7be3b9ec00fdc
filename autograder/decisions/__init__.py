"""What people decide about a class: read from decisions.toml, laid over reports, and written."""

from autograder.decisions.reading import DecisionsError, decisions_in, load_decisions
from autograder.decisions.standing import Decisions, Entry, Identity, decided, same
from autograder.decisions.writing import appended, removed, table

__all__ = [
    "Decisions",
    "DecisionsError",
    "Entry",
    "Identity",
    "appended",
    "decided",
    "decisions_in",
    "load_decisions",
    "removed",
    "same",
    "table",
]
