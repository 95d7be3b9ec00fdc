"""A course for nbgrader: its settings, and `source/` with the notebook and all that goes with it.

What lies in `source/` beside the notebook is what students get, stubs and all: nbgrader copies it
as it is, so there is no answer in it but those in the notebook, which nbgrader strips.
"""

from collections.abc import Mapping
from pathlib import Path

from autograder.release.errors import ReleaseError
from autograder.release.notebook import ASSIGNMENT, NOTEBOOK, source_bytes
from autograder.rubric import Rubric

__all__ = ["course_files", "write_course"]

CONFIG = '''\
"""Settings of nbgrader for a course with the lab, in the folder that holds source/."""

import sys
import warnings

sys.path.insert(0, {kit!r})  # the kit's checkout: where it lies on this machine

# SQLAlchemy says this of every first submission; nothing is wrong.
warnings.filterwarnings("ignore", message="Object of type <Submitted")

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = "backprop"
# A cell may train a network. One that takes longer is interrupted, and costs nothing.
c.Execute.timeout = 60

# What students may have edited in their cells' metadata is written anew.
c.Autograde.sanitize_preprocessors = [
    "autograder.marking.mending.MendCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# The points come from the kit's own grading of the folder student/, in its own processes. The
# cells run as well, so that a person sees their figures: in a kernel under your account, with all
# that you may read and write. Without RunCells nothing of a student's runs outside of a worker.
c.Autograde.autograde_preprocessors = [
    "autograder.marking.preprocessor.GradePackage",
    "autograder.marking.preprocessor.RunCells",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "autograder.marking.preprocessor.GivePoints",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
# What students wrote is shown without its scripts, to whoever marks and in the feedback.
c.HTMLExporter.preprocessors = ["nbconvert.preprocessors.sanitize.SanitizeHTML"]
c.SanitizeHTML.enabled = True
# Cases to hold back: python -m autograder cases make FILE
# c.GradePackage.cases = "~/lab-cases.npz"
'''


def course_files(
    handed_out: Mapping[str, bytes], lab: Path, rubric: Rubric, kit: Path
) -> dict[str, bytes]:
    """Return a course's files by their path; `handed_out` is what students get beside `lab`."""
    source = f"source/{ASSIGNMENT}"
    files = {f"{source}/{name}": content for name, content in handed_out.items()}
    files[f"{source}/{NOTEBOOK}"] = source_bytes(lab, rubric)
    return files | {"nbgrader_config.py": CONFIG.format(kit=str(kit)).encode()}


def write_course(files: Mapping[str, bytes], folder: Path) -> None:
    """Write a course into a folder that is empty or not there; ReleaseError for any other."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fix = "name an empty folder: a course that runs is never written over"
        raise ReleaseError(folder, None, "there is something in it", fix=fix)
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
