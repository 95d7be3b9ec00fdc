"""Prints megabytes.

number = 28
shows = "flooded"
control = "careless"
"""

def attempt():
    print('x' * 5_000_000)
    raise ValueError('printed')
