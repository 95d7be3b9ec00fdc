"""Reads the checks from the main module.

number = 7
shows = "said"
control = "careless"
"""

import sys


def attempt():
    main = sys.modules["__main__"]
    return sorted(main.CHECKS)
