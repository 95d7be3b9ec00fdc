"""nbgrader's gradebook and formgrader for what a person marks."""

from autograder.marking.cells import cell_id
from autograder.marking.pages import marking_page
from autograder.marking.paper import Paper, Picture
from autograder.marking.settings import ASSIGNMENT, COURSE
from autograder.marking.writing import write_forms

__all__ = [
    "ASSIGNMENT",
    "COURSE",
    "Paper",
    "Picture",
    "cell_id",
    "marking_page",
    "write_forms",
]
