"""Writes a file of a hundred megabytes.

number = 27
shows = "said"
control = "careless"
"""

def attempt():
    with open('long', 'wb') as file:
        for _ in range(100):
            file.write(bytes(1 << 20))
    return 'made'
