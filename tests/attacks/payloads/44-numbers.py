"""Spells an import in numbers.

number = 44
outcome = ["stopped", "not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    names = {}
    exec(bytes([105, 109, 112, 111, 114, 116, 32, 116, 111, 114, 99, 104]), names)
    return names['torch'].__version__
