"""Raises what is no Exception.

number = 6
shows = "derailed"
control = "careless"
"""

class Evil(BaseException):
    pass


def attempt():
    raise Evil
