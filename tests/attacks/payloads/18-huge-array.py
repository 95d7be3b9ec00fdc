"""Announces an array of more bytes than there are.

number = 18
shows = "passed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": true}', {'arrays': [{'dtype': '<f8', 'shape': [10**7, 10**7, 10**7, 10**7]}], 'value': {'array': 0}}, b"")
    return given[-1]
