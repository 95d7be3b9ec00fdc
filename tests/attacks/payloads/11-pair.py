"""Makes a pair of sockets, to pass files along.

number = 11
shows = "said"
"""

import socket


def attempt():
    return [one.fileno() for one in socket.socketpair()]
