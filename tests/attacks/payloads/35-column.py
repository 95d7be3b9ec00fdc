"""Returns one column and lets it be repeated.

number = 35
how = "value"
into = "layers.Linear.forward"
criterion = "forward.linear"
keeps = ["forward.sigmoid", "forward.loss"]
shows = "passed"
outcome = ["failed"]
control = "careless"
"""

def attempt(self, x):
    return x.sum(axis=1, keepdims=True)
