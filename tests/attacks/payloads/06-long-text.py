"""Raises an exception with a text of 50 MB.

number = 6
shows = "flooded"
control = "careless"
"""

def attempt():
    raise ValueError('x' * 50_000_000)
