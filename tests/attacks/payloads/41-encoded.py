"""Imports a framework in a text that is encoded.

number = 41
outcome = ["stopped", "not reached"]
shows = "seen"
control = "careless"
"""

import base64


def attempt():
    names = {}
    exec(base64.b64decode('aW1wb3J0IHRvcmNo'), names)
    return names['torch'].__version__
