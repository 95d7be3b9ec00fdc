"""Adds a folder to where Python looks, and imports a framework.

number = 41
outcome = ["stopped", "not reached"]
shows = "seen"
"""

import builtins
import sys

from .world import PLANTED


def attempt():
    sys.path.append(PLANTED)
    return vars(builtins)["__imp" + "ort__"]("tor" + "ch").__version__
