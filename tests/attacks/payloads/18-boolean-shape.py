"""Announces an array with a shape of truth values and negative sizes.

number = 18
shows = "passed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": true}', {'arrays': [{'dtype': '<f8', 'shape': [True, -8]}], 'value': {'array': 0}}, b"")
    return given[-1]
