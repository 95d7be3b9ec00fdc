"""Ships a plug-in of pytest, and names it in a variable.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"pytest.ini" = '''
[pytest]
addopts = -p evil
pythonpath = .
'''
"evil.py" = '''
import os

def pytest_sessionfinish(session, exitstatus):
    os._exit(0)
'''
"""

def attempt():
    pass
