"""The same through the threads' own list of farewells.

number = 2
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
"""

import os
import threading


def attempt():
    threading._register_atexit(os._exit, 0)
