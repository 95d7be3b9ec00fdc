"""Changes a grade in the gradebook.

number = 19
shows = "written"
"""

import sqlite3

from .world import SECRETS


def attempt():
    with sqlite3.connect(SECRETS / 'gradebook.db') as book:
        book.execute("update grades set points = '100'")
    return 'changed'
