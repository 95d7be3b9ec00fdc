"""Imports a framework by the built-in function.

number = 41
outcome = ["stopped", "not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    return __import__('tor' + 'ch').__version__
