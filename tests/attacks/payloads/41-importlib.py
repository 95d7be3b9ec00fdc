"""Imports a framework by a function.

number = 41
outcome = ["stopped", "not reached"]
shows = "seen"
control = "careless"
"""

import importlib


def attempt():
    return importlib.import_module('tor' + 'ch').__version__
