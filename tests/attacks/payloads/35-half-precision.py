"""Returns numbers of half precision.

number = 35
how = "value"
into = "layers.Linear.forward"
criterion = "forward.linear"
keeps = ["forward.sigmoid", "forward.loss"]
shows = "passed"
outcome = ["failed"]
control = "careless"
"""

import numpy as np


def attempt(self, x):
    return (x @ self.parameters[0]).astype(np.float16)
