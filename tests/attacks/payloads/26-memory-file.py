"""Keeps memory in a file that lies nowhere.

number = 26
shows = "said"
"""

import os


def attempt():
    return os.memfd_create('lab')
