"""Ships a pytest.ini that runs nothing.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"pytest.ini" = '''
[pytest]
addopts = --collect-only
'''
"""

def attempt():
    pass
