"""Imports a framework in a text that it executes.

number = 41
outcome = ["stopped", "not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    names = {}
    exec('import tor' + 'ch', names)
    return names['torch'].__version__
