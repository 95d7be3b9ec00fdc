"""Ships a pyproject.toml that runs nothing.

number = 20
control = "pytest"
shows = "passed"
how = "import"
outcome = ["failed"]
[files]
"pyproject.toml" = '''
[tool.pytest.ini_options]
addopts = '--collect-only'
'''
"""

def attempt():
    pass
