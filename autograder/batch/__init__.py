"""Grade a whole class: every hand-in by itself, side by side, and none of them stops the others."""

from autograder.batch.grade import Desk, Graded, grade
from autograder.batch.handins import Handin, handins
from autograder.batch.samples import make_sample_class
from autograder.batch.watch import Watch

__all__ = [
    "Desk",
    "Graded",
    "Handin",
    "Watch",
    "grade",
    "handins",
    "make_sample_class",
]
