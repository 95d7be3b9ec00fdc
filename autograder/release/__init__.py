"""What the instructor releases: the student's package, made from the reference and checked."""

from autograder.release.errors import ReleaseError
from autograder.release.folder import Difference, compare, write_student
from autograder.release.leaks import Leak, leaks
from autograder.release.markers import MarkerError, Region, check_markers
from autograder.release.student import RELEASED, read_sources

__all__ = [
    "RELEASED",
    "Difference",
    "Leak",
    "MarkerError",
    "Region",
    "ReleaseError",
    "check_markers",
    "compare",
    "leaks",
    "read_sources",
    "write_student",
]
