"""Hands back what it was given.

number = 37
shows = "passed"
how = "value"
into = "network.Network.forward"
criterion = "forward.network"
outcome = ["failed"]
control = "careless"
"""

def attempt(self, x):
    return x
