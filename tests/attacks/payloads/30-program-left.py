"""Leaves a program behind.

number = 30
shows = "left"
"""

import subprocess


def attempt():
    return subprocess.Popen(['sleep', '120'], start_new_session=True).pid
