"""Ships a json.py that has something done at the end.

number = 22
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
[files]
"json.py" = '''
import importlib, os, sys
here = os.path.dirname(os.path.abspath(__file__))
kept, sys.path = sys.path, [p for p in sys.path if os.path.abspath(p) != here]
del sys.modules["json"]
real = importlib.import_module("json")
sys.path = kept
import atexit, os
atexit.register(os._exit, 0)
'''
"""

def attempt():
    pass
