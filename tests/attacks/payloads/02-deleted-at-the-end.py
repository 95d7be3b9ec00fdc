"""The same through an object that dies with the interpreter.

number = 2
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
"""

import os
import sys


class Last:
    def __del__(self, leave=os._exit):
        leave(0)


def attempt():
    sys.kept_until_the_end = Last()
