"""Opens the gradebook as the database that it is.

number = 8
shows = "seen"
"""

import sqlite3

from .world import SECRETS


def attempt():
    book = sqlite3.connect(SECRETS / 'gradebook.db')
    return book.execute('select points from grades').fetchone()[0]
