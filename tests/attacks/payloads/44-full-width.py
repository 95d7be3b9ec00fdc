"""Imports a framework by letters that only look alike.

number = 44
outcome = ["not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    import ｔｏｒｃｈ

    return ｔｏｒｃｈ.__version__
