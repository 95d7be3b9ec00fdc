"""Reserves space on the disk.

number = 27
shows = "said"
control = "careless"
"""

import os


def attempt():
    with open('reserved', 'wb') as file:
        os.posix_fallocate(file.fileno(), 0, 100 << 20)
    return 'made'
