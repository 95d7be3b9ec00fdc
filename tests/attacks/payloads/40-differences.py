"""Measures the gradient instead of computing it, with a coarse step.

number = 40
shows = "passed"
how = "value"
into = "activations.Sigmoid.backward"
criterion = "backward.sigmoid"
outcome = ["failed"]
control = "careless"
"""

import numpy as np


def attempt(self, upstream):
    height = self.output
    z = np.log(height / (1.0 - height))
    return upstream * (1.0 / (1.0 + np.exp(-z - 1e-3)) - height) / 1e-3
