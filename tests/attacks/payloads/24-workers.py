"""Uses a pool of processes.

number = 24
shows = "said"
[clock]
"call" = 1.5
"""

import multiprocessing


def attempt():
    with multiprocessing.get_context('fork').Pool(2) as pool:
        return pool.map(abs, [-1, -2])
