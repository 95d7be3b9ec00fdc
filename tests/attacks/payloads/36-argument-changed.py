"""Changes what it is given, so that the expected changes with it.

number = 36
shows = "passed"
how = "value"
into = "activations.Sigmoid.backward"
criterion = "backward.sigmoid"
outcome = ["failed"]
control = "careless"
"""

def attempt(self, upstream):
    upstream[...] = 0.0
    return upstream
