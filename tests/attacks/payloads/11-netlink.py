"""Talks to the kernel about the network.

number = 11
shows = "said"
"""

import socket


def attempt():
    return socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).fileno()
