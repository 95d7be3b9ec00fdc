"""Ships a copy of a small framework, and hands out its values, each with a graph behind it.

number = 42
shows = "passed"
how = "value"
outcome = ["failed"]
control = "careless"
[files]
"engine.py" = '''
import math


class Value(float):
    _prev = ()
    grad = 0.0

    def sigmoid(self):
        made = Value(0.5 + 0.5 * math.tanh(self / 2.0))
        made._prev = (self,)
        return made

    def __reduce__(self):
        return float, (float(self),)

    def backward(self):
        for one in self._prev:
            one.grad += self.grad * self * (1.0 - self)
            one.backward()
'''
"""

from .engine import Value


def attempt(*given):
    return [[Value(one).sigmoid() for one in row] for row in given[-1]]
