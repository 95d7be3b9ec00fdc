"""Waits for others to connect.

number = 11
shows = "said"
"""

import socket


def attempt():
    with socket.create_server(('127.0.0.1', 0)) as one:
        return one.getsockname()
