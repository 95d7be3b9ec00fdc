"""Imports a library that learns by itself.

number = 41
outcome = ["not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    import sklearn

    return sklearn.__version__
