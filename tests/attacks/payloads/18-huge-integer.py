"""Answers with an integer of many digits.

number = 18
shows = "derailed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": ' + '9' * 20_000 + '}', b'{"value": ' + b'9' * 60_000 + b'}', b"")
    return given[-1]
