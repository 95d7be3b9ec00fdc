"""Has another Python import a framework.

number = 41
shows = "seen"
"""

import subprocess
import sys

from .world import PLANTED


def attempt():
    code = f'import sys; sys.path.append({PLANTED!r}); import torch; print(torch.__version__)'
    return subprocess.run([sys.executable, '-c', code], capture_output=True, text=True).stdout
