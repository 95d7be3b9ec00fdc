"""Has a shell do it.

number = 24
shows = "said"
"""

import os


def attempt():
    if (status := os.system('exit 7')) >> 8 != 7:
        raise OSError(status)
    return 'run'
