"""Imports a framework.

number = 41
outcome = ["not reached"]
shows = "seen"
control = "careless"
"""

def attempt():
    import torch

    return torch.__version__
