"""Networks that others trained on this lab, expressed by configuration alone.

Start with networks, which lists them; run trains one and says what came of it.
"""
