"""Sends what it has seen to a socket in the file system.

number = 11
shows = "heard"
"""

import socket

from .world import UNIX


def attempt():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.connect(UNIX)
        one.sendall(b'stolen')
    return 'sent'
