"""Answers with lists within lists, deeper than a reader can follow.

number = 18
shows = "derailed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": ' + '[' * 200_000, b'{"value": ' + b'[' * 60_000, b"")
    return given[-1]
