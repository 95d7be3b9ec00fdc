"""Puts a .pth file into the grader's own packages.

number = 21
shows = "written"
"""

import sys

from .world import HOME


def attempt():
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    place = HOME / ".local" / "lib" / version / "site-packages" / "evil.pth"
    return place.write_text("import os\n")
