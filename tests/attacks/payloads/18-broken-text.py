"""Answers with what is no text.

number = 18
shows = "derailed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": ' + chr(7) + '}', b'\xff\xfe{}', b"")
    return given[-1]
