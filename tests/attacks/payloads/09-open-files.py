"""Opens what another process has open.

number = 9
shows = "seen"
"""

from .world import HELD, VICTIM


def attempt():
    found = open(f'/proc/{VICTIM}/fd/{HELD}', 'rb').read()
    return found[found.index(b'SEC' + b'RET-') :][:23].decode()
