"""What people get to see of reports: a table for spreadsheets, another for the terminal."""

from autograder.outputs.attention import Status, attention, status
from autograder.outputs.inert import cell, visible
from autograder.outputs.progress import showing
from autograder.outputs.tables import grades_table
from autograder.outputs.terminal import finished, overview, tally

__all__ = [
    "Status",
    "attention",
    "cell",
    "finished",
    "grades_table",
    "overview",
    "showing",
    "status",
    "tally",
    "visible",
]
