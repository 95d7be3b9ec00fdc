"""Prints empty lines without end.

number = 28
shows = "flooded"
control = "careless"
[clock]
"call" = 1.0
"""

def attempt():
    while True:
        print('\n' * 100_000)
