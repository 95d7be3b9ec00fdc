"""Makes many processes.

number = 24
shows = "said"
"""

import os


def attempt():
    made = []
    for _ in range(20):
        if not (pid := os.fork()):
            os._exit(0)
        made.append(pid)
    for pid in made:
        os.waitpid(pid, 0)
    return len(made)
