"""Ships a conftest.py that turns failures into passes.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"conftest.py" = '''
import pytest

@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    outcome.get_result().outcome = 'passed'
'''
"""

def attempt():
    pass
