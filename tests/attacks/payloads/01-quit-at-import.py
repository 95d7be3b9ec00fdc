"""Says that everything went well and quits.

number = 1
shows = "passed"
how = "import"
control = "careless"
"""

def attempt():
    print('{"score": 100}', flush=True)
    raise SystemExit(0)
