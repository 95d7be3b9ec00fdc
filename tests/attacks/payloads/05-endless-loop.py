"""Counts for ever.

number = 5
shows = "derailed"
control = "careless"
[clock]
"call" = 1.5
"""

def attempt():
    while True:
        pass
