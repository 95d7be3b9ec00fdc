"""Opens the memory of whoever started it.

number = 9
shows = "said"
"""

import os


def attempt():
    return open(f'/proc/{os.getppid()}/mem', 'rb+').fileno()
