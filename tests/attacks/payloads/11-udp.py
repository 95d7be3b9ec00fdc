"""Sends what it has seen over UDP.

number = 11
shows = "heard"
"""

import socket

from .world import UDP


def attempt():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.sendto(b'stolen', UDP)
    return 'sent'
