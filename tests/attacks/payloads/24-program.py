"""Starts another program.

number = 24
shows = "said"
"""

import subprocess


def attempt():
    return subprocess.run(['/bin/true']).returncode
