"""Goes round by /proc/self/root.

number = 8
shows = "seen"
"""

from .world import SECRETS


def attempt():
    return open(f'/proc/self/root{SECRETS}/results.json').read()
