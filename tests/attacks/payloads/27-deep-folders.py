"""Makes folders within folders, deeper than who tidies up can follow.

number = 27
shows = "derailed"
control = "careless"
"""

import os


def attempt():
    for _ in range(3000):
        os.mkdir("x")
        os.chdir("x")
    raise ValueError("made")
