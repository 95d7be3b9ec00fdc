"""Reads the accounts of the machine.

number = 8
shows = "said"
"""

def attempt():
    return len(open('/etc/passwd').read())
