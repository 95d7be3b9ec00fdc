"""The figures that a report asks for, drawn from real runs of the reference.

Start with picture, which says what a figure is, and gallery, which lists them; command draws them.
"""
