"""Ships the file that a platform reads points from.

number = 19
shows = "passed"
how = "import"
outcome = ["failed"]
control = "careless"
[files]
"results.json" = '''
{"score": 100}
'''
"""

def attempt():
    pass
