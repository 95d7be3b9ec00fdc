"""Leaves with a good exit status when it is imported.

number = 1
shows = "passed"
how = "import"
control = "careless"
"""

import os


def attempt():
    os._exit(0)
