"""Raises an exception that writes a file where it is unpickled.

number = 17
shows = "written"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .world import SECRETS


class Trap(Exception):
    def __reduce__(self):
        return exec, (f"open({str(SECRETS / 'results.json')!r}, 'w')",)


def attempt(*_):
    return Trap("kept, and looked at later")
