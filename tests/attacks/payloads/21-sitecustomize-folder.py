"""Ships a sitecustomize folder, which Python runs before everything else.

number = 21
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
[files]
"sitecustomize/__init__.py" = '''
import atexit, os
atexit.register(os._exit, 0)
'''
"""

def attempt():
    pass
