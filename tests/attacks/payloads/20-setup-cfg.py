"""Ships a setup.cfg that runs nothing.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"setup.cfg" = '''
[tool:pytest]
addopts = --collect-only
'''
"""

def attempt():
    pass
