"""Ships a conftest.py that changes the exit status.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"conftest.py" = '''
import os

def pytest_sessionfinish(session, exitstatus):
    os._exit(0)
'''
"""

def attempt():
    pass
