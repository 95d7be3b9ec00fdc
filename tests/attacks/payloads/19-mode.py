"""Lets everybody read the private key.

number = 19
shows = "written"
"""

import os

from .world import SECRETS


def attempt():
    return os.chmod(SECRETS / 'home' / '.ssh' / 'id_rsa', 0o666)
