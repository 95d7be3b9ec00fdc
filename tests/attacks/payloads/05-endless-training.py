"""Trains for ever.

number = 5
shows = "derailed"
how = "value"
into = "choices.train"
criterion = "accuracy.linear"
control = "careless"
[clock]
"training_cpu" = 0.5
"training_wall" = 3.0
"""

def attempt(*_, **__):
    while True:
        pass
