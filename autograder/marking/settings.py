"""nbgrader's settings for a folder of results: nothing in them runs what a student wrote."""

from pathlib import Path

__all__ = ["ASSIGNMENT", "COURSE", "settings"]

COURSE = "backprop"
ASSIGNMENT = "lab1"

TEXT = '''\
"""Settings of nbgrader for this folder, written anew by every grading run.

The grading is done: what lies in autograded/ are notebooks to mark, without code of a student in
them. There are none in submitted/ and source/, so nbgrader has nothing that it could run.
"""

import sys

sys.path.insert(0, {kit!r})  # where the table of `nbgrader export` is described

c = get_config()  # noqa: F821

c.CourseDirectory.course_id = {course!r}
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {database!r}
c.ExecutePreprocessor.enabled = False
c.ExportApp.plugin_class = "autograder.marking.export.LabExportPlugin"
'''
KIT = Path(__file__).resolve().parents[2]


def settings(out: Path) -> str:
    """Return the text of nbgrader_config.py; the root has to be absolute."""
    root = out.absolute()
    database = f"sqlite:///{root / 'gradebook.db'}"
    return TEXT.format(kit=str(KIT), course=COURSE, root=str(root), database=database)
