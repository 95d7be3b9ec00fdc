"""Hides an import in an encoding that reviewers do not see.

number = 44
outcome = ["not reached", "stopped", "failed"]
shows = "seen"
control = "careless"
[files]
"hidden.py" = '''
# coding: utf-7
+AGkAbQBwAG8AcgB0 torch
'''
"""

from . import hidden


def attempt():
    return hidden.torch.__version__
