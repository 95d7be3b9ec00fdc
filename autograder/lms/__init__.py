"""What comes from the course's learning platform: hand-ins, who sent them, and when."""

from autograder.lms.arrival import Arrival, Collection, Member, Piece, Sender
from autograder.lms.cells import Cell, TableError
from autograder.lms.collect import collected
from autograder.lms.identity import Identity, identified
from autograder.lms.lateness import Lateness, LatenessState, lateness
from autograder.lms.limits import CollectError, CollectLimits
from autograder.lms.names import CanvasName, MoodleName, canvas_name, moodle_name
from autograder.lms.roster import Roster, Student, load_roster, same_name
from autograder.lms.when import MomentError, lms_moment, moment, zone_named
from autograder.lms.words import Status
from autograder.lms.worksheet import Worksheet, WorksheetRow, parse_worksheet

__all__ = [
    "Arrival",
    "CanvasName",
    "Cell",
    "CollectError",
    "CollectLimits",
    "Collection",
    "Identity",
    "Lateness",
    "LatenessState",
    "Member",
    "MomentError",
    "MoodleName",
    "Piece",
    "Roster",
    "Sender",
    "Status",
    "Student",
    "TableError",
    "Worksheet",
    "WorksheetRow",
    "canvas_name",
    "collected",
    "identified",
    "lateness",
    "lms_moment",
    "load_roster",
    "moment",
    "moodle_name",
    "parse_worksheet",
    "same_name",
    "zone_named",
]
