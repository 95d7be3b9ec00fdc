"""Raises an exception that cannot be shown.

number = 6
shows = "derailed"
control = "careless"
"""

class Evil(Exception):
    def __str__(self):
        raise self

    __repr__ = __str__


def attempt():
    raise Evil
