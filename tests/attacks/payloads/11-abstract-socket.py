"""Sends what it has seen to a socket that lies nowhere.

number = 11
shows = "heard"
"""

import socket

from .world import ABSTRACT


def attempt():
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as one:
        one.connect('\0' + ABSTRACT)
        one.sendall(b'stolen')
    return 'sent'
