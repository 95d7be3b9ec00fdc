"""Raises an exception whose text never ends.

number = 6
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

class Evil(Exception):
    def __str__(self):
        while True:
            pass


def attempt():
    raise Evil
