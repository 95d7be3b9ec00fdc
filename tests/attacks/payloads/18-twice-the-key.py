"""Says one thing first and another under the same key.

number = 18
shows = "passed"
how = "value"
outcome = ["failed", "stopped"]
control = "careless"
"""

from .forging import say


def attempt(*given):
    say('{"score": 0, "score": 100}', b'{"id": "0", "id": "1", "arrays": []}', b"")
    return given[-1]
