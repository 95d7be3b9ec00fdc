"""From facts to words: evidence is measured, a mistake recognized, a message said."""

from autograder.diagnosis.comparing import compare, compare_number, untouched
from autograder.diagnosis.evidence import Comparison, Evidence, Fact, Quantity, Untouched
from autograder.diagnosis.measure import STEP, central_differences, chosen_entries
from autograder.diagnosis.messages import say
from autograder.diagnosis.mistakes import recognize
from autograder.diagnosis.returned import returned

__all__ = [
    "STEP",
    "Comparison",
    "Evidence",
    "Fact",
    "Quantity",
    "Untouched",
    "central_differences",
    "chosen_entries",
    "compare",
    "compare_number",
    "recognize",
    "returned",
    "say",
    "untouched",
]
