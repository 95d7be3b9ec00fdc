"""Lists what runs on the machine.

number = 9
shows = "said"
"""

import os


def attempt():
    return len([name for name in os.listdir('/proc') if name.isdigit()])
