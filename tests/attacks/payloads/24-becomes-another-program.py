"""Becomes another program, which ends well.

number = 24
shows = "passed"
control = "careless"
"""

import os


def attempt():
    os.execv('/bin/true', ['true'])
