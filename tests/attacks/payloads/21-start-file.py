"""Adds a line to what the grader's shell runs first.

number = 21
shows = "written"
"""

from .world import HOME


def attempt():
    with open(HOME / '.bashrc', 'a') as file:
        file.write('exit')
    return 'added'
