"""What people get to see of reports: tables, a page for each student, a dashboard of the class."""

from autograder.outputs.absent import Absent
from autograder.outputs.attention import Status, attention, status
from autograder.outputs.dashboard import dashboard_page
from autograder.outputs.feedback import feedback_page
from autograder.outputs.inert import cell, visible
from autograder.outputs.lms_files import LmsWritten, write_lms
from autograder.outputs.pages import write_pages
from autograder.outputs.progress import showing, showing_intake
from autograder.outputs.tables import grades_table
from autograder.outputs.terminal import finished, overview, tally

__all__ = [
    "Absent",
    "LmsWritten",
    "Status",
    "attention",
    "cell",
    "dashboard_page",
    "feedback_page",
    "finished",
    "grades_table",
    "overview",
    "showing",
    "showing_intake",
    "status",
    "tally",
    "visible",
    "write_lms",
    "write_pages",
]
