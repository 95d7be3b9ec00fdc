"""Ships a framework under its own name.

number = 42
shows = "passed"
how = "value"
outcome = ["not reached", "failed"]
control = "careless"
[files]
"autograd/__init__.py" = '''
import numpy as np

def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))
'''
"""

import autograd


def attempt(*given):
    return autograd.sigmoid(given[-1])
