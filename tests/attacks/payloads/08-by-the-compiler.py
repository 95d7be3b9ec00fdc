"""Has Python itself read a secret, and quotes its error.

number = 8
shows = "seen"
"""

import importlib.util

from .world import SECRETS


def attempt():
    spec = importlib.util.spec_from_file_location("secret", SECRETS / "solution" / "layers.py")
    return spec.loader.get_data(spec.origin).decode()
