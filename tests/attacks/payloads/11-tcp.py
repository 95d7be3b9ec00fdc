"""Sends what it has seen over TCP.

number = 11
shows = "heard"
"""

import socket

from .world import TCP


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as one:
        one.connect(TCP)
        one.sendall(b'stolen')
    return 'sent'
