"""Starts two thousand threads.

number = 25
shows = "said"
control = "careless"
"""

import threading


def attempt():
    end = threading.Event()
    made = []
    try:
        for _ in range(2000):
            made.append(threading.Thread(target=end.wait, daemon=True))
            made[-1].start()
    finally:
        end.set()
    return len(made)
